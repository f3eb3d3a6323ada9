"""`kg brief NAME`: a name in; a short assessment in Markdown out, every sentence with the claims it rests on."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks


@click.command()
@click.argument("name")
@click.option(
    "--without", multiple=True, metavar="SOURCE", help="As if this publisher or document were not there; repeatable."
)
@asks("markdown", "json")
def command(ask: Ask, name: str, without: tuple[str, ...]) -> None:
    """An assessment: what is held, how well supported, by whom, what else, what is missing."""
    from kg.questions.brief import brief

    ask.without = without
    ask.answer("brief", brief(ask.view(), name))
