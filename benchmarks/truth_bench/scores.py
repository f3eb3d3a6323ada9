"""How good a method's numbers are. In: numbers of 0 to 1 and whether each was true. Out: scores.

Brier: the mean squared difference (Brier 1950), raw; and after the scale was fitted on the other half of the incidents by
isotonic regression (pool adjacent violators), which asks what the order is worth, whatever the scale means. Calibration:
the expected error over ten bins (ECE). First: how often the actor with the highest number is the right one, ties shared.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

Pairs = Sequence[tuple[float, bool]]
BINS = 10


@dataclass(frozen=True)
class Score:
    """Of one method in one run."""

    brier: float
    fitted: float
    ece: float
    first: float


def score(numbers: Mapping[tuple[int, str], float], truth: Mapping[int, str]) -> Score:
    """All scores of one method in one run."""
    judged = {key: (number, truth[key[0]] == key[1]) for key, number in numbers.items()}
    halves = [[pair for (incident, _), pair in judged.items() if incident % 2 == half] for half in (0, 1)]
    refitted = [
        (scale(number), true) for mine, other in (halves, halves[::-1]) for scale in [fit(other)] for number, true in mine
    ]
    every = list(judged.values())
    return Score(brier(every), brier(refitted), ece(every), first(numbers, truth))


def _rescaled(pairs: Pairs, scale: Scale) -> list[tuple[float, bool]]:
    return [(scale(number), true) for number, true in pairs]


def brier(pairs: Pairs) -> float:
    """The mean squared difference."""
    return mean((number - true) ** 2 for number, true in pairs)


def ece(pairs: Pairs) -> float:
    """Mean difference of number and share of true ones, over bins of a tenth, weighted by their size."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for number, true in pairs:
        bins[min(int(number * BINS), BINS - 1)].append((number, true))
    return sum(abs(sum(n for n, _ in b) - sum(t for _, t in b)) for b in bins.values()) / len(pairs)


def first(numbers: Mapping[tuple[int, str], float], truth: Mapping[int, str]) -> float:
    """How often the highest number is the right actor's."""
    by_incident: dict[int, dict[str, float]] = defaultdict(dict)
    for (incident, actor), number in numbers.items():
        by_incident[incident][actor] = number
    hits = []
    for incident, actors in by_incident.items():
        leading = [a for a, number in actors.items() if number == max(actors.values())]
        hits.append((truth[incident] in leading) / len(leading))
    return mean(hits)


class Scale:
    """A monotone step function."""

    def __init__(self, starts: Sequence[float], values: Sequence[float]) -> None:
        self._starts, self._values = starts, values

    def __call__(self, number: float) -> float:
        """The value of the step that the number stands on."""
        return self._values[max(bisect_right(self._starts, number) - 1, 0)]


def fit(pairs: Pairs) -> Scale:
    """The best monotone scale for these pairs: pool adjacent violators (Ayer et al. 1955)."""
    totals: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for number, true in pairs:
        totals[number][0] += true
        totals[number][1] += 1
    blocks: list[tuple[float, int, int]] = []  # where it starts, how many are true, how many there are
    for start in sorted(totals):
        block = (start, *totals[start])
        while blocks and blocks[-1][1] * block[2] >= block[1] * blocks[-1][2]:
            last = blocks.pop()
            block = (last[0], last[1] + block[1], last[2] + block[2])
        blocks.append(block)
    return Scale([b[0] for b in blocks], [b[1] / b[2] for b in blocks])
