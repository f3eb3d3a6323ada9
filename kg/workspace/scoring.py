"""The score of a reader: a ledger (or texts, read anew) and annotated reports in, the figures out."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from kg.errors import NothingFound
from kg.ledger import Ledger
from kg.model import Heading, Origin
from kg.questions.claims import file_name
from kg.questions.claims import rows as claim_rows
from kg.questions.evaluate import EvaluateResult
from kg.questions.evaluate import evaluate as scored
from kg.questions.gold import read_gold, stem
from kg.questions.result import as_data
from kg.workspace.filling import fill


def evaluate(ledger: Path, gold: Path, texts: Path | None) -> EvaluateResult:
    """Score what the ledger's newest readings say; with `texts`, what the reader makes of these files now."""
    if texts is None:
        with Ledger(ledger) as opened:
            return _score(opened, gold)
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "kg.db", create=True) as fresh:
        fill(fresh, [texts], Origin(name=""), jobs=1, reread=False, progress=None)
        return _score(fresh, gold)


def _score(ledger: Ledger, gold: Path) -> EvaluateResult:
    reports = read_gold(gold)
    headings: dict[str, list[Heading]] = {}
    for heading in ledger.headings():
        headings.setdefault(heading.content_id, []).append(heading)
    contents = _by_file(headings)
    if not {r.doc for r in reports} & set(contents):
        raise NothingFound(
            "the ledger holds none of the annotated reports",
            place=str(ledger.path),
            remedy=f"kg load {gold.parent}, or read them anew with --texts {gold.parent}",
        )
    rows = map(as_data, claim_rows(list(ledger.claims()), headings))
    return scored(rows, reports, contents, lambda doc: ledger.text(contents[doc]))


def _by_file(headings: Mapping[str, list[Heading]]) -> dict[str, str]:
    return {stem(file_name(h)): content for content, carriers in headings.items() for h in carriers}
