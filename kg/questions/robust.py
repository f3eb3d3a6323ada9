"""What an order of attributions rests on. In: a view, an incident or victim. Out: for each incident the smallest sets of
origins whose loss puts an attribution below another that it stood above.

All sets of one of the weightiest origins are tried, then all of two, and so on while there are few enough; the first size
at which one overturns the order is the answer. Where there are too many, origins are taken away one by one, the most telling
first, and the set found is said not to be the smallest that there may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from kg.questions.compare import incidents_of
from kg.questions.testimony import Named, as_named, named
from kg.questions.verdict import Bearing, Standing, Swap, Verdict

if TYPE_CHECKING:
    from kg.view import View

_CLAIMS = 10_000  # that are weighed for one incident, over all sets of origins: a second or a few


@dataclass(frozen=True)
class Loss:
    """Origins without which the order is another, who changes places, and that order."""

    origins: tuple[str, ...]
    swaps: tuple[Swap, ...]
    order: tuple[Standing, ...]


@dataclass(frozen=True)
class Robustness:
    """One incident: the order of its attributions, what bears on it, and the losses that would change it.

    `smallest`: whether every smaller set was tried. No loss: the order holds whatever of this is taken away.
    """

    incident: Named
    order: tuple[Standing, ...]
    bearings: tuple[Bearing, ...]
    others: int  # origins that bear less, and were not taken away
    losses: tuple[Loss, ...]
    smallest: bool


@dataclass(frozen=True)
class RobustResult:
    """All incidents that the name stands for."""

    asked: Named
    incidents: tuple[Robustness, ...]


def robust(view: View, name: str) -> RobustResult:
    """How much would have to be wrong for another order. Raises as `compare` does."""
    entity = view.find(name)
    found = [_robustness(view, id_) for id_ in incidents_of(view, entity)]
    return RobustResult(as_named(entity), tuple(sorted(found, key=lambda r: (-len(r.order), r.incident.name))))


def _robustness(view: View, incident: str) -> Robustness:
    verdict = Verdict(view, incident)
    bearings = verdict.bearings() if len(verdict.standings) > 1 else ()
    losses, smallest = _losses(verdict, [b.origin for b in bearings])
    complete = smallest and not (verdict.others and bearings)
    return Robustness(named(view, incident), tuple(verdict.standings), bearings, verdict.others, tuple(losses), complete)


def _losses(verdict: Verdict, origins: Sequence[str]) -> tuple[list[Loss], bool]:
    """The losses of the smallest size that overturn the order, and whether all smaller ones were tried."""
    tried, most = 0, max(len(origins), _CLAIMS // max(verdict.claims, 1))
    for size in range(1, len(origins) + 1):
        tried += comb(len(origins), size)
        if tried > most:
            return _one_by_one(verdict, origins), False
        weighed = (_loss(verdict, gone) for gone in combinations(origins, size))
        if found := [loss for loss in weighed if loss.swaps]:
            return found, True
    return [], True


def _one_by_one(verdict: Verdict, origins: Sequence[str]) -> list[Loss]:
    """Take away the most telling first until the order is another."""
    weighed = (_loss(verdict, origins[:count]) for count in range(1, len(origins) + 1))
    first = next((loss for loss in weighed if loss.swaps), None)
    return [first] if first else []


def _loss(verdict: Verdict, gone: Sequence[str]) -> Loss:
    order = verdict.without(gone)
    return Loss(tuple(gone), verdict.overturned(order), tuple(order))
