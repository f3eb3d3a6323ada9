"""The words of the graph in Cypher: labels, relationship types, properties. In: the vocabulary and `schema/engines.yaml`.

Nothing else becomes an identifier in query text: `label`, `edge_type` and `property_key` give a word back only if it is one
of these, so that no name from a report or a user can reach the text of a query.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kg.errors import SchemaError
from kg.resources import schema_hash
from kg.vocabulary import Vocabulary, load_schema, vocabulary

PropertyType = Literal["string", "integer", "float", "boolean", "strings"]
_PLACE = "schema/engines.yaml"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class PropertyWord(_Frozen):
    """One property: its type (`strings` is a list of strings) and what it says."""

    type: PropertyType
    description: str


class NodeWord(_Frozen):
    """A kind of node. Its name is the label by which its `id` is unique."""

    layer: Literal["relation", "claim"]
    description: str
    properties: dict[str, PropertyWord]
    lookup: tuple[str, ...] = ()  # properties by which it is looked up, besides its id


class EdgeWord(_Frozen):
    """A relationship type of the claim layer, and the kinds of node it joins."""

    source: str = Field(alias="from")
    target: str = Field(alias="to")
    description: str
    properties: dict[str, PropertyWord] = {}


class _Stamp(_Frozen):
    name: str
    type: PropertyType
    description: str


class _Words(_Frozen):
    nodes: dict[str, NodeWord]
    edges: dict[str, EdgeWord]
    relations: dict[str, PropertyWord]
    stamp: _Stamp
    marker: str
    aggregates: frozenset[str]
    refused_operators: frozenset[str]
    procedures: tuple[str, ...]


class GraphWords:
    """All words that may stand in a query that the program writes itself."""

    def __init__(self, words: _Words, terms: Vocabulary) -> None:
        self.nodes = words.nodes
        self.claim_edges = words.edges
        self.relation_properties = words.relations
        self.stamp = words.stamp
        self.marker = words.marker
        self.aggregates = words.aggregates
        self.refused_operators = words.refused_operators
        self.procedures = words.procedures
        self.terms = terms
        self.types = {name: kind.label for name, kind in terms.types.items()}
        self.roles = {role: _camel(role) for kind in terms.types.values() for role in kind.roles}
        self.relations = {name: relation.neo4j for name, relation in terms.relations.items()}
        self.qualifiers = {
            name: PropertyWord(type="string", description=qualifier.description)
            for relation in terms.relations.values()
            for name, qualifier in relation.qualifiers.items()
        }
        self.labels = frozenset((*self.nodes, *self.types.values(), *self.roles.values()))
        self.edge_types = frozenset((*self.claim_edges, *self.relations.values()))
        self._check()
        self.keys = frozenset(self._keys())

    def _keys(self) -> Iterable[str]:
        for node in self.nodes.values():
            yield from node.properties
        for edge in self.claim_edges.values():
            yield from edge.properties
        yield from (*self.relation_properties, *self.qualifiers, self.stamp.name)

    def _check(self) -> None:
        words = [*self.nodes, *self.types.values(), *self.roles.values(), self.marker]
        doubled = {w for w in words if words.count(w) > 1} | set(self.claim_edges) & set(self.relations.values())
        taken = set(self.relation_properties) | {k for node in self.nodes.values() for k in node.properties}
        doubled |= taken & set(self.qualifiers)
        strange = [w for w in (*words, *self.edge_types) if not (w.isascii() and w.isidentifier())]
        if doubled or strange:
            wrong = f"{sorted(doubled)[0]!r} stands for two things" if doubled else f"{strange[0]!r} is not a word"
            raise SchemaError(wrong, place=_PLACE, remedy="choose another word there or in entities/, relations/")

    def entity_labels(self, kind: str, roles: Iterable[str] = ()) -> tuple[str, ...]:
        """The labels of an entity: Entity, its type's, then its roles' in alphabetical order."""
        return ("Entity", self.types[kind], *sorted({self.roles[role] for role in roles if role in self.roles}))

    def label(self, word: str) -> str:
        """The word, if it is a label of the graph."""
        return self._known(word, self.labels | {self.marker}, "label")

    def edge_type(self, word: str) -> str:
        """The word, if it is a relationship type of the graph."""
        return self._known(word, self.edge_types, "relationship type")

    def property_key(self, word: str) -> str:
        """The word, if it is a property of the graph."""
        return self._known(word, self.keys, "property")

    def ends(self, edge_type: str) -> tuple[str, str]:
        """The kinds of node at the two ends of a relationship type."""
        edge = self.claim_edges.get(self.edge_type(edge_type))
        return (self.label(edge.source), self.label(edge.target)) if edge else ("Entity", "Entity")

    def lookups(self) -> tuple[tuple[str, str], ...]:
        """Label and property of each index, besides the unique one that every kind of node has on its id."""
        return tuple((self.label(kind), self.property_key(key)) for kind, node in self.nodes.items() for key in node.lookup)

    def path_types(self) -> tuple[str, ...]:
        """The relationship types over which a path may pass."""
        return tuple(sorted(r.neo4j for r in self.terms.relations.values() if r.path != "none"))

    @staticmethod
    def _known(word: str, words: frozenset[str], what: str) -> str:
        if word not in words:
            raise SchemaError(f"{word!r} is no {what} of the graph", place=_PLACE, remedy="`kg schema` lists them")
        return word


def _camel(role: str) -> str:
    return "".join(part.capitalize() for part in role.split("-"))


def graph_words() -> GraphWords:
    """The words of the schema as it stands; read again when a file of it changes."""
    return _graph_words(schema_hash())


@lru_cache(maxsize=2)
def _graph_words(_key: str) -> GraphWords:
    return GraphWords(load_schema(_Words, "engines.yaml"), vocabulary())
