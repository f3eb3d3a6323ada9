"""What the embedded engine's parser says of a query. In: a parse tree. Out: nothing, or a `QueryError` that shows the place.

Refused is what would write or read files; and, rather than answered otherwise than Neo4j answers it, what experiments showed
this engine to compute wrongly (docs/cypher.md lists it; a test compares both engines on what is let through).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.cypher.names import graph_words
from kg.cypher.protocol import QueryError, WriteRefused, query_error

_READ_ONLY = "the graph is read-only: load reports or decide on claims"
_LOGIC = ("Expression", "Expression11", "Expression10", "Expression9", "Expression7")  # OR, XOR, AND, NOT, IS NULL and IN
_ATOM = "Expression2"  # with what follows it: properties, indexes


def check(tree: Any, acts: set[str], text: str) -> None:
    """Raise `WriteRefused` or `QueryError` for a query that may not run; `acts` is what the engine says it would do."""
    for node in _walk(tree):
        if _kind(node) == "LoadCSVClause":
            raise _refused("LOAD CSV reads files and addresses", text, node)
    if acts - {"READ"}:
        what = ", ".join(sorted(acts - {"READ"})).lower()
        raise _refused(f"this query would change something ({what}), or calls what may", text)
    for node in _walk(tree):
        if _kind(node) == "MatchClause":
            _check_shortest_path(node, text)
        elif _kind(node) == "ReturnItem":
            _check_aggregates(node, text)


def _check_shortest_path(match: Any, text: str) -> None:
    """A condition beside shortestPath restricts the search in Neo4j, and its result here."""
    inside = list(_walk(match))
    where = next((node for node in match.children or [] if _kind(node) == "WhereClause"), None)
    if where is None or not any("ShortestPath" in _kind(node) for node in inside):
        return
    paths = {str(n.variable().getText()) for n in inside if _kind(n) == "Pattern" and n.variable() is not None}
    used = {str(node.getText()) for node in _walk(where) if _kind(node) == "Variable"}
    if paths & used:
        path = sorted(paths & used)[0]
        remedy = "write WITH before WHERE to filter what was found, name the types to walk, or use --engine neo4j"
        raise _unsure(
            f"the embedded engine applies a condition on {path!r} after the search, not during it", text, where, remedy
        )


def _check_aggregates(item: Any, text: str) -> None:
    """An aggregate within a logical expression, or whose property is asked for, is computed a row at a time here."""
    for node, around in _within(item, ()):
        if not _is_aggregate(node):
            continue
        for outer in around:
            wraps = outer.getChildCount() > 1
            if wraps and (
                _kind(outer) in _LOGIC
                or (_kind(outer) == _ATOM and any(_kind(part).startswith("Property") for part in outer.children))
            ):
                remedy = "compute it in a WITH of its own before, or use --engine neo4j"
                raise _unsure(
                    "the embedded engine does not compute an aggregate inside this expression", text, outer, remedy
                )


def _within(node: Any, around: tuple[Any, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Each node below with those around it; subqueries have items of their own."""
    for place in range(node.getChildCount()):
        child = node.getChild(place)
        if _kind(child) != "ReturnItem":
            yield child, around
            yield from _within(child, (*around, child))


def _is_aggregate(node: Any) -> bool:
    if _kind(node) == "CountStar":
        return True
    if _kind(node) != "FunctionInvocation":
        return False
    return str(node.getChild(0).getText()).lower() in graph_words().aggregates


def _walk(tree: Any) -> Iterator[Any]:
    yield tree
    for place in range(tree.getChildCount()):
        yield from _walk(tree.getChild(place))


def _kind(node: Any) -> str:
    return str(node.getClass().getSimpleName()).removesuffix("Context")


def _refused(why: str, text: str, node: Any = None) -> WriteRefused:
    shown = _at(f"{why}; nothing was run", text, node)
    return WriteRefused(shown.message, place=shown.place, remedy=_READ_ONLY, excerpt=shown.excerpt)


def _unsure(why: str, text: str, node: Any, remedy: str) -> QueryError:
    error = _at(why, text, node)
    error.remedy = remedy
    return error


def _at(message: str, text: str, node: Any) -> QueryError:
    if node is None:
        return query_error(message, text)
    start = node.getStart()
    return query_error(message, text, start.getLine(), start.getCharPositionInLine() + 1)
