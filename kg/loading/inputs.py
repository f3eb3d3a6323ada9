"""Paths in, files out: standard input (`-`), files, and folders walked in a stable order, each with its place.

Hidden files are passed over, and so is what only serves the file beside it. What is an archive is seen later, by content.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.errors import LoadError
from kg.loading.settings import settings
from kg.loading.streams import Part
from kg.model import Refusal

STANDARD_INPUT = "-"
_IN_MEMORY, _PIECE = 16_000_000, 1 << 16  # bytes; what is longer goes to a temporary file


@dataclass(frozen=True)
class Input:
    """One file to be loaded: where it is, how it is named, and how it is opened (each time anew, and seekable)."""

    place: str
    name: str
    open: Callable[[], IO[bytes]]


def inputs(paths: Iterable[Path]) -> Iterator[Input | Refusal]:
    """Every file under the paths, in the order given and by name within a folder."""
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield from _standard_input()
        elif not path.exists():
            yield Refusal(place=shown(path), why="there is no such file", remedy="check the path")
        else:
            yield from _walk(path)


def shown(path: Path | str) -> str:
    """A path as text that can be printed, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def spooled(stream: IO[bytes], place: str) -> IO[bytes]:
    """A copy of a stream that can be read more than once; raises `LoadError` past the limit of what is unpacked."""
    limit = settings().archives.max_bytes
    copy: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (whoever asked for it closes it)
    try:
        while piece := stream.read(_PIECE):
            copy.write(piece)
            if copy.tell() > limit:
                raise LoadError(f"it holds more than {limit:,} bytes", place=place, remedy="load what is in it one by one")
    except BaseException:
        copy.close()
        raise
    return copy


def _standard_input() -> Iterator[Input | Refusal]:
    place = "standard input"
    try:
        copy = spooled(sys.stdin.buffer, place)
    except LoadError as error:
        yield Refusal(place=place, why=error.message, remedy=error.remedy or "")
        return
    with copy:
        size = copy.tell()
        yield Input(place, "", lambda: io.BufferedReader(Part(copy, 0, size)))


def _walk(path: Path) -> Iterator[Input | Refusal]:
    if path.is_dir():
        try:
            inside = sorted(p for p in path.iterdir() if not p.name.startswith(".") and not _is_side_file(p))
        except OSError as error:
            yield Refusal(place=shown(path), why=f"the folder cannot be read: {error.strerror}", remedy="check its rights")
            return
        for child in inside:
            if not (child.is_dir() and child.is_symlink()):  # a link to a folder may lead in a circle
                yield from _walk(child)
    elif not path.is_file():
        yield Refusal(place=shown(path), why="this is no file", remedy="name a file or a folder")
    else:
        yield Input(shown(path), shown(path.name), lambda: path.open("rb"))


def _is_side_file(path: Path) -> bool:
    """Whether this only serves what stands beside it: an open database, a table's mapping, the pictures of a saved page."""
    if path.name.endswith(("-wal", "-shm")):
        return path.with_name(path.name[:-4]).exists()
    pages, tables = settings().pages, settings().tables
    for ending, suffixes in ((tables.mapping, tables.suffixes), (pages.folder, pages.suffixes)):
        served = path.name.removesuffix(ending)
        if served != path.name:
            return any(path.with_name(served + suffix).exists() for suffix in suffixes)
    return False
