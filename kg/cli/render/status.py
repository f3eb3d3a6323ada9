"""What a ledger holds: counts, and the attributions that are unverified or disputed."""

from __future__ import annotations

from kg.cli.render.page import Cell, Page, clean, shortened
from kg.cli.render.parts import confidence, counted, heading, standing
from kg.questions.status import StatusResult

_ROWS = 15  # doubtful attributions that are listed; `--format json` has all
_SENTENCE, _SPEAKER, _TITLE = 60, 36, 40
_WIDE = 130  # columns that the whole table needs


def render(page: Page, result: StatusResult) -> None:
    """Counts, then the doubtful."""
    undated = f" ({result.undated} undated)" if result.undated else ""
    documents, publishers = counted(result.documents, "document"), counted(result.publishers, "publisher")
    page.line(f"{documents}{undated} of {publishers}, {counted(result.texts, 'text')}")
    page.line(
        f"{counted(result.claims, 'claim')}, {counted(result.propositions, 'proposition')}, "
        f"{result.claimed_links:,} of them claimed links (unverified or disputed)"
    )
    page.line()
    counts = {
        "entities": result.by_type,
        "relations": result.by_relation,
        "stances": result.by_stance,
        "speakers": result.by_speaker,
        "status": result.by_status,
        "confidence": result.by_band,
    }
    for what, by in counts.items():
        if by:
            page.wrapped(", ".join(f"{name} {count:,}" for name, count in by.items()), margin=f"  {what:<11}", once=True)
    _doubtful(page, result)


def _doubtful(page: Page, result: StatusResult) -> None:
    if not result.doubtful:
        return
    heading(page, f"Attributions that nobody has settled: {len(result.doubtful):,}, the least supported first")
    rows: list[list[Cell]] = [
        [
            shortened(d.sentence, _SENTENCE),
            confidence(d.confidence, d.band),
            standing(d.status, d.claimed),
            shortened(d.speaker, _SPEAKER),
            shortened(clean(d.document), _TITLE),
        ]
        for d in result.doubtful[:_ROWS]
    ]
    headers = ("attribution", "confidence", "status", "vouched for by", "document")
    columns = len(headers) if page.table_width >= _WIDE else len(headers) - 1
    page.table(headers[:columns], [row[:columns] for row in rows], whole=(1,))
    if len(result.doubtful) > _ROWS:
        page.line(f"… and {len(result.doubtful) - _ROWS:,} more (--format json lists all)")
