"""How what is known of an entity came about. In: a view for each date, a name. Out: changes, oldest first, and the course of
each confidence that moved.

A view is made for each date on which a document that speaks of the entity was published, or an analyst judged it; the last
step counts undated documents too. What is said of a victim includes what is said of the incidents that hit it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UnknownName
from kg.identity.decided import in_force
from kg.questions.changes import Change, changes
from kg.questions.testimony import Named, as_named, sentence
from kg.view.options import DATED_ACTS

if TYPE_CHECKING:
    from kg.model import Decision, Proposition
    from kg.view import View

_AFFECTED = "affected"


@dataclass(frozen=True)
class Moment:
    """What changed on one date, and what analysts decided on it; None stands for undated documents, which come last."""

    date: str | None
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Level:
    """The confidence of a proposition from a date on; None: with undated documents."""

    date: str | None
    confidence: int


@dataclass(frozen=True)
class Course:
    """A proposition whose confidence moved: every date on which it did, the last as it stands."""

    proposition: str
    sentence: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class HistoryResult:
    """The moments at which what is known of an entity changed, the courses of confidence, and the decisions that count at
    every date.
    """

    entity: Named
    moments: tuple[Moment, ...]
    courses: tuple[Course, ...]
    decisions: tuple[Decision, ...]


def history(whole: View, as_of: Callable[[str], View], name: str) -> HistoryResult:
    """The history of the entity of this name; `as_of` gives the view of a date. Raises as `View.find` does."""
    entity = whole.find(name)
    meant = _said(whole, name)
    judged = [d for d in in_force(whole.decisions) if _bears(whole, d, meant, {entity.id, entity.name, *entity.aliases})]
    dated = [d for d in judged if d.act in DATED_ACTS]
    moments = []
    stood: dict[str, list[Level]] = {p.id: [] for p in meant}
    before: tuple[View, list[Proposition]] | None = None
    for date in [*_dates(whole, meant, dated), None]:
        view = whole if date is None else as_of(date)
        said = _said(view, name)
        found = changes(before[0] if before else None, view, said, before[1] if before else ())
        then = tuple(d for d in dated if d.at[:10] == date)
        if found or then:
            moments.append(Moment(date, tuple(found), then))
        _note(stood, meant, said, date)
        before = (view, said)
    others = tuple(d for d in judged if d.act not in DATED_ACTS)
    return HistoryResult(as_named(entity), tuple(moments), _courses(whole, meant, stood), others)


def _dates(view: View, meant: Iterable[Proposition], decisions: Iterable[Decision]) -> list[str]:
    contents = {view.claims[c].content_id for p in meant for c in p.claim_ids}
    reported = {h.published for content in contents for h in view.headings[content] if h.published}
    return sorted(reported | {d.at[:10] for d in decisions})


def _said(view: View, name: str) -> list[Proposition]:
    """What is said of the entity of this name and of what hit it; nothing where nobody had spoken of it by then."""
    try:
        entity = view.find(name)
    except UnknownName:
        return []
    own = view.of(entity.id)
    hit = [p.subject for p in own if p.relation == _AFFECTED and p.object == entity.id]
    return list({p.id: p for some in (own, *map(view.of, hit)) for p in some}.values())


def _bears(view: View, decision: Decision, meant: Iterable[Proposition], called: set[str]) -> bool:
    """Whether a decision is about the entity, what is said of it, or a text or publisher that says it."""
    claims = {c for p in meant for c in p.claim_ids}
    texts = [h for content in {view.claims[c].content_id for c in claims} for h in view.headings[content]]
    places = {place for h in texts for place in (h.id, h.content_id, h.publisher) if place}
    return not {*called, *claims, *(p.id for p in meant), *places}.isdisjoint(decision.targets)


def _note(
    stood: dict[str, list[Level]], meant: Iterable[Proposition], said: Iterable[Proposition], date: str | None
) -> None:
    """Note the confidence of each on this date, where it is another than before. One is the same that shares a claim."""
    by_claim = {c: p.confidence for p in said for c in p.claim_ids}
    for p in meant:
        now = max((by_claim[c] for c in p.claim_ids if c in by_claim), default=0)
        points = stood[p.id]
        if now != (points[-1].confidence if points else 0):
            points.append(Level(date, now))


def _courses(view: View, meant: Iterable[Proposition], stood: dict[str, list[Level]]) -> tuple[Course, ...]:
    """Those that moved after they were first told, the one that moved furthest first."""
    found = [Course(p.id, sentence(view, p), tuple(stood[p.id])) for p in meant if len(stood[p.id]) > 1]
    return tuple(sorted(found, key=lambda c: (-_way(c), c.sentence)))


def _way(course: Course) -> int:
    confidences = [p.confidence for p in course.levels]
    return max(confidences) - min(confidences)
