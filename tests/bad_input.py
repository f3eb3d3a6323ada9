"""Bad files made of good ones: the seeds of `tests/loaders/FORMAT/` in, truncated, mis-typed, huge and malicious files out.

A new loader is covered by being there: it needs a folder with small files that load without a refusal, and nothing else.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.loading.inputs import Input, inputs
from kg.loading.registry import Loader, LoaderInfo, registry

SEEDS = Path(__file__).parent / "loaders"
HUGE, DEEP = 10_000_000, 100_000  # bytes in one field; levels of nesting
SECRET = "what-only-the-machine-knows"  # what an external entity would bring in
_WORD = re.compile(rb"(?<![</\w:.-])[A-Za-z]{4,}(?![\w:>=])")  # no tag, no part of an address
_VALUE = re.compile(rb'(?<=:)\s*"[^"\\]*"')  # of a JSON object


def known() -> list[tuple[LoaderInfo, Loader]]:
    """The project's loaders."""
    return [*registry().known]


def seeds(format_: str) -> list[Path]:
    """The good files of a format; what only serves another file is left out."""
    folder = SEEDS / format_
    found = inputs([folder]) if folder.is_dir() else ()
    return [Path(each.place) for each in found if isinstance(each, Input)]


def every_seed() -> list[tuple[str, Path]]:
    """Each loader's name with each of its seeds."""
    return [(info.name, seed) for info, _ in known() for seed in seeds(info.name)]


def beside(seed: Path, folder: Path, data: bytes, name: str | None = None) -> Path:
    """Bad bytes in the seed's place: in a folder that holds what serves the seed, too."""
    if not folder.exists():
        shutil.copytree(seed.parent, folder)
        for other in seeds(seed.parent.name):
            (folder / other.name).unlink()
    path = folder / (name or seed.name)
    path.write_bytes(data)
    return path


def truncated(data: bytes, count: int = 12) -> Iterator[bytes]:
    """The file, cut off at so many places."""
    for part in range(1, count):
        yield data[: len(data) * part // count]


def damaged(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The file with bytes that no text holds, and with its parts out of order."""
    middle = len(data) // 2
    for name, piece in (("NUL", b"\x00"), ("invalid UTF-8", b"\xff\xfe\xc3("), ("surrogate", b"\xed\xa0\x80")):
        yield name, data[:middle] + piece + data[middle:]
        yield f"{name} in a word", replaced(data, piece)
    yield "turned round", data[middle:] + data[:middle]
    yield "twice", data + data
    yield "other line ends", data.replace(b"\n", b"\r\n")
    yield "UTF-16", data.decode("utf-8").encode("utf-16")


def hostile(data: bytes, secret: Path) -> Iterator[tuple[str, bytes]]:
    """The file with something huge, deep or malicious in place of its longest word, and behind its first bytes."""
    yield "10 MB in one field", replaced(data, b"a" * HUGE)
    yield "10 MB of spaces in one field", replaced(data, b" " * HUGE)
    for opening in (b"[", b'{"a":', b"<a>", b"<div>", b"<table><tr><td>", b"<<", b"("):
        yield f"{opening.decode()} nested deep", replaced(data, opening * DEEP)
    for opening, closing in ((b"[", b"]"), (b'{"a":', b"}")):
        yield f"{opening.decode()} nested deep as a value", replaced(data, opening * DEEP + b"1" + closing * DEEP, _VALUE)
    for name, words in (("path", b"../../../../etc/passwd"), ("format", b"%s%n{0.__class__}"), ("escape", b"\x1b]0;x\x07")):
        yield f"{name} as a value", replaced(data, words)
    yield from _entities(data, secret)


def mistyped(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Of a JSON file: each value, in turn, as something else. Of JSON Lines: each value of each line."""
    lines = data.splitlines(keepends=True)
    for whole in ([data], lines):
        try:
            values = [json.loads(part) for part in whole]
        except ValueError:
            continue
        for number, value in enumerate(values):
            for path in _paths(value):
                for wrong in (None, 7, "x", [], {}, [[]], {"a": 1}, True, 1e400):
                    changed = json.dumps(_with(value, path, wrong)).encode() + b"\n"
                    yield f"{path} is {wrong!r}", b"".join([*whole[:number], changed, *whole[number + 1 :]])
        return


def replaced(data: bytes, piece: bytes, what: re.Pattern[bytes] = _WORD) -> bytes:
    """The file with the longest word of its second half replaced: in a field, not in what names the format."""
    middle = len(data) // 2
    found = max(what.finditer(data, middle), key=lambda m: len(m.group()), default=None)
    start, end = found.span() if found else (middle, middle)
    return data[:start] + piece + data[end:]


def _entities(data: bytes, secret: Path) -> Iterator[tuple[str, bytes]]:
    """XML's: a file of this machine, an address, the billion laughs, and their quadratic sister."""
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, (b"&l%d;" % (n - 1) if n else b"ha") * 10) for n in range(10))
    root = re.search(rb"<((?:\w+:)?\w+)", data)
    for name, declared, used in (
        ("a file", b'<!ENTITY x SYSTEM "%s">' % secret.as_uri().encode(), b"&x;"),
        ("a parameter", b'<!ENTITY %% p SYSTEM "%s"> %%p;' % secret.as_uri().encode(), b"&x;"),
        ("an address", b'<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', b"&x;"),
        ("a billion laughs", laughs, b"&l9;"),
        ("quadratic", b'<!ENTITY x "%s">' % (b"a" * 100_000), b"&x;" * 10_000),
    ):
        doctype = b"<!DOCTYPE %s [%s]>" % (root[1] if root else b"x", declared)
        at = root.start() if root else 0
        yield f"entities: {name}", data[:at] + doctype + replaced(data[at:], used)


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _paths(inner, (*path, key))


def _with(value: Any, path: tuple[str | int, ...], new: object) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _with(value[path[0]], path[1:], new)  # type: ignore[index, call-overload]
    return copy
