"""Claims as a table: who says what, how firmly, what became of it; or as CSV with every field that fits a cell."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kg.cli.render.page import Cell, Page, Part, shortened
from kg.cli.render.parts import quoted, standing
from kg.export._cells import Table
from kg.questions.claims import CELLS, ClaimRow, cells
from kg.questions.testimony import NOBODY
from kg.vocabulary import vocabulary

_SENTENCE, _SPEAKER, _QUOTE, _LABEL = 60, 36, 80, 32
_WIDE = 150  # columns that the whole table needs


def render(page: Page, rows: Sequence[ClaimRow]) -> None:
    """A row a claim; on a narrow terminal without quote and document, which `kg explain` shows."""
    headers = ("claim", "what is said", "stance", "vouched for by", "confidence", "status", "quote", "document")
    columns = len(headers) if page.table_width >= _WIDE else len(headers) - 2
    page.table(headers[:columns], [_cells(row)[:columns] for row in rows], whole=(0, 2, 4))


def _cells(row: ClaimRow) -> list[Cell]:
    phrase = vocabulary().relations[row.relation].phrase
    ends = {"subject": row.subject["name"], "object": row.object["name"] if row.object else NOBODY}
    return [
        Part(row.claim, "dim"),
        shortened(phrase.format(**ends), _SENTENCE),
        row.stance,
        Part(shortened(row.said_by, _SPEAKER), "doubt" if row.speaker["kind"] == "unnamed" else ""),
        "none" if row.confidence is None else Part(f"{row.confidence} {row.band}", row.band or ""),
        Part("counts no longer", "doubt") if row.dropped else standing(row.status or "", row.claimed),
        quoted(shortened(row.quote, _QUOTE)),
        Part(shortened(row.label, _LABEL), "dim"),
    ]


def write_csv(rows: Sequence[ClaimRow]) -> None:
    """CSV (RFC 4180) on stdout, a header first."""
    table = Table(sys.stdout, CELLS)
    for row in rows:
        table.write(cells(row))
