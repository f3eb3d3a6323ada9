"""Models to the rows of one transaction. In: a document, its source and readings. Out: rows that were not there before.

A row that is there already is left as it is, and does not count. What each new row adds to the ledger's state is summed
and logged as the last act of the transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ModelError
from kg.ledger.format import translated
from kg.ledger.rows import dump, share, skipped_row, state_after
from kg.model import Adoption, Document, Evidence, Reading, Source, Tombstone


@dataclass(frozen=True)
class Row:
    """One row to be: its table and its columns. The table tells by its unique columns whether it is there already."""

    table: str
    columns: Mapping[str, Any]

    @property
    def share(self) -> int:
        """What the row adds to the ledger's state. A text counts by its id, and marked spans not at all."""
        parts = (str(v) for k, v in self.columns.items() if k not in ("text", "skipped"))
        return share(self.table, *parts)


def check(reading: Reading, document: Document) -> None:
    """Raise unless a reading and its claims are of this document's text and every quote stands in it."""
    place = document.title or document.address or document.id
    for content_id in {reading.content_id, *(c.content_id for c in reading.claims)}:
        if content_id != document.content_id:
            raise ModelError("a reading of another text", place=place, remedy="add it with the document it was made from")
    for claim in reading.claims:
        for evidence in claim.evidence:
            if isinstance(evidence, Evidence):
                evidence.check(document.text, place)


def document_rows(document: Document) -> list[Row]:
    """A document and its text, which is stored once for all documents that carry it."""
    text = document.text.encode("utf-8", "surrogatepass")
    data, skipped = dump(document, "text", "skipped"), skipped_row(document)
    columns = {"id": document.id, "content_id": document.content_id, "data": data, "skipped": skipped}
    return [
        Row("contents", {"content_id": document.content_id, "text": text}),
        Row("documents", columns),
    ]


def source_rows(source: Source | None) -> list[Row]:
    """What is said of a source."""
    if source is None:
        return []
    columns = {"name": source.name, "kind": source.kind, "reliability": source.reliability}
    return [Row("sources", columns)]


def reading_rows(reading: Reading) -> list[Row]:
    """A reading and its claims; `reading` of a claim is the reading's id until the reading's row is known."""
    columns = {"id": reading.id, "content_id": reading.content_id, "reader": reading.reader, "version": reading.version}
    claims = (
        Row("claims", {"reading": reading.id, "id": c.id, "data": dump(c, "content_id")})
        for c in sorted(reading.claims, key=lambda c: c.id)
    )
    return [Row("readings", columns), *claims]


def adoption_row(adoption: Adoption) -> Row:
    """Which version of a reader counts from when on."""
    columns = {"reader": adoption.reader, "version": adoption.version, "at": adoption.at}
    return Row("adoptions", columns)


def tombstone_row(stone: Tombstone) -> Row:
    """What is left of an erased document."""
    columns = {"document_id": stone.document_id, "content_id": stone.content_id, "data": dump(stone)}
    return Row("tombstones", columns)


class Writer:
    """The open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self.change = 0  # to the state
        self._readings: dict[str, int] = {}

    def holds(self, table: str, columns: Mapping[str, Any]) -> bool:
        """Whether a row of these columns is there."""
        where = " AND ".join(f"{c} = ?" for c in columns)
        return self._db.execute(f"SELECT 1 FROM {table} WHERE {where}", tuple(columns.values())).fetchone() is not None

    def is_erased(self, document: Document) -> bool:
        """Whether the document was erased, or its text was and no other document brought it since."""
        if self.holds("tombstones", {"document_id": document.id}):
            return True
        text = {"content_id": document.content_id}
        return self.holds("tombstones", text) and not self.holds("contents", text)

    def add(self, rows: Iterable[Row]) -> bool:
        """Add the rows that are not there; True if there were any."""
        added = False
        for row in rows:
            columns = self._resolved(row)
            names, marks = ", ".join(columns), ", ".join("?" * len(columns))
            sql = f"INSERT INTO {row.table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING"
            if self._db.execute(sql, tuple(columns.values())).rowcount:
                self.change += row.share
                added = True
        return added

    def log(self) -> None:
        """Note the state that the transaction leaves behind, if it changed anything."""
        if self.change:
            last = self._db.execute("SELECT state FROM log ORDER BY row DESC LIMIT 1").fetchone()
            state = state_after(last[0] if last else None, self.change)
            self._db.execute("INSERT INTO log (state) VALUES (?)", (state,))

    def _resolved(self, row: Row) -> Mapping[str, Any]:
        """A claim's row names its reading by the number that the reading has in this file."""
        if row.table != "claims":
            return row.columns
        name = row.columns["reading"]
        if name not in self._readings:
            self._readings[name] = self._db.execute("SELECT row FROM readings WHERE id = ?", (name,)).fetchone()[0]
        return {**row.columns, "reading": self._readings[name]}


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[Writer]:
    """One transaction with the write lock held from its start; whatever goes wrong, nothing of it stays."""
    with translated(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            writer = Writer(connection)
            yield writer
            writer.log()
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # SQLite has rolled back already where the disk was full
                connection.execute("ROLLBACK")
            raise
