"""The graph as an engine holds it: rows of nodes and edges of both layers. In: a view. Out: what is loaded or pushed.

The relation layer has an entity a node and a proposition an edge; the claim layer has claims, documents, sources and
speakers. A node is known by its kind (Entity, Claim, ...) and id, an edge by its type and two ends: a proposition is
(subject, relation, object), so no two edges of one type join the same two nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from kg.cypher.cells import clean
from kg.cypher.names import GraphWords, graph_words
from kg.model import digest

Value: TypeAlias = str | int | float | bool | list[str]


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its labels (the first is its kind) and properties, among them `id` and the stamp."""

    labels: tuple[str, ...]
    properties: dict[str, Value]

    @property
    def kind(self) -> str:
        """The label under which its id is unique."""
        return self.labels[0]

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.properties["id"])


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge: its type, the kinds and ids of its ends, its properties, among them the stamp."""

    type: str
    source: tuple[str, str]
    target: tuple[str, str]
    properties: dict[str, Value]


class Layers(Protocol):
    """A graph to load."""

    @property
    def key(self) -> str:
        """Names its exact content; part of the name of every cache."""
        ...

    @property
    def state(self) -> str:
        """The ledger's state."""
        ...

    @property
    def options(self) -> str:
        """Which view of the ledger this is, in words."""
        ...

    @property
    def home(self) -> Path | None:
        """The folder where caches may stand; None: nothing is kept."""
        ...

    def had(self, state: str) -> bool:
        """Whether the ledger was once in this state: if not, the state is another ledger's."""
        ...

    def nodes(self) -> Iterator[Node]:
        """Every node, kind by kind."""
        ...

    def edges(self) -> Iterator[Edge]:
        """Every edge; its ends are among the nodes."""
        ...


class Rows:
    """Makes nodes and edges that hold nothing but words of the graph and text that every engine can carry."""

    def __init__(self, words: GraphWords | None = None) -> None:
        self.words = words or graph_words()

    def node(self, labels: tuple[str, ...], properties: Mapping[str, object]) -> Node:
        """A node; None and empty lists are left out."""
        kept = self._properties(properties)
        kept[self.words.stamp.name] = digest(labels, kept)
        return Node(tuple(self.words.label(label) for label in labels), kept)

    def edge(self, kind: str, source: tuple[str, str], target: tuple[str, str], properties: Mapping[str, object]) -> Edge:
        """An edge; None and empty lists are left out."""
        kept = self._properties(properties)
        kept[self.words.stamp.name] = digest(kept)
        return Edge(self.words.edge_type(kind), self._end(source), self._end(target), kept)

    def _end(self, end: tuple[str, str]) -> tuple[str, str]:
        return self.words.label(end[0]), clean(end[1])

    def _properties(self, properties: Mapping[str, object]) -> dict[str, Value]:
        kept = ((self.words.property_key(key), _value(value)) for key, value in properties.items() if value is not None)
        return {key: value for key, value in kept if value != []}  # bulk import cannot tell an empty list from none


def _value(value: object) -> Value:
    if isinstance(value, str):
        return clean(str(value))
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [clean(str(item)) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be a property")


@dataclass(frozen=True)
class PlainLayers:
    """A graph given as it is: what a view's layers look like once computed, and what tests and benchmarks load."""

    all_nodes: tuple[Node, ...]
    all_edges: tuple[Edge, ...]
    key: str
    state: str
    options: str = ""
    home: Path | None = None
    past: frozenset[str] = frozenset()

    def nodes(self) -> Iterator[Node]:
        """Every node, as given."""
        return iter(self.all_nodes)

    def edges(self) -> Iterator[Edge]:
        """Every edge, as given."""
        return iter(self.all_edges)

    def had(self, state: str) -> bool:
        """Whether this is its state or one of its past ones."""
        return state == self.state or state in self.past
