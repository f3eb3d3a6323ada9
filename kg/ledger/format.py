"""The file: its tables and guards, its format version, and how a connection to it is opened. Path in, connection out.

WAL with synchronous FULL, so that a committed document outlives a power cut and readers never wait for a writer. A file
is recognised by SQLite's own application id and user version, before anything in it is touched.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import LedgerError, LedgerVersionError

APPLICATION_ID = 0x6B676C64  # "kgld"
VERSION = 1
BUSY_SECONDS = 30.0
_MAGIC = b"SQLite format 3\x00"
_RETRY_SECONDS = 0.02
# in one statement, and so of one moment: another process may create the ledger between two
_STATE = """SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
 EXISTS (SELECT 1 FROM sqlite_master)"""

_TABLES = {
    "contents": "content_id TEXT NOT NULL UNIQUE, text BLOB NOT NULL",
    "documents": "id TEXT NOT NULL, content_id TEXT NOT NULL, data TEXT NOT NULL, skipped TEXT NOT NULL, UNIQUE (id, data)",
    "sources": "name TEXT NOT NULL, kind TEXT NOT NULL, reliability TEXT NOT NULL, UNIQUE (name, kind, reliability)",
    "readings": "id TEXT NOT NULL UNIQUE, content_id TEXT NOT NULL, reader TEXT NOT NULL, version TEXT NOT NULL",
    "claims": "reading INTEGER NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (reading, id)",
    "adoptions": "reader TEXT NOT NULL, version TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (reader, version, at)",
    "decisions": "id TEXT NOT NULL UNIQUE, data TEXT NOT NULL",
    "tombstones": "document_id TEXT NOT NULL UNIQUE, content_id TEXT NOT NULL, data TEXT NOT NULL",
    "log": "state TEXT NOT NULL",  # one row a transaction: what the ledger's state was after it
}
_INDEXES = {"documents": "content_id", "readings": "content_id", "claims": "id", "tombstones": "content_id"}


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """An open connection to the ledger at `path`; with `create`, an absent or empty file becomes one.

    Raises `LedgerError` where there is none, it is something else or cannot be opened, and `LedgerVersionError` where
    it was written in a newer format.
    """
    _check_file(path, create)
    with translated(path):
        connection = _open(path)
        try:
            _prepare(connection, path, create)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as `LedgerError`s that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            remedy = "another process is writing; try again when it is done"
        elif "readonly" in text or "unable to open" in text:
            remedy = "check that you may write to the file and its folder"
        elif "full" in text:
            remedy = "make room on the disk; every document loaded so far is kept whole"
        else:
            remedy = "restore it from a backup or from an export"
        raise LedgerError(f"the ledger cannot be used: {text}", place=str(path), remedy=remedy) from error


def set_guards(connection: sqlite3.Connection) -> None:
    """Triggers that refuse every change to what stands in the ledger."""
    for table in _TABLES:
        for act in ("UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER {_guard(table, act)} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'a ledger is append-only: no {act} on {table}'); END"
            )


def lift_guards(connection: sqlite3.Connection) -> None:
    """Take the triggers away, for an erasure, within its transaction: nobody else ever sees the ledger without them."""
    for table in _TABLES:
        for act in ("UPDATE", "DELETE"):
            connection.execute(f"DROP TRIGGER {_guard(table, act)}")


def _guard(table: str, act: str) -> str:
    return f"{table}_no_{act.lower()}"


def _check_file(path: Path, create: bool) -> None:
    if path.is_dir():
        raise LedgerError("this is a folder, not a ledger", place=str(path), remedy="name a file")
    if not path.exists():
        if not create:
            raise LedgerError("there is no ledger here", place=str(path), remedy="kg load PATH creates one")
        if not path.parent.is_dir():
            raise LedgerError("the folder does not exist", place=str(path.parent), remedy="create it first")
        return
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_MAGIC))
    except OSError as error:
        raise LedgerError(f"cannot be read: {error.strerror}", place=str(path)) from error
    if head and head != _MAGIC:
        raise _not_a_ledger(path)


def _not_a_ledger(path: Path) -> LedgerError:
    return LedgerError("this file is not a ledger", place=str(path), remedy="name another with --ledger FILE")


def _open(path: Path) -> sqlite3.Connection:
    """Read-write where that is allowed; else read-only, without the side files where the folder takes none."""
    absolute, mode = path.absolute(), "rwc"
    if absolute.exists() and not os.access(absolute, os.W_OK):
        mode = "ro" if os.access(absolute.parent, os.W_OK) else "ro&immutable=1"
    uri = f"{absolute.as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _prepare(connection: sqlite3.Connection, path: Path, create: bool) -> None:
    if not _recognised(connection, path):
        if not create:
            raise LedgerError("the ledger is empty", place=str(path), remedy="kg load PATH fills it")
        _switch_to_wal(connection)
        _create(connection, path)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA recursive_triggers=ON")  # else INSERT OR REPLACE deletes past the guards


def _recognised(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file is a ledger of a format known here; False if it is an empty database."""
    application, version, filled = connection.execute(_STATE).fetchone()
    if application != APPLICATION_ID:
        if application or version or filled:
            raise _not_a_ledger(path)
        return False
    if version > VERSION:
        raise LedgerVersionError(
            f"the ledger has format {version}, this program knows formats up to {VERSION}",
            place=str(path),
            remedy="pip install --upgrade threat-kg",
        )
    return True


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Turn WAL on. SQLite does not wait here as it does elsewhere: two that create one ledger at once need a retry."""
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > patience:
                raise
            time.sleep(_RETRY_SECONDS)


def _create(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not _recognised(connection, path):  # another process may have been first
            for table, columns in _TABLES.items():
                connection.execute(f"CREATE TABLE {table} (row INTEGER PRIMARY KEY, {columns})")
            for table, column in _INDEXES.items():
                connection.execute(f"CREATE INDEX {table}_by_{column} ON {table} ({column})")
            set_guards(connection)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
