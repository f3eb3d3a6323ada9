"""`kg status`: what the ledger holds, and what of it is unverified or disputed."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks


@click.command()
@asks()
def command(ask: Ask) -> None:
    """Documents, claims, entities, and what is unverified or disputed."""
    from kg.questions.status import status

    ask.answer("status", status(ask.view()))
