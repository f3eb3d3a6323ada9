"""`kg erase DOCUMENT`: removes a document's text and quotes for good, where the law demands it; a tombstone stays."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks
from kg.errors import UsageError

SECTION = "Look after it"


@click.command()
@click.argument("document")
@click.option("--why", required=True, help="The reason, which is kept.")
@click.option("--by", envvar="KG_ANALYST", default="", help="Who erases it (or KG_ANALYST).")
@click.option("--yes", is_flag=True, help="Do not ask.")
@asks(view=False)
def command(ask: Ask, document: str, why: str, by: str, yes: bool) -> None:
    """Remove a document for good. It cannot be undone; exports and backups are yours to erase."""
    if not by:
        raise UsageError("nobody is named who erases it", remedy="give --by or KG_ANALYST")
    if not yes:
        click.confirm(f"Erase {document} for good?", abort=True, err=True)
    ask.answer("erase", ask.workspace.erase(document, why=why, by=by))
