"""`kg push`: a ledger in; the Neo4j that `NEO4J_URI` names holds just its graph."""

from __future__ import annotations

import click

from kg.cli.options import Ask, asks, note, on_terminal
from kg.cli.render.parts import counted

SECTION = "Hand on"
_ENOUGH = 1000  # relationships from which on a rate says something


@click.command()
@click.option("--force", is_flag=True, help="Replace another ledger's graph, or write beside other data.")
@asks()
def command(ask: Ask, force: bool) -> None:
    """Write the graph into Neo4j; only what changed since the last push is written.

    NEO4J_URI names the server (bolt://127.0.0.1:7687 after `make neo4j`), NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE
    where it asks for them. A push that was interrupted is completed by the next. What the view no longer shows is removed.
    """
    ask.view()  # notes what it leaves out
    with _Progress() as progress:
        report = ask.workspace.push(force=force, progress=progress)
    if ask.format == "json":
        ask.answer("push", report)
        return
    if not report.changed:
        note(f"nothing to do: {counted(report.unchanged, 'element')} as they should be")
        return
    written = f"{counted(report.nodes_written, 'node')} and {counted(report.edges_written, 'relationship')} written"
    removed = f"{report.nodes_removed:,} and {report.edges_removed:,} removed, {report.unchanged:,} unchanged"
    rate = f" ({report.edges_a_second:,.0f} relationships a second)" if report.edges_written >= _ENOUGH else ""
    note(f"{written}, {removed}, in {report.seconds:.1f} s{rate}")


class _Progress:
    """A bar on a terminal's stderr; nothing where nobody watches."""

    def __enter__(self) -> _Progress:
        self._bar = None
        if on_terminal():
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("comparing", total=None)
        return self

    def __call__(self, what: str, done: int, total: int) -> None:
        if self._bar is not None:
            self._bar.update(self._task, description=what, completed=done, total=total or None)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
