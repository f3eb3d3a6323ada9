"""The objects of a bundle. In: the layers of a view. Out: STIX objects, in an order that depends on nothing but the view.

What of the view counts leaves: claims that are withdrawn or held to be misread stay behind, as do their documents. Whoever
may see all that an object rests on may see the object: it bears the strictest marking among its claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import AmbiguousName, UnknownName
from kg.export._stix.common import Maker, Object, least_strict, maker, moment, strictest
from kg.export._stix.excerpts import Excerpt
from kg.export._stix.frame import frame
from kg.export._stix.papers import publishers, report
from kg.export._stix.sayings import decided, saying
from kg.export._stix.things import entity_id, relationship, relationship_id, thing

if TYPE_CHECKING:
    from kg.cypher.of_view import ViewLayers
    from kg.model import Claim, Decision, Entity, Heading, Marking, Proposition

_NAMING = ("same", "different")


class Bundle:
    """The objects of a view: what counts, who carries it, who may see it."""

    def __init__(self, layers: ViewLayers) -> None:
        self._layers, self._view = layers, layers.view
        self._told = [(p, claims) for p, claims in layers.told if claims]
        self._settled = [(p, decision) for p, _ in self._told for decision in self._view.judged(p.id)]
        self.maker: Maker = maker(self._view, [decision.at for decision in (*(d for _, d in self._settled), *self._naming)])

    def objects(self) -> Iterator[Object]:
        """Every object of the bundle."""
        yield from frame(self.maker)
        yield from self._publishers()
        yield from self._things()
        for p, _ in self._told:
            if p.is_edge:
                yield from relationship(self.maker, self._view, p, self._markings[p.id])
        said_in: dict[str, list[str]] = defaultdict(list)
        for p, claims in self._told:
            for claim in claims:
                made = self._saying(p, claim)
                said_in[claim.content_id] += [made["id"], *made["object_refs"]]
                yield made
        for p, decision in self._settled:
            yield decided(self.maker, decision, self._about(p), self._markings[p.id], p)
        for decision in self._naming:
            about = [entity_id(self.maker, e) for name in decision.targets for e in self._named(name)]
            yield decided(self.maker, decision, about, strictest(self._markings.values()))  # its reason may tell of anything
        for content, carriers in self._carriers.items():
            for heading in carriers:
                yield report(self.maker, heading, self._excerpts[content].text, said_in[content])

    def _things(self) -> Iterator[Object]:
        """The entities that something counts for, with those who own them."""
        of: dict[str, list[Proposition]] = defaultdict(list)
        for p, _ in self._told:
            ends = {p.subject, p.object or p.subject}
            owners = {owner for end in ends if (owner := self._view.entities[end].owner) in self._view.entities}
            for entity in ends | owners:
                of[str(entity)].append(p)
        for id_ in sorted(of):
            dates = (m for p in of[id_] if (m := moment(p.first_reported)))
            marking = strictest(self._markings[p.id] for p in of[id_])
            yield thing(self.maker, self._view.entities[id_], min(dates, default=None), marking)

    def _saying(self, p: Proposition, claim: Claim) -> Object:
        carriers, excerpt = self._carriers[claim.content_id], self._excerpts[claim.content_id]
        return saying(self.maker, self._view, claim, p, self._about(p), carriers, excerpt, self._marking(claim))

    def _marking(self, claim: Claim) -> Marking:
        """The marking of a claim: whoever may see one of its documents may see it."""
        return least_strict(heading.marking for heading in self._carriers[claim.content_id])

    def _about(self, p: Proposition) -> list[str]:
        """What a claim is about: the relationship, else the things at its ends."""
        if p.is_edge:
            return [relationship_id(self.maker, p)]
        ends = dict.fromkeys(end for end in (p.subject, p.object) if end is not None)
        return [entity_id(self.maker, self._view.entities[end]) for end in ends]

    def _named(self, name: str) -> list[Entity]:
        """The entities that a decision means by a name."""
        try:
            return [self._view.find(name)]
        except AmbiguousName:
            return self._view.bearers(name)
        except UnknownName:
            return []

    @cached_property
    def _naming(self) -> list[Decision]:
        """Decisions in force on who is who."""
        from kg.identity.decided import in_force
        from kg.view.options import holds

        held = in_force(d for d in self._view.decisions if holds(d, self._view.options))
        return [d for d in held if d.act in _NAMING and all(map(self._named, d.targets))]

    @cached_property
    def _carriers(self) -> dict[str, list[Heading]]:
        """The documents that count, by content; of a part of a view, those with claims in it."""
        standing = self._view.standing
        found = {content: [h for h in self._view.headings[content] if h.id in standing] for content in self._view.headings}
        return {content: carriers for content, carriers in sorted(found.items()) if carriers}

    @cached_property
    def _excerpts(self) -> dict[str, Excerpt]:
        claims: dict[str, list[Claim]] = defaultdict(list)
        for _, said in self._told:
            for claim in said:
                claims[claim.content_id].append(claim)
        return {content: Excerpt(content, claims[content]) for content in self._carriers}

    @cached_property
    def _markings(self) -> dict[str, Marking]:
        """The marking of each proposition."""
        return {p.id: strictest(map(self._marking, claims)) for p, claims in self._told}

    def _publishers(self) -> Iterator[Object]:
        """Whoever is rated, and is named in what leaves: who published, is quoted, or may be spoken for."""
        from kg.belief.statements import ratings
        from kg.identity.decided import in_force

        rated = ratings(self._layers.sources, in_force(self._view.decisions))
        named: dict[str, set[Marking]] = defaultdict(set)
        for p, claims in self._told:
            entities = (self._view.entities[end] for end in (p.subject, p.object) if end is not None)
            for name in (name for entity in entities for name in (entity.name, *entity.aliases)):
                named[name].add(self._markings[p.id])
            for claim in claims:
                for name in (speaker.name for speaker in claim.speakers if speaker.name):
                    named[name].add(self._marking(claim))
        for heading in (heading for carriers in self._carriers.values() for heading in carriers if heading.publisher):
            named[str(heading.publisher)].add(heading.marking)
        yield from publishers(self.maker, named, self._layers.sources, rated)
