"""Paths in, open streams out: files, folders walked in a stable order, members of archives, each with its place.

Hidden files are passed over. Archives are unpacked in memory, a piece at a time, within the limits of
`schema/loading.yaml`; an archive in an archive is refused.
"""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from kg.errors import LoadError
from kg.loading.settings import settings
from kg.model import Refusal


@dataclass(frozen=True)
class Input:
    """One file to be loaded: where it is, how it is named, and how it is opened."""

    place: str
    name: str
    open: Callable[[], IO[bytes]]

    @contextmanager
    def stream(self) -> Iterator[BinaryIO]:
        """The bytes; what is compressed is unpacked."""
        with self.open() as raw:
            if self.name.lower().endswith(".gz"):
                limit = settings().archives.max_bytes
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield io.BufferedReader(_Bounded(cast("BinaryIO", unpacked), limit, self.place))
            else:
                yield cast("BinaryIO", raw)

    @property
    def inner_name(self) -> str:
        """The name without what says that it is compressed."""
        return self.name[:-3] if self.name.lower().endswith(".gz") else self.name


def inputs(paths: Iterable[Path]) -> Iterator[Input | Refusal]:
    """Every file under the paths, in the order given and by name within a folder."""
    for path in paths:
        if not path.exists():
            yield Refusal(place=shown(path), why="there is no such file", remedy="check the path")
        else:
            yield from _walk(path)


def shown(path: Path | str) -> str:
    """A path as text that can be printed, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


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
    elif path.suffix.lower() == ".zip":
        yield from _members(path)
    else:
        yield Input(shown(path), shown(path.name), lambda: path.open("rb"))


def _is_side_file(path: Path) -> bool:
    """Whether this is what SQLite keeps beside an open database."""
    return path.name.endswith(("-wal", "-shm")) and path.with_name(path.name[:-4]).exists()


def _members(path: Path) -> Iterator[Input | Refusal]:
    limits = settings().archives
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
            size = sum(m.file_size for m in members)
            if len(members) > limits.max_members or size > limits.max_bytes:
                why = f"the archive holds {len(members)} files of {size:,} bytes, more than is unpacked"
                yield Refusal(place=shown(path), why=why, remedy="unpack it and load the folder")
                return
            for member in members:
                yield from _member(path, archive, member)
    except (zipfile.BadZipFile, OSError) as error:
        yield Refusal(place=shown(path), why=f"the archive cannot be read: {error}", remedy="unpack it and load the folder")


def _member(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Input | Refusal]:
    name = member.filename
    place = f"{shown(path)}:{shown(name)}"
    if any(part.startswith((".", "__MACOSX")) for part in name.split("/")):
        return
    if name.lower().endswith(".zip"):
        yield Refusal(place=place, why="an archive in an archive", remedy="unpack it and load the folder")
    elif member.flag_bits & 1:
        yield Refusal(place=place, why="the archive is locked with a password", remedy="unpack it and load the folder")
    else:
        yield Input(place, shown(name.rsplit("/", 1)[-1]), lambda: archive.open(member))


class _Bounded(io.RawIOBase):
    """A stream that refuses to unpack to more than a limit."""

    def __init__(self, stream: BinaryIO, limit: int, place: str) -> None:
        self._stream, self._limit, self._place = stream, limit, place

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read again from the start."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place in what is unpacked."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """The place in what is unpacked."""
        return self._stream.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; raises `LoadError` past the limit."""
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        if self._stream.tell() > self._limit:
            why = f"it unpacks to more than {self._limit:,} bytes"
            raise LoadError(why, place=self._place, remedy="unpack it and load what is needed")
        return len(piece)
