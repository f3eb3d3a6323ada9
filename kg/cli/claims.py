"""`kg claims`: filters in; claims as a table, CSV, JSON, or JSON Lines in the format of the scoring script out."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks, print_jsonl


@click.command()
@click.option("--about", metavar="NAME", help="Claims of which this entity is an end.")
@click.option("--relation", metavar="RELATION", help="Claims of this relation.")
@click.option("--stance", metavar="STANCE", help="asserted, hedged, self-claimed, denied, negated or unknown.")
@click.option("--status", metavar="STATUS", help="Claims whose proposition has this status.")
@asks("text", "csv", "jsonl", "json")
def command(ask: Ask, about: str | None, relation: str | None, stance: str | None, status: str | None) -> None:
    """Who says what of whom, in which words, and what became of it."""
    from kg.questions.claims import Filter, claims
    from kg.questions.result import as_data

    rows = list(claims(ask.view(), Filter(about, relation, stance, status)))
    if ask.format == "jsonl":
        print_jsonl(map(as_data, rows))
    elif ask.format == "csv":
        from kg.cli.render.claims import write_csv

        write_csv(rows)
    else:
        ask.answer("claims", rows)
