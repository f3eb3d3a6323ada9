"""The page of the truth benchmark. In: what was measured. Out: docs/truth-benchmark.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from statistics import mean, stdev
from typing import Any

OURS = "kg"
MEASURES = {
    "fitted": ("Brier score after the scale is fitted", "what the order is worth; less is better"),
    "brier": ("Brier score, raw", "less is better"),
    "ece": ("Calibration error, raw", "expected over ten bins; less is better"),
    "first": ("Right one first", "share of incidents; more is better"),
}
HIGHER_IS_BETTER = ("first",)
SURE = 2  # standard errors of the paired differences between runs from which on a difference is one

HEAD = """# Truth benchmark

How well does the confidence of an attribution tell the true from the false? Nobody knows the truth of most real
attributions, so this measures on simulated worlds, whose truth is known: publishers of known skill report incidents, copy
each other, hedge, name their sources or do not, follow false leads; groups claim what they did not do. The reports go
through `kg/identity` and `kg/belief` as claims; no list of actors is asked, so there is no fit.
`benchmarks/truth_bench/simulation.py` is the world, written without a look at the formula; `scenarios.yaml` has its
settings; each world differs from `usual` in what its name says. This page is written by `python benchmarks/truth.py` (in
`make bench`), the same on every machine.

Compared: **counting mentions** (share of the reports on the incident that blame the actor), **counting publishers** (each
once), **majority vote** (all for the actor most reports blame), **highest confidence** (the surest single report, as tools
do that keep one edge with one confidence), and **kg, copies counted** (our formula without finding copies: every report an
origin).

A confidence is [no likelihood](confidence.md). Scored raw it is taken for one all the same. Fitted, each method's scale is
mapped to likelihoods on one half of the incidents by the best monotone function, and scored on the other half: then only
the order counts. {runs} runs of {incidents} incidents for each world; in brackets the standard error of the mean, in the
last digit.
"""

TAIL = """
Where ours says moderate, more is true than the number says. Confidence is support: half a word counts half, one origin
corroborates nothing, and no reliability is presumed. That is what the raw scores punish, most where sources are good or
where there is one report only; who wants likelihoods fits a scale to ground truth of their own, as done above.

## What this does not show

- It is a simulation. That copies exist, that hedges and names tell something, is built in; how much is varied, down to
  nothing.
- No fit with recorded facts, no rivals that are linked, no reading errors: each attribution is read rightly.
- Real attributions that were confirmed or withdrawn later would be the better test. We know of no list of them whose licence
  lets it stand here.
"""


def page(results: Mapping[str, Any]) -> str:
    """The whole page."""
    parts = [HEAD.format(runs=results["runs"], incidents=results["incidents"]), "\n## In short\n\n", *_verdicts(results)]
    for measure, (title, about) in MEASURES.items():
        parts += [f"\n## {title}\n\n{about[0].upper()}{about[1:]}. Bold: best, or not told apart from the best.\n\n"]
        parts += _table(results, measure)
    return "".join((*parts, *_meaning(results), TAIL))


def _verdicts(results: Mapping[str, Any]) -> Iterator[str]:
    """For each measure in how many worlds nothing is better than ours, and which others are better where."""
    worlds, others = results["worlds"], [m for m in _methods(results) if not m.startswith(OURS)]
    for measure, (title, _) in MEASURES.items():
        beaten = {
            m: [w for w in worlds if _is_better(worlds[w][m][measure], worlds[w][OURS][measure], measure)] for m in others
        }
        level = sum(not any(w in where for where in beaten.values()) for w in worlds)
        yield f"- **{title}**: nothing is better than ours in {level} of {len(worlds)} worlds.\n"
        for method, where in beaten.items():
            if where:
                yield f"  - Ours does not win against {method} in: {', '.join(where)}.\n"


def _methods(results: Mapping[str, Any]) -> list[str]:
    return list(next(iter(results["worlds"].values())))


def _is_better(one: Sequence[float], other: Sequence[float], measure: str) -> bool:
    """Whether one is better than the other in the same runs by more than two standard errors."""
    sign = 1 if measure in HIGHER_IS_BETTER else -1
    gains = [sign * (a - b) for a, b in zip(one, other, strict=True)]
    return mean(gains) > SURE * _error(gains)


def _error(values: Sequence[float]) -> float:
    return stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0


def _table(results: Mapping[str, Any], measure: str) -> Iterator[str]:
    names = _methods(results)
    yield f"| world | {' | '.join(names)} |\n| --- |{' ---: |' * len(names)}\n"
    for world, methods in results["worlds"].items():
        values = {name: methods[name][measure] for name in names}
        best = [n for n in names if not any(_is_better(values[o], values[n], measure) for o in names)]
        yield f"| {world} | {' | '.join(_cell(values[n], n in best) for n in names)} |\n"


def _cell(values: Sequence[float], best: bool) -> str:
    text = f"{mean(values):.3f} ({round(_error(values) * 1000)})"
    return f"**{text}**" if best else text


def _meaning(results: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## What a confidence meant\n\n"
    yield "Share of true attributions by the confidence that ours gave, all runs of a world together.\n\n"
    worlds = list(results["meaning"])
    yield f"| confidence | {' | '.join(worlds)} |\n| --- |{' ---: |' * len(worlds)}\n"
    for number, bounds in enumerate(results["bins"]):
        cells = (results["meaning"][world][number] for world in worlds)
        yield f"| {bounds} | {' | '.join(f'{share:.2f} of {count}' if count else '-' for share, count in cells)} |\n"
