"""Fitting the reader's confidence. In: judged drafts. Out: weights, and what they foretell of drafts not fitted to.

A logistic regression with a ridge penalty, by Newton's method. The reports on which the rules were developed flatter the
reader; a weight of their own takes that up, and is left out of the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from kg.reading.confidence import Calibration

_STEPS = 30  # Newton's method converges in fewer than ten
_FREE = 1e-6  # penalty of the base: none, but enough to solve where all are right
_DEVELOPED = "developed on"


@dataclass(frozen=True)
class Judged:
    """One draft that became a claim, and whether the annotators have it."""

    doc: str
    kind: str  # of text
    relation: str
    rule: str
    traits: tuple[str, ...]
    right: bool
    developed: bool  # whether the rules were developed on its report

    @property
    def keys(self) -> tuple[str, ...]:
        """The weights that count for it when the reader meets it."""
        return (f"relation {self.relation}", f"rule {self.relation}: {self.rule}", *(f"trait {t}" for t in self.traits))


@dataclass(frozen=True)
class Foretold:
    """A draft with the probability that weights fitted to other reports give it."""

    judged: Judged
    probability: float


def fit(judged: Sequence[Judged], ridge: float) -> Calibration:
    """The weights that make the judged drafts likeliest, less `ridge` / 2 for the square of each."""
    rows = [(*j.keys, *((_DEVELOPED,) if j.developed else ())) for j in judged]
    names = sorted({key for row in rows for key in row})
    weights = _newton(_matrix(rows, names), np.array([float(j.right) for j in judged]), ridge)
    found = dict(zip(names, weights[1:].tolist(), strict=True))

    def part(kind: str) -> dict[str, float]:
        return {k.removeprefix(f"{kind} "): round(w, 2) for k, w in found.items() if k.startswith(f"{kind} ")}

    return Calibration(
        base=round(float(weights[0]), 2), relations=part("relation"), rules=part("rule"), traits=part("trait")
    )


def _matrix(rows: Sequence[Iterable[str]], names: Sequence[str]) -> NDArray[np.float64]:
    column = {name: number for number, name in enumerate(names, start=1)}
    table = np.zeros((len(rows), len(names) + 1))
    table[:, 0] = 1
    for number, row in enumerate(rows):
        for key in row:
            table[number, column[key]] = 1
    return table


def _newton(table: NDArray[np.float64], right: NDArray[np.float64], ridge: float) -> NDArray[np.float64]:
    weights = np.zeros(table.shape[1])
    penalty = np.full(len(weights), ridge)
    penalty[0] = _FREE
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (right - likely) - penalty * weights
        bend = (table * (likely * (1 - likely))[:, None]).T @ table + np.diag(penalty)
        weights += np.linalg.solve(bend, slope)
    return weights


def leaving_one_out(judged: Sequence[Judged], ridge: float) -> list[Foretold]:
    """Each report's drafts as foretold by weights that were fitted to all other reports."""
    found: list[Foretold] = []
    for doc in sorted({j.doc for j in judged}):
        weights = fit([j for j in judged if j.doc != doc], ridge)
        found += foretold(weights, (j for j in judged if j.doc == doc))
    return found


def foretold(weights: Calibration, judged: Iterable[Judged]) -> list[Foretold]:
    """Drafts with the probabilities that the weights give."""
    return [Foretold(j, weights.probability(j.relation, j.rule, j.traits)) for j in judged]


def log_loss(told: Sequence[Foretold]) -> float:
    """Mean surprise in nats: what a fit is chosen by."""
    return _mean([-np.log(f.probability if f.judged.right else 1 - f.probability) for f in told])


def brier(told: Sequence[Foretold]) -> float:
    """Mean squared error of the probabilities (Brier 1950)."""
    return _mean([(f.probability - f.judged.right) ** 2 for f in told])


def calibration_error(told: Sequence[Foretold], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width (Naeini et al., AAAI 2015)."""
    inside = [[f for f in told if min(int(f.probability * bins), bins - 1) == number] for number in range(bins)]
    return sum(abs(sum(f.probability - f.judged.right for f in each)) for each in inside) / len(told) if told else 0.0


def chance_error(told: Sequence[Foretold], draws: int = 200) -> float:
    """The calibration error that is to be expected of so many drafts if each probability is exactly right: never zero."""
    drawn = Random(len(told))
    return _mean([calibration_error([_drawn(f, drawn) for f in told]) for _ in range(draws)])


def _drawn(foretold: Foretold, drawn: Random) -> Foretold:
    return replace(foretold, judged=replace(foretold.judged, right=drawn.random() < foretold.probability))


def ranking(told: Sequence[Foretold]) -> float:
    """How often a right draft has a higher probability than a wrong one (area under the ROC curve); ties count half."""
    right = [f.probability for f in told if f.judged.right]
    wrong = [f.probability for f in told if not f.judged.right]
    pairs = [(a > b) + 0.5 * (a == b) for a in right for b in wrong]
    return _mean(pairs) if pairs else 0.5


def best_ridge(judged: Sequence[Judged], tried: Iterable[float]) -> float:
    """The penalty with the least surprise on reports that were left out."""
    loss: Callable[[float], float] = lambda ridge: log_loss(leaving_one_out(judged, ridge))  # noqa: E731
    return min(tried, key=loss)


def _mean(values: Sequence[float]) -> float:
    return float(sum(values) / len(values)) if values else 0.0
