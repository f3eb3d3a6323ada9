"""Export formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.cli.render.page import Page


def render(page: Page, rows: Sequence[Mapping[str, str]]) -> None:
    """A row a format."""
    page.table(("format", "of", "writes", "about"), [[r["name"], r["takes"], r["writes"], r["about"]] for r in rows])
