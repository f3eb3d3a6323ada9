"""`kg add SUBJECT RELATION [OBJECT]`: an analyst's own claim in; what it says and what it did, out."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.decision import BY
from kg.cli.options import Ask, asks
from kg.errors import UsageError
from kg.model import Marking, Stance

SECTION = "Fill the ledger"


@click.command()
@click.argument("subject")
@click.argument("relation")
@click.argument("object", required=False)
@click.option("--quote", metavar="TEXT", help="The words that it rests on: yours, or a document's.")
@click.option("--record", metavar="ID", help="The record that it rests on, where there are no words.")
@click.option("--document", metavar="NAME", help="The document (id, address, title or file) that holds the quote.")
@click.option("--stance", type=click.Choice([str(s) for s in Stance]), default="asserted", show_default=True)
@click.option(
    "--said-by", multiple=True, metavar="NAME", help="Who vouches, outermost first; repeatable; (words) if unnamed."
)
@click.option("--date", "event_date", metavar="DATE", help="When it happened.")
@click.option("--published", metavar="DATE", help="When you say so; today if not given.")
@click.option(
    "--marking", type=click.Choice([str(m) for m in Marking]), default="clear", help="TLP level; clear if not given."
)
@click.option("-q", "--qualifier", multiple=True, metavar="KEY=VALUE", help="A qualifier of the relation; repeatable.")
@BY
@asks(view=False)
def command(ask: Ask, by: str, qualifier: tuple[str, ...], said_by: tuple[str, ...], **given: Any) -> None:
    """Add a claim of your own, with the words or the record that it rests on.

    It is weighed as any other claim is: `kg add "Harrow & Vale" attributed_to "Clay Owl" --stance hedged --quote "..."`.
    A victim stands for the attack on it. What nobody has spoken of yet needs its type: Malware:Rustfall.
    """
    from kg.workspace.adding import Statement

    pairs = dict(part.partition("=")[::2] for part in qualifier)
    if not all(pairs.values()):
        raise UsageError("a qualifier has a value", remedy="write it as capacity=operator")
    stance, marking = Stance(given.pop("stance")), Marking(given.pop("marking"))
    said = Statement(**given, stance=stance, marking=marking, speakers=said_by, qualifiers=pairs)
    ask.answer("add", ask.workspace.add(said, by=by))
