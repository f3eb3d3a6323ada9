"""`kg robust NAME`: an incident or a victim in; how little would have to be wrong for another order of attributions, out."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks


@click.command()
@click.argument("name", metavar="INCIDENT|VICTIM")
@click.option(
    "--without", multiple=True, metavar="SOURCE", help="As if this publisher or document were not there; repeatable."
)
@asks()
def command(ask: Ask, name: str, without: tuple[str, ...]) -> None:
    """The fewest origins whose loss would change the order of those held responsible."""
    from kg.questions.robust import robust

    ask.without = without
    ask.answer("robust", robust(ask.view(), name))
