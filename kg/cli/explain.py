"""`kg explain`: a claim, a proposition, or both ends and a relation in; how its confidence comes about out."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks
from kg.errors import UsageError


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="CLAIM | SUBJECT RELATION [OBJECT]")
@click.option(
    "--without", multiple=True, metavar="SOURCE", help="As if this publisher or document were not there; repeatable."
)
@asks()
def command(ask: Ask, what: tuple[str, ...], without: tuple[str, ...]) -> None:
    """How a confidence comes about, line by line, and who copied whom.

    Give the id of a claim or proposition (its first six digits do), or a subject, a relation and an object: kg explain
    "Marks & Spencer" attributed_to "Scattered Spider". A victim stands for the incident that hit it.
    """
    from kg.questions.explain import explain

    if len(what) not in (1, 2, 3):
        raise UsageError("too many words", remedy="put names of several words in quotation marks")
    ask.without = without
    ask.answer("explain", explain(ask.view(), *what))
