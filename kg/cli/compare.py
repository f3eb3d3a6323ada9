"""`kg compare NAME`: an incident or a victim in, its attributions side by side out."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import HTML, Ask, asks


@click.command()
@click.argument("name", metavar="INCIDENT|VICTIM")
@click.option(
    "--without", multiple=True, metavar="SOURCE", help="As if this publisher or document were not there; repeatable."
)
@HTML
@asks()
def command(ask: Ask, name: str, without: tuple[str, ...], html: Path | None) -> None:
    """Who is held responsible: rivals side by side, for and against, the least supported last."""
    from kg.questions.compare import compare

    ask.without = without
    ask.answer("compare", compare(ask.view(), name), html)
