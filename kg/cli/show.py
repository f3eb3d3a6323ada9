"""`kg show NAME`: a name in; the entity, why its names are one, and what is said of it out."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks


@click.command()
@click.argument("name")
@click.option("--type", "type_", metavar="TYPE", help="Of several things of this name, the one of this type.")
@asks()
def command(ask: Ask, name: str, type_: str | None) -> None:
    """One entity: its names, who else bears them, and what is said of it."""
    from kg.questions.show import show

    ask.answer("show", show(ask.view(), name, type_))
