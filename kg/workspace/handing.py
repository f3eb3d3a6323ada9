"""Handing on: a workspace and a format in, a file or folder out, written aside and renamed when it is whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError
from kg.export import Format, format_of
from kg.ledger import Ledger

if TYPE_CHECKING:
    from kg.workspace import Seen, Workspace


def export(workspace: Workspace, name: str, target: Path, options: Seen) -> int:
    """Write the view, or the whole ledger, in a format; how many things were written.

    Raises `UsageError` for an unknown format, or where a view's options are given to a format that takes the whole ledger.
    """
    format_ = format_of(name)
    if format_.takes == "ledger":
        if any({**workspace.options, **options}.values()):
            raise UsageError(f"{name} writes the whole ledger", remedy="leave out --as-of, --tlp and --without")
        with Ledger(workspace.path_to_ledger) as ledger:
            return _written(format_, ledger, target)
    seen = workspace.layers(**options) if format_.takes == "layers" else workspace.view(**options)
    return _written(format_, seen, target)


def _written(format_: Format, what: object, target: Path) -> int:
    if format_.writes == "folder":
        return format_.write(what, target)
    if not target.parent.is_dir():
        raise KgError("the folder does not exist", place=str(target.parent), remedy="create it first")
    if target.is_dir() or not os.access(target if target.exists() else target.parent, os.W_OK):
        raise KgError("cannot be written", place=str(target), remedy="name a file that you may write")
    if target.exists() and not target.is_file():  # a device or pipe, as /dev/stdout: nothing to rename
        with target.open("wb") as stream:
            return format_.write(what, stream)
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with aside.open("xb") as stream:
            count = format_.write(what, stream)
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return count
