"""Rows of a Cypher query: as a table, JSON, JSON Lines or CSV. Lists are joined for a reader and stay lists in JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from typing import Any, Protocol

import click

from kg.cli.options import Ask, note, print_json, print_jsonl
from kg.cli.render.page import Page, clean, shortened
from kg.questions import query

_WIDEST = 90  # characters of a cell in a table


class Rows(query.Rows, Protocol):
    """A table of an engine, or the result of a named query, that can be had as dictionaries."""

    def records(self) -> list[dict[str, Any]]:
        """As dictionaries."""
        ...


def rows(ask: Ask, run: Callable[[], Rows]) -> None:
    """Run a query and print its rows; no rows: exit code 1. An error shows the line of the query that it means."""
    from kg.cypher.protocol import QueryError

    try:
        found = run()
    except QueryError as error:
        if error.excerpt:
            click.echo(error.excerpt, err=True)
        raise
    for line in found.notes:
        note(line)
    if ask.format == "table":
        from kg.cli.render import lay_out

        lay_out("cypher", found)
    else:
        {"json": _json, "jsonl": _jsonl, "csv": _csv}[ask.format](found)
    if found.truncated:
        note(f"there are more than {len(found.rows):,} rows; --limit shows more")
    if not found.rows:
        note("no rows")
        click.get_current_context().exit(1)


def render(page: Page, found: Rows) -> None:
    """A table; long texts are cut."""
    numbers = [at for at in range(len(found.columns)) if all(_is_number(row[at]) for row in found.rows)]
    page.table(found.columns, [[shortened(_shown(cell), _WIDEST) for cell in row] for row in found.rows], right=numbers)


def _is_number(cell: Any) -> bool:
    return cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool))


def _shown(cell: Any) -> str:
    """A cell for a reader: nothing for null, items of a list side by side."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, list) and all(isinstance(item, str | int | float | None) for item in cell):
        return ", ".join(map(_shown, cell))
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else clean(str(cell))


def _json(found: Rows) -> None:
    print_json(found.records())


def _jsonl(found: Rows) -> None:
    print_jsonl(found.records())


def _csv(found: Rows) -> None:
    from kg.export._cells import defused

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(found.columns)
    for row in found.rows:
        writer.writerow([defused(_flat(cell)) for cell in row])


def _flat(cell: Any) -> Any:
    """A cell of a CSV file: true and false, lists and maps as JSON."""
    if isinstance(cell, bool | list | dict):
        return json.dumps(cell, ensure_ascii=False)
    return cell
