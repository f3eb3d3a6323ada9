"""Handing on: a workspace and a format in, a file or folder out, written aside and renamed when it is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import KgError, UsageError
from kg.export import Format, format_of
from kg.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.view import View
    from kg.view.part import Selection
    from kg.workspace import Seen, Workspace

_DAWN = (1980, 1, 1, 0, 0, 0)  # of zip: that the same content gives the same bytes, no file in it has a date of its own


@dataclass(frozen=True)
class Handed:
    """What was written: how many things, which undated documents a date left out, and what the format cannot hold."""

    things: int
    left_out: int = 0
    lost: tuple[str, ...] = ()


def export(workspace: Workspace, name: str, target: Path | BinaryIO, selection: Selection | None, options: Seen) -> Handed:
    """Write the view, what is wanted of it, or the whole ledger, in a format. A folder may be a `.zip`; a stream gets one.

    Raises `UsageError` for an unknown format, or where a selection is given to a format that takes the whole ledger.
    """
    format_ = format_of(name)
    if format_.takes == "ledger":
        if any({**workspace.options, **options}.values()) or selection:
            remedy = "leave out --as-of, --tlp, --without and what selects"
            raise UsageError(f"{name} writes the whole ledger", remedy=remedy)
        with Ledger(workspace.path_to_ledger) as ledger:
            return Handed(_written(format_, ledger, target), lost=format_.loses)
    view = workspace.view(**options)
    wanted = view.part(selection) if selection else view
    if format_.takes == "layers":
        from kg.cypher.of_view import layers_of

        with Ledger(workspace.path_to_ledger) as ledger:
            things = _written(format_, layers_of(wanted, ledger), target)
    else:
        things = _written(format_, wanted, target)
    return Handed(things, view.left_out, format_.loses)


def page(view: View, question: str, result: object, target: Path) -> None:
    """Write the result of a question as a page."""
    from kg.export.pages import answer

    _in_a_folder(target)
    _into_file(target, lambda stream: stream.write(answer(view, question, result)))


def _written(format_: Format, what: object, target: Path | BinaryIO) -> int:
    if not isinstance(target, Path):
        return format_.write(what, target) if format_.writes == "file" else _zipped(format_, what, target)
    _in_a_folder(target)
    if format_.writes == "file":
        return _into_file(target, lambda stream: format_.write(what, stream))
    if target.suffix.lower() == ".zip":
        return _into_file(target, lambda stream: _zipped(format_, what, stream))
    return _into_folder(format_, what, target)


def _in_a_folder(target: Path) -> None:
    if not target.parent.is_dir():
        raise KgError("the folder does not exist", place=str(target.parent), remedy="create it first")


def _into_file(target: Path, write: Callable[[BinaryIO], int]) -> int:
    if target.is_dir() or not os.access(target if target.exists() else target.parent, os.W_OK):
        raise KgError("cannot be written", place=str(target), remedy="name a file that you may write")
    if target.exists() and not target.is_file():  # a device or pipe: nothing to rename
        with target.open("wb") as stream:
            return write(stream)
    target = target.resolve()  # what a link leads to is written, and the link stays: /dev/stdout may be one to a file
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with aside.open("xb") as stream:
            count = write(stream)
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return count


def _into_folder(format_: Format, what: object, target: Path) -> int:
    """A folder that is new or empty. Raises `UsageError` where it holds something."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError("not an empty folder", place=str(target), remedy="name a new one, or a file ending in .zip")
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    aside.mkdir()
    try:
        count = format_.write(what, aside)
        aside.replace(target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return count


def _zipped(format_: Format, what: object, stream: BinaryIO) -> int:
    with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        folder = Path(name)
        count = format_.write(what, folder)
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _DAWN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as into:
                shutil.copyfileobj(source, into)
    return count
