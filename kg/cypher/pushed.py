"""The mark that a push leaves: whose graph a server holds, and whether it is whole. In: a driver. Out: `Pushed`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.cypher.names import graph_words

if TYPE_CHECKING:
    from neo4j import Driver

MARK_ID = "graph"


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
