"""`kg sources`: who the documents come from, how reliable each is held to be, and how much comes from each."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks


@click.command()
@asks(view=False)
def command(ask: Ask) -> None:
    """Publishers, their reliability, and how much comes from each."""
    ask.answer("sources", ask.workspace.sources())
