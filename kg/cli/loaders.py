"""`kg loaders`: the formats that can be loaded, one file of `loaders/` each."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks

SECTION = "Fill the ledger"


@click.command()
@asks(view=False)
def command(ask: Ask) -> None:
    """The formats that can be loaded."""
    ask.answer("loaders", ask.workspace.loaders())
