"""`kg evaluate GOLD`: annotated reports in; how well they were read, and where not, out."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import Ask, asks

SECTION = "Look after it"


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--texts", type=click.Path(path_type=Path), help="Read these files anew instead of asking the ledger.")
@click.option(
    "--worst", type=click.IntRange(0), default=3, show_default=True, help="How many of the worst documents to show."
)
@asks(view=False)
def command(ask: Ask, gold: Path, texts: Path | None, worst: int) -> None:
    """Precision, recall, F1, stance, speaker and calibration against annotated reports."""
    from dataclasses import replace

    result = ask.workspace.evaluate(gold, texts=texts)
    ask.answer("evaluate", result if ask.format == "json" else replace(result, documents=result.documents[:worst]))
