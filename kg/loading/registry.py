"""The loaders: every file of `loaders/`, loaded by its path as `kg_loaders.NAME`. A file's head in, the loader for it out.

A loader defines `FORMAT` (what it reads, for a list), `YIELDS` (kinds of things it yields: documents, claims, sources,
readings, decisions), `sniff(head, name) -> float` (0: not mine, 1: certainly mine) and `load(stream, origin)`. It may hold
`VERSION`, a number that is raised when it makes other record claims of a file, so that these count before the old ones. A
user's own file of the same name takes the place of the project's.
"""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from kg import __version__
from kg.errors import KgError, LoadError
from kg.model import Adoption, Decision, Document, Omission, Origin, Reading, RecordClaim, Refusal, Source, Tombstone
from kg.resources import files

Extra = Source | Adoption | Decision | Tombstone
Yield = Document | RecordClaim | Reading | Extra | Refusal | Omission


class Loader(Protocol):
    """What a file of `loaders/` defines."""

    FORMAT: str
    YIELDS: Iterable[str]

    def sniff(self, head: bytes, name: str) -> float:
        """How surely a file that begins like this, and is named this, is of the format: 0 to 1."""

    def load(self, stream: BinaryIO, origin: Origin) -> Iterator[Yield]:
        """What the stream holds."""


@dataclass(frozen=True)
class LoaderInfo:
    """One loader, as a list shows it."""

    name: str
    format: str
    yields: tuple[str, ...]
    doc: str
    path: Path
    version: str = "0"
    """Of the readings made of its record claims: the release, the loader's own number, and a hash of the file."""


@dataclass(frozen=True)
class Registry:
    """The loaders that are usable, and the files of `loaders/` that are not."""

    known: tuple[tuple[LoaderInfo, Loader], ...]
    broken: tuple[Refusal, ...]

    def choose(self, head: bytes, name: str) -> tuple[LoaderInfo, Loader]:
        """The loader that is surest of a file; of equals, the first by name."""
        scores = [(_score(loader, head, name), info, loader) for info, loader in self.known]
        best = max(scores, key=lambda s: s[0], default=None)
        if best is None or best[0] <= 0:
            formats = "; ".join(info.format for info, _ in self.known)
            raise LoadError("no loader recognises this file", remedy=f"what is read: {formats}")
        return best[1], best[2]


def loaders() -> list[LoaderInfo]:
    """All loaders that are usable, by name."""
    return [info for info, _ in registry().known]


def registry() -> Registry:
    """The loaders as the files stand now."""
    found = {path.stem: path for path in files("loaders", ".py")}
    return _registry(tuple((name, path, path.stat().st_mtime_ns) for name, path in sorted(found.items())))


@lru_cache(maxsize=2)
def _registry(found: tuple[tuple[str, Path, int], ...]) -> Registry:
    known, broken = [], []
    for name, path, _ in found:
        try:
            known.append(_import(name, path))
        except Exception as error:  # whatever a user's own file does, the other loaders work
            broken.append(Refusal(place=str(path), why=f"this loader cannot be used: {error}", remedy="mend the file"))
    return Registry(tuple(known), tuple(broken))


def _import(name: str, path: Path) -> tuple[LoaderInfo, Loader]:
    module_name = f"kg_loaders.{name}"
    spec = importlib.util.spec_from_file_location(module_name, path)
    if spec is None or spec.loader is None:
        raise LoadError("not a Python file", place=str(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module  # before it runs: dataclasses and pydantic look their module up
    spec.loader.exec_module(module)
    missing = [part for part in ("FORMAT", "YIELDS", "sniff", "load") if not hasattr(module, part)]
    if missing:
        raise LoadError(f"it does not define {', '.join(missing)}")
    loader = cast("Loader", module)
    doc = (inspect.getdoc(module) or "").partition("\n")[0]
    yields = (loader.YIELDS,) if isinstance(loader.YIELDS, str) else tuple(loader.YIELDS)
    file_hash = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    version = f"{__version__}.{getattr(module, 'VERSION', 0)}+{file_hash}"
    return LoaderInfo(name, loader.FORMAT, yields, doc, path, version), loader


def _score(loader: Loader, head: bytes, name: str) -> float:
    try:
        return float(loader.sniff(head, name))
    except (KgError, ValueError, LookupError):  # what it cannot judge is not its own
        return 0.0
