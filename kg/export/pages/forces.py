"""A layout by forces, for groups too large for columns. In: things with lanes, their neighbours. Out: a place for each.

Links pull, things push each other apart (Fruchterman and Reingold 1991), and each is drawn to its lane, so that who acts
stands to the left of whom it hit. Where there are many, each is pushed by a random sample of them in each round (after Gove
2019, "A Random Sampling O(n) Force-Calculation Algorithm for Graph Layouts"): time grows with their number, not its square.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.export.pages.looks import Places

if TYPE_CHECKING:
    import numpy as np

    from kg.export.pages.layout import Place, Thing

    Array = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
    Numbers = np.ndarray[tuple[int, ...], np.dtype[np.intp]]

_TO_LANE, _TO_MIDDLE = 0.05, 0.02  # how strongly a thing is drawn to its lane, and towards the middle
_FLAT = 0.7  # a picture is wider than high


def forces(group: Sequence[Thing], neighbours: Mapping[str, Sequence[str]], places: Places) -> dict[str, Place]:
    """Places of the things of one group, in the units of `places`."""
    import numpy as np

    number = {thing.id: at for at, thing in enumerate(group)}
    pairs = sorted({(number[a], number[b]) for a in number for b in neighbours.get(a, ()) if number[a] < number[b]})
    links = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    dice = np.random.default_rng(places.seed)
    span = places.ideal * len(group) ** 0.5
    lanes = np.array([thing.lane for thing in group], dtype=np.float32)
    lanes = (lanes - lanes.mean()) / max(np.ptp(lanes), 1.0) * span
    place = np.stack([lanes, np.zeros_like(lanes)], axis=1) + dice.standard_normal((len(group), 2), np.float32) * span / 4
    for round_ in range(places.rounds):
        step = _pushes(place, dice, places) + _pulls(place, links, places.ideal)
        step[:, 0] += (lanes - place[:, 0]) * _TO_LANE * places.ideal / 10
        step -= (place - place.mean(axis=0)) * _TO_MIDDLE
        most = span / 8 * (1 - round_ / places.rounds) ** 1.5 + 0.1
        length = np.sqrt((step**2).sum(axis=1, keepdims=True)) + 1e-9
        place = place + step * np.minimum(1.0, most / length)
    return {thing.id: (float(x), float(y) * _FLAT, 0) for thing, (x, y) in zip(group, place, strict=True)}


def _pushes(place: Array, dice: np.random.Generator, places: Places) -> Array:
    """What all others, or a sample that stands for them, push each thing by: ideal² / distance each."""
    import numpy as np

    count = len(place)
    sampled = place if count <= places.sampled else place[dice.choice(count, places.sampled, replace=False)]
    x = place[:, None, 0] - sampled[None, :, 0]
    y = place[:, None, 1] - sampled[None, :, 1]
    weight = places.ideal**2 * count / len(sampled) / np.maximum(x * x + y * y, 1.0)
    return np.stack([(x * weight).sum(axis=1), (y * weight).sum(axis=1)], axis=1)


def _pulls(place: Array, links: Numbers, ideal: float) -> Array:
    """What its links pull each thing by: distance² / ideal each."""
    import numpy as np

    pulls = np.zeros_like(place)
    apart = place[links[:, 1]] - place[links[:, 0]]
    pull = apart * np.sqrt((apart**2).sum(axis=1, keepdims=True)) / ideal
    np.add.at(pulls, links[:, 0], pull)
    np.add.at(pulls, links[:, 1], -pull)
    return pulls
