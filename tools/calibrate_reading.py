"""Fits the reader's confidence to judged claims: `python -m tools.calibrate_reading [--corpus DIR] [--check]`.

In: the annotated corpus beside the project. Out: `schema/reading/calibration.yaml` and `docs/reading-reliability.md`, which
is printed too. `--check` writes nothing, and exits 1 where the calibration error on reports left out is above the goal.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.reading.confidence import Calibration
from kg.resources import home
from tools.reading_scores.fitting import (
    Foretold,
    Judged,
    best_ridge,
    brier,
    calibration_error,
    chance_error,
    fit,
    foretold,
    leaving_one_out,
    log_loss,
    ranking,
)
from tools.reading_scores.judging import judged_news, judged_vendors
from tools.reading_scores.settings import settings

WEIGHTS = Path("schema", "reading", "calibration.yaml")
TABLE = Path("docs", "reading-reliability.md")


def main(arguments: list[str] | None = None) -> int:
    """Fit, write and report; 1 where there is no corpus."""
    parser = argparse.ArgumentParser(description="Fit the reader's confidence to judged claims.")
    parser.add_argument("--corpus", type=Path, default=home().parent / "shared" / "corpus", help="default: ../shared/corpus")
    parser.add_argument("--check", action="store_true", help="write nothing")
    given = parser.parse_args(arguments)
    news = given.corpus / "news"
    if not (news / "gold.jsonl").is_file():
        print(f"{news}: no annotated reports here; name the corpus with --corpus", file=sys.stderr)
        return 1
    vendors = given.corpus / "annoctr"
    drafts = [*judged_news(news), *(judged_vendors(vendors) if vendors.is_dir() else ())]
    ridge = best_ridge(drafts, settings().calibration.ridges)
    weights, page = fit(drafts, ridge), "".join(f"{line}\n" for line in report(drafts, ridge))
    if not given.check:
        (home() / WEIGHTS).write_text(written(weights, drafts), encoding="utf-8", newline="\n")
        (home() / TABLE).write_text(page, encoding="utf-8", newline="\n")
    print(page)
    return int(given.check and calibration_error(leaving_one_out(drafts, ridge)) > settings().calibration.goal)


def written(weights: Calibration, drafts: Sequence[Judged]) -> str:
    """The weights as YAML."""
    right = sum(j.right for j in drafts)
    lines = [
        "# How sure the reader is, in log odds: base, and what relation, rule and traits add. Made by `make calibrate` from",
        f"# {len(drafts)} claims in {len({j.doc for j in drafts})} reports, {right} of them right.",
        f"base: {weights.base}",
    ]
    for part, values in (("relations", weights.relations), ("rules", weights.rules), ("traits", weights.traits)):
        lines += [f"{part}:", *(f'  "{name}": {weight}' for name, weight in sorted(values.items()))]
    return "\n".join(lines) + "\n"


def report(drafts: Sequence[Judged], ridge: float) -> Iterator[str]:
    """The page of `docs/`."""
    told = leaving_one_out(drafts, ridge)
    developed, held_back = [j for j in drafts if j.developed], [j for j in drafts if not j.developed]
    strict = foretold(fit(developed, ridge), held_back)
    yield "# How far the reader's confidence can be trusted\n"
    yield "Written by `make calibrate`; not to be edited. `extraction_confidence` says how likely it is that a claim is"
    yield "what the text says (`kg/reading/confidence.py`). Here it is compared with judged claims: in the annotated news a"
    yield "claim is right if the annotators have it; those of vendor blogs were judged one by one"
    yield "(`tools/reading_scores/verdicts.jsonl`). No report is judged by weights that were fitted to it.\n"
    yield "| | claims | right | mean confidence | calibration error | by chance | Brier | log loss | ranking |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    yield _figures("each report left out in turn", told)
    yield _figures("of these, reports held back from developing the rules", [f for f in told if not f.judged.developed])
    for kind in dict.fromkeys(f.judged.kind for f in told):
        yield _figures(f"of these, {kind}", [f for f in told if f.judged.kind == kind])
    yield _figures("fitted to reports developed on, tried on those held back", strict)
    yield _figures("for comparison: everywhere the same share", constant(drafts))
    yield "\nCalibration error: expected, over ten bins of equal width; by chance: what so many claims would show if every"
    yield "confidence were exactly right. Ranking: how often a right claim has a higher confidence than a wrong one."
    yield f"Penalty of the fit (ridge): {ridge:g}, the best of"
    yield f"{', '.join(f'{r:g}' for r in settings().calibration.ridges)} by log loss on reports left out.\n"
    yield "## By confidence, each report left out in turn\n"
    yield from _table("confidence", ((_bin(f.probability), f) for f in told))
    yield "\n## By relation\n"
    yield from _table("relation", ((f.judged.relation, f) for f in told))
    yield "\n## By trait\n"
    yield from _table("trait", ((t, f) for f in told for t in f.judged.traits or ("none",)))


def constant(drafts: Sequence[Judged]) -> list[Foretold]:
    """Each report's drafts with the share that is right in all others: what any weights must better."""
    found: list[Foretold] = []
    for doc in sorted({j.doc for j in drafts}):
        others = [j for j in drafts if j.doc != doc]
        share = sum(j.right for j in others) / len(others)
        found += [Foretold(j, share) for j in drafts if j.doc == doc]
    return found


def _figures(name: str, told: Sequence[Foretold]) -> str:
    right, mean = sum(f.judged.right for f in told), sum(f.probability for f in told) / max(len(told), 1)
    shares = (mean, calibration_error(told), chance_error(told), brier(told), log_loss(told), ranking(told))
    return f"| {name} | {len(told)} | {right} | " + " | ".join(f"{share:.3f}" for share in shares) + " |"


def _bin(probability: float) -> str:
    start = min(int(probability * 20), 19) / 20
    return f"{start:.2f}-{start + 0.05:.2f}"


def _table(head: str, pairs: Iterator[tuple[str, Foretold]]) -> Iterator[str]:
    groups: dict[str, list[Foretold]] = {}
    for key, told in pairs:
        groups.setdefault(key, []).append(told)
    yield f"| {head} | claims | mean confidence | share right |"
    yield "| --- | ---: | ---: | ---: |"
    for key, group in sorted(groups.items()):
        mean = sum(f.probability for f in group) / len(group)
        right = sum(f.judged.right for f in group) / len(group)
        yield f"| {key} | {len(group)} | {mean:.2f} | {right:.2f} |"


if __name__ == "__main__":
    sys.exit(main())
