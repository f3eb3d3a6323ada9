"""Decisions: what, by whom, when, why, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence

from kg.cli.render.page import Page, Part, clean
from kg.questions.decisions import DecisionRow


def render(page: Page, rows: Sequence[DecisionRow]) -> None:
    """A row a decision, oldest first."""
    if not rows:
        page.line("Nothing was decided yet.")
        return
    headers = ("decision", "act", "on", "by", "at", "why", "holds")
    page.table(headers, [_cells(r) for r in rows])


def _cells(r: DecisionRow) -> list[str | Part]:
    return [r.id, r.act, ", ".join(map(clean, r.targets)), clean(r.by), r.at[:16], clean(r.why), _holds(r)]


def _holds(r: DecisionRow) -> Part:
    if r.undone_by:
        return Part(f"undone by {r.undone_by}", "doubt")
    conflict = f", CONFLICT with {' and '.join(r.conflicts)}" if r.conflicts else ""
    if r.replaced_by:
        return Part(f"replaced by {r.replaced_by}{conflict}", "doubt")
    return Part(f"{'yes' if r.holds else 'no'}{conflict}", "doubt" if conflict or not r.holds else "good")
