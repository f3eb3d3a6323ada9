"""The layers of a view. In: a view, and the ledger it was computed from. Out: `ViewLayers`, its nodes and edges.

What a proposition with two supported ends says becomes an edge between two entities. Claims that only deny, or that have no
object, stand in the claim layer alone, where their proposition's confidence and status are written on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cypher.layers import Edge, Node, Rows
from kg.model import band, digest
from kg.questions.testimony import in_order, said_by

if TYPE_CHECKING:
    from kg.ledger import Ledger
    from kg.model import Claim, Heading, Proposition, Source
    from kg.view import View

_UNNAMED = "(nobody named)"


def layers_of(view: View, ledger: Ledger) -> ViewLayers:
    """The layers of a view of this ledger; caches stand beside the ledger's file."""
    from kg import __version__

    options = view.options
    said = [options.as_of, options.include_undated, str(options.tlp or ""), sorted(options.without)]
    key = digest("layers", __version__, ledger.state(), said)
    home = ledger.path.with_name(ledger.path.name + ".cypher")
    return ViewLayers(view, ledger.sources(), ledger.states(), key, ledger.state(), _in_words(view), home)


def _in_words(view: View) -> str:
    options = view.options
    words = [f"as of {options.as_of}" if options.as_of else "", "with undated" if options.include_undated else ""]
    words += [f"for TLP {options.tlp}" if options.tlp else "", *(f"without {name}" for name in sorted(options.without))]
    return ", ".join(word for word in words if word)


@dataclass(frozen=True)
class ViewLayers:
    """The graph of a view, as engines hold it."""

    view: View
    sources: Mapping[str, Source]
    states: frozenset[str]
    key: str
    state: str
    options: str
    home: Path | None

    def had(self, state: str) -> bool:
        """Whether the ledger was once in this state."""
        return state == self.state or state in self.states

    @cached_property
    def _rows(self) -> Rows:
        return Rows()

    def nodes(self) -> Iterator[Node]:
        """Entities, claims, documents, sources, speakers."""
        yield from self._entities()
        speakers: dict[str, Node] = {}
        for proposition in self.view.propositions.values():
            origins = self._origins(proposition)
            for claim_id in proposition.claim_ids:
                claim = self.view.claims[claim_id]
                yield self._claim(claim, proposition, origins.get(claim_id))
                for id_, name, kind in _speakers(claim):
                    speakers[id_] = self._rows.node(("Speaker",), {"id": id_, "name": name, "kind": kind})
        publishers = set()
        for heading in self._headings():
            publishers.add(heading.publisher)
            yield self._document(heading)
        yield from (self._source(name) for name in sorted(filter(None, publishers)))
        yield from (speakers[id_] for id_ in sorted(speakers))

    def edges(self) -> Iterator[Edge]:
        """Relations between entities, then what joins claims to entities, documents and speakers."""
        for proposition in self.view.propositions.values():
            if proposition.is_edge:
                yield self._relation(proposition)
        for proposition in self.view.propositions.values():
            for claim_id in proposition.claim_ids:
                yield from self._claim_edges(self.view.claims[claim_id], proposition)
        for heading in self._headings():
            if heading.publisher:
                source = ("Source", _source_id(heading.publisher))
                yield self._rows.edge("PUBLISHED_BY", ("Document", heading.id), source, {})

    def _entities(self) -> Iterator[Node]:
        qualifiers = self._rows.words.qualifiers
        for entity in self.view.entities.values():
            given = {name: value for name, value in entity.attributes.items() if name in qualifiers}
            yield self._rows.node(
                self._rows.words.entity_labels(entity.type, entity.roles),
                {
                    **given,
                    "id": entity.id,
                    "name": entity.name,
                    "type": entity.type,
                    "names": list(dict.fromkeys((entity.name, *entity.aliases))),
                    "aliases": entity.aliases,
                    "roles": sorted(entity.roles),
                    "handle": entity.handle,
                    "owner": entity.owner,
                    "external_ids": [f"{scheme}: {value}" for scheme, value in sorted(entity.external_ids.items())],
                    "ambiguous": entity.ambiguous,
                },
            )

    def _relation(self, proposition: Proposition) -> Edge:
        relation = self._rows.words.terms.relations[proposition.relation]
        claim = self.view.claims[proposition.principal_claim or proposition.claim_ids[0]]
        qualifiers = {name: value for name, value in proposition.qualifiers.items() if name in self._rows.words.qualifiers}
        ends = ("Entity", proposition.subject), ("Entity", str(proposition.object))
        return self._rows.edge(
            relation.neo4j,
            *ends,
            {
                **qualifiers,
                "id": proposition.id,
                "relation": proposition.relation,
                "confidence": proposition.confidence,
                "band": band(proposition.confidence),
                "status": str(proposition.status),
                "claimed": proposition.claimed,
                "stances": proposition.stances,
                "origins": proposition.origins,
                "claim_ids": proposition.claim_ids,
                "first_reported": proposition.first_reported,
                "last_reported": proposition.last_reported,
                "quote": proposition.quote,
                "speaker": proposition.speaker,
                "speaker_kind": claim.speaker_kind,
                "document": in_order(self.view.headings[claim.content_id])[0].label,
                "path": None if relation.path == "none" else relation.path_kind,
            },
        )

    def _claim(self, claim: Claim, proposition: Proposition, origin: str | None) -> Node:
        dated = [h.published for h in self.view.headings[claim.content_id] if h.published]
        qualifiers = {name: value for name, value in claim.qualifiers.items() if name in self._rows.words.qualifiers}
        return self._rows.node(
            ("Claim",),
            {
                **qualifiers,
                "id": claim.id,
                "relation": claim.relation,
                "stance": str(claim.stance),
                "speaker": said_by(claim),
                "speaker_kind": claim.speaker_kind,
                "speakers": [speaker.name or speaker.words or _UNNAMED for speaker in claim.speakers],
                "quote": " … ".join(claim.quotes),
                "event_date": claim.event_date,
                "reported": min(dated, default=None),
                "extraction_confidence": float(claim.extraction_confidence),
                "proposition": proposition.id,
                "confidence": proposition.confidence,
                "status": str(proposition.status),
                "origin": origin,
            },
        )

    def _claim_edges(self, claim: Claim, proposition: Proposition) -> Iterator[Edge]:
        here = ("Claim", claim.id)
        yield self._rows.edge("SUBJECT", here, ("Entity", proposition.subject), {})
        if proposition.object is not None:
            yield self._rows.edge("OBJECT", here, ("Entity", proposition.object), {})
        for heading in self.view.headings[claim.content_id]:
            yield self._rows.edge("FROM_DOCUMENT", here, ("Document", heading.id), {})
        found = list(_speakers(claim))
        for id_ in dict.fromkeys(id_ for id_, _, _ in found):
            yield self._rows.edge("SAID_BY", here, ("Speaker", id_), {"vouches": id_ == found[-1][0]})

    def _document(self, heading: Heading) -> Node:
        given = {name: getattr(heading, name) for name in self._rows.words.nodes["Document"].properties}
        return self._rows.node(("Document",), {**given, "marking": str(heading.marking)})

    def _source(self, name: str) -> Node:
        source = self.sources.get(name)
        more = {"kind": source.kind, "reliability": source.reliability} if source else {}
        return self._rows.node(("Source",), {"id": _source_id(name), "name": name, **more})

    def _headings(self) -> Iterator[Heading]:
        for headings in self.view.headings.values():
            yield from headings

    def _origins(self, proposition: Proposition) -> dict[str, str]:
        if len(proposition.claim_ids) == 1:
            return {proposition.claim_ids[0]: proposition.origins[0]} if proposition.origins else {}
        lines = self.view.account(proposition.id).lines
        return {claim: line.origin for line in lines if line.origin for claim in line.claim_ids}


def _speakers(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """Id, name and kind of each speaker of the chain, outermost first."""
    for speaker in claim.speakers:
        name = speaker.name or speaker.words or _UNNAMED
        yield digest("speaker", speaker.kind, name), name, speaker.kind


def _source_id(name: str) -> str:
    return digest("source", name)
