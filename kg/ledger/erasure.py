"""Erasure: the one exception to append-only, for when the law demands it. Document id in, tombstone out.

Removes the document, and where no other document carries its text also the text, its readings, claims and what decisions
saw of them; then rewrites the file and empties the write-ahead log, so that no byte of it is left in either. A tombstone
says that something stood here. Caches beside the ledger go too; exports, backups and disk blocks are the user's affair.
"""

from __future__ import annotations

import glob
import json
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg.errors import LedgerError
from kg.ledger.format import lift_guards, set_guards, translated
from kg.ledger.rows import dump, parsed, share
from kg.ledger.writing import Row, Writer, tombstone_row, writing
from kg.model import Decision, Tombstone

CACHES = (".view*", ".cypher*")  # every cache of a ledger stands beside it and is named after it, with such an ending


def erase(connection: sqlite3.Connection, path: Path, document_id: str, why: str, by: str) -> Tombstone:
    """Remove a document and leave a tombstone.

    Raises `LedgerError` if there is no such document, or if another process reads so long that the old bytes cannot be
    overwritten yet: the document is gone then, and erasing it again overwrites them.
    """
    with writing(connection, path) as writer:
        buried = _tombstone(connection, document_id)
        if buried is None:
            buried = _bury(connection, writer, path, document_id, why, by)
    with translated(path):
        _overwrite(connection, path)
    for cache in (c for ending in CACHES for c in path.parent.glob(glob.escape(path.name) + ending)):
        shutil.rmtree(cache) if cache.is_dir() else cache.unlink()
    return buried


def _bury(connection: sqlite3.Connection, writer: Writer, path: Path, document_id: str, why: str, by: str) -> Tombstone:
    found = connection.execute("SELECT content_id FROM documents WHERE id = ?", (document_id,)).fetchone()
    if found is None:
        raise LedgerError(f"no document {document_id}", place=str(path), remedy="kg status lists the documents")
    content_id = str(found[0])
    lift_guards(connection)
    _remove(connection, writer, "documents", "id", document_id)
    others = connection.execute("SELECT 1 FROM documents WHERE content_id = ?", (content_id,)).fetchone()
    if not others:
        _remove_content(connection, writer, content_id)
    set_guards(connection)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    stone = Tombstone(document_id=document_id, content_id=content_id, by=by, at=at, why=why)
    writer.add([tombstone_row(stone)])
    return stone


def _remove_content(connection: sqlite3.Connection, writer: Writer, content_id: str) -> None:
    readings = dict(connection.execute("SELECT row, id FROM readings WHERE content_id = ?", (content_id,)))
    marks = ",".join("?" * len(readings))
    claims = connection.execute(
        f"SELECT reading, id, data FROM claims WHERE reading IN ({marks})", tuple(readings)
    ).fetchall()
    for reading, claim_id, data in claims:
        writer.change -= share("claims", readings[reading], claim_id, data)
    connection.execute(f"DELETE FROM claims WHERE reading IN ({marks})", tuple(readings))
    _remove(connection, writer, "readings", "content_id", content_id)
    _remove(connection, writer, "contents", "content_id", content_id)
    _blind_decisions(connection, writer, {content_id, *(c[1] for c in claims)}, content_id)


def _blind_decisions(connection: sqlite3.Connection, writer: Writer, gone: set[str], content_id: str) -> None:
    """Decisions on erased claims stay, without what they saw of them."""
    for decision_id, data in connection.execute("SELECT id, data FROM decisions").fetchall():
        decision = parsed(Decision, data)
        seen = json.dumps(decision.saw, default=str)
        if decision.saw and (gone & set(decision.targets) or any(g in seen for g in gone)):
            blind = decision.model_copy(update={"saw": {"erased": content_id}})
            _remove(connection, writer, "decisions", "id", decision_id)
            writer.add([Row("decisions", {"id": decision_id, "data": dump(blind)})])


def _remove(connection: sqlite3.Connection, writer: Writer, table: str, column: str, value: str) -> None:
    """Delete rows, and take from the state what they had added to it."""
    cursor = connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", (value,))
    names = [c[0] for c in cursor.description]
    for values in cursor.fetchall():
        columns: dict[str, Any] = dict(zip(names, values, strict=True))
        columns.pop("row")
        writer.change -= Row(table, columns).share
    connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (value,))


def _tombstone(connection: sqlite3.Connection, document_id: str) -> Tombstone | None:
    found = connection.execute("SELECT data FROM tombstones WHERE document_id = ?", (document_id,)).fetchone()
    return parsed(Tombstone, found[0]) if found else None


def _overwrite(connection: sqlite3.Connection, path: Path) -> None:
    """Rewrite the file without its free pages, and truncate the write-ahead log."""
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("VACUUM")
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise LedgerError(
            "the document is erased, but its bytes could not be overwritten yet: another process is reading",
            place=str(path),
            remedy="end the other process and erase the document again",
        )
