"""`kg timeline NAME`: a name in; who said what of it when, by origin, out."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import HTML, Ask, asks


@click.command()
@click.argument("name")
@HTML
@asks()
def command(ask: Ask, name: str, html: Path | None) -> None:
    """Claims over time: who spoke first, and who only repeated it."""
    from kg.questions.timeline import timeline

    ask.answer("timeline", timeline(ask.view(), name), html)
