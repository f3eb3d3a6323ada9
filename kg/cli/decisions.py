"""`kg decisions`: what analysts decided, and which of it holds."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks

SECTION = "Decide"


@click.command()
@asks(view=False)
def command(ask: Ask) -> None:
    """What was decided, by whom, when, why, and whether it holds."""
    ask.answer("decisions", ask.workspace.decisions())
