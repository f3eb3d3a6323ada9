"""Streams that keep to a limit: what an archive unpacks to, one member of a tar, its headers. Bytes in, bytes out."""

from __future__ import annotations

import gzip
import io
from dataclasses import dataclass
from typing import IO, cast

from kg.errors import LoadError
from kg.loading.settings import settings


@dataclass
class Budget:
    """How many bytes one archive may still unpack to."""

    place: str
    left: int

    @classmethod
    def of(cls, place: str) -> Budget:
        """All that an archive may unpack to."""
        return cls(place, settings().archives.max_bytes)

    def take(self, count: int) -> None:
        """Use some of it up; raises `LoadError` when there is none left."""
        self.left -= count
        if self.left < 0:
            why = f"it unpacks to more than {settings().archives.max_bytes:,} bytes"
            raise LoadError(why, place=self.place, remedy="unpack it with care and load what is needed")


class _Raw(io.RawIOBase):
    """A stream over another one, which it closes with itself."""

    def __init__(self, beneath: IO[bytes]) -> None:
        self._beneath = beneath

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read again from the start."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        return self._beneath.seek(offset, whence)

    def tell(self) -> int:
        """The place."""
        return self._beneath.tell()

    def close(self) -> None:
        """Close what is beneath, too."""
        self._beneath.close()
        super().close()


class Bounded(_Raw):
    """Each byte that is read for the first time is taken from a budget."""

    def __init__(self, beneath: IO[bytes], budget: Budget) -> None:
        super().__init__(beneath)
        self._budget, self._seen = budget, 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; raises `LoadError` past the budget."""
        piece = self._beneath.read(len(buffer))
        buffer[: len(piece)] = piece
        new = self._beneath.tell() - self._seen
        if new > 0:
            self._seen += new
            self._budget.take(new)
        return len(piece)


class Part(_Raw):
    """A stretch of a stream, as one member of a tar; the stream itself stays open."""

    def __init__(self, beneath: IO[bytes], start: int, size: int) -> None:
        super().__init__(beneath)
        self._start, self._size, self._at = start, size, 0

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place in the stretch."""
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence])
        return self._at

    def tell(self) -> int:
        """The place in the stretch."""
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; raises `EOFError` where the stream ends before the stretch does."""
        wanted = min(len(buffer), self._size - self._at)
        if wanted <= 0:
            return 0
        self._beneath.seek(self._start + self._at)
        piece = self._beneath.read(wanted)
        if not piece:
            raise EOFError("it is cut off")
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        """Nothing to be closed."""
        io.RawIOBase.close(self)


class Headers(_Raw):
    """For the headers of a tar, which `tarfile` takes into memory whole, whatever size they claim."""

    def read(self, size: int = -1) -> bytes:
        """So many bytes; raises `LoadError` where that is more than any header has."""
        limit = settings().archives.max_header
        if not 0 <= size <= limit:
            raise LoadError(f"a header of more than {limit:,} bytes", remedy="do not trust the archive")
        return self._beneath.read(size)


def bounded(stream: IO[bytes], budget: Budget) -> IO[bytes]:
    """The stream within the budget."""
    return io.BufferedReader(Bounded(stream, budget))


def gunzipped(stream: IO[bytes]) -> IO[bytes]:
    """What a gzip stream holds."""
    return cast("IO[bytes]", _Gunzip(stream))


class _Gunzip(gzip.GzipFile):
    """A GzipFile that closes the stream beneath it."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(fileobj=stream)
        self._beneath = stream

    def close(self) -> None:
        """Close what is beneath, too."""
        super().close()
        self._beneath.close()
