"""Cells of CSV files that people open in spreadsheets. In: values of any origin. Out: cells that no spreadsheet runs.

What a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"); so does what already looks
like that, so that taking one apostrophe away gives back what was meant.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import Any, TextIO

# Spreadsheets look past blanks; full-width forms are taken for the plain ones in some languages.
_RUN = re.compile(r"'*[\s\x00-\x1f]*[=+\-@＝＋－＠\t]")


def defused(value: object) -> object:
    """A cell that no spreadsheet takes for a formula, with line feeds alone; numbers stay numbers, nothing stays empty."""
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n")  # the csv module leaves a lone \r without quotes
        return f"'{lines}" if _RUN.match(lines) else lines
    return "" if value is None else value


def meant(cell: str) -> str:
    """What a defused cell says."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell


class Table:
    """A CSV file (RFC 4180, but for line ends) with a header; every cell is defused."""

    def __init__(self, stream: TextIO, columns: Iterable[str]) -> None:
        self._columns = tuple(columns)
        self._writer = csv.writer(stream, lineterminator="\n")
        self._writer.writerow(map(defused, self._columns))

    def write(self, row: dict[str, Any]) -> None:
        """Write the cells of a row that have a column; what is absent is empty."""
        self._writer.writerow([defused(row.get(name)) for name in self._columns])
