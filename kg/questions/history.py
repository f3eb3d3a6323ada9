"""How what is known of an entity came about. In: a view for each date, a name, decisions. Out: changes, oldest first.

A view is made for each date on which a document that speaks of the entity was published; the last step counts undated
documents too. Decisions stand at their own time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UnknownName
from kg.questions.changes import Change, changes
from kg.questions.testimony import Named, as_named

if TYPE_CHECKING:
    from kg.model import Decision, Proposition
    from kg.view import View


@dataclass(frozen=True)
class Moment:
    """What changed on one date; None stands for undated documents, which come last."""

    date: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class HistoryResult:
    """The moments at which what is known of an entity changed, and the decisions that were made meanwhile."""

    entity: Named
    moments: tuple[Moment, ...]
    decisions: tuple[Decision, ...]


def history(whole: View, as_of: Callable[[str], View], name: str, decisions: Iterable[Decision]) -> HistoryResult:
    """The history of the entity of this name; `as_of` gives the view of a date. Raises as `View.find` does."""
    entity = whole.find(name)
    moments = []
    before: tuple[View, list[Proposition]] | None = None
    for date in [*_dates(whole, entity.id), None]:
        view = whole if date is None else as_of(date)
        said = _said(view, name)
        found = changes(before[0] if before else None, view, said, before[1] if before else ())
        if found:
            moments.append(Moment(date, tuple(found)))
        before = (view, said)
    touched = {claim for p in whole.of(entity.id) for claim in (p.id, *p.claim_ids)} | {
        entity.id,
        *entity.aliases,
        entity.name,
    }
    meanwhile = tuple(d for d in decisions if touched & set(d.targets))
    return HistoryResult(as_named(entity), tuple(moments), meanwhile)


def _dates(view: View, entity: str) -> list[str]:
    contents = {view.claims[c].content_id for p in view.of(entity) for c in p.claim_ids}
    return sorted({h.published for content in contents for h in view.headings[content] if h.published})


def _said(view: View, name: str) -> list[Proposition]:
    try:
        return view.of(view.find(name).id)
    except UnknownName:  # nobody had spoken of it by then
        return []
