"""The score of the reader: figures by relation, confusion of stances and speakers, calibration, and the worst documents."""

from __future__ import annotations

from collections.abc import Mapping

from kg.cli.render.page import Page, Part, clean
from kg.cli.render.parts import heading, quoted
from kg.questions.evaluate import ALL, DocumentErrors, EvaluateResult

_LISTED = 5  # documents that are named where many are meant


def render(page: Page, result: EvaluateResult) -> None:
    """All figures, then the errors beside the text."""
    rows = [
        [name, str(f.gold), str(f.found), str(f.wrong), f"{f.precision:.3f}", f"{f.recall:.3f}", f"{f.f1:.3f}"]
        for name, f in result.claims.items()
        if f.gold or f.wrong or name == ALL
    ]
    page.table(("relation", "gold", "found", "wrong", "precision", "recall", "F1"), rows, right=range(1, 7))
    page.line()
    shares = {
        "stance": result.stance_accuracy,
        "speaker": result.speaker_accuracy,
        "named speaker": result.named_speaker_right,
        "evidence": result.evidence_overlap,
    }
    page.line("right, of those found: ", "   ".join(f"{name} {share:.3f}" for name, share in shares.items()))
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
            more = f" and {len(documents) - _LISTED} more" if len(documents) > _LISTED else ""
            page.wrapped(f"{name}: {', '.join(documents[:_LISTED])}{more}", hang=2)
    for document in result.documents:
        if document.missed or document.invented:
            _document(page, document)


def _confusion(page: Page, what: str, table: Mapping[str, Mapping[str, int]]) -> None:
    read = sorted({name for row in table.values() for name in row})
    if not table:
        return
    heading(page, f"{what.capitalize()}: annotated (down) and read (across)")
    rows = [[annotated, *(str(row.get(name, "")) for name in read)] for annotated, row in table.items()]
    page.table((what, *read), rows, right=range(1, len(read) + 1))


def _document(page: Page, d: DocumentErrors) -> None:
    """The sentences that were misread, in the order of the text, with what was missed and invented in each."""
    heading(page, f"{d.document}: {d.found} of {d.gold} found, {d.wrong} invented")
    errors = [(e.start, e.quote, "missed", e) for e in d.missed] + [(e.start, e.quote, "invented", e) for e in d.invented]
    errors.sort(key=lambda error: error[:3])
    shown: str | None = None
    for start, quote, mark, error in errors:
        if quote != shown:
            page.wrapped(quoted(quote), margin=f"  {start:>6}  ", hang=1, once=True)
        shown = quote
        ends = " → ".join(filter(None, (error.subject, error.object)))
        said = clean(f"{error.relation}: {ends} ({error.stance}; {error.speaker})")
        page.wrapped(said, margin=Part(f"          {mark:<9}", "low" if mark == "missed" else "doubt"), hang=2, once=True)
