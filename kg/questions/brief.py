"""A short assessment of one entity, every sentence with its claims. In: a view, a name. Out: sections of sentences.

What is held and how well it is supported, by whom, what is said instead, what is missing, and what would change it. It
concludes nothing that the view does not: sentences are templates of `schema/brief.yaml`, filled with what the view holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import NothingFound
from kg.model import Status
from kg.questions.bearing import bearing
from kg.questions.brief_words import brief_words
from kg.questions.compare import compare
from kg.questions.origins import origins
from kg.questions.path import KINDS
from kg.questions.reasons import AGAINST
from kg.questions.testimony import NOBODY, Named, Testimony, as_named, sentence, testimony
from kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.model import Entity, Proposition
    from kg.questions.compare import Attribution, Comparison
    from kg.view import View


@dataclass(frozen=True)
class Point:
    """One sentence, and the numbers of the claims that it rests on."""

    text: str
    claims: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """A heading with its sentences; none where there is nothing to say. `more` is how many things are not told."""

    title: str
    points: tuple[Point, ...]
    more: int = 0


@dataclass(frozen=True)
class Cited:
    """One claim that is cited: its number (from 1), and its words."""

    number: int
    told: Testimony


@dataclass(frozen=True)
class BriefResult:
    """The assessment of one entity, as of a date or of all that is known."""

    entity: Named
    as_of: str | None
    sections: tuple[Section, ...]
    cited: tuple[Cited, ...]


def brief(view: View, name: str) -> BriefResult:
    """The assessment of the entity of this name. Raises as `View.find` does; `NothingFound` if nothing is said."""
    entity = view.find(name)
    incidents = _incidents(view, entity)
    said = _held(view, entity, incidents)
    if not said:
        raise NothingFound(f"nothing is said of {entity.name}", remedy="load reports that speak of it")
    made = _Brief(view, entity, said)
    titles = brief_words().titles
    sections = (
        Section(titles.held, tuple(made.held()), made.more),
        Section(titles.voices, tuple(made.voices())),
        Section(titles.alternatives, tuple(made.alternatives(incidents))),
        Section(titles.gaps, tuple(made.gaps())),
        Section(titles.change, tuple(made.change(incidents))),
    )
    cited = tuple(Cited(number, told) for number, told in enumerate(made.cited.values(), start=1))
    return BriefResult(as_named(entity), view.options.as_of, sections, cited)


def _incidents(view: View, entity: Entity) -> list[Comparison]:
    """Incidents of a victim, or that somebody is held responsible for, each with all who are."""
    blamed = [p.subject for p in view.of(entity.id) if p.object == entity.id and p.relation == "attributed_to"]
    found: dict[str, Comparison] = {}
    for id_ in blamed or [entity.id]:
        try:
            found |= {c.incident.id: c for c in compare(view, id_).incidents}
        except NothingFound:
            continue
    return list(found.values())


def _held(view: View, entity: Entity, incidents: Iterable[Comparison]) -> list[Proposition]:
    """What is said of the entity, and who is held responsible for what hit it; attributions and the best supported first."""
    found = {p.id: p for p in view.of(entity.id)}
    for comparison in incidents:
        if any(victim.id == entity.id for victim in comparison.victims):
            found |= {a.proposition: view.propositions[a.proposition] for a in comparison.attributions}
    relations = vocabulary().relations
    return sorted(found.values(), key=lambda p: (KINDS.index(relations[p.relation].path_kind), -p.confidence, p.id))


class _Brief:
    """Makes sentences; numbers claims as they are cited."""

    def __init__(self, view: View, entity: Entity, said: Sequence[Proposition]) -> None:
        self.view, self.entity = view, entity
        self.words = brief_words()
        self.said = said[: self.words.most.held]
        self.more = len(said) - len(self.said)
        self.claims = {p.id: self._claims(p) for p in self.said}
        self.cited: dict[str, Testimony] = {}
        self.numbers: dict[str, int] = {}

    def held(self) -> Iterator[Point]:
        """What is held, and how well it is supported."""
        for p in self.said:
            template = self.words.sentences.held if p.origins else self.words.sentences.nobody
            yield self._point(template, self._heard(p) or self.claims[p.id], **self._of(p))

    def voices(self) -> Iterator[Point]:
        """Who says so; copies are counted, and not named again."""
        words, most = self.words.sentences, self.words.most.speakers
        for p in self.said:
            counted = origins(self.view.account(p.id))
            names = [words.speaker.format(speaker=c.speaker, stance=c.stance) for c in self._heard(p)]
            names = list(dict.fromkeys(names))
            if len(names) > most:
                names[most:] = [words.others.format(count=len(names) - most)]
            copies = sum(c.copy for c in counted.values())
            yield self._point(
                words.voices,
                self.claims[p.id],
                sentence=sentence(self.view, p),
                speakers=", ".join(names) or NOBODY,
                origins=words.one_origin if len(p.origins) == 1 else words.origins.format(count=len(p.origins)),
                copies=words.copies.format(count=copies) if copies else "",
            )

    def alternatives(self, incidents: Iterable[Comparison]) -> Iterator[Point]:
        """Who else is held responsible, and who speaks against what is held."""
        alone: dict[str, list[tuple[str, Attribution]]] = {}
        for comparison in incidents:
            yield from self._instead(comparison)
            if len(comparison.attributions) == 1:
                only = comparison.attributions[0]
                alone.setdefault(_name(only), []).append((comparison.incident.name, only))
        for actor, found in alone.items():
            claims = [claim for _, a in found for claim in (*a.supporting, *a.opposing)]
            yield self._point(
                self.words.sentences.alone, claims, actor=actor, incidents="; ".join(name for name, _ in found)
            )
        for p in self.said:
            for claim in self.claims[p.id]:
                if claim.stance in AGAINST:
                    told = {"speaker": claim.speaker, "stance": claim.stance, "sentence": sentence(self.view, p)}
                    yield self._point(self.words.sentences.against, [claim], **told)

    def _instead(self, comparison: Comparison) -> Iterator[Point]:
        """Who is named for an incident instead of the entity, or of the best supported."""
        words, told = self.words.sentences, comparison.attributions
        if not told:
            return
        chosen = next((a for a in told if a.actor and a.actor.id == self.entity.id), told[0])
        names = {"incident": comparison.incident.name, "actor": _name(chosen)}
        for a in told:
            if a is not chosen:
                template = words.rival if _name(a) in chosen.rivals or _name(chosen) in a.rivals else words.beside
                support = {"support": self.words.of(a.confidence), "confidence": a.confidence}
                yield self._point(template, [*a.supporting, *a.opposing], other=_name(a), **names, **support)

    def gaps(self) -> Iterator[Point]:
        """What is missing: names, a second origin, a firm word, a date; and what the name itself leaves open."""
        words = self.words.sentences
        tests: dict[str, Callable[[Proposition, list[Testimony]], bool]] = {
            words.unnamed: lambda _, claims: all(c.speaker_kind == "unnamed" for c in claims),
            words.single: lambda p, _: len(p.origins) == 1,
            words.hedged: lambda _, claims: all(c.stance == "hedged" for c in claims),
            words.undated: lambda _, claims: all(c.published is None for c in claims),
        }
        for template, test in tests.items():
            yield from self._together(template, lambda p, test=test: test(p, self._support(p)))  # type: ignore[misc]
        if self.entity.ambiguous:
            claims = [c for p in self.said for c in self.claims[p.id]]
            yield self._point(words.ambiguous, claims, name=self.entity.name, others=", ".join(self.entity.ambiguous))

    def change(self, incidents: Sequence[Comparison]) -> Iterator[Point]:
        """What one source less would leave of what is held, what one more voice would add, and what would settle it."""
        words = self.words.sentences
        for p in [p for p in self.said if p.origins][: self.words.most.without]:
            sources, _ = bearing(self.view, [p.id])
            for source in sources[:1]:
                left = self.view.account(p.id, without=source.key).confidence
                told = {"source": source.name, "confidence": left, "support": self.words.of(left)}
                yield self._point(
                    words.without if left else words.broken, self.claims[p.id], sentence=sentence(self.view, p), **told
                )
        for comparison in incidents[: self.words.most.without]:
            yield from self._one_more(comparison)
        yield from self._together(words.second, lambda p: p.status is Status.UNVERIFIED)
        yield from self._together(words.settled, lambda p: p.status is Status.DISPUTED)

    def _one_more(self, comparison: Comparison) -> Iterator[Point]:
        """What one more voice for each that is named would do; for an actor, one more voice for that."""
        words = self.words.sentences
        attributions = {_name(a): a for a in comparison.attributions}
        for prospect in comparison.prospects:
            told = attributions.get(prospect.actor)
            of_actor = told and told.actor and told.actor.id == self.entity.id
            if told is None or prospect.what != "asserted" or not (of_actor or self.entity.id in _hit(comparison)):
                continue
            values = {"actor": prospect.actor, "confidence": prospect.confidence, "status": prospect.status}
            ahead = prospect.leader == prospect.actor != _name(comparison.attributions[0])
            leader = words.leader if ahead else ""
            claims = [*told.supporting, *told.opposing]
            yield self._point(words.prospect, claims, incident=comparison.incident.name, leader=leader, **values)

    def _together(self, template: str, fits: Callable[[Proposition], bool]) -> Iterator[Point]:
        """One sentence for all that fits, if anything does."""
        found = [p for p in self.said if p.origins and fits(p)]
        if found:
            claims = [c for p in found for c in self.claims[p.id]]
            every = len(found) == len(self.said) > 1
            told = self.words.sentences.every if every else "; ".join(sentence(self.view, p) for p in found)
            yield self._point(template, claims, sentences=told)

    def _of(self, p: Proposition) -> dict[str, object]:
        return {
            "sentence": sentence(self.view, p),
            "support": self.words.of(p.confidence),
            "confidence": p.confidence,
            "status": str(p.status),
        }

    def _heard(self, p: Proposition) -> list[Testimony]:
        """The claims that count for or against it, without those that only repeat."""
        counted = origins(self.view.account(p.id))
        return [c for c in self.claims[p.id] if c.claim in counted and not counted[c.claim].copy]

    def _support(self, p: Proposition) -> list[Testimony]:
        return [c for c in self.claims[p.id] if c.stance not in AGAINST]

    def _claims(self, p: Proposition) -> list[Testimony]:
        """The claims that count, the one that stands for it first."""
        ids = [id_ for id_ in p.claim_ids if id_ not in self.view.struck_out] or list(p.claim_ids)
        return [testimony(self.view, id_) for id_ in sorted(ids, key=lambda id_: (id_ != p.principal_claim, id_))]

    def _point(self, template: str, claims: Iterable[Testimony], **values: object) -> Point:
        """A sentence with the numbers of its claims; a claim that is cited first here gets the next."""
        numbers = set()
        for claim in claims:
            self.cited.setdefault(claim.claim, claim)
            numbers.add(self.numbers.setdefault(claim.claim, len(self.cited)))
        return Point(template.format(**values), tuple(sorted(numbers)))


def _hit(comparison: Comparison) -> set[str]:
    """The incident and whom it hit."""
    return {comparison.incident.id, *(victim.id for victim in comparison.victims)}


def _name(a: Attribution) -> str:
    return a.actor.name if a.actor else "nobody"
