"""The page of a terminal: colours, and tables that fit its width. In: parts and rows. Out: rich's rendering of them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.render.page import Cell, Line, Page, as_part

STYLES = {
    "": "",
    "title": "bold",
    "dim": "dim",
    "quote": "italic",
    "high": "green",
    "moderate": "yellow",
    "low": "red",
    "doubt": "bold red",  # claimed, no named speaker, disputed
    "weakest": "bold magenta",
    "good": "green",
}
_WIDEST = 120


class TerminalPage(Page):
    """A page in colour."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        self.table_width = self._console.width
        self.width = min(self._console.width, _WIDEST)

    def write(self, line: Line) -> None:
        """Print one line in its styles."""
        self._console.print(_text(line), soft_wrap=True)

    def table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        *,
        right: Sequence[int] = (),
        whole: Sequence[int] = (),
    ) -> None:
        """Print a table whose cells wrap."""
        table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
        for at, header in enumerate(headers):
            table.add_column(header, justify="right" if at in right else "left", overflow="fold", no_wrap=at in whole)
        for row in rows:
            table.add_row(*(_text([cell]) for cell in row))
        self._console.print(table)


def _text(line: Line) -> Text:
    return Text.assemble(*((part.text, STYLES[part.style]) for part in map(as_part, line)))
