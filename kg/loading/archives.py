"""Archives: a file in, its members out; a file that is no archive comes out as it is. Recognised by content.

Nothing is unpacked to a path: members are streams, and a name that leads elsewhere is refused as a name. What an archive may
unpack to is bounded by `schema/loading.yaml`, in what is read and not only in what it says of itself. After Fifield (2019),
"A better zip bomb", and PEP 706.
"""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO, cast

from kg.errors import LoadError
from kg.loading.inputs import Input, shown, spooled
from kg.loading.settings import settings
from kg.loading.streams import Budget, Headers, Part, bounded, gunzipped
from kg.model import Refusal

_GZIP, _ZIP, _EMPTY_ZIP = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
_TAR, _TAR_AT = b"ustar", slice(257, 262)  # POSIX.1-1988 and later
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others come out of zipfile in pieces of any size
_DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, NotImplementedError, EOFError, OSError, ValueError)
_UNPACK = "unpack it and load the folder"


def unpacked(source: Input) -> Iterator[Input | Refusal]:
    """The members of an archive in a stable order, or the file itself."""
    try:
        kind, head = _kind(source)
        compressed = kind == "gzip"
        if compressed:
            source = _gunzipped(source, Budget.of(source.place))
            kind, head = _kind(source)
            if kind in ("gzip", "zip"):
                yield Refusal(place=source.place, why="an archive in an archive", remedy=_UNPACK)
                return
        if kind == "zip":
            yield from _of_zip(source)
        elif kind == "tar":
            yield from _of_tar(source, compressed)
        else:
            yield _foreign(head, source.place) or source
    except LoadError as error:
        yield Refusal(place=source.place, why=error.message, remedy=error.remedy or "")
    except PermissionError as error:
        yield Refusal(place=source.place, why=f"the file cannot be read: {error.strerror}", remedy="check its rights")
    except _DAMAGE as error:
        yield Refusal(place=source.place, why=f"the archive cannot be read: {error}", remedy=_UNPACK)


def _kind(source: Input) -> tuple[str, bytes]:
    """What kind of archive a file is, and how it begins."""
    with source.open() as stream:
        head = stream.read(_TAR_AT.stop)
    if head.startswith(_GZIP):
        return "gzip", head
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return "zip", head
    return ("tar" if head[_TAR_AT] == _TAR else ""), head


def _foreign(head: bytes, place: str) -> Refusal | None:
    """What is said of a file in a form that can be recognised but is not read."""
    for form in settings().foreign:
        if head.startswith(bytes.fromhex(form.begins)):
            return Refusal(place=place, why=f"this is {form.name}", remedy=form.remedy)
    return None


def _gunzipped(source: Input, budget: Budget) -> Input:
    """The one file in a .gz, under its own name."""
    name = source.name
    for ending, instead in settings().archives.endings.items():
        if name.lower().endswith(ending):
            name = name[: -len(ending)] + instead
            break
    return replace(source, name=name, open=lambda: bounded(gunzipped(source.open()), budget))


def _of_zip(source: Input) -> Iterator[Input | Refusal]:
    limits = settings().archives
    with source.open() as stream, zipfile.ZipFile(stream) as archive:
        members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
        names = {m.filename for m in members}
        other = next((what for name, what in limits.documents.items() if name in names), None)
        if other:
            yield Refusal(place=source.place, why=f"this is {other}", remedy="save it as PDF, HTML or text")
            return
        size = sum(m.file_size for m in members)
        if len(members) > limits.max_members or size > limits.max_bytes:
            why = f"the archive holds {len(members)} files of {size:,} bytes, more than is unpacked"
            yield Refusal(place=source.place, why=why, remedy=_UNPACK)
            return
        budget = Budget.of(source.place)
        for member in members:
            wrong = ""
            if member.flag_bits & 1:
                wrong = "the archive is locked with a password"
            elif member.compress_type not in _PACKED:
                wrong = "it is packed by a method that is not read here"
            yield from _member(source, member.filename, wrong, partial(archive.open, member), budget)


def _of_tar(source: Input, compressed: bool) -> Iterator[Input | Refusal]:
    limits, budget = settings().archives, Budget.of(source.place)
    with _at_random(source, compressed) as stream, _tar(stream) as archive:
        for number, member in enumerate(archive):
            if number >= limits.max_members:
                why = f"the archive holds more than {limits.max_members:,} files; the others are not loaded"
                yield Refusal(place=source.place, why=why, remedy=_UNPACK)
                return
            if member.isdir():
                continue
            plain = member.isreg() and not member.issparse()
            wrong = "" if plain else "this is no plain file, but a link, a device or a file with holes"
            part = partial(Part, stream, member.offset_data, member.size)
            yield from _member(source, member.name, wrong, cast("Callable[[], IO[bytes]]", part), budget)


def _tar(stream: IO[bytes]) -> tarfile.TarFile:
    return tarfile.open(fileobj=cast("IO[bytes]", Headers(stream)), mode="r:")


def _at_random(source: Input, compressed: bool) -> IO[bytes]:
    """A stream in which going back is cheap: in a compressed one it means to begin anew."""
    if not compressed:
        return source.open()
    with source.open() as stream:
        copy = spooled(stream, source.place)
    copy.seek(0)
    return copy


def _member(
    source: Input, name: str, wrong: str, open_: Callable[[], IO[bytes]], budget: Budget
) -> Iterator[Input | Refusal]:
    """One member, unless it is hidden, leads elsewhere, cannot be read, or is an archive itself."""
    place = f"{source.place}:{shown(name)}"
    parts = PurePosixPath(name).parts
    if ".." in PureWindowsPath(name).parts or PureWindowsPath(name).anchor or name.startswith("/"):
        remedy = "do not trust the archive; unpack it with care and load what is needed"
        yield Refusal(place=place, why="the name leads out of the archive", remedy=remedy)
        return
    if any(part.startswith((".", "__MACOSX")) for part in parts):
        return
    if wrong:
        yield Refusal(place=place, why=wrong, remedy=_UNPACK)
        return
    member = Input(place, shown(parts[-1]), lambda: bounded(open_(), budget))
    try:
        kind, head = _kind(member)
        if kind == "gzip":
            member = _gunzipped(member, budget)
            kind, head = _kind(member)
    except _DAMAGE as error:
        yield Refusal(place=place, why=f"the archive cannot be read: {error}", remedy=_UNPACK)
        return
    if kind:
        yield Refusal(place=place, why="an archive in an archive", remedy=_UNPACK)
    else:
        yield _foreign(head, place) or member
