"""ArcadeDB inside this process: no server to start. In: layers (loaded once, then cached). Out: an `Engine`.

The database is opened read-only; the parser is asked what a query would do before it runs; and the settings that would let
a query read files or addresses are off. (arcadedb-embedded is Apache-2.0; the Java in its wheel is GPLv2 with the
Classpath exception.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from types import TracebackType
from typing import Any

from kg.cypher.cells import cell, clean, moment, parameter
from kg.cypher.jvm import as_long, java
from kg.cypher.layers import Layers
from kg.cypher.parsed import check
from kg.cypher.protocol import (
    REMEMBERED,
    Cell,
    EngineError,
    QueryError,
    QueryTimeout,
    Table,
    check_text,
    located,
    query_error,
)
from kg.cypher.store import Store, open_store

_PLACE = re.compile(r"(?: at)? line (\d+)(?:, column |:)(\d+)(?: - )?")  # lines from 1, columns from 0


def open_engine(layers: Layers) -> EmbeddedEngine:
    """The engine over these layers; the first call for a view loads it, later ones open what was loaded."""
    return EmbeddedEngine(open_store(layers))


class EmbeddedEngine:
    """An open database; close it, or the end of the process waits for it."""

    name = "embedded"

    def __init__(self, store: Store) -> None:
        from arcadedb_embedded import Database

        self._store: Store | None = store
        self._java = database = store.database
        self._database = Database(database)
        self._checked: dict[str, tuple[str, ...]] = {}  # columns of texts that may run: the check depends on nothing else
        self._parser = java("com.arcadedb.query.opencypher.parser.Cypher25AntlrParser")(database)

    def __enter__(self) -> EmbeddedEngine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; calling it again does nothing."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def run(
        self,
        text: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        limit: int | None = None,
        timeout: float | None = None,
    ) -> Table:
        """See `kg.cypher.protocol.Engine.run`."""
        if self._store is None:
            raise EngineError("the engine is closed", remedy="open it again")
        text = check_text(clean(text))
        bound = {name: parameter(value, f"parameter {name}") for name, value in (parameters or {}).items()}
        if text not in self._checked:
            if len(self._checked) >= REMEMBERED:
                self._checked.clear()
            self._checked[text] = self._understood(text)
        columns = self._checked[text]
        milliseconds = 0 if timeout is None else max(1, int(timeout * 1000))
        setting = java("com.arcadedb.GlobalConfiguration").COMMAND_TIMEOUT
        self._java.getConfiguration().setValue(setting, as_long(milliseconds))
        try:
            with self._database.query("opencypher", text, bound) as found:
                rows = list(islice(found.iter_dicts(), None if limit is None else limit + 1))
        except Exception as error:
            raise _translated(error, text, timeout) from error
        columns = columns or tuple(dict.fromkeys(key for row in rows for key in row))
        cells = tuple(tuple(cell(row.get(name), _foreign) for name in columns) for row in rows[:limit])
        return Table(columns, cells, truncated=limit is not None and len(rows) > limit)

    def _understood(self, text: str) -> tuple[str, ...]:
        """The columns of a query that may run, where its RETURN names them; raises for one that may not."""
        try:
            tree = self._parser.parseQueryWithTree(text).tree()
            statement = self._parser.parse(text)
            acts = {str(act) for act in self._java.getQueryEngine("opencypher").analyze(text).getOperationTypes()}
        except Exception as error:
            raise _translated(error, text, None) from error
        check(tree, acts, text)
        return _columns(statement)


def _columns(statement: Any) -> tuple[str, ...]:
    if hasattr(statement, "getQueries"):  # a UNION: its first part names them
        statement = statement.getQueries()[0]
    clause = statement.getReturnClause() if hasattr(statement, "getReturnClause") else None
    if clause is None or any(item.isStar() for item in clause.getReturnItems()):
        return ()
    return tuple(str(item.getOutputName()) for item in clause.getReturnItems())


def _translated(error: Exception, text: str, timeout: float | None) -> QueryError:
    """An error of the engine as one that says where in the query."""
    kind, message = type(error).__name__, str(error)
    cause = error.__cause__
    full = f"{kind} {type(cause).__name__ if cause else ''} {message}"
    if "TimeoutException" in full:
        return QueryTimeout(f"no answer within {timeout} s", place="query", remedy="narrow it, or give --timeout more")
    said = re.sub(r"^(?:[A-Z][\w ]*failed: )?(?:[\w.$]+Exception: )*", "", message).strip().partition("\n")[0]
    place = _PLACE.search(message)
    if place:
        return query_error(_PLACE.sub(" ", said).strip(), text, int(place[1]), int(place[2]) + 1)
    return located(said or kind, text)


def _foreign(value: Any) -> Cell:
    """A node, relationship or path as a map, as the other engine gives it; what is temporal as ISO text."""
    if isinstance(value, java("com.arcadedb.graph.Vertex")):
        found = java("com.arcadedb.query.opencypher.Labels").getLabels(value)
        labels: list[Cell] = [*sorted(str(label) for label in found)]
        return {"labels": labels, "properties": _properties(value)}
    if isinstance(value, java("com.arcadedb.graph.Edge")):
        return {"type": str(value.getTypeName()), "properties": _properties(value)}
    if isinstance(value, java("com.arcadedb.query.opencypher.traversal.TraversalPath")):
        return {
            "nodes": [_foreign(node) for node in value.getVertices()],
            "relationships": [_foreign(edge) for edge in value.getEdges()],
        }
    return moment(str(value))


def _properties(record: Any) -> Cell:
    from arcadedb_embedded.type_conversion import convert_java_to_python

    return {str(key): cell(convert_java_to_python(record.get(key)), _foreign) for key in sorted(record.getPropertyNames())}
