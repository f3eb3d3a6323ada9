"""Changes: a proposition, how it stood and stands, the claims and decisions that changed it. For history and diff."""

from __future__ import annotations

from collections.abc import Iterable

from kg.cli.render.page import Page, Part, clean
from kg.cli.render.parts import document, quoted, speaker
from kg.model import Decision
from kg.questions.changes import Change, State

_MARGIN = " " * 12
_SHOWN = 3  # claims that are quoted for a change


def render_changes(page: Page, changes: Iterable[Change]) -> None:
    """Each change with its causes."""
    for change in changes:
        style = change.after.band if change.after else "dim"
        page.wrapped(
            Part(f"{_state(change.before)} → {_state(change.after)}  {clean(change.sentence)}", style), margin="  ", hang=6
        )
        for mark, claims in (("said ", change.causes), ("rival", change.rivals), ("gone ", change.lost)):
            for claim in claims[:_SHOWN]:
                page.wrapped(quoted(claim.quote), margin=f"      {mark} ", hang=1, once=True)
                page.line(_MARGIN, speaker(claim.speaker, claim.speaker_kind), f" · {claim.stance}")
                where = document(claim.document, claim.publisher, claim.published)
                page.wrapped(Part(f"in {where}", "dim"), margin=_MARGIN, hang=3)
            if len(claims) > _SHOWN:
                page.line(_MARGIN, Part(f"and {len(claims) - _SHOWN} more", "dim"))


def render_decisions(page: Page, decisions: Iterable[Decision]) -> None:
    """Each decision in a line: when, by whom, what, on what, why."""
    for d in decisions:
        told = f"{d.at[:10]} {clean(d.by)}: {d.act} {', '.join(map(clean, d.targets))}, {clean(d.why)}"
        page.wrapped(told, margin="  ", hang=2)


def _state(state: State | None) -> str:
    return f"{state.confidence} {state.band} {state.status}" if state else "nothing"
