"""Exports, one file a format; this is the registry, which finds them by file name. In: a view or ledger. Out: a file.

A format's module `kg/export/NAME.py` (the format `a-b` stands in `a_b.py`) has a one-line docstring and defines
  TAKES    "view" (or a part of it), "layers" (of a view, as engines hold it) or "ledger": what `write` is given
  WRITES   "file" or "folder": whether `write` is given a binary stream or the path of an empty folder
  LOSES    what the format cannot hold, a few words each; a reader is told with every export
  write(what, target) -> int    writes, and says how many things (nodes and edges, lines, rows)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from kg.errors import UsageError

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Format:
    """One export format."""

    name: str
    takes: Literal["view", "layers", "ledger"]
    writes: Literal["file", "folder"]
    loses: tuple[str, ...]
    write: Callable[[Any, Any], int]
    about: str


def formats() -> list[str]:
    """The names of all formats."""
    return sorted(p.stem.replace("_", "-") for p in _FOLDER.glob("*.py") if not p.name.startswith("_"))


def format_of(name: str) -> Format:
    """The format of this name. Raises `UsageError` where there is none."""
    if name not in formats():
        raise UsageError(f"there is no export format {name!r}", remedy=f"one of {', '.join(formats())}")
    module = import_module(f"kg.export.{name.replace('-', '_')}")
    about = (module.__doc__ or name).strip().splitlines()[0]
    return Format(name, module.TAKES, module.WRITES, module.LOSES, module.write, about)
