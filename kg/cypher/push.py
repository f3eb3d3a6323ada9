"""Both layers into Neo4j. In: layers and an address. Out: a server that holds just this graph, and a `PushReport`.

What the server holds is compared with what it should hold, by the stamp of each element; only what differs is written. So a
push can be repeated, a killed one is completed by the next, and what a view no longer shows is removed. Elements without
our stamp are never touched.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.cypher.connection import Address, connected
from kg.cypher.layers import Edge, Layers, Node
from kg.cypher.names import GraphWords, graph_words
from kg.cypher.protocol import EngineError
from kg.cypher.pushed import begin, pushed, schema_statements
from kg.cypher.writing import Progress, Writer

if TYPE_CHECKING:
    from neo4j import Driver

EdgeKey: TypeAlias = tuple[str, str, str]  # type and the ids of both ends
_INDEX_SECONDS = 60
_TRIES = 3


@dataclass(frozen=True)
class PushReport:
    """What a push did: elements written and removed, and how many were as they should be already."""

    nodes_written: int
    nodes_removed: int
    edges_written: int
    edges_removed: int
    unchanged: int
    seconds: float
    edge_seconds: float = 0.0  # of these, spent on writing edges

    @property
    def edges_a_second(self) -> float:
        """How fast edges were written, once it came to that; 0 where none were."""
        return self.edges_written / self.edge_seconds if self.edge_seconds else 0.0

    @property
    def changed(self) -> int:
        """How many elements were written or removed."""
        return self.nodes_written + self.nodes_removed + self.edges_written + self.edges_removed


def push(layers: Layers, where: Address, *, force: bool = False, progress: Progress | None = None) -> PushReport:
    """Make the server hold just this graph.

    Raises `EngineError` where it holds another ledger's graph, or data of somebody else, unless `force` is given: the other
    ledger's graph is then replaced, somebody else's data stays beside ours.
    """
    started = time.monotonic()
    tell = progress or (lambda *_: None)
    words = graph_words()
    with connected(where) as driver:
        _refuse_strangers(driver, where, layers, force)
        _constrain(driver, where, words)
        tell("comparing", 0, 0)
        change, turn = _begun(driver, where, layers)
        edge_seconds = 0.0
        if turn is not None:
            edge_seconds = _write(Writer(driver, where, words, turn, change.size, tell), change)
    removed = sum(map(len, change.stale_nodes.values()))
    counts = (change.nodes, removed, change.edges, len(change.stale_edges), change.unchanged)
    return PushReport(*counts, seconds=time.monotonic() - started, edge_seconds=edge_seconds)


def _begun(driver: Driver, where: Address, layers: Layers) -> tuple[_Difference, str | None]:
    """What has to change, and the turn of this push; no turn where all is as it should be.

    What was compared must not change before the mark is taken: another push that writes meanwhile makes it void.
    """
    for _ in range(_TRIES):
        there = pushed(driver, where.database)
        change = _Comparison(driver, where, graph_words()).of(layers)
        if not change.size and there is not None and there.complete and there.key == layers.key:
            return change, None
        turn = begin(driver, where, layers, there)
        if turn is not None:
            return change, turn
    raise EngineError("another push to this database is under way", place=where.uri, remedy="wait for it, then push again")


def _refuse_strangers(driver: Driver, where: Address, layers: Layers, force: bool) -> None:
    there = pushed(driver, where.database)
    if there is not None and not (force or layers.had(there.state)):
        raise EngineError(
            "this database holds the graph of another ledger",
            place=where.uri,
            remedy="name another database with NEO4J_DATABASE, or replace that graph with --force",
        )
    if there is None and not force:
        found, _, _ = driver.execute_query("MATCH (n) RETURN 1 AS one LIMIT 1", database_=where.database, routing_="r")
        if found:
            raise EngineError(
                "this database holds data that no push wrote",
                place=where.uri,
                remedy="name an empty one with NEO4J_DATABASE, or write beside that data with --force",
            )


def _constrain(driver: Driver, where: Address, words: GraphWords) -> None:
    for statement in schema_statements(words):
        driver.execute_query(statement, database_=where.database)
    driver.execute_query("CALL db.awaitIndexes($seconds)", {"seconds": _INDEX_SECONDS}, database_=where.database)


@dataclass
class _Difference:
    """What has to happen, and how much need not."""

    new_nodes: list[Node] = field(default_factory=list)
    changed_nodes: list[Node] = field(default_factory=list)
    new_edges: list[Edge] = field(default_factory=list)
    changed_edges: list[Edge] = field(default_factory=list)
    places: dict[tuple[str, str], str] = field(default_factory=dict)  # element id of each node that is there
    stale_nodes: dict[str, list[str]] = field(default_factory=dict)  # ids by kind
    stale_edges: list[EdgeKey] = field(default_factory=list)
    unchanged: int = 0

    @property
    def size(self) -> int:
        return self.nodes + self.edges + len(self.stale_edges) + sum(map(len, self.stale_nodes.values()))

    @property
    def nodes(self) -> int:
        return len(self.new_nodes) + len(self.changed_nodes)

    @property
    def edges(self) -> int:
        return len(self.new_edges) + len(self.changed_edges)


def _write(writer: Writer, change: _Difference) -> float:
    """Remove, write nodes, then edges; the seconds that the edges took."""
    writer.places.update(change.places)
    writer.remove_edges(change.stale_edges)
    for kind, ids in change.stale_nodes.items():
        writer.remove_nodes(kind, ids)
    writer.write_nodes(change.new_nodes, new=True)
    writer.write_nodes(change.changed_nodes, new=False)
    began = time.monotonic()
    writer.write_edges(change.new_edges, new=True)
    writer.write_edges(change.changed_edges, new=False)
    took = time.monotonic() - began
    writer.finish()
    return took if change.edges else 0.0


class _Comparison:
    """Reads stamps of what the server holds."""

    def __init__(self, driver: Driver, where: Address, words: GraphWords) -> None:
        self.driver = driver
        self.where = where
        self.words = words
        self.stamp = words.property_key(words.stamp.name)

    def of(self, layers: Layers) -> _Difference:
        change = _Difference()
        nodes = self._nodes_there(change)
        for node in layers.nodes():
            stamp = nodes.get(node.kind, {}).pop(node.id, None)
            if stamp == node.properties[self.stamp]:
                change.unchanged += 1
            else:
                (change.new_nodes if stamp is None else change.changed_nodes).append(node)
        change.stale_nodes = {kind: list(left) for kind, left in nodes.items() if left}
        edges = self._edges_there()
        for edge in layers.edges():
            stamp = edges.pop((edge.type, edge.source[1], edge.target[1]), None)
            if stamp == edge.properties[self.stamp]:
                change.unchanged += 1
            else:
                (change.new_edges if stamp is None else change.changed_edges).append(edge)
        change.stale_edges = list(edges)
        return change

    def _nodes_there(self, change: _Difference) -> dict[str, dict[str, str]]:
        query = "MATCH (n:{0}) WHERE n.{1} IS NOT NULL RETURN n.id, n.{1}, elementId(n)"
        known = {label for (label,) in self._read("CALL db.labels()")}
        there: dict[str, dict[str, str]] = {}
        for kind in (self.words.label(kind) for kind in self.words.nodes if kind in known):
            there[kind] = {}
            for id_, stamp, place in self._read(query.format(kind, self.stamp)):
                there[kind][id_] = stamp
                change.places[kind, id_] = place
        return there

    def _edges_there(self) -> dict[EdgeKey, str]:
        query = "MATCH (a)-[r:{0}]->(b) WHERE r.{1} IS NOT NULL RETURN a.id, b.id, r.{1}"
        known = {kind for (kind,) in self._read("CALL db.relationshipTypes()")}
        kinds = (self.words.edge_type(kind) for kind in sorted(self.words.edge_types & known))
        return {
            (kind, source, target): stamp
            for kind in kinds
            for source, target, stamp in self._read(query.format(kind, self.stamp))
        }

    def _read(self, query: str) -> Iterator[Any]:
        with self.driver.session(database=self.where.database, default_access_mode="READ", fetch_size=10_000) as session:
            for record in session.run(query):
                yield record.values()
