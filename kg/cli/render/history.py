"""A history: date by date, what changed and what changed it; then the decisions."""

from __future__ import annotations

from kg.cli.render.changes import render_changes
from kg.cli.render.page import Page, Part, clean
from kg.cli.render.parts import entity, heading
from kg.questions.history import HistoryResult


def render(page: Page, result: HistoryResult) -> None:
    """All moments, oldest first."""
    page.line(*entity(result.entity))
    for moment in result.moments:
        heading(page, moment.date or "undated documents")
        render_changes(page, moment.changes)
    if result.decisions:
        heading(page, "Decisions (they count at every date)")
    for d in result.decisions:
        page.wrapped(
            f"{d.at[:10]} {clean(d.by)}: {d.act} {', '.join(map(clean, d.targets))}, {clean(d.why)}", margin="  ", hang=2
        )
    if not result.moments:
        page.line(Part("Nothing is said of it.", "dim"))
