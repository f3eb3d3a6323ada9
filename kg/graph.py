"""Entities and propositions as a networkx graph.

In: entities and propositions of a view. Out: a `networkx.MultiDiGraph`: a node's id is the entity's, an edge's key the
proposition's. An edge carries its confidence and its doubt. What nobody supports, or lacks an end, is no edge; it is asked
for with `View.of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import networkx

from kg.model import Claim, Entity, Heading, Proposition, band

if TYPE_CHECKING:
    Graph = networkx.MultiDiGraph[str]


class Told(Protocol):
    """Where the claim that stands for an edge is found, with its document: a `View`."""

    @property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id."""
        ...

    @property
    def headings(self) -> Mapping[str, tuple[Heading, ...]]:
        """Headings by content."""
        ...


def graph(entities: Iterable[Entity], propositions: Iterable[Proposition], told: Told | None = None) -> Graph:
    """The graph of a view. With `told`, edges name the document of the claim that stands for them."""
    made: Graph = networkx.MultiDiGraph()
    for entity in entities:
        made.add_node(entity.id, **node_attributes(entity))
    for proposition in propositions:
        if proposition.is_edge:
            made.add_edge(
                proposition.subject, str(proposition.object), key=proposition.id, **edge_attributes(proposition, told)
            )
    return made


def node_attributes(entity: Entity) -> dict[str, Any]:
    """What a node carries: plain values and lists of strings."""
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "roles": list(entity.roles),
        "external_ids": dict(entity.external_ids),
        "ambiguous": list(entity.ambiguous),
        "owner": entity.owner,
        "handle": entity.handle,
        **entity.attributes,
    }


def edge_attributes(proposition: Proposition, told: Told | None = None) -> dict[str, Any]:
    """What an edge carries: plain values and lists of strings; dates as ISO text."""
    claim = told.claims[proposition.principal_claim] if told and proposition.principal_claim else None
    return {
        "id": proposition.id,
        "relation": proposition.relation,
        "confidence": proposition.confidence,
        "band": band(proposition.confidence),
        "status": str(proposition.status),
        "claimed": proposition.claimed,
        "stances": list(proposition.stances),
        "origins": list(proposition.origins),
        "claim_ids": list(proposition.claim_ids),
        "first_reported": proposition.first_reported,
        "last_reported": proposition.last_reported,
        "quote": proposition.quote,
        "speaker": proposition.speaker,
        "speaker_kind": claim.speaker_kind if claim else None,
        "document": _document(claim, told) if claim and told else None,
        **proposition.qualifiers,
    }


def _document(claim: Claim, told: Told) -> str:
    headings = told.headings[claim.content_id]
    return min(headings, key=lambda h: (h.published or "9999", h.id)).label
