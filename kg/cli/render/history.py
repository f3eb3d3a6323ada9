"""A history: the courses of confidence, then date by date what changed and what changed it; then other decisions."""

from __future__ import annotations

from kg.cli.render.changes import render_changes, render_decisions
from kg.cli.render.page import Page, Part, clean
from kg.cli.render.parts import entity, heading
from kg.questions.history import Course, HistoryResult, Level

_COURSES = 8  # that are shown, those that moved furthest


def render(page: Page, result: HistoryResult) -> None:
    """All moments, oldest first."""
    page.line(*entity(result.entity))
    if result.courses:
        heading(page, "How confidence moved")
    for course in result.courses[:_COURSES]:
        _course(page, course)
    if len(result.courses) > _COURSES:
        page.line(Part(f"  and {len(result.courses) - _COURSES} more (--format json lists all)", "dim"))
    for moment in result.moments:
        heading(page, moment.date or "undated documents")
        render_decisions(page, moment.decisions)
        render_changes(page, moment.changes)
    if result.decisions:
        heading(page, "Decisions that count at every date")
        render_decisions(page, result.decisions)
    if not result.moments:
        page.line(Part("Nothing is said of it.", "dim"))


def _course(page: Page, course: Course) -> None:
    page.wrapped(clean(course.sentence), margin="  ", hang=4)
    page.wrapped(" → ".join(map(_point, course.levels)), margin="      ", hang=2)


def _point(point: Level) -> str:
    return f"{point.confidence} ({point.date or 'undated'})"
