"""How answers look. In: the result of a question. Out: text on stdout, with colours and rich tables on a terminal.

One file a question: `QUESTION.py` defines `render(page, result)`. Layout is decided there once; `Page` writes it plainly
into a pipe, and `kg.cli.render.terminal` in colour.
"""

from __future__ import annotations

import sys
from importlib import import_module

from kg.cli.render.page import Page, PlainPage


def lay_out(question: str, result: object) -> None:
    """Print the result of a question."""
    import_module(f"kg.cli.render.{question}").render(new_page(), result)


def new_page() -> Page:
    """The page to write on: a terminal's, or a plain one."""
    if sys.stdout.isatty():
        from kg.cli.render.terminal import TerminalPage

        return TerminalPage()
    return PlainPage()
