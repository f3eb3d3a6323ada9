"""`kg path FROM TO`: two names in, the best supported paths between them out, each with its doubt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import HTML, Ask, asks
from kg.errors import NothingFound

if TYPE_CHECKING:
    from kg.questions.path import Via


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("-k", type=click.IntRange(1, 100), default=5, show_default=True, help="How many paths.")
@click.option("--min-confidence", type=click.IntRange(0, 100), default=0, help="Leave out steps below this confidence.")
@click.option(
    "--without", multiple=True, metavar="SOURCE", help="As if this publisher or document were not there; repeatable."
)
@click.option("--via", type=click.Choice(["relations", "context"]), default="relations", show_default=True,
              help="context: also by way of locations, sectors, techniques and regulators.")  # fmt: skip
@HTML
@asks()
def command(
    ask: Ask,
    source: str,
    target: str,
    k: int,
    min_confidence: int,
    without: tuple[str, ...],
    via: Via,
    html: Path | None,
) -> None:
    """Ranked paths between an actor and a victim, with each step's doubt.

    Names may be full ("Marks & Spencer"), short ("M&S"), an alias, or the handle of an incident. Each step shows its
    confidence, stance, speaker, quote and document; the weakest step is marked.
    """
    from kg.questions.path import path

    ask.without = without
    result = path(ask.view(), source, target, k=k, min_confidence=min_confidence, via=via)
    if not result.paths:
        least = f" with steps of at least {min_confidence}" if min_confidence else ""
        other = "--via context looks further" if via == "relations" else "`kg show` lists what is said of each"
        raise NothingFound(f"no path leads from {result.source.name} to {result.target.name}{least}", remedy=other)
    ask.answer("path", result, html)
