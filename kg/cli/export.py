"""`kg export FORMAT -o FILE`: the view, what is wanted of it, or the whole ledger, in a format of others' tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Ask, asks, left_out, note, selects

if TYPE_CHECKING:
    from kg.export import Format
    from kg.view.part import Selection

SECTION = "Hand on"


@click.command()
@click.argument("format_", metavar="FORMAT", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file or folder to write; - is stdout.")
@click.option("--list", "list_", is_flag=True, help="The formats there are.")
@click.option(
    "--without", multiple=True, metavar="SOURCE", help="As if this publisher or document were not there; repeatable."
)
@selects
@asks("text", "json")
def command(
    ask: Ask, format_: str | None, output: Path | None, list_: bool, without: tuple[str, ...], selection: Selection
) -> None:
    """Write the graph for Gephi, Cytoscape, STIX tools or networkx; `ledger` writes everything, to be loaded again.

    What selects leaves out of sight and changes no number. --as-of, --tlp and --without compute the graph anew, as if the
    rest were not there.
    """
    from kg.cli.render.parts import counted
    from kg.export import format_of, formats

    if list_:
        ask.answer("export", [_described(format_of(name)) for name in formats()])
        return
    if format_ is None or output is None:
        raise click.UsageError(f"name a format and a file: kg export {formats()[0]} -o FILE")
    ask.without = without
    target = sys.stdout.buffer if str(output) == "-" else output
    handed = ask.workspace.export(format_, target, selection)
    left_out(handed.left_out)
    if handed.lost:
        note(f"{format_} does not hold {'; '.join(handed.lost)}")
    note(f"{counted(handed.things, 'thing')} written to {output}")


def _described(format_: Format) -> dict[str, object]:
    return {name: getattr(format_, name) for name in ("name", "takes", "writes", "about", "loses")}
