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
    holds = Part("yes", "good") if r.holds else Part(f"undone by {r.undone_by}" if r.undone_by else "no", "doubt")
    return [r.id, r.act, ", ".join(map(clean, r.targets)), clean(r.by), r.at[:16], clean(r.why), holds]
