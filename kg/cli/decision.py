"""What the commands of analysts' decisions share. In: an act and its targets. Out: a command that adds it to the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import Ask, asks

if TYPE_CHECKING:
    from kg.model import Act

BY = click.option("--by", envvar="KG_ANALYST", default="", help="The analyst (or KG_ANALYST).")
_WHY = click.option("--why", default="", help="The reason, which is kept.")


def decision(act: Act, arguments: Sequence[str], help_: str) -> click.Command:
    """The command `act`, whose arguments are the targets; those in brackets may be left out."""

    @asks(view=False)
    def command(ask: Ask, why: str, by: str, **targets: Any) -> None:
        given = [str(value) for value in targets.values() if value is not None]
        ask.answer("decision", ask.workspace.decide(act, *given, why=why, by=by))

    for option in (BY, _WHY):
        option(command)
    for name in reversed(arguments):
        required = not name.startswith("[")
        click.argument(f"target_{name.strip('[]').lower().replace('|', '_')}", metavar=name, required=required)(command)
    return click.command(name=act, help=help_)(command)
