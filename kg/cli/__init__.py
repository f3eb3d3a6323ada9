"""The command line. In: arguments. Out: an answer on stdout, notes on stderr, an exit code.

One file a command: `kg/cli/NAME.py` (`a-b` stands in `a_b.py`) defines `command`, a click command, and may name the
`SECTION` of the help in which it is listed. Commands are found by file name, and only the one that is asked for is
imported: `kg path` pays for nothing that it does not use.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from kg import __version__
from kg.errors import KgError

SECTIONS = ("Fill the ledger", "Ask", "Decide", "Hand on", "Look after it")
_HELPERS = ("options", "decision")
_INTERNAL_ERROR = 70  # EX_SOFTWARE of sysexits.h


class Commands(click.Group):
    """The group `kg`: its commands are the files of this folder."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """The names of all commands."""
        stems = sorted(p.stem for p in Path(__file__).parent.glob("*.py") if not p.name.startswith("_"))
        return [stem.replace("_", "-") for stem in stems if stem not in _HELPERS]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of this name, imported now."""
        if name not in self.list_commands(context):
            return None
        command = import_module(f"kg.cli.{name.replace('-', '_')}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by section, as an analyst comes to need them."""
        sections: dict[str, list[tuple[str, str]]] = {name: [] for name in SECTIONS}
        for name in self.list_commands(context):
            command = self.get_command(context, name)
            if command is not None and not command.hidden:
                section = getattr(import_module(f"kg.cli.{name.replace('-', '_')}"), "SECTION", SECTIONS[1])
                sections[section].append((name, command.get_short_help_str(limit=100)))
        for title, rows in sections.items():
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, and turn failures into one line on stderr and an exit code."""
        for stream in (sys.stdout, sys.stderr):
            if reconfigure := getattr(stream, "reconfigure", None):
                reconfigure(errors="backslashreplace")  # a text may hold what the terminal's encoding does not
        try:
            return super().main(*args, **kwargs)
        except KgError as error:
            fail(str(error), error.exit_code)
        except Exception as error:
            if os.environ.get("KG_DEBUG"):
                raise
            fail(f"a fault of the program: {type(error).__name__}: {error} (KG_DEBUG=1 shows where)", _INTERNAL_ERROR)


def fail(message: str, code: int) -> None:
    """Say why, in one line on stderr, and end."""
    click.echo(f"kg: {' '.join(message.split())}", err=True)
    sys.exit(code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Claims from threat reports, and a graph that keeps their doubt.

    Load reports, then ask for paths between actors and victims: every answer says who vouches for it, in which words,
    and how firmly. Exit codes: 0 done, 1 nothing found, 2 wrong or ambiguous usage, 3 some input was refused.
    """
