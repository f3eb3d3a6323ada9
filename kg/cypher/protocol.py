"""What every engine offers, and what it raises. A query text and parameters go in, a `Table` of plain cells comes out.

The same text gives the same table on every engine: `tests/test_cypher_contract.py` runs one suite over all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, TypeAlias

from kg.errors import KgError

_NAMED = re.compile(r"[Vv]ariable '([^']+)'|[Ff]unction '([^']+)'|[Pp]arameter\(s\): (\w+)")  # in messages of both engines

REMEMBERED = 1000  # texts that an engine has found harmless and need not check again

Cell: TypeAlias = bool | int | float | str | list["Cell"] | dict[str, "Cell"] | None


@dataclass(frozen=True)
class Table:
    """Rows of an answer. `truncated`: there were more than the limit. `notes`: what a reader should know of the engine."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    truncated: bool = False
    notes: tuple[str, ...] = ()

    def records(self) -> list[dict[str, Cell]]:
        """The rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Engine(Protocol):
    """A graph that can be asked, and not written to."""

    name: str

    def run(
        self,
        text: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        limit: int | None = None,
        timeout: float | None = None,
    ) -> Table:
        """The rows of a read query: at most `limit`, within `timeout` seconds.

        Raises `WriteRefused` before anything runs if the text would write or read files, `QueryError` (with the place in
        the text) if it cannot be understood, `QueryTimeout` if it takes too long.
        """
        ...

    def close(self) -> None:
        """Let go of the engine; calling it again does nothing."""
        ...

    def __enter__(self) -> Engine: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class EngineError(KgError):
    """The engine is missing, cannot be reached, or holds something else."""


class QueryError(KgError):
    """A query that the engine does not understand, or that failed.

    `place` is line and column, `excerpt` the line itself with a caret under the column; both are empty where the engine does
    not say where.
    """

    def __init__(self, message: str, *, place: str | None = None, remedy: str | None = None, excerpt: str = "") -> None:
        super().__init__(message, place=place, remedy=remedy)
        self.excerpt = excerpt


class QueryTimeout(QueryError):
    """A query that took longer than it was given."""


class WriteRefused(QueryError):
    """A query that would write, or read files and addresses; nothing was run."""


def query_error(message: str, text: str, line: int | None = None, column: int | None = None) -> QueryError:
    """A `QueryError` that shows the line of the query and a caret under the column (both counted from 1)."""
    lines = text.splitlines() or [""]
    if line is None or column is None or not 1 <= line <= len(lines):
        return QueryError(message, place="query")
    start = max(0, column - 1 - 80)  # long lines are shown around the place
    shown = lines[line - 1][start : start + 160]
    caret = " " * (column - 1 - start) + "^"
    return QueryError(message, place=f"query, line {line}, column {column}", excerpt=f"  {shown}\n  {caret}")


def check_text(text: str) -> str:
    """The text of a query that may be given to an engine; raises for what is none or asks for a plan instead of rows."""
    first = text.split(maxsplit=1)[:1]
    if not first:
        raise QueryError("the query is empty", place="query", remedy="kg cypher 'MATCH (n:Entity) RETURN n.name LIMIT 5'")
    if first[0].upper() in ("EXPLAIN", "PROFILE"):
        raise query_error(f"{first[0].upper()} gives no rows", text, *find_word(text, first[0]))
    return text


def located(message: str, text: str) -> QueryError:
    """An error without a place: it is sought by the variable, function or parameter that the message names."""
    named = _NAMED.search(message)
    return query_error(message, text, *(find_word(text, next(g for g in named.groups() if g)) if named else (None, None)))


def find_word(text: str, word: str) -> tuple[int, int] | tuple[None, None]:
    """Line and column of the first place where an identifier stands in a query."""
    match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    if match is None:
        return None, None
    before = text[: match.start()]
    return before.count("\n") + 1, match.start() - (before.rfind("\n") + 1) + 1
