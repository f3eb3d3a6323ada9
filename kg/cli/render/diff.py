"""A difference between two dates: the propositions that changed, and what changed them."""

from __future__ import annotations

from kg.cli.render.changes import render_changes, render_decisions
from kg.cli.render.page import Page, Part
from kg.questions.diff import DiffResult


def render(page: Page, result: DiffResult) -> None:
    """All changes, the greatest first."""
    page.line(
        Part(f"{result.earlier} → {result.later}", "title"),
        f"   {result.documents:,} documents came, {len(result.changes):,} propositions changed",
    )
    page.line()
    render_decisions(page, result.decisions)
    render_changes(page, result.changes)
