"""The mark that a push leaves: whose graph a server holds, and whether it is whole. In: a driver, layers. Out: `Pushed`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.cypher.names import GraphWords, graph_words

if TYPE_CHECKING:
    from neo4j import Driver

    from kg.cypher.connection import Address
    from kg.cypher.layers import Layers

MARK_ID = "graph"


def schema_statements(words: GraphWords) -> list[str]:
    """The constraints and indexes of the graph; a statement whose constraint is there does nothing.

    None is on a property of a relationship: with such an index MERGE is planned over it, and 20,000 edges took 318 s
    instead of 0.84 s.
    """
    kinds = [words.label(kind) for kind in (*words.nodes, words.marker)]
    unique = "CREATE CONSTRAINT kg_{0}_id IF NOT EXISTS FOR (n:{1}) REQUIRE n.id IS UNIQUE"
    lookup = "CREATE INDEX kg_{0}_{2} IF NOT EXISTS FOR (n:{1}) ON (n.{2})"
    return [
        *(unique.format(kind.lower(), kind) for kind in kinds),
        *(lookup.format(label.lower(), label, key) for label, key in words.lookups()),
    ]


def mark_of(layers: Layers) -> dict[str, str | bool]:
    """The properties of the mark of a graph that is whole."""
    return {"id": MARK_ID, "state": layers.state, "key": layers.key, "options": layers.options, "complete": True}


@dataclass(frozen=True)
class Pushed:
    """What stands on the one marking node: the ledger's state, the view's key and options, and whether all was written.

    `turn` tells one push from the next, `written` how far a push that is not complete has come.
    """

    state: str
    key: str
    options: str
    complete: bool
    turn: str | None
    written: int


def pushed(driver: Driver, database: str | None) -> Pushed | None:
    """The mark of the graph that the server holds, if a push left one."""
    label = graph_words().label(graph_words().marker)
    found, _, _ = driver.execute_query(
        f"MATCH (g:{label} {{id: $id}}) RETURN g.state AS state, g.key AS key, g.options AS options, "
        "g.complete AS complete, g.turn AS turn, coalesce(g.written, 0) AS written",
        {"id": MARK_ID},
        database_=database,
        routing_="r",
    )
    if not found:
        return None
    state, key, options, complete, turn, written = found[0].values()
    return Pushed(str(state), str(key), str(options), bool(complete), turn, int(written))


def begin(driver: Driver, where: Address, layers: Layers, last: Pushed | None) -> str | None:
    """Take the mark for a push; its turn, or None where another push has written since `last` was read."""
    label = graph_words().label(graph_words().marker)
    found, _, _ = driver.execute_query(
        f"MERGE (g:{label} {{id: $id}}) WITH g WHERE coalesce(g.turn, '') = $turn AND coalesce(g.written, 0) = $written "
        "SET g.state = $state, g.key = $key, g.options = $options, g.complete = false, g.turn = randomUUID(), "
        "g.written = 0, g.started = toString(datetime()) RETURN g.turn AS turn",
        {**mark_of(layers), "turn": (last.turn if last else None) or "", "written": last.written if last else 0},
        database_=where.database,
    )
    return str(found[0]["turn"]) if found else None
