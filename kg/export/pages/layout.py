"""Where things stand in a picture. In: things with a lane and a label's width, links. Out: a place for each.

Things that are linked to each other, directly or not, are laid out together: in columns by lane while that can be read, else
by forces. The groups are then put side by side, the greatest first. The same input gives the same picture.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

from kg.export.pages.looks import Places

Place = tuple[float, float, int]  # x to the right, y down, and where the label stands: left -1, below 0, right 1
Neighbours = Mapping[str, Sequence[str]]
_SWEEPS = 24  # to and fro: a column is put in order by the one that was put in order before


@dataclass(frozen=True)
class Thing:
    """What is to be placed: its id, its lane (a column, from left to right), the width of its label."""

    id: str
    lane: int
    width: float


def layout(things: Sequence[Thing], links: Iterable[tuple[str, str]], places: Places) -> dict[str, Place]:
    """A place for each thing, in the units of `places`."""
    neighbours: dict[str, list[str]] = defaultdict(list)
    for a, b in links:
        if a != b:
            neighbours[a].append(b)
            neighbours[b].append(a)
    groups = [_placed(group, neighbours, places) for group in _groups(things, neighbours)]
    return _side_by_side(groups, {thing.id: thing.width for thing in things}, places)


def _groups(things: Sequence[Thing], neighbours: Neighbours) -> list[list[Thing]]:
    """Things that are linked, directly or not; the greatest group first."""
    by_id = {thing.id: thing for thing in things}
    seen: set[str] = set()
    groups = []
    for thing in things:
        if thing.id in seen:
            continue
        seen.add(thing.id)
        group = [thing.id]
        for id_ in group:
            new = [other for other in dict.fromkeys(neighbours.get(id_, ())) if other not in seen]
            seen.update(new)
            group += new
        groups.append([by_id[id_] for id_ in group])
    return sorted(groups, key=len, reverse=True)


def _placed(group: Sequence[Thing], neighbours: Neighbours, places: Places) -> dict[str, Place]:
    if max(Counter(thing.lane for thing in group).values()) <= places.rows:
        return _columns(group, neighbours, places)
    from kg.export.pages.forces import forces

    return forces(group, neighbours, places)


def _columns(group: Sequence[Thing], neighbours: Neighbours, places: Places) -> dict[str, Place]:
    """A column a lane; each thing as near to the middle of its neighbours as its column allows.

    Labels of the outer columns stand outside, where no link runs; those between stand below, which takes more room.
    """
    lanes = [list(found) for _, found in groupby(sorted(group, key=lambda t: (t.lane, t.id)), key=lambda t: t.lane)]
    sides = [1] if len(lanes) == 1 else [-1, *[0] * (len(lanes) - 2), 1]
    rows = [places.row if side else places.row + places.below for side in sides]
    y = {thing.id: at * row for lane, row in zip(lanes, rows, strict=True) for at, thing in enumerate(lane)}
    for sweep in range(_SWEEPS):
        order = range(len(lanes)) if sweep % 2 else reversed(range(len(lanes)))
        for at in order:
            wanted = {t.id: fmean([y[n] for n in neighbours.get(t.id, ())] or [y[t.id]]) for t in lanes[at]}
            lanes[at].sort(key=lambda t: (wanted[t.id], t.id))
            y.update(_apart([t.id for t in lanes[at]], wanted, rows[at]))
    x, placed = 0.0, dict[str, Place]()
    for at, (lane, side) in enumerate(zip(lanes, sides, strict=True)):
        inward = [max(t.width for t in lanes[i]) / 2 for i in (at - 1, at) if at and not sides[i]]
        x += max(places.column, sum(inward) + places.column / 2) if at else 0.0
        placed.update({thing.id: (x, y[thing.id], side) for thing in lane})
    return placed


def _apart(ids: Sequence[str], wanted: Mapping[str, float], least: float) -> dict[str, float]:
    """Places in this order, at least so far apart, as near to where each wants to be as that allows (in least squares).

    Pool adjacent violators (Ayer et al. 1955): neighbours that want to be too near share the mean of their wishes.
    """
    blocks: list[list[float]] = []  # [sum of wishes, how many], wishes measured after the distances are taken off
    for at, id_ in enumerate(ids):
        blocks.append([wanted[id_] - at * least, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1] = [blocks[-1][0] + total, blocks[-1][1] + count]
    level = [total / count for total, count in blocks for _ in range(int(count))]
    return {id_: level[at] + at * least for at, id_ in enumerate(ids)}


def _side_by_side(groups: list[dict[str, Place]], widths: Mapping[str, float], places: Places) -> dict[str, Place]:
    """The groups in shelves: from left to right, then in the next row below."""
    boxes = [_Box(group, widths, places) for group in groups]
    area = sum(box.width * box.height for box in boxes)
    breadth = max([(area * places.breadth) ** 0.5, *(box.width for box in boxes)])
    boxes.sort(key=lambda box: (-box.height, -box.width))
    placed: dict[str, Place] = {}
    x = y = high = wide = used = 0.0  # the shelf's height; the width of its last column, and how much of that is filled
    for box in boxes:
        if used + box.height > high or x + box.width > breadth:  # no room below: a new column, or a new shelf
            x, used, wide = x + wide, 0.0, 0.0
            if not x or x + box.width > breadth:
                x, y, high = 0.0, y + high, box.height
        placed.update(box.at(x, y + used))
        used, wide = used + box.height, max(wide, box.width)
    return placed


class _Box:
    """A group of placed things and the room that it takes, labels and a margin included."""

    def __init__(self, group: dict[str, Place], widths: Mapping[str, float], places: Places) -> None:
        self.group = group
        reach = {-1: (1.0, 0.0), 0: (0.5, 0.5), 1: (0.0, 1.0)}  # of its label's width, to the left and to the right
        self.left = min(x - reach[side][0] * widths[id_] for id_, (x, _, side) in group.items()) - places.row / 2
        self.top = min(y for _, y, _ in group.values()) - places.row / 2
        right = max(x + reach[side][1] * widths[id_] for id_, (x, _, side) in group.items()) + places.row / 2
        self.width = right - self.left + places.between
        self.height = max(y for _, y, _ in group.values()) + places.row - self.top + places.between

    def at(self, x: float, y: float) -> dict[str, Place]:
        """Its things, with its corner at this place."""
        return {id_: (px - self.left + x, py - self.top + y, side) for id_, (px, py, side) in self.group.items()}
