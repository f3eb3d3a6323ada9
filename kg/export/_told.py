"""What every picture of the graph shows of its nodes and edges. In: a view. Out: plain attributes, in a stable order.

A node has what `kg.graph` gives it. An edge has that too, and lists with an item a claim: `claim_ids`, `claim_stances`,
`claim_speakers`, `claim_quotes`, `claim_documents`: who says it, how firmly, in which words, where.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.export.pages.looks import looks
from kg.graph import edge_attributes, node_attributes
from kg.questions.testimony import sentence, testimony_of
from kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from kg.model import Proposition
    from kg.questions.testimony import Testimony
    from kg.view import View


class Node(NamedTuple):
    """An entity: its id, its name, its attributes; its kind in pictures, and that kind's colour (`#d55e00`)."""

    id: str
    label: str
    attributes: dict[str, Any]
    kind: str
    colour: str


class Edge(NamedTuple):
    """A proposition that something supports: its id, both ends, its relation, its attributes."""

    id: str
    source: str
    target: str
    label: str
    attributes: dict[str, Any]

    @property
    def weight(self) -> float:
        """Its confidence as a share of 1, which is what tools lay out by."""
        return float(self.attributes["confidence"]) / 100

    @property
    def words(self) -> tuple[str, str]:
        """What is written at its line: relation and confidence; stances and status."""
        given = self.attributes
        return f"{self.label.replace('_', ' ')} {given['confidence']}", ", ".join((*given["stances"], given["status"]))


def nodes(view: View) -> Iterator[Node]:
    """Entities, by id."""
    known = looks()
    for entity in (e for e in view.entities.values() if e.id not in view.silent):
        kind = known.kind_of(entity)
        yield Node(entity.id, entity.name, node_attributes(entity), kind.name, known.themes.light[kind.colour])


def edges(view: View) -> Iterator[Edge]:
    """Propositions that are edges, by id."""
    view.claims.items()  # read in one go
    words = vocabulary()
    for p in view.propositions.values():
        if p.is_edge:
            said = said_of(view, p)
            told = {**edge_attributes(p, view), "sentence": sentence(view, p, words), **_lists(said)}
            yield Edge(p.id, p.subject, str(p.object), p.relation, told)


def said_of(view: View, proposition: Proposition) -> list[Testimony]:
    """The claims for and against a proposition that count, the one that stands for it first."""
    counting = (id_ for id_ in proposition.claim_ids if id_ not in view.struck_out)
    ordered = sorted(counting, key=lambda id_: (id_ != proposition.principal_claim, id_))
    return [testimony_of(view.claims[id_], view.headings[view.claims[id_].content_id]) for id_ in ordered]


def _lists(said: list[Testimony]) -> dict[str, list[str]]:
    return {
        "claim_ids": [t.claim for t in said],
        "claim_stances": [t.stance for t in said],
        "claim_speakers": [t.speaker for t in said],
        "claim_quotes": [t.quote for t in said],
        "claim_documents": [", ".join(filter(None, (t.document, t.publisher, t.published))) for t in said],
    }
