"""`Ledger`: documents, readings, claims and decisions in, the same out. One transaction a document.

Everything is prepared and checked before the transaction begins, and a transaction takes the write lock at once (BEGIN
IMMEDIATE): a deferred one can be refused half-way when two processes write, and its document is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.errors import LedgerError
from kg.ledger.erasure import erase
from kg.ledger.format import connect, translated
from kg.ledger.rows import (
    claim_of,
    document_of,
    dump,
    heading_of,
    merged_source,
    parsed,
    state_after,
    variant_rank,
    version_rank,
)
from kg.ledger.writing import Row, adoption_row, check, document_rows, reading_rows, source_rows, tombstone_row, writing
from kg.model import Adoption, Claim, Decision, Document, Heading, Reading, Source, Tombstone

_BATCH = 200  # readings or documents fetched at a time, so that no cursor stays open while others write


class Ledger:
    """An append-only store in one SQLite file; a context manager.

    Raises `LedgerError` if there is no ledger at `path` (unless `create`), `LedgerVersionError` if a newer program wrote it.
    """

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self.path = Path(path)
        self._db = connect(self.path, create=create)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. A closed ledger cannot be used again."""
        self._db.close()

    # --- writing

    def add(self, document: Document, source: Source | None = None, readings: Iterable[Reading] = ()) -> bool:
        """Add a document with its source and readings, all or nothing; True if any of it was new.

        A quote that does not stand in the text is an `EvidenceError`, a reading of another text a `ModelError`. What was
        erased is not taken in again (False).
        """
        found = tuple(readings)
        for reading in found:
            check(reading, document)
        rows = [*document_rows(document), *source_rows(source), *(row for r in found for row in reading_rows(r))]
        with writing(self._db, self.path) as writer:
            return not writer.is_erased(document) and writer.add(rows)

    def add_source(self, source: Source) -> bool:
        """Add what is said of a source; True if that was new."""
        with writing(self._db, self.path) as writer:
            return writer.add(source_rows(source))

    def add_decision(self, decision: Decision) -> bool:
        """Add an analyst's act; True if it was new."""
        row = Row("decisions", {"id": decision.id, "data": dump(decision)})
        with writing(self._db, self.path) as writer:
            return writer.add([row])

    def add_adoption(self, adoption: Adoption) -> bool:
        """Note that a version of a reader counts from a time on; True if that was new."""
        with writing(self._db, self.path) as writer:
            return writer.add([adoption_row(adoption)])

    def adopt(self, reader: str, version: str) -> bool:
        """From now on this version of a reader counts; True unless it does already."""
        if self.adopted().get(reader) == version:
            return False
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        return self.add_adoption(Adoption(reader=reader, version=version, at=at))

    def add_tombstone(self, stone: Tombstone) -> bool:
        """Note that a document was erased elsewhere, so that it is not taken in here. Nothing that is here is erased."""
        with writing(self._db, self.path) as writer:
            return not writer.holds("documents", {"id": stone.document_id}) and writer.add([tombstone_row(stone)])

    def erase(self, document_id: str, why: str, by: str) -> Tombstone:
        """Remove a document for good; see `kg.ledger.erasure`."""
        return erase(self._db, self.path, document_id, why, by)

    # --- reading

    def has_document(self, document_id: str) -> bool:
        """Whether a document of this id is here, or was and is erased."""
        sql = "SELECT 1 FROM documents WHERE id = ? UNION SELECT 1 FROM tombstones WHERE document_id = ?"
        return bool(self._rows(sql, document_id, document_id))

    def has(self, document: Document) -> bool:
        """Whether this very description of the document is here (marking, title and all), or the document is erased."""
        sql = "SELECT 1 FROM documents WHERE id = ? AND data = ? UNION SELECT 1 FROM tombstones WHERE document_id = ?"
        return bool(self._rows(sql, document.id, dump(document, "text", "skipped"), document.id))

    def has_reading(self, reading_id: str) -> bool:
        """Whether this reading is here."""
        return bool(self._rows("SELECT 1 FROM readings WHERE id = ?", reading_id))

    def text(self, content_id: str) -> str:
        """A text, verbatim."""
        found = self._rows("SELECT text FROM contents WHERE content_id = ?", content_id)
        if not found:
            raise LedgerError(f"no text {content_id[:16]}", place=str(self.path), remedy="kg status lists the documents")
        return bytes(found[0][0]).decode("utf-8", "surrogatepass")

    def document(self, some_id: str) -> Document:
        """The document of this id; of a content id, the first published of those that carry it."""
        rows = self._rows(
            "SELECT id, content_id, data, skipped FROM documents WHERE id = ? OR content_id = ?", some_id, some_id
        )
        if not rows:
            raise LedgerError(f"no document {some_id[:16]}", place=str(self.path), remedy="kg status lists the documents")
        best = _best_variants(rows)
        headings = {i: heading_of(i, row[1], row[2]) for i, row in best.items()}
        first = min(best, key=lambda i: (headings[i].published is None, headings[i].published or "", i))
        _, content_id, data, skipped = best[first]
        return document_of(self.text(content_id), data, skipped)

    def documents(self) -> Iterator[Document]:
        """All documents with their texts, in order of id."""
        ids = [row[0] for row in self._rows("SELECT DISTINCT id FROM documents ORDER BY id")]
        yield from map(self.document, ids)

    def descriptions(self) -> Iterator[Document]:
        """Every description of every document, also those that another of the same document outranks; by content and id."""
        rows = self._rows("SELECT content_id, data, row FROM documents ORDER BY content_id, id, data")
        for content_id, data, row in rows:
            skipped = self._rows("SELECT skipped FROM documents WHERE row = ?", row)[0][0]
            yield document_of(self.text(content_id), data, skipped)

    def headings(self) -> list[Heading]:
        """All documents without their texts, in order of id."""
        best = _best_variants(self._rows("SELECT id, content_id, data FROM documents"))
        return [heading_of(i, row[1], row[2]) for i, row in sorted(best.items())]

    def sources(self) -> dict[str, Source]:
        """Sources by name; several statements about one are merged, see `kg.ledger.rows.merged_source`."""
        by_name: defaultdict[str, list[Source]] = defaultdict(list)
        for source in self.source_statements():
            by_name[source.name].append(source)
        return {name: merged_source(statements) for name, statements in by_name.items()}

    def source_statements(self) -> list[Source]:
        """All that was said of sources, in order of name."""
        rows = self._rows("SELECT name, kind, reliability FROM sources ORDER BY name, kind, reliability")
        return [Source(name=n, kind=k, reliability=r) for n, k, r in rows]

    def decisions(self) -> list[Decision]:
        """All decisions, in order of time and id."""
        found = [parsed(Decision, row[0]) for row in self._rows("SELECT data FROM decisions")]
        return sorted(found, key=lambda d: (d.at, d.id))

    def tombstones(self) -> list[Tombstone]:
        """What was erased, in order of document id."""
        return [parsed(Tombstone, row[0]) for row in self._rows("SELECT data FROM tombstones ORDER BY document_id")]

    def readings(self, content_id: str | None = None) -> Iterator[Reading]:
        """All readings with their claims (of one content, if given), in order of content and id."""
        where = "" if content_id is None else "WHERE content_id = ?"
        sql = f"SELECT row, content_id, reader, version FROM readings {where} ORDER BY content_id, id"
        for row, content, reader, version in self._rows(sql, *([] if content_id is None else [content_id])):
            claims = tuple(self._claims_of({row: content}))
            yield Reading(content_id=content, reader=reader, version=version, claims=claims)

    def read(self) -> set[tuple[str, str, str]]:
        """What was read by whom: content id, reader and version of every reading, without its claims."""
        return {(c, r, v) for c, r, v in self._rows("SELECT content_id, reader, version FROM readings")}

    def adoptions(self) -> list[Adoption]:
        """Which versions of readers were to count from when on, in order of time."""
        rows = self._rows("SELECT reader, version, at FROM adoptions ORDER BY at, reader, version")
        return [Adoption(reader=r, version=v, at=at) for r, v, at in rows]

    def adopted(self) -> dict[str, str]:
        """The version of each reader that was adopted last."""
        return {adoption.reader: adoption.version for adoption in self.adoptions()}

    def claims(self) -> Iterator[Claim]:
        """Claims of the newest reading of each content and reader.

        Newest is what was made by the version adopted last; where that has not read the content, what `version_rank` puts
        last. Neither depends on the order of loading.
        """
        adopted = self.adopted()
        newest: dict[tuple[str, str], tuple[Any, int]] = {}
        for row, content, reader, version in self._rows("SELECT row, content_id, reader, version FROM readings"):
            rank = (adopted.get(reader) == version, version_rank(version))
            if (content, reader) not in newest or rank > newest[content, reader][0]:
                newest[content, reader] = (rank, row)
        chosen = {row: content for (content, _), (_, row) in sorted(newest.items())}
        yield from self._claims_of(chosen)

    def state(self) -> str:
        """Changes with every change of content; equal for ledgers of equal content. Part of the key of every cache."""
        found = self._rows("SELECT state FROM log ORDER BY row DESC LIMIT 1")
        return str(found[0][0]) if found else state_after(None, 0)

    def states(self) -> frozenset[str]:
        """Every state it has been in: a copy of it that bears none of them is another ledger's."""
        return frozenset(str(state) for (state,) in self._rows("SELECT state FROM log"))

    def _claims_of(self, readings: Mapping[int, str]) -> Iterator[Claim]:
        rows = list(readings)
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            found = self._rows(f"SELECT reading, data FROM claims WHERE reading IN ({marks}) ORDER BY reading, id", *batch)
            by_reading: defaultdict[int, list[str]] = defaultdict(list)
            for reading, data in found:
                by_reading[reading].append(data)
            for reading in batch:  # in order of content, not of loading
                yield from (claim_of(data, readings[reading]) for data in by_reading[reading])

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with translated(self.path):
            return self._db.execute(sql, values).fetchall()


def _best_variants(rows: Iterable[tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Of rows (id, content_id, data, ...), the one that counts of each document."""
    best: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        held = best.get(row[0])
        if held is None or variant_rank(row[2]) > variant_rank(held[2]):
            best[row[0]] = row
    return best
