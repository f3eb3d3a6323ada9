"""CSV for spreadsheets and pandas: nodes.csv, edges.csv and claims.csv, in a folder or a .zip.

In: a view. Out: a table a kind; edges name their nodes by id, claims their edge by `proposition`. Lists are text with " | "
between their items. Cells that a spreadsheet would run as a formula have an apostrophe before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.export._cells import Table
from kg.export._flat import columns, flat
from kg.export._told import edges, nodes
from kg.questions.claims import CELLS, cells, claims

if TYPE_CHECKING:
    from kg.view import View

TAKES, WRITES = "view", "folder"
LOSES = ("bars within lists and carriage returns (they become ¦ and line feeds)",)


def write(view: View, folder: Path) -> int:
    """Write the three tables into an empty folder; how many rows they have."""
    shown = [flat(node.attributes) for node in nodes(view)]
    joined = [_edge(e.source, e.target, e.attributes) for e in edges(view)]
    return sum((
        _table(folder / "nodes.csv", list(columns(shown)), shown),
        _table(folder / "edges.csv", list(columns(joined)), joined),
        _table(folder / "claims.csv", ("subject_id", "object_id", *CELLS), _claims(view)),
    ))  # fmt: skip


def _edge(source: str, target: str, attributes: dict[str, Any]) -> dict[str, Any]:
    """An edge without what claims.csv has a row for."""
    own = {key: value for key, value in attributes.items() if not key.startswith("claim_") or key == "claim_ids"}
    return flat({"id": own["id"], "source": source, "target": target, **own})


def _claims(view: View) -> Iterator[dict[str, Any]]:
    for row in claims(view):
        of = view.propositions[row.proposition] if row.proposition else None
        yield {**cells(row), "subject_id": of and of.subject, "object_id": of and of.object}


def _table(path: Path, names: Sequence[str], rows: Iterable[dict[str, Any]]) -> int:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        table = Table(stream, names)
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007 (the last number is the count)
            table.write(row)
        return count
