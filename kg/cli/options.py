"""Options that commands share. In: a command's function. Out: the same, given an `Ask` made from the shared options."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.model import Marking

if TYPE_CHECKING:
    from kg.view import View
    from kg.workspace import Workspace

Function = Callable[..., None]
LEDGER = click.option(
    "--ledger",
    envvar="KG_LEDGER",
    default="kg.db",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The ledger's file (or KG_LEDGER).",
)
HTML = click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write a page for a browser, too.")
_VIEW = (
    click.option("--as-of", metavar="DATE", help="Only what was reported by this date (2025, 2025-06 or 2025-06-12)."),
    click.option("--include-undated", is_flag=True, help="With --as-of: count undated documents too."),
    click.option(
        "--tlp", type=click.Choice([str(m) for m in Marking]), help="Only what a reader of this TLP level may see."
    ),
)


_SELECTION = (
    click.option("--about", metavar="NAME", help="Only what lies around this entity."),
    click.option(
        "--hops", type=click.IntRange(0), metavar="N", help="With --about: at most so many edges away (2 if not given)."
    ),
    click.option(
        "--min-confidence", type=click.IntRange(0, 100), default=0, help="Only what is at least so well supported."
    ),
    click.option("--status", "statuses", multiple=True, metavar="STATUS", help="Only what has this status; repeatable."),
    click.option("--relation", "relations", multiple=True, metavar="RELATION", help="Only this relation; repeatable."),
)


@dataclass
class Ask:
    """What the shared options say: which ledger, as of when, for whose eyes, in which format."""

    ledger: Path
    format: str = "text"
    as_of: str | None = None
    include_undated: bool = False
    tlp: str | None = None
    without: tuple[str, ...] = ()

    @property
    def workspace(self) -> Workspace:
        """The workspace of the ledger, seen as the options say."""
        from kg.workspace import Workspace

        return Workspace(
            self.ledger,
            as_of=self.as_of,
            include_undated=self.include_undated,
            tlp=Marking(self.tlp) if self.tlp else None,
            without=self.without,
        )

    def view(self) -> View:
        """The view of the ledger; notes what it leaves out."""
        view = self.workspace.view()
        left_out(view.left_out)
        return view

    def answer(self, question: str, result: object, html: Path | None = None) -> None:
        """Print the result of a question: as JSON, else as `kg/cli/render/QUESTION.py` lays it out; write a page of it."""
        if html is not None:
            self.workspace.page(question, result, html)
            note(f"page written to {html}")
        if self.format == "json":
            from kg.questions.result import as_data

            print_json(as_data(result))
        else:
            from kg.cli.render import lay_out

            lay_out(question, result)


def asks(*formats: str, view: bool = True) -> Callable[[Function], Function]:
    """Give a command the shared options; its function gets them as its first argument, an `Ask`."""

    def decorate(function: Function) -> Function:
        @functools.wraps(function)
        def command(**given: Any) -> None:
            shared = {name: given.pop(name) for name in list(given) if name in _SHARED}
            function(Ask(**shared), **given)

        for option in reversed((LEDGER, _format(formats), *(_VIEW if view else ()))):
            option(command)
        return command

    return decorate


def selects(function: Function) -> Function:
    """Give a command the options that select a part of the view; its function gets them as `selection`."""

    @functools.wraps(function)
    def command(*args: Any, about: str | None, hops: int | None, **given: Any) -> None:
        from kg.view.part import HOPS, Selection

        if hops is not None and about is None:
            raise click.UsageError("--hops counts from the entity that --about names")
        picked = (given.pop(name) for name in ("min_confidence", "statuses", "relations"))
        function(*args, selection=Selection(about, HOPS if hops is None else hops, *picked), **given)

    for option in reversed(_SELECTION):
        option(command)
    return command


_SHARED = ("ledger", "format", "as_of", "include_undated", "tlp")


def _format(formats: tuple[str, ...]) -> Callable[[Function], Function]:
    choices = formats or ("text", "json")
    return click.option(
        "--format", type=click.Choice(choices), default=choices[0], show_default=True, help="How the answer is written."
    )


def print_json(data: object) -> None:
    """Data, and nothing else, on stdout."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_jsonl(rows: Iterable[object]) -> None:
    """One object a line on stdout."""
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))


def note(message: str) -> None:
    """A note for the reader, on stderr."""
    click.echo(f"kg: {message}", err=True)


def left_out(documents: int) -> None:
    """Note how many undated documents a view as of a date leaves out."""
    if documents:
        from kg.cli.render.parts import counted

        note(f"{counted(documents, 'undated document')} left out; --include-undated counts them")


def on_terminal() -> bool:
    """Whether stderr is read by a person as it comes."""
    return sys.stderr.isatty()
