"""The score of the reader: figures by relation, confusion of stances and speakers, calibration, and the worst documents."""

from __future__ import annotations

from collections.abc import Mapping

from kg.cli.render.page import Page, Part, clean
from kg.cli.render.parts import heading, quoted
from kg.questions.evaluate import ALL, DocumentErrors, Error, EvaluateResult


def render(page: Page, result: EvaluateResult) -> None:
    """All figures, then the errors beside the text."""
    rows = [
        [name, str(f.gold), str(f.found), str(f.wrong), f"{f.precision:.3f}", f"{f.recall:.3f}", f"{f.f1:.3f}"]
        for name, f in result.claims.items()
        if f.gold or f.wrong or name == ALL
    ]
    page.table(("relation", "gold", "found", "wrong", "precision", "recall", "F1"), rows, right=range(1, 7))
    page.line()
    page.line(f"stance {result.stance_accuracy:.3f}   speaker {result.speaker_accuracy:.3f}", end_of(result))
    _confusion(page, "stance", result.stance_confusion)
    _confusion(page, "speaker", result.speaker_confusion)
    if result.reliability:
        heading(page, f"Extraction confidence: calibration error {result.extraction_ece:.3f}")
        bins = [[name, f"{share:.2f}", str(count)] for name, (share, count) in result.reliability.items()]
        page.table(("confidence", "right", "claims"), bins, right=(1, 2))
    for name, documents in (
        ("Not annotated", result.documents_without_gold),
        ("Not in the ledger", result.gold_without_document),
    ):
        if documents:
            page.wrapped(f"{name}: {', '.join(documents)}", hang=2)
    for document in result.documents:
        _document(page, document)


def end_of(result: EvaluateResult) -> str:
    """The figures that follow stance and speaker in their line."""
    return f"   named speaker {result.named_speaker_right:.3f}   evidence {result.evidence_overlap:.3f}"


def _confusion(page: Page, what: str, table: Mapping[str, Mapping[str, int]]) -> None:
    read = sorted({name for row in table.values() for name in row})
    if not table:
        return
    heading(page, f"{what.capitalize()}: annotated (down) and read (across)")
    rows = [[annotated, *(str(row.get(name, "")) for name in read)] for annotated, row in table.items()]
    page.table((what, *read), rows, right=range(1, len(read) + 1))


def _document(page: Page, d: DocumentErrors) -> None:
    heading(page, f"{d.document}: {d.found} of {d.gold} found, {d.wrong} invented")
    for mark, style, errors in (("missed", "low", d.missed), ("invented", "doubt", d.invented)):
        for error in errors:
            _error(page, Part(f"  {mark:<9}", style), error)


def _error(page: Page, mark: Part, e: Error) -> None:
    ends = " → ".join(filter(None, (e.subject, e.object)))
    page.wrapped(clean(f"{e.relation}: {ends} ({e.stance}; {e.speaker})"), margin=mark, hang=2)
    if e.quote:
        page.wrapped(quoted(e.quote), margin=" " * 11, hang=1)
