"""Both layers into Neo4j. In: layers and an address. Out: a server that holds just this graph, and a `PushReport`.

What the server holds is compared with what it should hold, by the stamp of each element; only what differs is written. So a
push can be repeated, a killed one is completed by the next, and what a view no longer shows is removed. Elements without
our stamp are never touched. Every batch is one transaction, which first makes sure that this push is still the last one.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from kg.cypher.connection import Address, connected
from kg.cypher.layers import Edge, Layers, Node
from kg.cypher.names import GraphWords, graph_words
from kg.cypher.protocol import EngineError
from kg.cypher.pushed import MARK_ID, pushed, schema_statements

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

Progress: TypeAlias = Callable[[str, int, int], None]
EdgeKey: TypeAlias = tuple[str, str, str]  # type and the ids of both ends
_BATCH = 5_000  # rows of one transaction
_INDEX_SECONDS = 60
_Row = TypeVar("_Row")


@dataclass(frozen=True)
class PushReport:
    """What a push did: elements written and removed, and how many were as they should be already."""

    nodes_written: int
    nodes_removed: int
    edges_written: int
    edges_removed: int
    unchanged: int
    seconds: float

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
    with connected(where) as driver:
        _refuse_strangers(driver, where, layers, force)
        return _Push(driver, where, layers, progress or (lambda *_: None)).run(started)


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


@dataclass
class _Difference:
    """What has to happen, and how much need not."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    stale_nodes: dict[str, list[str]] = field(default_factory=dict)  # ids by kind
    stale_edges: list[str] = field(default_factory=list)  # element ids
    unchanged: int = 0

    @property
    def size(self) -> int:
        return len(self.nodes) + len(self.edges) + len(self.stale_edges) + sum(map(len, self.stale_nodes.values()))


class _Push:
    def __init__(self, driver: Driver, where: Address, layers: Layers, progress: Progress) -> None:
        self.driver = driver
        self.where = where
        self.layers = layers
        self.progress = progress
        self.words: GraphWords = graph_words()
        self.total = self.done = 0
        self.turn = ""

    def run(self, started: float) -> PushReport:
        self._constrain()
        self.progress("comparing", 0, 0)
        change = self._compare()
        there = pushed(self.driver, self.where.database)
        if change.size or there is None or not there.complete or there.key != self.layers.key:
            self._write(change)
        removed = sum(map(len, change.stale_nodes.values()))
        counts = (len(change.nodes), removed, len(change.edges), len(change.stale_edges), change.unchanged)
        return PushReport(*counts, seconds=time.monotonic() - started)

    def _write(self, change: _Difference) -> None:
        self.total = change.size
        self._begin()
        self._each(change.stale_edges, "MATCH ()-[r]->() WHERE elementId(r) = row DELETE r", "removing")
        for kind, ids in change.stale_nodes.items():
            self._each(ids, f"MATCH (n:{self.words.label(kind)} {{id: row}}) DETACH DELETE n", "removing")
        for labels, nodes in _grouped(change.nodes, lambda node: node.labels).items():
            rows = [[node.id, node.properties] for node in nodes]
            self._each(rows, self._node_query(labels), "nodes")
        for (kind, source, target), edges in _grouped(
            change.edges, lambda edge: (edge.type, edge.source[0], edge.target[0])
        ).items():
            rows = [[edge.source[1], edge.target[1], edge.properties] for edge in edges]
            self._each(rows, self._edge_query(kind, source, target), "edges")
        self._mark("SET g.complete = true, g.finished = toString(datetime())")

    def _node_query(self, labels: tuple[str, ...]) -> str:
        kind, *more = (self.words.label(label) for label in labels)
        others = sorted(self.words.labels - set(labels) - set(self.words.nodes)) if kind == "Entity" else []
        set_labels = f" SET n:{':'.join(more)}" if more else ""
        remove_labels = f" REMOVE n:{':'.join(others)}" if others else ""
        return f"MERGE (n:{kind} {{id: row[0]}}) SET n = row[1]{set_labels}{remove_labels}"

    def _edge_query(self, kind: str, source: str, target: str) -> str:
        ends = f"MATCH (a:{self.words.label(source)} {{id: row[0]}}) MATCH (b:{self.words.label(target)} {{id: row[1]}})"
        return f"{ends} MERGE (a)-[r:{self.words.edge_type(kind)}]->(b) SET r = row[2]"

    def _compare(self) -> _Difference:
        change = _Difference()
        for kind in self.words.nodes:
            change.stale_nodes[kind] = []
        there = self._nodes_there()
        for node in self.layers.nodes():
            self._sort_in(node, there[node.kind].pop(node.id, None), change.nodes, change)
        for kind, left in there.items():
            change.stale_nodes[kind] = list(left)
        edges_there = self._edges_there(change)
        for edge in self.layers.edges():
            stamp, _ = edges_there.pop((edge.type, edge.source[1], edge.target[1]), (None, ""))
            self._sort_in(edge, stamp, change.edges, change)
        change.stale_edges.extend(element for _, element in edges_there.values())
        return change

    def _sort_in(self, row: Any, stamp: str | None, changed: list[Any], change: _Difference) -> None:
        if stamp == row.properties[self.words.stamp.name]:
            change.unchanged += 1
        else:
            changed.append(row)

    def _nodes_there(self) -> dict[str, dict[str, str]]:
        stamp = self.words.property_key(self.words.stamp.name)
        return {
            kind: dict(self._read(f"MATCH (n:{label}) WHERE n.{stamp} IS NOT NULL RETURN n.id, n.{stamp}"))
            for kind, label in ((kind, self.words.label(kind)) for kind in self.words.nodes)
        }

    def _edges_there(self, change: _Difference) -> dict[EdgeKey, tuple[str, str]]:
        stamp = self.words.property_key(self.words.stamp.name)
        there: dict[EdgeKey, tuple[str, str]] = {}
        for kind in sorted(self.words.edge_types):
            query = f"MATCH (a)-[r:{self.words.edge_type(kind)}]->(b) WHERE r.{stamp} IS NOT NULL"
            for source, target, found, element in self._read(f"{query} RETURN a.id, b.id, r.{stamp}, elementId(r)"):
                key = (kind, source, target)
                if key in there:
                    change.stale_edges.append(element)
                else:
                    there[key] = (found, element)
        return there

    def _read(self, query: str) -> Iterator[Any]:
        with self.driver.session(database=self.where.database, default_access_mode="READ", fetch_size=10_000) as session:
            for record in session.run(query):
                yield record.values()

    def _constrain(self) -> None:
        for statement in schema_statements(self.words):
            self.driver.execute_query(statement, database_=self.where.database)
        self.driver.execute_query(
            "CALL db.awaitIndexes($seconds)", {"seconds": _INDEX_SECONDS}, database_=self.where.database
        )

    def _begin(self) -> None:
        found, _, _ = self.driver.execute_query(
            f"MERGE (g:{self.words.label(self.words.marker)} {{id: $id}}) SET g.state = $state, g.key = $key, "
            "g.options = $options, g.complete = false, g.turn = randomUUID(), g.started = toString(datetime()) "
            "RETURN g.turn AS turn",
            {"id": MARK_ID, "state": self.layers.state, "key": self.layers.key, "options": self.layers.options},
            database_=self.where.database,
        )
        self.turn = str(found[0]["turn"])

    def _each(self, rows: Sequence[object], act: str, what: str) -> None:
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            self._mark("SET g.turn = g.turn", f"UNWIND $rows AS row {act}", batch)
            self.done += len(batch)
            self.progress(what, self.done, self.total)

    def _mark(self, act: str, then: str | None = None, rows: Sequence[object] = ()) -> None:
        """One transaction: lock the mark, make sure that it is ours, then write."""
        mark = f"MATCH (g:{self.words.label(self.words.marker)} {{id: $id, turn: $turn}}) {act} RETURN count(g) AS n"

        def work(transaction: ManagedTransaction) -> None:
            held = transaction.run(mark, {"id": MARK_ID, "turn": self.turn}).single(strict=True)["n"]
            if not held:
                raise EngineError("another push to this database has begun", place=self.where.uri, remedy="wait, push again")
            if then:
                transaction.run(then, {"rows": rows}).consume()

        with self.driver.session(database=self.where.database) as session:
            session.execute_write(work)


def _grouped(rows: Sequence[_Row], key: Callable[[_Row], Any]) -> dict[Any, list[_Row]]:
    groups: dict[Any, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
