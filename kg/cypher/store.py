"""The embedded engine's caches, beside the ledger. In: layers. Out: an open read-only database that holds just them.

A cache is built in a folder aside and renamed, so that a killed build leaves nothing that looks whole, and is never
written to again. Two processes that build at once each build; the second to finish takes the first one's. Beside each
database stands what its files weighed when it was built: one that differs was damaged, and is built anew.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.cypher.build import build
from kg.cypher.jvm import java
from kg.cypher.layers import Layers
from kg.cypher.protocol import EngineError
from kg.model import digest

FORMAT = 1  # changes when the same layers are stored in another way
KEPT = 4  # caches of earlier states that stay, for questions about the past
_ABANDONED_SECONDS = 24 * 3600
_MANIFEST = "kg.json"
_DATABASE = "graph"
_VOLATILE = ("last-tx-id.bin", "statistics.json")  # the engine writes these even when it opens read-only
_CHECKED_BYTES = 64 * 2**20  # beyond this much, sizes alone are compared: reading it all would cost more than the query


@dataclass
class Store:
    """An open database, and how many engines of this process share it: it can be opened only once in a process."""

    database: Any
    users: int = 0
    passing: Path | None = None  # a folder that goes when it is closed

    def close(self) -> None:
        """Give it back; the last to do so closes it."""
        with _LOCK:
            self.users -= 1
            if self.users == 0:
                self.database.close()
                if self.passing is not None:
                    shutil.rmtree(self.passing, ignore_errors=True)


_LOCK = threading.Lock()
_OPEN: dict[Path, Store] = {}


def _close_all() -> None:
    """Close what was left open when the process ends: Java would wait for it."""
    for store in _OPEN.values():
        if store.users:
            store.users = 1
            store.close()


def open_store(layers: Layers) -> Store:
    """The engine's database over these layers, open for reading; built first where there is none in step."""
    home = _home(layers)
    passing = None if home else Path(tempfile.mkdtemp(prefix="kg-cypher-"))
    folder = (passing or home or Path()) / _name(layers)
    with _LOCK, ExitStack() as undo:
        if passing:
            undo.callback(shutil.rmtree, passing, ignore_errors=True)
        if not _OPEN:
            java("java.lang.Object")  # Java registers its own end first, so that ours comes before it
            atexit.register(_close_all)
        store = _OPEN.get(folder)
        if store is None or not store.users:
            store = _OPEN[folder] = Store(_opened(layers, folder), passing=passing)
        store.users += 1
        undo.pop_all()
    return store


def _opened(layers: Layers, folder: Path) -> Any:
    if (folder / _MANIFEST).exists() and not _damaged(folder):
        opened = _try_open(folder)
        if opened is not None:
            return opened
    _discard(folder)
    _build_aside(layers, folder)
    opened = _try_open(folder)
    if opened is None:
        raise EngineError("the embedded database cannot be opened", place=str(folder), remedy="check disk and permissions")
    _prune(folder)
    return opened


def _home(layers: Layers) -> Path | None:
    """The folder of all caches of a ledger; None where nothing can be kept."""
    if layers.home is None:
        return None
    with suppress(OSError):
        layers.home.mkdir(parents=True, exist_ok=True)
        return layers.home.resolve() if os.access(layers.home, os.W_OK | os.X_OK) else None
    return None


def _name(layers: Layers) -> str:
    from importlib.metadata import version

    from kg.resources import schema_hash

    return digest("embedded", FORMAT, layers.key, schema_hash(), version("arcadedb-embedded"))


def _build_aside(layers: Layers, folder: Path) -> None:
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        nodes, edges = build(layers, aside / _DATABASE)
        whole = sum(p.stat().st_size for p in (aside / _DATABASE).iterdir()) <= _CHECKED_BYTES
        weights = _weights(aside / _DATABASE, whole)
        manifest = {"format": FORMAT, "nodes": nodes, "edges": edges, "whole": whole, "files": weights}
        (aside / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        try:
            aside.rename(folder)
        except OSError:  # another process was faster
            if not (folder / _MANIFEST).exists():
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _try_open(folder: Path) -> Any | None:
    mode = java("com.arcadedb.engine.ComponentFile$MODE")
    factory = java("com.arcadedb.database.DatabaseFactory")(str(folder / _DATABASE))
    try:
        database = factory.open(mode.READ_ONLY)
        database.countType("Claim", True)
    except java("java.lang.Throwable"):
        return None
    return database


def _damaged(folder: Path) -> bool:
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return bool(_weights(folder / _DATABASE, bool(manifest["whole"])) != manifest["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return True


def _weights(database: Path, whole: bool) -> dict[str, list[int]]:
    """Size of each file, and its checksum if asked for."""
    checksum: Callable[[Path], int] = (lambda p: zlib.crc32(p.read_bytes())) if whole else (lambda _: 0)
    return {p.name: [p.stat().st_size, checksum(p)] for p in sorted(database.iterdir()) if p.name not in _VOLATILE}


def _discard(folder: Path) -> None:
    """Move a damaged cache out of the way in one step, then delete it."""
    if not folder.exists():
        return
    aside = Path(tempfile.mkdtemp(prefix=".damaged-", dir=folder.parent))
    with suppress(OSError):
        folder.rename(aside / folder.name)
    shutil.rmtree(aside, ignore_errors=True)


def _prune(folder: Path) -> None:
    """Keep the newest few, and nothing that a killed build left; a process that still reads an older one keeps its files."""
    caches = sorted((p for p in folder.parent.iterdir() if (p / _MANIFEST).exists()), key=lambda p: p.stat().st_mtime)
    for old in caches[:-KEPT]:
        if old != folder:
            _discard(old)
    for left in folder.parent.glob(".*-*"):
        if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
