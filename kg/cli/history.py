"""`kg history NAME`: a name in; what was known of it when, and what changed it, out."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks


@click.command()
@click.argument("name")
@asks()
def command(ask: Ask, name: str) -> None:
    """How what is known of an entity came about: what changed when, and what changed it."""
    ask.answer("history", ask.workspace.history(name))
