"""A page of lines and tables. In: parts of text with styles, rows of cells. Out: plain text, wrapped and aligned.

Texts of reports are shown, not obeyed: control characters and marks that turn the writing direction are made visible.
"""

from __future__ import annotations

import textwrap
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import click

from kg.questions.shown import clean as clean

PIPE_WIDTH = 100  # columns where there is no terminal to ask


@dataclass(frozen=True)
class Part:
    """A stretch of text in one style: see `kg.cli.render.terminal.STYLES`."""

    text: str
    style: str = ""


Cell = str | Part
Line = Sequence[Cell]


def shortened(text: str, width: int) -> str:
    """Text on one line of at most `width` characters."""
    line = clean(text)
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """Text in lines of at most `width`, the second and later ones indented."""
    return textwrap.wrap(text, width, subsequent_indent=" " * hang, break_on_hyphens=False) or [""]


class Page(ABC):
    """What renderers write on."""

    width: int  # columns that lines are wrapped to
    table_width: int  # columns that a table may take

    @abstractmethod
    def write(self, line: Line) -> None:
        """Print one line as it is."""

    @abstractmethod
    def table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        *,
        right: Sequence[int] = (),
        whole: Sequence[int] = (),
    ) -> None:
        """Print rows under headers; columns numbered in `right` are aligned to the right, those in `whole` never broken."""

    def line(self, *cells: Cell) -> None:
        """Print one line; empty, a blank one."""
        self.write(cells)

    def wrapped(
        self, text: Cell, *, margin: Cell = "", hang: int = 0, once: bool = False, after: Cell | None = None
    ) -> None:
        """Print a text within the page's width, each line after the margin, the second and later ones indented.

        With `once` the margin's words stand before the first line alone; `after` is the margin of all others.
        """
        part, edge = as_part(text), as_part(margin)
        width = max(self.width - len(edge.text), 20)
        for line in wrapped(part.text, width, hang):
            self.write((edge, Part(line, part.style)))
            edge = as_part(after) if after is not None else Part(" " * len(edge.text)) if once else edge


class PlainPage(Page):
    """A page without colours, for pipes and files."""

    width = PIPE_WIDTH
    table_width = 1_000  # nothing is cut off in a pipe

    def write(self, line: Line) -> None:
        """Print one line, the spaces at its end cut off."""
        click.echo("".join(as_part(cell).text for cell in line).rstrip())

    def table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        *,
        right: Sequence[int] = (),
        whole: Sequence[int] = (),  # noqa: ARG002 (here no column is broken)
    ) -> None:
        """Print aligned columns, two spaces apart, nothing cut off."""
        texts = [[as_part(cell).text for cell in row] for row in rows]
        widths = [max(map(len, column)) for column in zip(headers, *texts, strict=True)]
        for row in (headers, ["-" * width for width in widths], *texts):
            cells = (c.rjust(w) if at in right else c.ljust(w) for at, (c, w) in enumerate(zip(row, widths, strict=True)))
            click.echo("  ".join(cells).rstrip())


def as_part(cell: Cell) -> Part:
    """A cell with its style."""
    return cell if isinstance(cell, Part) else Part(cell)
