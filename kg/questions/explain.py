"""How a confidence comes about. In: a view and a claim, a proposition, or (subject, relation, object). Out: the account.

The account's lines add up to the confidence; each line names the claims behind it, each claim its words and its speaker.
What would be left without each source is computed anew from the remaining claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import NothingFound, UsageError
from kg.model import band
from kg.questions.bearing import bearing
from kg.questions.carriers import CarriedOrigin, carried
from kg.questions.reasons import lacking
from kg.questions.testimony import Named, Testimony, named, sentence, testimony
from kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Contribution, Proposition
    from kg.questions.bearing import Publication
    from kg.view import View
    from kg.vocabulary import Relation

_SHORTEST_PREFIX = 6  # hex digits of an id that a reader may abbreviate to


@dataclass(frozen=True)
class Line:
    """One line of the account: what it adds or takes (points of 100), the sum so far, and the claims behind it."""

    kind: str
    label: str
    points: float
    running: float
    origin: str | None
    record: str | None
    claims: tuple[Testimony, ...]
    how: str = ""  # of a copy: how it comes to be one


@dataclass(frozen=True)
class Without:
    """The confidence that is left when one source is taken away."""

    source: str
    confidence: int
    band: str


@dataclass(frozen=True)
class ExplainResult:
    """One proposition: its ends, its confidence and status, and the account of them; `asked` is the claim asked for."""

    proposition: str
    subject: Named
    relation: str
    object: Named | None
    sentence: str
    confidence: int
    band: str
    status: str
    claimed: bool
    credibility: int  # Admiralty (NATO AJP-2.1), 1 to 6
    lines: tuple[Line, ...]
    claims: tuple[Testimony, ...]  # every claim, those for it first
    origins: tuple[CarriedOrigin, ...]  # who carried whose claim
    without: tuple[Without, ...]
    others: int  # sources that bear less on it, and were not taken away
    lacks: tuple[str, ...]  # what an unverified one would need
    asked: str | None = None
    note: str | None = None  # how the question was understood, where not as it was put


def explain(view: View, subject: str, relation: str | None = None, object_: str | None = None) -> ExplainResult:
    """The account of one proposition.

    Either `subject` alone, the id of a claim or proposition (or its first six or more digits), or the names of both
    ends with a relation between them; without an object, what is said of the subject alone.
    """
    if relation is None:
        return _by_id(view, subject)
    p, note = proposition_between(view, subject, relation, object_)
    return account_of(view, p, note=note)


def account_of(
    view: View, p: Proposition, asked: str | None = None, note: str | None = None, *, sources: bool = True
) -> ExplainResult:
    """The account of a proposition of the view; what is left without each of its `sources` takes most of the time."""
    account = view.account(p.id)
    copies = {id_ for line in account.lines if line.kind == "copy" for id_ in line.claim_ids}
    lines = tuple(_line(view, line, copies if line.kind != "copy" else set()) for line in account.lines)
    by_id = {claim.claim: claim for line in lines for claim in line.claims}
    weighty, others = bearing(view, [p.id]) if sources else ([], 0)
    claims = [by_id[id_] if id_ in by_id else testimony(view, id_) for id_ in p.claim_ids]
    return ExplainResult(
        proposition=p.id,
        subject=named(view, p.subject),
        relation=p.relation,
        object=named(view, p.object) if p.object else None,
        sentence=sentence(view, p),
        confidence=p.confidence,
        band=band(p.confidence),
        status=str(p.status),
        claimed=p.claimed,
        credibility=account.credibility,
        lines=lines,
        claims=tuple(claims),
        origins=carried(view, account),
        without=_without(view, p, weighty),
        others=others,
        lacks=lacking(p, account, [c for c in claims if view.dropped(c.claim) is None]),
        asked=asked,
        note=note,
    )


def proposition_between(view: View, subject: str, relation: str, object_: str | None) -> tuple[Proposition, str | None]:
    """The proposition of these names, and a note where only the reverse of what was asked is said.

    An incident may be named by its victim. Raises `UsageError` for an unknown relation, `NothingFound` when nobody says so.
    """
    words = vocabulary().relations.get(relation)
    if words is None:
        raise UsageError(f"no relation is called {relation!r}", remedy=f"one of {', '.join(sorted(vocabulary().relations))}")
    found = _said(view, subject, words, object_)
    if found:
        return found, None
    if object_ and (reverse := _said(view, object_, words, subject)):
        note = None if words.symmetric else f"read as {object_!r} {relation} {subject!r}: the other way round nobody says it"
        return reverse, note
    raise NothingFound(
        f"nobody says that {words.phrase.format(subject=subject, object=object_ or 'nobody')}",
        remedy=f"`kg show {subject!r}` lists what is said of it",
    )


def _said(view: View, subject: str, relation: Relation, object_: str | None) -> Proposition | None:
    """The best supported proposition from the one name to the other, in this direction."""
    subjects = _ends(view, subject, relation.domain)
    objects: list[str | None] = [*_ends(view, object_, relation.range)] if object_ else [None]
    named = ((p, p.subject in subjects and p.object in objects) for s in subjects for p in view.of(s))
    found = [p for p, meant in named if meant and p.relation == relation.name]
    return max(found, key=lambda p: (p.confidence, p.id), default=None)


def by_prefix(ids: Iterable[str], prefix: str) -> list[str]:
    """The ids that start with a prefix of at least six hex digits."""
    if len(prefix) < _SHORTEST_PREFIX or set(prefix) - set("0123456789abcdef"):
        return []
    return sorted(id_ for id_ in ids if id_.startswith(prefix))


def proposition_of(view: View, id_: str) -> tuple[Proposition, str | None]:
    """The proposition of an id (or prefix) of its own or of one of its claims; with the claim's id in that case."""
    propositions = by_prefix(view.propositions, id_)
    if len(propositions) == 1:
        return view.propositions[propositions[0]], None
    claims = by_prefix(view.claims, id_)
    if len(claims) + len(propositions) > 1:
        raise UsageError(
            f"{id_} is the beginning of several ids", remedy=f"one of {', '.join([*propositions, *claims][:9])}"
        )
    if not claims:
        raise NothingFound(f"no claim or proposition has the id {id_!r}", remedy="`kg claims` lists the ids")
    return view.proposition_of(claims[0]), claims[0]


def _by_id(view: View, id_: str) -> ExplainResult:
    proposition, asked = proposition_of(view, id_)
    return account_of(view, proposition, asked)


def _ends(view: View, name: str, types: tuple[str, ...]) -> list[str]:
    """The entity of a name, and the incidents that hit it where the relation takes incidents."""
    entity = view.find(name)
    hit = [p.subject for p in view.of(entity.id) if p.relation == "affected" and p.object == entity.id]
    return [entity.id, *(dict.fromkeys(hit) if "Incident" in types else ())]


def _line(view: View, line: Contribution, elsewhere: set[str]) -> Line:
    """A line with its claims, but for those that have a line of their own."""
    claims = tuple(testimony(view, id_) for id_ in line.claim_ids if id_ in view.claims and id_ not in elsewhere)
    return Line(line.kind, line.label, line.points, line.running, line.origin, line.record, claims, line.how)


def _without(view: View, p: Proposition, sources: Iterable[Publication]) -> tuple[Without, ...]:
    left = [(view.account(p.id, without=source.key).confidence, source.name) for source in sources]
    return tuple(Without(name, confidence, band(confidence)) for confidence, name in sorted(left))
