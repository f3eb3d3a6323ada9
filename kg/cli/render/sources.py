"""Publishers: how reliable each is held to be, and how much comes from each."""

from __future__ import annotations

from collections.abc import Sequence

from kg.cli.render.page import Page, Part, clean
from kg.questions.sources import SourceRow


def render(page: Page, rows: Sequence[SourceRow]) -> None:
    """A row a publisher."""
    headers = (
        "publisher",
        "kind",
        "reliability",
        "documents",
        "claims",
        "later disputed",
        "first published",
        "last published",
    )
    page.table(headers, [_cells(r) for r in rows], right=(3, 4, 5))


def _cells(row: SourceRow) -> list[str | Part]:
    name = clean(row.name) if row.name else Part("(no publisher)", "dim")
    dates = (row.first_published or "undated", row.last_published or "undated")
    disputed = "" if row.disputed is None else f"{row.disputed:.0%}"
    return [name, row.kind, row.reliability, f"{row.documents:,}", f"{row.claims:,}", disputed, *dates]
