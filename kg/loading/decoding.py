"""Bytes to text: a file's bytes in, its text out, or a refusal that says what the bytes are instead.

UTF-8 alone. A byte order mark at the start is a signature of the file and no part of the text; everything after it stays as
it is, line ends included.
"""

from __future__ import annotations

import codecs
import re
import shlex
from typing import BinaryIO

from kg.errors import LoadError
from kg.loading.settings import Encoding, settings

_SAMPLE = 65_536
_INVISIBLE = "\ufeff\u200b \t\r\n\f\v"


def read_text(stream: BinaryIO, place: str) -> str:
    """The whole stream as text; raises `LoadError` if it is empty, too long, binary or not UTF-8."""
    text = decoded(read_bytes(stream, place, settings().text.max_bytes), place)
    if not text.strip(_INVISIBLE):
        raise LoadError("the file is empty", place=place)
    return text


def read_bytes(stream: BinaryIO, place: str, limit: int) -> bytes:
    """The whole stream; raises `LoadError` if it is longer than the limit, of which no more than that is read."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        remedy = "load the reports in it as files of their own"
        raise LoadError(f"longer than {limit:,} bytes, which is no report", place=place, remedy=remedy)
    return data


def looks_like_text(head: bytes) -> bool:
    """Whether the first bytes of a file may be UTF-8 text; the last character may be cut."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not is_binary(text)


def is_binary(text: str) -> bool:
    """Whether a text holds a NUL or more control characters than any text does."""
    sample = text[:_SAMPLE]
    controls = len(re.findall(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]", sample))
    return "\x00" in sample or controls > settings().text.max_control_share * len(sample)


def decoded(data: bytes, place: str, encoding: str = "utf-8") -> str:
    """Bytes as text, without the mark that names its encoding; raises `LoadError` for what is no text in it."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if "unexpected end" in error.reason or "truncated" in error.reason:
            why = f"the text breaks off in the middle of a character at byte {error.start}"
            raise LoadError(why, place=place, remedy="fetch the file again") from error
        line = data.count(b"\n", 0, error.start) + 1
        why = f"not {encoding.upper()}: byte 0x{data[error.start]:02x} at {error.start} (line {line})"
        raise _wrong(data, why, place) from error
    if is_binary(text):
        raise _wrong(data, "not text: it is full of control characters", place)
    return text.removeprefix("\ufeff")


def _wrong(data: bytes, why: str, place: str) -> LoadError:
    """What the bytes look like instead, and how to get text from them."""
    sample = data[:_SAMPLE]
    binary = is_binary(sample.decode("latin-1"))
    likely = (e for e in settings().encodings if _fits(e, sample) and (e.marks or e.zeros or not binary))
    found = next(likely, None)
    if found is None:
        return LoadError(f"{why}; it seems to be binary", place=place, remedy="give it as text, Markdown or HTML")
    remedy = f"convert it: iconv -f {found.name} -t UTF-8 {shlex.quote(place)} > converted.txt"
    return LoadError(f"{why}; it looks like {found.name}", place=place, remedy=remedy)


def _fits(encoding: Encoding, data: bytes) -> bool:
    if any(data.startswith(bytes.fromhex(mark)) for mark in encoding.marks):
        return True
    if encoding.zeros:
        zeros, others = data[1::2].count(0), data[::2].count(0)
        if encoding.zeros == "even":
            zeros, others = others, zeros
        return zeros > len(data) // 4 > others
    if encoding.decodes is None:
        return False
    try:
        text = codecs.getincrementaldecoder(encoding.decodes)().decode(data)
    except UnicodeDecodeError:
        return False
    return re.search(encoding.letters, text) is not None
