"""The layers of a view. In: a ledger, and how it is looked at. Out: `ViewLayers`, the nodes and edges of that view.

What a proposition with two supported ends says becomes an edge between two entities. Claims that only deny, or that have no
object, stand in the claim layer alone, where their proposition's confidence and status are written on them. Claims that an
analyst has struck out stand in neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cypher.cells import clean
from kg.cypher.layers import Edge, Node, Rows
from kg.model import RecordEvidence, digest

if TYPE_CHECKING:
    from kg.ledger import Ledger
    from kg.model import Claim, Decision, Entity, Heading, Proposition, Source, Speaker
    from kg.view import View

_UNNAMED = "(nobody named)"


def layers_of(view: View, ledger: Ledger) -> ViewLayers:
    """The layers of a view of this ledger; caches stand beside the ledger's file."""
    from kg.view import cache_key

    key = cache_key(ledger.state(), view.options)
    return ViewLayers(
        view=view,
        sources=ledger.sources(),
        decisions=tuple(ledger.decisions()),
        states=ledger.states(),
        key=digest(key, view.selection.key) if view.selection else key,
        state=ledger.state(),
        options=_in_words(view),
        home=ledger.path.with_name(ledger.path.name + ".cypher"),
    )


def _in_words(view: View) -> str:
    options = view.options
    words = [f"as of {options.as_of}" if options.as_of else "", "with undated" if options.include_undated else ""]
    words += [f"for TLP {options.tlp}" if options.tlp else "", *(f"without {name}" for name in options.without)]
    words.append(view.selection.words if view.selection else "")
    return clean(", ".join(word for word in words if word))


@dataclass(frozen=True)
class ViewLayers:
    """The graph of a view, as engines hold it."""

    view: View
    sources: Mapping[str, Source]
    decisions: tuple[Decision, ...]
    states: frozenset[str]
    key: str
    state: str
    options: str
    home: Path | None

    def had(self, state: str) -> bool:
        """Whether the ledger was once in this state."""
        return state == self.state or state in self.states

    def nodes(self) -> Iterator[Node]:
        """Entities, claims, documents, sources, speakers."""
        yield from (self._entity(e) for e in self.view.entities.values() if e.id not in self.view.silent)
        for proposition, claims in self.told:
            origins = self._origins(proposition)
            yield from (self._claim(claim, proposition, origins.get(claim.id)) for claim in claims)
        yield from map(self._document, self._headings)
        yield from self._sources()
        yield from self._speakers()

    def edges(self) -> Iterator[Edge]:
        """Relations between entities, then what joins claims to entities, documents and speakers."""
        for proposition, _ in self.told:
            if proposition.is_edge:
                yield self._relation(proposition)
        for proposition, claims in self.told:
            for claim in claims:
                yield from self._claim_edges(claim, proposition)
        for heading in self._headings:
            source = _source_id(heading)
            if source:
                yield self._rows.edge("PUBLISHED_BY", ("Document", heading.id), ("Source", source), {})

    @cached_property
    def _rows(self) -> Rows:
        return Rows()

    @cached_property
    def told(self) -> list[tuple[Proposition, list[Claim]]]:
        """Each proposition with the claims that count for or against it."""
        claims, out = dict(self.view.claims.items()), self.view.struck_out
        return [
            (proposition, [claims[id_] for id_ in proposition.claim_ids if id_ not in out])
            for proposition in self.view.propositions.values()
        ]

    @cached_property
    def _headings(self) -> list[Heading]:
        return [heading for content in self.view.headings for heading in self.view.headings[content]]

    def _entity(self, entity: Entity) -> Node:
        from kg.graph import node_attributes

        given = node_attributes(entity)
        given["names"] = list(dict.fromkeys((entity.name, *entity.aliases)))
        given["roles"] = sorted(entity.roles)
        given["external_ids"] = [f"{scheme}: {value}" for scheme, value in sorted(entity.external_ids.items())]
        labels = self._rows.words.entity_labels(entity.type, entity.roles)
        return self._rows.node(labels, self._declared(given, self._rows.words.nodes["Entity"].properties))

    def _relation(self, proposition: Proposition) -> Edge:
        from kg.graph import edge_attributes

        relation = self._rows.words.terms.relations[proposition.relation]
        given = edge_attributes(proposition, self.view)
        given["path"] = None if relation.path == "none" else relation.path_kind
        ends = ("Entity", proposition.subject), ("Entity", str(proposition.object))
        return self._rows.edge(relation.neo4j, *ends, self._declared(given, self._rows.words.relation_properties))

    def _claim(self, claim: Claim, proposition: Proposition, origin: str | None) -> Node:
        from kg.questions.testimony import said_by

        dated = [h.published for h in self.view.headings[claim.content_id] if h.published]
        given = {
            **claim.qualifiers,
            "id": claim.id,
            "relation": claim.relation,
            "stance": str(claim.stance),
            "speaker": said_by(claim),
            "speaker_kind": claim.speaker_kind,
            "speakers": [_name(speaker) for speaker in claim.speakers],
            "quote": " … ".join(claim.quotes),
            "event_date": claim.event_date,
            "reported": min(dated, default=None),
            "extraction_confidence": float(claim.extraction_confidence),
            "stated": claim.stated,
            "records": [e.record for e in claim.evidence if isinstance(e, RecordEvidence)],
            "proposition": proposition.id,
            "confidence": proposition.confidence,
            "status": str(proposition.status),
            "origin": origin,
        }
        return self._rows.node(("Claim",), self._declared(given, self._rows.words.nodes["Claim"].properties))

    def _claim_edges(self, claim: Claim, proposition: Proposition) -> Iterator[Edge]:
        here = ("Claim", claim.id)
        yield self._rows.edge("SUBJECT", here, ("Entity", proposition.subject), {})
        if proposition.object is not None:
            yield self._rows.edge("OBJECT", here, ("Entity", proposition.object), {})
        for heading in self.view.headings[claim.content_id]:
            yield self._rows.edge("FROM_DOCUMENT", here, ("Document", heading.id), {})
        chain = [_speaker_id(speaker) for speaker in claim.speakers]
        for speaker in dict.fromkeys(chain):
            yield self._rows.edge("SAID_BY", here, ("Speaker", speaker), {"vouches": speaker == chain[-1]})

    def _document(self, heading: Heading) -> Node:
        given = {name: getattr(heading, name) for name in self._rows.words.nodes["Document"].properties}
        return self._rows.node(("Document",), {**given, "marking": str(heading.marking)})

    def _sources(self) -> Iterator[Node]:
        from kg.belief.statements import ratings
        from kg.identity.decided import in_force
        from kg.identity.voices import voice, voice_of

        rated = ratings(self.sources, in_force(self.decisions))
        kinds = {voice(name): source.kind for name, source in sorted(self.sources.items())}
        named = _grouped((_source_id(h), (h.publisher or voice_of(h), voice_of(h))) for h in self._headings)
        for id_, names in sorted(named.items()):
            name, key = min(names)
            given = {"id": id_, "name": name, "kind": kinds.get(key), "reliability": rated.get(key, "F")}
            yield self._rows.node(("Source",), given)

    def _speakers(self) -> Iterator[Node]:
        speakers = [speaker for _, claims in self.told for claim in claims for speaker in claim.speakers]
        for id_, found in sorted(_grouped((_speaker_id(s), (_name(s), s.kind)) for s in speakers).items()):
            name, kind = min(found)
            yield self._rows.node(("Speaker",), {"id": id_, "name": name, "kind": kind})

    def _origins(self, proposition: Proposition) -> dict[str, str]:
        """The origin of each claim, by the lines of the account: those for, and those against."""
        lines = self.view.account(proposition.id).lines
        return {claim: line.origin for line in lines if line.origin for claim in line.claim_ids}

    def _declared(self, given: Mapping[str, Any], words: Mapping[str, object]) -> dict[str, Any]:
        """Without what the schema has no word for, such as a sector that a structured source calls otherwise."""
        return {name: value for name, value in given.items() if name in words or name in self._rows.words.qualifiers}


def _grouped(pairs: Iterable[tuple[str | None, tuple[str, str]]]) -> dict[str, set[tuple[str, str]]]:
    groups: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for key, value in pairs:
        if key:
            groups[key].add(value)
    return groups


def _name(speaker: Speaker) -> str:
    return speaker.name or speaker.words or _UNNAMED


def _speaker_id(speaker: Speaker) -> str:
    from kg.identity.voices import voice

    return digest("speaker", speaker.kind, voice(_name(speaker)))


def _source_id(heading: Heading) -> str | None:
    """One id for a publisher under all its names; None where it is not known."""
    from kg.identity.voices import UNKNOWN, voice_of

    key = voice_of(heading)
    return None if key == UNKNOWN else digest("source", key)
