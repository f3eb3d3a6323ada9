"""Writing into Neo4j, a batch a transaction. In: nodes and edges to write or remove. Out: a server that holds them.

Rows travel as lists of values under the columns of their group, not as maps, which halves the work of packing them; edges
name their ends by the server's element ids, which it finds without an index; the next batch is packed and sent while the
server works on the last. Each batch first takes the mark of the graph, so that of two pushes the later one wins.
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
        self.places: dict[tuple[str, str], str] = {}  # element id of each node, by kind and id

    def remove_edges(self, edges: Iterable[tuple[str, str, str]]) -> None:
        """Remove edges of the graph by type and the ids of their ends."""
        by_type: dict[str, list[list[str]]] = defaultdict(list)
        for kind, source, target in edges:
            by_type[kind].append([source, target])
        stamp = self.words.property_key(self.words.stamp.name)
        for kind, rows in by_type.items():
            source, target = self.words.ends(kind)
            match = f"MATCH (a:{source} {{id: row[0]}})-[r:{self.words.edge_type(kind)}]->(b:{target} {{id: row[1]}})"
            self._all(rows, f"{match} WHERE r.{stamp} IS NOT NULL DELETE r", "removed")

    def remove_nodes(self, kind: str, ids: Sequence[str]) -> None:
        """Remove nodes of the graph, with whatever hangs on them."""
        self._all(ids, f"MATCH (n:{self.words.label(kind)} {{id: row}}) DETACH DELETE n", "removed")

    def write_nodes(self, nodes: Iterable[Node], *, new: bool) -> None:
        """Make these nodes what they should be, labels included; those that are not `new` may have labels to lose."""
        for labels, alike in _grouped(nodes, lambda node: node.labels).items():
            columns = self._columns(alike)
            kind, *more = (self.words.label(label) for label in labels)
            others = sorted(self.words.labels - set(labels) - set(self.words.nodes)) if kind == "Entity" and not new else []
            act = f"MERGE (n:{kind} {{id: row[0]}}) SET n = {_literal(columns, 1)}"
            act += f" SET n:{':'.join(more)}" if more else ""
            act += f" REMOVE n:{':'.join(others)}" if others else ""
            rows = [[node.id, *_values(node, columns)] for node in alike]
            for made in self._all(rows, act, "nodes", "[n.id, elementId(n)]"):
                self.places.update(((kind, id_), place) for id_, place in made)

    def write_edges(self, edges: Iterable[Edge], *, new: bool) -> None:
        """Make these edges what they should be; their ends are there. What is `new` is not there yet."""
        ends = "MATCH (a) WHERE elementId(a) = row[0] MATCH (b) WHERE elementId(b) = row[1]"
        for kind, alike in _grouped(edges, lambda edge: edge.type).items():
            columns = self._columns(alike)
            word, properties = self.words.edge_type(kind), _literal(columns, 2)
            merge = f"{ends} MERGE (a)-[r:{word}]->(b) SET r = {properties}"
            create = f"{ends} CREATE (a)-[r:{word} {properties}]->(b)" if new else merge
            rows = [[self.places[e.source], self.places[e.target], *_values(e, columns)] for e in alike]
            self._all(rows, create, "relationships", again=merge)

    def finish(self) -> None:
        """Say on the mark that all was written."""
        act = "SET g.complete = true, g.finished = toString(datetime()), g.written = 0 RETURN [] AS made"
        self._transact(f"{self._mark} {act}", "", [])

    @property
    def _mark(self) -> str:
        return f"MATCH (g:{self.words.label(self.words.marker)} {{id: $id, turn: $turn}})"

    def _columns(self, alike: Sequence[Node] | Sequence[Edge]) -> list[str]:
        return sorted({self.words.property_key(key) for row in alike for key in row.properties})

    def _all(self, rows: Sequence[Any], act: str, what: str, made: str = "1", again: str = "") -> list[list[Any]]:
        """Every row, a batch a transaction, one batch ahead of the server; what each batch made.

        `again` is what to do where it is not known whether a batch was written: the act itself, if it may be repeated.
        """
        take = f"{self._mark} SET g.written = g.written + 1 WITH g CALL (g) {{ UNWIND $rows AS row"
        first, later = (f"{take} {each} RETURN collect({made}) AS made }} RETURN made" for each in (act, again or act))
        answers: list[list[Any]] = []
        with ThreadPoolExecutor(max_workers=_AHEAD) as pool:
            under_way: deque[Future[list[Any]]] = deque()
            try:
                for start in range(0, len(rows), BATCH):
                    under_way.append(pool.submit(self._transact, first, later, rows[start : start + BATCH]))
                    if len(under_way) == _AHEAD:
                        answers.append(self._await(under_way, what))
                while under_way:
                    answers.append(self._await(under_way, what))
            finally:
                pool.shutdown(cancel_futures=True)
        if what != "removed" and sum(map(len, answers)) != len(rows):
            raise self._overtaken()
        return answers

    def _await(self, under_way: deque[Future[list[Any]]], what: str) -> list[Any]:
        made = under_way.popleft().result()
        self.done += len(made)
        self.progress(what, self.done, self.total)
        return made

    def _transact(self, first: str, later: str, rows: Sequence[Any]) -> list[Any]:
        """One batch; the driver tries again after failures that pass, and may not know whether one was committed."""
        queries = iter((first,))

        def work(transaction: ManagedTransaction) -> list[Any]:
            found = transaction.run(next(queries, later), {"id": MARK_ID, "turn": self.turn, "rows": rows}).single()
            if found is None:
                raise self._overtaken()
            return list(found["made"])

        with self.driver.session(database=self.where.database) as session:
            return session.execute_write(work)

    def _overtaken(self) -> EngineError:
        return EngineError("another push to this database has begun", place=self.where.uri, remedy="wait, push again")


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
