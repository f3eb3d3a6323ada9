"""`kg diff DATE DATE`: two dates in; what changed between them, and what changed it, out."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks
from kg.errors import UsageError


@click.command()
@click.argument("earlier", metavar="DATE")
@click.argument("later", metavar="DATE")
@asks()
def command(ask: Ask, earlier: str, later: str) -> None:
    """What changed between two dates, and what changed it."""
    if ask.as_of:
        raise UsageError("the two dates say as of when", remedy="leave out --as-of")
    ask.answer("diff", ask.workspace.diff(earlier, later))
