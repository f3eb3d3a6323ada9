"""Neo4j, as `NEO4J_URI` names it. In: queries over what `kg push` wrote there. Out: an `Engine`.

Neo4j plans a query before it is allowed to run: what would write, read files or call procedures that are not known to be
harmless is refused by its plan, and what is left runs in a read transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from types import TracebackType
from typing import Any

from kg.cypher.cells import cell, clean, moment, parameter
from kg.cypher.connection import Address, address, connect, failures, query_failure
from kg.cypher.layers import Layers
from kg.cypher.names import graph_words
from kg.cypher.protocol import REMEMBERED, Cell, EngineError, Table, WriteRefused, check_text
from kg.cypher.pushed import Pushed, pushed

_EXPLAIN = "EXPLAIN\n"


def open_engine(layers: Layers) -> Neo4jEngine:
    """The engine over what the server holds; a note says so where that is not the graph of these layers."""
    return Neo4jEngine(address(), layers)


class Neo4jEngine:
    """An open driver."""

    name = "neo4j"

    def __init__(self, where: Address, layers: Layers) -> None:
        from neo4j.graph import Node, Path, Relationship

        self._where = where
        self._driver = connect(where)
        self._kinds = (Node, Relationship, Path)
        self._open = True
        self._checked: set[str] = set()  # texts that may run
        try:
            with failures(where):
                self._notes = _notes(pushed(self._driver, where.database), layers)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Neo4jEngine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; calling it again does nothing."""
        self._open = False
        self._driver.close()

    def run(
        self,
        text: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        limit: int | None = None,
        timeout: float | None = None,
    ) -> Table:
        """See `kg.cypher.protocol.Engine.run`."""
        from neo4j import READ_ACCESS
        from neo4j.exceptions import ClientError, DatabaseError, TransientError

        if not self._open:
            raise EngineError("the engine is closed", remedy="open it again")
        text = check_text(clean(text))
        bound = {name: parameter(value, f"parameter {name}") for name, value in (parameters or {}).items()}
        with (
            failures(self._where),
            self._driver.session(database=self._where.database, default_access_mode=READ_ACCESS, fetch_size=1000) as session,
        ):
            try:
                if text not in self._checked:
                    self._check_plan(session, text, bound, timeout)
                    if len(self._checked) >= REMEMBERED:
                        self._checked.clear()
                    self._checked.add(text)
            except (ClientError, DatabaseError) as error:
                raise query_failure(error, text, timeout, lines_before=1) from error
            try:
                with session.begin_transaction(timeout=timeout) as transaction:
                    found = transaction.run(text, bound)
                    columns = tuple(found.keys())
                    rows = [record.values() for record in islice(found, None if limit is None else limit + 1)]
            except (ClientError, DatabaseError, TransientError) as error:
                raise query_failure(error, text, timeout) from error
        cells = tuple(tuple(cell(value, self._foreign) for value in row) for row in rows[:limit])
        return Table(columns, cells, truncated=limit is not None and len(rows) > limit, notes=self._notes)

    def _check_plan(self, session: Any, text: str, bound: Mapping[str, Cell], timeout: float | None) -> None:
        from neo4j import Query

        words = graph_words()
        summary = session.run(Query(_EXPLAIN + text, timeout=timeout), bound).consume()
        if summary.query_type != "r" or summary.plan is None:
            raise _refused("this query would change something")
        for operator, details in _operators(summary.plan):
            if operator in words.refused_operators:
                raise _refused(f"{operator} reaches beyond the graph")
            if operator == "ProcedureCall" and not details.startswith(words.procedures):
                raise _refused(f"{details.partition('(')[0]} is not known to do no more than read the graph")

    def _foreign(self, value: Any) -> Cell:
        node, relationship, path = self._kinds
        if isinstance(value, node):
            labels: list[Cell] = [*sorted(value.labels)]
            return {"labels": labels, "properties": self._properties(value)}
        if isinstance(value, relationship):
            return {"type": value.type, "properties": self._properties(value)}
        if isinstance(value, path):
            nodes = [self._foreign(node) for node in value.nodes]
            return {"nodes": nodes, "relationships": [self._foreign(edge) for edge in value.relationships]}
        return moment(value.iso_format()) if hasattr(value, "iso_format") else str(value)

    def _properties(self, value: Any) -> Cell:
        return {key: cell(value[key], self._foreign) for key in sorted(value.keys())}


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    name = str(plan["operatorType"]).partition("@")[0]
    yield name, str((plan.get("args") or plan.get("arguments") or {}).get("Details", ""))
    for child in plan.get("children") or ():
        yield from _operators(child)


def _refused(why: str) -> WriteRefused:
    remedy = "the graph is read-only: load reports or decide on claims"
    return WriteRefused(f"{why}; nothing was run", place="query", remedy=remedy)


def _notes(there: Pushed | None, layers: Layers) -> tuple[str, ...]:
    if there is None:
        return ("Neo4j holds no graph of a ledger: `kg push` writes it",)
    if not there.complete:
        return ("the last push to Neo4j did not finish: `kg push` completes it",)
    if there.key != layers.key:
        return ("Neo4j holds another state of the graph than this ledger: `kg push` brings it up to date",)
    return ()
