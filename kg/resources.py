"""Where the material stands: `loaders/`, `schema/` and `queries/`, found by path.

A checkout's own material comes first, then what the wheel carries in `kg/_shipped/`. Folders named in `KG_MATERIAL`
(separated as in PATH) add a user's own files beside them, laid out alike.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from kg.errors import KgError

KINDS = ("loaders", "schema", "queries")
_PACKAGE = Path(__file__).resolve().parent


@cache
def home() -> Path:
    """The folder that holds `loaders/`, `schema/` and `queries/`."""
    for candidate in (_PACKAGE.parent, _PACKAGE / "_shipped"):
        if (candidate / "schema" / "entities").is_dir() and (candidate / "loaders").is_dir():
            return candidate
    raise KgError("the folders loaders/, schema/ and queries/ are missing", place=str(_PACKAGE), remedy="install again")


def folders(kind: str) -> tuple[Path, ...]:
    """The folders of one kind of material: the project's, then the user's own."""
    if kind not in KINDS:
        raise KgError(f"no such kind of material: {kind}", remedy=f"one of {', '.join(KINDS)}")
    own = [Path(p) / kind for p in os.environ.get("KG_MATERIAL", "").split(os.pathsep) if p]
    return (home() / kind, *(p for p in own if p.is_dir()))


def files(kind: str, suffix: str, *parts: str) -> Iterator[Path]:
    """Files ending in `suffix` under `parts` of each folder of a kind, in a stable order."""
    for folder in folders(kind):
        yield from sorted(p for p in folder.joinpath(*parts).glob(f"*{suffix}") if not p.name.startswith((".", "_")))


def schema_path(*parts: str) -> Path:
    """One file or folder of `schema/`; a user's own folder is asked first."""
    for folder in reversed(folders("schema")):
        path = folder.joinpath(*parts)
        if path.exists():
            return path
    raise KgError("missing from the schema", place="/".join(("schema", *parts)), remedy="install again")


def schema_hash() -> str:
    """A hash over names and bytes of all files of `schema/`: part of the key of every cache.

    Files are read again only when one has changed (5 MB of reference lists: 6 ms to read and hash, 0.4 ms to look at).
    """
    return _schema_hash(tuple((str(folder), tuple(sorted(_state(folder)))) for folder in folders("schema")))


@lru_cache(maxsize=4)
def _schema_hash(state: tuple[tuple[str, tuple[tuple[str, int, int], ...]], ...]) -> str:
    digest = hashlib.sha256()
    for folder, files_ in state:
        for path, _, _ in files_:
            digest.update(os.path.relpath(path, folder).encode())
            digest.update(Path(path).read_bytes())
    return digest.hexdigest()[:16]


def _state(folder: Path | str) -> Iterator[tuple[str, int, int]]:
    """Path, time of change and size of every file below a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _state(entry.path)
            else:
                status = entry.stat()
                yield entry.path, status.st_mtime_ns, status.st_size
