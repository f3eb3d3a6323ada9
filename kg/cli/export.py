"""`kg export FORMAT -o FILE`: the view (or the whole ledger) in a format of others' tools."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import Ask, asks, note

SECTION = "Hand on"


@click.command()
@click.argument("format_", metavar="FORMAT", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file (or folder) to write; - is stdout.")
@click.option("--list", "list_", is_flag=True, help="The formats there are.")
@click.option(
    "--without", multiple=True, metavar="SOURCE", help="As if this publisher or document were not there; repeatable."
)
@asks("text", "json")
def command(ask: Ask, format_: str | None, output: Path | None, list_: bool, without: tuple[str, ...]) -> None:
    """Write the graph for Gephi, Cytoscape or networkx; `ledger` writes everything, to be loaded again."""
    from kg.cli.render.parts import counted
    from kg.export import format_of, formats

    if list_:
        rows = [format_of(name) for name in formats()]
        ask.answer("export", [{"name": f.name, "takes": f.takes, "writes": f.writes, "about": f.about} for f in rows])
        return
    if format_ is None or output is None:
        raise click.UsageError(f"name a format and a file: kg export {formats()[0]} -o FILE")
    ask.without = without
    target = Path("/dev/stdout") if str(output) == "-" else output
    note(f"{counted(ask.workspace.export(format_, target), 'thing')} written to {output}")
