"""Writing into Neo4j, a batch a transaction. In: nodes and edges to write or remove. Out: a server that holds them.

Rows travel as lists of values under the columns of their group, not as maps, which halves the work of packing them; the next
batch is packed and sent while the server works on the last. Each batch first takes the mark of the graph, so that of two
pushes the later one wins and the earlier one stops.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from kg.cypher.connection import Address
from kg.cypher.layers import Edge, Node
from kg.cypher.names import GraphWords
from kg.cypher.protocol import EngineError
from kg.cypher.pushed import MARK_ID

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

Progress: TypeAlias = Callable[[str, int, int], None]
BATCH = 10_000  # rows of one transaction
_AHEAD = 2  # batches under way: one at the server, one being packed
_Row = TypeVar("_Row", Node, Edge)


class Writer:
    """Writes while the mark bears `turn`, which `begin` has set; tells `progress` how far it is."""

    def __init__(self, driver: Driver, where: Address, words: GraphWords, turn: str, total: int, progress: Progress) -> None:
        self.driver = driver
        self.where = where
        self.words = words
        self.turn = turn
        self.total = total
        self.progress = progress
        self.done = 0

    def remove_edges(self, edges: Iterable[tuple[str, str, str]]) -> None:
        """Remove edges of the graph by type and the ids of their ends."""
        by_type: dict[str, list[list[str]]] = defaultdict(list)
        for kind, source, target in edges:
            by_type[kind].append([source, target])
        stamp = self.words.property_key(self.words.stamp.name)
        for kind, rows in by_type.items():
            source, target = self.words.ends(kind)
            match = f"MATCH (a:{source} {{id: row[0]}})-[r:{self.words.edge_type(kind)}]->(b:{target} {{id: row[1]}})"
            self._all(rows, f"{match} WHERE r.{stamp} IS NOT NULL DELETE r", "removing")

    def remove_nodes(self, kind: str, ids: Sequence[str]) -> None:
        """Remove nodes of the graph, with whatever hangs on them."""
        self._all(ids, f"MATCH (n:{self.words.label(kind)} {{id: row}}) DETACH DELETE n", "removing")

    def write_nodes(self, nodes: Iterable[Node]) -> None:
        """Make these nodes what they should be, labels included."""
        for labels, alike in _grouped(nodes, lambda node: node.labels).items():
            columns = self._columns(alike)
            kind, *more = (self.words.label(label) for label in labels)
            others = sorted(self.words.labels - set(labels) - set(self.words.nodes)) if kind == "Entity" else []
            act = f"MERGE (n:{kind} {{id: row[0]}}) SET n = {_literal(columns, 1)}"
            act += f" SET n:{':'.join(more)}" if more else ""
            act += f" REMOVE n:{':'.join(others)}" if others else ""
            self._all([[node.id, *_values(node, columns)] for node in alike], act, "nodes")

    def write_edges(self, edges: Iterable[Edge]) -> None:
        """Make these edges what they should be; their ends are there."""
        for (kind, source, target), alike in _grouped(edges, lambda e: (e.type, e.source[0], e.target[0])).items():
            columns = self._columns(alike)
            ends = f"MATCH (a:{self.words.label(source)} {{id: row[0]}}) MATCH (b:{self.words.label(target)} {{id: row[1]}})"
            act = f"{ends} MERGE (a)-[r:{self.words.edge_type(kind)}]->(b) SET r = {_literal(columns, 2)}"
            rows = [[edge.source[1], edge.target[1], *_values(edge, columns)] for edge in alike]
            self._all(rows, act, "relationships")

    def finish(self) -> None:
        """Say on the mark that all was written."""
        act = "SET g.complete = true, g.finished = toString(datetime()), g.written = 0"
        self._transact(f"{self._mark} {act} RETURN 1 AS n", [], 1)

    @property
    def _mark(self) -> str:
        return f"MATCH (g:{self.words.label(self.words.marker)} {{id: $id, turn: $turn}})"

    def _columns(self, alike: Sequence[Node] | Sequence[Edge]) -> list[str]:
        return sorted({self.words.property_key(key) for row in alike for key in row.properties})

    def _all(self, rows: Sequence[Any], act: str, what: str) -> None:
        """Every row, a batch a transaction, one batch ahead of the server."""
        take = f"{self._mark} SET g.written = coalesce(g.written, 0) + size($rows) WITH g"
        query = f"{take} UNWIND $rows AS row {act} RETURN count(*) AS n"
        with ThreadPoolExecutor(max_workers=_AHEAD) as pool:
            under_way: deque[tuple[Future[None], int]] = deque()
            try:
                for start in range(0, len(rows), BATCH):
                    batch = rows[start : start + BATCH]
                    under_way.append((pool.submit(self._transact, query, batch, len(batch)), len(batch)))
                    if len(under_way) == _AHEAD:
                        self._await(under_way, what)
                while under_way:
                    self._await(under_way, what)
            finally:
                pool.shutdown(cancel_futures=True)

    def _await(self, under_way: deque[tuple[Future[None], int]], what: str) -> None:
        future, count = under_way.popleft()
        future.result()
        self.done += count
        self.progress(what, self.done, self.total)

    def _transact(self, query: str, rows: Sequence[Any], expected: int) -> None:
        given = {"id": MARK_ID, "turn": self.turn, "rows": rows}

        def work(transaction: ManagedTransaction) -> None:
            found = transaction.run(query, given).single()
            if found is None or found["n"] != expected:
                raise EngineError("another push to this database has begun", place=self.where.uri, remedy="wait, push again")

        with self.driver.session(database=self.where.database) as session:
            session.execute_write(work)


def _grouped(rows: Iterable[_Row], key: Callable[[_Row], Any]) -> dict[Any, list[_Row]]:
    groups: dict[Any, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _literal(columns: Sequence[str], first: int) -> str:
    """A map of the columns of a row; what is null in it is not set."""
    return "{" + ", ".join(f"{name}: row[{place}]" for place, name in enumerate(columns, first)) + "}"


def _values(row: Node | Edge, columns: Sequence[str]) -> list[Any]:
    return [row.properties.get(name) for name in columns]
