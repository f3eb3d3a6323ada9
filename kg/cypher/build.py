"""The embedded engine's database, written once. In: layers and an empty folder. Out: a closed database with its indexes.

A node with several labels is of a type of its own that extends a type for each label (`Entity~Incident`), which is how the
engine itself stores `CREATE (:Entity:Incident)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TypeVar

from kg.cypher.jvm import java
from kg.cypher.layers import Edge, Layers, Node
from kg.cypher.names import GraphWords, graph_words
from kg.cypher.pushed import mark_of

_BATCH = 20_000  # rows that are held at once
_Row = TypeVar("_Row", Node, Edge)


def build(layers: Layers, folder: Path) -> tuple[int, int]:
    """Write the graph into `folder`, which must not exist; the numbers of nodes and edges."""
    database = java("com.arcadedb.database.DatabaseFactory")(str(folder)).create()
    from arcadedb_embedded import Database

    words = graph_words()
    store = Database(database)
    try:
        _declare(store, words)
        with store.graph_batch(use_wal=False) as batch:
            nodes = _Nodes(store, batch)
            count = nodes.add(layers.nodes())
            edges = _add_edges(store, batch, nodes.places, layers.edges())
            batch.create_vertices(words.label(words.marker), [mark_of(layers)])  # as in Neo4j: MATCH (n) finds the same
        for kind in words.nodes:
            store.command("sql", f"CREATE INDEX ON {words.label(kind)} (id) UNIQUE")
        for label, key in words.lookups():
            store.command("sql", f"CREATE INDEX ON {label} ({key}) NOTUNIQUE")
    finally:
        store.close()
    return count, edges


def _declare(store: Any, words: GraphWords) -> None:
    for label in (*words.nodes, words.marker):
        store.command("sql", f"CREATE VERTEX TYPE {words.label(label)} BUCKETS 1")
    for label, key in (*((words.label(kind), "id") for kind in words.nodes), *words.lookups()):
        store.command("sql", f"CREATE PROPERTY {label}.{key} STRING")


class _Nodes:
    """Adds nodes, and remembers where each stands for the edges to come."""

    def __init__(self, store: Any, batch: Any) -> None:
        self.store = store
        self.batch = batch
        self.places: dict[tuple[str, str], str] = {}
        self.words = graph_words()
        self.made: set[tuple[str, ...]] = set()

    def add(self, nodes: Iterable[Node]) -> int:
        for chunk in _chunks(nodes):
            chunk.sort(key=lambda node: node.labels)
            for labels, group in groupby(chunk, key=lambda node: node.labels):
                alike = list(group)
                places = self.batch.create_vertices(self._type(labels), [node.properties for node in alike])
                self.places.update(((node.kind, node.id), place) for node, place in zip(alike, places, strict=True))
        return len(self.places)

    def _type(self, labels: tuple[str, ...]) -> str:
        known = sorted(self.words.label(label) for label in labels)
        name = "~".join(known)
        if len(known) > 1 and labels not in self.made:
            for label in known:
                self.store.command("sql", f"CREATE VERTEX TYPE {label} IF NOT EXISTS BUCKETS 1")
            self.store.command("sql", f"CREATE VERTEX TYPE `{name}` EXTENDS {', '.join(known)} BUCKETS 1")
            self.made.add(labels)
        return name


def _add_edges(store: Any, batch: Any, places: dict[tuple[str, str], str], edges: Iterable[Edge]) -> int:
    count = 0
    words = graph_words()
    for chunk in _chunks(edges):
        chunk.sort(key=lambda edge: edge.type)
        count += len(chunk)
        for kind, group in groupby(chunk, key=lambda edge: edge.type):
            alike = list(group)
            store.command("sql", f"CREATE EDGE TYPE {words.edge_type(kind)} IF NOT EXISTS BUCKETS 1")
            sources = [places[edge.source] for edge in alike]
            targets = [places[edge.target] for edge in alike]
            batch.new_edges(sources, words.edge_type(kind), targets, [edge.properties for edge in alike])
    return count


def _chunks(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    left = iter(rows)
    while chunk := list(islice(left, _BATCH)):
        yield chunk
