"""`kg cypher TEXT`: a read query in; its rows as a table, JSON, JSON Lines or CSV out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from kg.cli.options import Ask, asks
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.cypher.protocol import Cell


@click.command()
@click.argument("text", required=False)
@click.option("-f", "--file", type=click.Path(path_type=Path, allow_dash=True), help="Read the query from a file or -.")
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE",
              help="A parameter; the value is JSON where it reads as JSON, else text.")  # fmt: skip
@click.option("--engine", default="embedded", show_default=True, metavar="ENGINE", help="embedded, or neo4j (NEO4J_URI).")
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="At most this many rows.")
@click.option("--timeout", type=click.FloatRange(0.01), default=60.0, show_default=True, help="Seconds.")
@asks("table", "json", "jsonl", "csv")
def command(
    ask: Ask, text: str | None, file: Path | None, params: tuple[str, ...], engine: str, limit: int, timeout: float
) -> None:
    """Any read query in Cypher; `kg schema` lists labels, types and properties.

    Values belong into parameters: kg cypher 'MATCH (n:Entity {name: $name}) RETURN n.id' -p name="Lazarus Group". A query
    that would write, or read files, is refused before it runs.
    """
    from kg.cli.render.cypher import rows
    from kg.questions.query import parsed

    asked = _text(text, file)
    given = {name: _value(value) for name, value in parsed(params).items()}
    ask.view()  # notes what it leaves out
    rows(ask, lambda: ask.workspace.cypher(asked, given, engine=engine, limit=limit, timeout=timeout))


def _text(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        raise click.UsageError("give a query, or a file with -f")
    if file is None:
        return str(text)
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        remedy = "name a file of UTF-8 text"
        raise UsageError(f"the query cannot be read: {error}", place=str(file), remedy=remedy) from error


def _value(text: str) -> Cell:
    try:
        return cast("Cell", json.loads(text))
    except ValueError:
        return text
