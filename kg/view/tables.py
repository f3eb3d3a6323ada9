"""The tables of a computed view, and a place for them beside the ledger.

In: a key that changes with whatever a view depends on. Out: an SQLite database, read only. SQLite and JSON and no pickle: a
ledger that comes from somebody else must not run code. A cache may be deleted at any time; it is written aside and renamed,
so that a reader sees a whole one or none.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

FORMAT = 5
_ABANDONED = 3600  # seconds: nobody takes that long to write a view; its process was killed
KEPT = 8  # views of one ledger that are kept: other options, other dates
NAME, WRITTEN = 0, 1  # ranks of a name: the entity's own, one that it also bears

_TABLES = """
CREATE TABLE fact (name TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE entity (id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, handle TEXT, body TEXT NOT NULL);
CREATE INDEX entity_handle ON entity (handle) WHERE handle IS NOT NULL;
CREATE TABLE called (normal TEXT NOT NULL, entity TEXT NOT NULL, name TEXT NOT NULL, rank INTEGER NOT NULL,
    PRIMARY KEY (normal, entity)) WITHOUT ROWID;
CREATE TABLE redirect (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE may_be (entity TEXT NOT NULL, candidate INTEGER NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (entity, candidate, record)) WITHOUT ROWID;
CREATE TABLE proposition (id TEXT PRIMARY KEY, subject TEXT NOT NULL, relation TEXT NOT NULL, object TEXT,
    confidence INTEGER NOT NULL, edge INTEGER NOT NULL, body TEXT NOT NULL, account TEXT NOT NULL);
CREATE INDEX proposition_subject ON proposition (subject);
CREATE INDEX proposition_object ON proposition (object);
CREATE INDEX proposition_edge ON proposition (id, subject, object, relation, confidence) WHERE edge;
CREATE TABLE claim (id TEXT PRIMARY KEY, content TEXT NOT NULL, proposition TEXT NOT NULL, vouching TEXT NOT NULL,
    dropped TEXT, told TEXT, body TEXT NOT NULL);
CREATE INDEX claim_proposition ON claim (proposition);
CREATE TABLE heading (id TEXT PRIMARY KEY, content TEXT NOT NULL, publisher TEXT NOT NULL, voice TEXT NOT NULL,
    address TEXT, title TEXT, record TEXT, counts INTEGER NOT NULL, knows INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX heading_content ON heading (content);
CREATE TABLE rating (voice TEXT PRIMARY KEY, reliability TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE decision (proposition TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX decision_proposition ON decision (proposition);
"""


def create(db: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    for statement in _TABLES.split(";"):
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {FORMAT}")


def folder_of(ledger: Path) -> Path:
    """Where the views of a ledger are kept."""
    return ledger.with_name(f"{ledger.name}.view")


def cached(ledger: Path, key: str, fill: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    """The database of the key: opened if it is there and whole, else filled. In memory where it cannot be kept."""
    path = folder_of(ledger) / f"{key}.sqlite"
    found = _open(path)
    if found is not None:
        return found
    try:
        path.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".new-", suffix=".sqlite", dir=path.parent)
        os.close(handle)
    except OSError:
        return _in_memory(fill)
    aside = Path(name)
    try:
        _write(aside, fill)
        aside.replace(path)
    except (OSError, sqlite3.Error):  # a full disk, a folder that has gone
        return _in_memory(fill)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    _tidy(path)
    return _open(path) or _in_memory(fill)


def _open(path: Path) -> sqlite3.Connection | None:
    """A cache that is there and of this format; None for any other, which is then written anew."""
    if not path.is_file():
        return None
    try:
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except sqlite3.Error:
        return None
    try:
        of_this_format = db.execute("PRAGMA user_version").fetchone() == (FORMAT,)
        if of_this_format and db.execute("SELECT count(*) FROM fact").fetchone()[0]:
            with suppress(OSError):
                os.utime(path)
            return db
    except sqlite3.Error:
        pass
    db.close()
    return None


def _write(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    db = sqlite3.connect(path)
    try:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")  # synced once, below
        fill(db)
        db.commit()
    finally:
        db.close()
    with path.open("rb+") as whole:
        os.fsync(whole.fileno())  # before it gets its name: what bears the name is whole


def _in_memory(fill: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", check_same_thread=False)
    fill(db)
    return db


def _tidy(latest: Path) -> None:
    """Keep the views that were used last; others can be computed again."""
    with suppress(OSError):
        views = sorted(latest.parent.glob("[!.]*.sqlite"), key=lambda p: p.stat().st_mtime, reverse=True)
        left_behind = [p for p in latest.parent.glob(".new-*") if time.time() - p.stat().st_mtime > _ABANDONED]
        for old in [*[p for p in views if p != latest][KEPT - 1 :], *left_behind]:
            old.unlink(missing_ok=True)
