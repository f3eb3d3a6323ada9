"""The mark that a push leaves: whose graph a server holds, and whether it is whole. In: a driver. Out: `Pushed`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.cypher.names import GraphWords, graph_words

if TYPE_CHECKING:
    from neo4j import Driver

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
    """What stands on the one marking node: the ledger's state, the view's key and options, and whether all was written."""

    state: str
    key: str
    options: str
    complete: bool


def pushed(driver: Driver, database: str | None) -> Pushed | None:
    """The mark of the graph that the server holds, if a push left one."""
    label = graph_words().label(graph_words().marker)
    found, _, _ = driver.execute_query(
        f"MATCH (g:{label} {{id: $id}}) RETURN g.state AS state, g.key AS key, g.options AS options, g.complete AS complete",
        {"id": MARK_ID},
        database_=database,
        routing_="r",
    )
    if not found:
        return None
    state, key, options, complete = found[0].values()
    return Pushed(str(state), str(key), str(options), bool(complete))
