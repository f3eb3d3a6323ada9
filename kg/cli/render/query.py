"""Named queries: a list of them, or one in full."""

from __future__ import annotations

from collections.abc import Sequence

from kg.cli.render.page import Page, Part
from kg.questions.query import NamedQuery


def render(page: Page, result: Sequence[NamedQuery] | NamedQuery) -> None:
    """A row a query; of one, all that its file says."""
    if isinstance(result, NamedQuery):
        _in_full(page, result)
        return
    page.table(("query", "parameters", "question"), [(q.id, ", ".join(map(str, _marks(q))), q.question) for q in result])


def _marks(query: NamedQuery) -> list[str]:
    return [name if parameter.required else f"[{name}]" for name, parameter in query.parameters.items()]


def _in_full(page: Page, query: NamedQuery) -> None:
    page.line(Part(query.id, "title"), f": {query.title}")
    page.wrapped(query.question)
    page.line()
    for name, parameter in query.parameters.items():
        default = "required" if parameter.required else f"default {parameter.default!r}"
        page.wrapped(f"-p {name}=...  {parameter.type}, {default}. {parameter.description}", hang=4)
    for name, meaning in query.columns.items():
        page.wrapped(f"{name}: {meaning}", margin=Part("  "), hang=4)
    page.line()
    page.wrapped(query.reading.strip())
    page.line()
    page.line(Part(query.example, "quote"))
    page.line()
    for line in query.text.splitlines():
        page.line(line)
