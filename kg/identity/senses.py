"""Senses: which of several recorded things of one name a text speaks of, as far as its context tells.

In: claims, and the reference. Out: for a name in one content, the recorded thing that is meant and why. Context is what the
text says of the name: other names of the thing, its kind of activity, where it comes from, whom it hits. A text that tells
nothing follows others only if they tell of the same attack by the same name. What is not decided stays ambiguous.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.identity.nodes import Node
from kg.identity.records import Candidate, Records
from kg.identity.settings import ContextSettings
from kg.model import Claim, Ref, Stance
from kg.reference import Record, normal

_AGAINST = (Stance.DENIED, Stance.NEGATED)
_CODE = 2  # letters of a country code, which is no word of a name


class Place(NamedTuple):
    """A name in one content: the content, the type, the normal name."""

    content_id: str
    type: str
    name: str

    def node(self, sense: Sense) -> Node:
        """The node that the name is in its content."""
        return Node(self.type, self.name, sense.owner)


class Sense(NamedTuple):
    """The recorded thing that a name means in one content, and why."""

    candidate: Candidate
    why: str
    by_id: bool = False  # whether the source gives its id, which needs no context

    @property
    def owner(self) -> str:
        """What tells this sense of a name from others: the least of its records."""
        return min(self.candidate)


class _Sign(NamedTuple):
    """Something that a text tells, on which recorded things may agree or not."""

    kind: str
    value: str
    why: str


@dataclass
class _Context:
    """What one content says of an ambiguous name."""

    claims: list[Claim] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)  # words of fuller names that the text shortens to this one
    company: dict[str, str] = field(default_factory=dict)  # victims and partners, normal -> how it is tied to them


def senses(
    claims: Sequence[Claim], counts: Callable[[Claim], bool], records: Records, limits: ContextSettings
) -> dict[Place, Sense]:
    """What each ambiguous name means in each content, where that content or another on the same attack tells.

    A content whose claims on the name count no longer is asked as well, but leads no other.
    """
    asked: dict[Place, _Context] = {}
    leading: set[Place] = set()
    texts: dict[str, _Text] = {}
    by_content: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_content[claim.content_id].append(claim)
    for content_id in sorted(by_content):
        here = by_content[content_id]
        counting = [c for c in here if counts(c)]
        found = _contexts(counting, records, limits)
        leading |= found.keys()
        every = found if len(counting) == len(here) else _contexts(here, records, limits) | found
        if every:
            asked |= every
            texts[content_id] = _Text(counting or here, limits)
    decided = (
        (place, _decided(place, context, texts[place.content_id], records, limits)) for place, context in asked.items()
    )
    own = {place: sense for place, sense in decided if sense}
    return own | _followers(asked, own, leading)


def _contexts(claims: Iterable[Claim], records: Records, limits: ContextSettings) -> dict[Place, _Context]:
    """The ambiguous names of one content with the claims on each."""
    found: dict[Place, _Context] = {}
    for claim in claims:
        for ref in (claim.subject, claim.object):
            if ref is None or ref.type not in limits.types:
                continue
            for name in sorted(_forms(ref)):
                if len(records.candidates(Node(ref.type, name))) < 2:
                    continue
                context = found.setdefault(Place(claim.content_id, ref.type, name), _Context())
                context.claims.append(claim)
                context.beside |= {w for w in normal(ref.name).split() if len(w) > _CODE} - set(name.split())
    return found


class _Text:
    """What of a whole content bears on each of its names: its other names, and whom its attacks hit."""

    def __init__(self, claims: Sequence[Claim], limits: ContextSettings) -> None:
        names = _written(claims)
        self.names = names if len(names) <= limits.most_names else {}  # a list names everything, which tells nothing
        self._hits: dict[object, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.relation == "affected" and claim.stance not in _AGAINST:
                self._hits[claim.subject.key].append(claim)

    def hits(self, claims: Iterable[Claim]) -> list[Claim]:
        """Whom the attacks hit that these claims lay at somebody's door."""
        incidents = {c.subject.key for c in claims if c.relation == "attributed_to"}
        return [hit for key in sorted(incidents, key=repr) for hit in self._hits.get(key, ())]


def _written(claims: Iterable[Claim]) -> dict[tuple[str, str], str]:
    """(type, normal name) of everything that claims name -> as it is written."""
    found: dict[tuple[str, str], str] = {}
    for claim in claims:
        for ref in (claim.subject, claim.object):
            if ref is not None and claim.stance not in _AGAINST:
                for name in (ref.name, *ref.forms):
                    found.setdefault((ref.type, normal(name)), name)
    return found


def _decided(place: Place, context: _Context, text: _Text, records: Records, limits: ContextSettings) -> Sense | None:
    """The thing that context speaks for, if it speaks for one clearly."""
    candidates = records.candidates(Node(place.type, place.name))
    hits = text.hits(context.claims)
    context.company = _company(place, context.claims, hits)
    things = {c: [records.known[i] for i in sorted(c)] for c in candidates}
    if given := _by_id(place, context.claims, things):
        return given
    points: Counter[Candidate] = Counter()
    why: dict[Candidate, dict[str, str]] = defaultdict(dict)
    named = _written(context.claims) | text.names
    for sign in (*_names(place, named, things, records), *_told(context, hits)):
        agreeing = [c for c, thing in things.items() if _agrees(thing, sign)]
        if len(agreeing) == 1 and sign.kind not in why[agreeing[0]]:
            why[agreeing[0]][sign.kind] = sign.why
            points[agreeing[0]] += getattr(limits, sign.kind)
    if not points:
        return None
    best, *others = sorted(candidates, key=lambda c: (-points[c], min(c)))
    if points[best] - points[others[0]] < limits.enough:  # and so, if not, it has `enough` itself
        return None
    known_to_differ = all(records.differ(best, other) for other in others)
    return Sense(best, "; ".join(why[best].values())) if known_to_differ or "names" in why[best] else None


def _company(place: Place, claims: Iterable[Claim], hits: Iterable[Claim]) -> dict[str, str]:
    """The victims of its attacks and the actors and malware it is tied to, by normal name."""
    tied = {
        n: f"ties it to {n!r}"
        for c in claims
        for ref in (c.subject, c.object)
        if ref and ref.local is None
        for n in _forms(ref)
    }
    tied.pop(place.name, None)
    return tied | {n: f"tells of the same attack on {n!r}" for c in hits if c.object for n in _forms(c.object)}


def _forms(ref: Ref) -> set[str]:
    return {normal(name) for name in (ref.name, *ref.forms)}


def _by_id(place: Place, claims: Iterable[Claim], things: Mapping[Candidate, Sequence[Record]]) -> Sense | None:
    """The thing whose id the source gives to what it calls by this name; that needs no context."""
    refs = (ref for c in claims for ref in (c.subject, c.object) if ref is not None and ref.type == place.type)
    given = {id_ for ref in refs if ref.ids and place.name in _forms(ref) for id_ in ref.ids}
    found = {
        candidate: id_
        for id_ in sorted(given, reverse=True)
        for candidate, thing in things.items()
        if any(id_.partition(":")[2] in record.external_ids.values() for record in thing)
    }
    return Sense(*found.popitem(), by_id=True) if len(found) == 1 else None


def _names(
    place: Place, named: Mapping[tuple[str, str], str], things: Mapping[Candidate, Sequence[Record]], records: Records
) -> Iterator[_Sign]:
    """Other names in the text that only some of the things bear."""
    known = {normal(name) for thing in things.values() for record in thing for name in record.names}
    ids = frozenset(id_ for candidate in things for id_ in candidate)
    for (kind, name), written in sorted(named.items()):
        if (kind, name) == (place.type, place.name):
            continue
        if name in known:
            yield _Sign("names", name, f"the text names {written!r}, too")
        candidates = records.candidates(Node(kind, name))
        if len(candidates) == 1:
            yield from (_Sign("names", i, f"the text names {written!r}, too") for i in sorted(candidates[0] & ids))


def _told(context: _Context, hits: Iterable[Claim]) -> Iterator[_Sign]:
    """What the sentences on the name tell of its activities and origin, and those on its attacks of their victims."""
    from kg.reference.facts import country, fact_words, facts, sectors  # a third of a second: the words of all sectors

    distinctive = fact_words().distinctive
    claims = [c for c in context.claims if c.stance not in _AGAINST]
    told = (q for c in claims for q in c.quotes)
    for text in dict.fromkeys((*told, *(c.qualifiers.get("method", "") for c in hits))):
        for fact in facts(text):
            if fact.kind == "activities" and fact.value in distinctive:
                yield _Sign("activities", fact.value, f"the text tells of {fact.value}")
    located = (c.object.name for c in claims if c.relation in ("located_in", "sponsored_by") and c.object)
    for word in (*located, *sorted(context.beside)):
        if place := country(word):
            yield _Sign("origin", place, f"the text places it in {place}")
    for claim in hits:
        for fact in sectors(claim.qualifiers.get("sector", "")):
            yield _Sign("sectors", fact.value, f"its victim is in {fact.value}")
        if place := country(claim.qualifiers.get("country", "")):
            yield _Sign("targets", place, f"its victim is in {place}")


def _agrees(thing: Sequence[Record], sign: _Sign) -> bool:
    """Whether what is recorded of a thing agrees with what a text tells."""
    if sign.kind == "origin":
        return any(record.country == sign.value for record in thing)
    if sign.kind == "names":
        return any(sign.value == record.id or sign.value in map(normal, record.names) for record in thing)
    return any(fact.value == sign.value for record in thing for fact in getattr(record, sign.kind))


def _followers(asked: Mapping[Place, _Context], own: Mapping[Place, Sense], leading: set[Place]) -> dict[Place, Sense]:
    """Undecided contents that see the name in company which decided ones give to one thing of this name alone."""
    keeping: dict[tuple[str, str, str], set[Candidate]] = defaultdict(set)
    for place in sorted(own.keys() & leading):
        for other in asked[place].company:
            keeping[place.type, place.name, other].add(own[place].candidate)
    led = {}
    for place in sorted(asked.keys() - own.keys()):
        shared = {n: found for n in sorted(asked[place].company) if (found := keeping.get((place.type, place.name, n)))}
        meant = set().union(*shared.values())
        if len(meant) == 1:
            led[place] = Sense(meant.pop(), f"another text {asked[place].company[next(iter(shared))]}")
    return led
