"""`kg load PATH...`: files and folders in; what was new, there already, and refused out. Progress goes to stderr."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import Ask, asks, on_terminal
from kg.errors import LoadError, UsageError
from kg.model import Marking, Refusal

if TYPE_CHECKING:
    from kg.model import Reliability
    from kg.workspace.filling import Filled

SECTION = "Fill the ledger"
_BLINK = 0.1  # seconds between two updates of the line


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--source", metavar="NAME", help="Publisher of documents that do not name one.")
@click.option("--published", metavar="DATE", help="Date of documents that do not give one.")
@click.option("--reliability", type=click.Choice("ABCDEF"), help="Admiralty reliability of the publisher.")
@click.option("--marking", type=click.Choice([str(m) for m in Marking]), help="TLP level of documents that do not give one.")
@click.option("--mapping", type=click.Path(path_type=Path), metavar="FILE", help="What the columns of tables mean.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read.")
@click.option("--reread", is_flag=True, help="Read again what an older reader has read; says what was gained and lost.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; read and write nothing.")
@asks(view=False)
def command(
    ask: Ask,
    paths: tuple[Path, ...],
    source: str | None,
    published: str | None,
    reliability: Reliability | None,
    marking: str | None,
    mapping: Path | None,
    jobs: int,
    reread: bool,
    dry_run: bool,
) -> None:
    """Load reports: any supported file, folder or archive, or standard input (-). `kg loaders` lists the formats.

    Loading the same again adds nothing. What cannot be taken is refused with a reason, the rest is loaded (exit code 3).
    """
    if not paths and not reread:
        raise UsageError("nothing to load", remedy="name files or folders, or --reread")
    if dry_run and reread:
        raise UsageError("a dry run reads nothing", remedy="leave out --reread or --dry-run")
    if mapping and not mapping.is_file():
        raise UsageError("there is no such mapping", place=str(mapping), remedy="check the path")
    ticker = _Ticker()
    report = ask.workspace.load(
        paths,
        source=source,
        published=published,
        reliability=reliability,
        marking=Marking(marking) if marking else None,
        mapping=str(mapping) if mapping else None,
        jobs=jobs,
        reread=reread,
        dry_run=dry_run,
        progress=ticker,
    )
    ticker.end()
    ask.answer("load", report)
    if report.refused:
        sys.exit(LoadError.exit_code)


class _Ticker:
    """One line on a terminal that says how far the load is; refusals as they come."""

    def __init__(self) -> None:
        self._start = self._last = time.monotonic()
        self._documents = self._claims = self._words = 0
        self._live = on_terminal()

    def __call__(self, done: Filled | Refusal) -> None:
        if isinstance(done, Refusal):  # the report has it
            return
        self._documents += 1
        self._claims += done.claims
        self._words += done.words
        if self._live and time.monotonic() - self._last > _BLINK:
            self._last = time.monotonic()
            speed = self._words / (self._last - self._start)
            counts = f"{self._documents:,} documents, {self._claims:,} claims, {speed:,.0f} words a second"
            click.echo(f"\r\x1b[K{counts}", err=True, nl=False)

    def end(self) -> None:
        """Clear the line."""
        if self._live:
            click.echo("\r\x1b[K", err=True, nl=False)
