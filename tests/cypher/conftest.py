"""A small graph of both layers, made up, and every engine over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from busy_graph import Busy

from kg.cypher import engine_names, open_engine
from kg.cypher.connection import Address, address, connected
from kg.cypher.layers import Edge, Node, PlainLayers, Rows
from kg.cypher.push import push

if TYPE_CHECKING:
    from kg.cypher.protocol import Engine

STRANGE = 'x\'}) DETACH DELETE n // `y` \\ \u2019\u2028 \ud800 \U0001f600\n"z";a,b'


def entity(rows: Rows, kind: str, name: str, **more: object) -> Node:
    roles = tuple(more.get("roles", ()))  # type: ignore[arg-type]
    given = {"id": f"e-{name}", "name": name, "type": kind, "names": [name, *more.pop("aliases", [])], **more}  # type: ignore[misc]
    return rows.node(rows.words.entity_labels(kind, roles), {**given, "roles": list(roles)})


def relation(rows: Rows, kind: str, source: str, target: str, confidence: int, **more: object) -> Edge:
    given = {"id": f"p-{source}-{kind}-{target}", "confidence": confidence, "status": "unverified", "claimed": True, **more}
    return rows.edge(kind, ("Entity", f"e-{source}"), ("Entity", f"e-{target}"), given)


@pytest.fixture(scope="session")
def small() -> PlainLayers:
    """Two attacks, three suspects, one claim with its speaker and document, and a name that tries to be code."""
    rows = Rows()
    nodes = [
        entity(rows, "ThreatGroup", "Grey Heron", aliases=["UNC1"]),
        entity(rows, "ThreatGroup", "Night Crew"),
        entity(rows, "ThreatGroup", STRANGE),
        entity(rows, "Incident", "attack on Mill Stores", handle="mill-stores/2025-04"),
        entity(rows, "Incident", "attack on Harbour Bank", handle="harbour-bank/2025-05"),
        entity(rows, "Organization", "Mill Stores", roles=("victim",)),
        entity(rows, "Organization", "Harbour Bank", roles=("victim", "regulator")),
        rows.node(("Claim",), {"id": "c1", "relation": "attributed_to", "stance": "hedged", "speaker_kind": "unnamed"}),
        rows.node(("Document",), {"id": "d1", "label": "Daily: shops shut", "published": "2025-04-27", "marking": "clear"}),
        rows.node(("Source",), {"id": "s1", "name": "The Daily", "reliability": "C"}),
        rows.node(("Speaker",), {"id": "k1", "name": "people familiar with the matter", "kind": "unnamed"}),
    ]
    edges = [
        relation(rows, "ATTRIBUTED_TO", "attack on Mill Stores", "Grey Heron", 12, stances=["hedged"], origins=["o1"]),
        relation(
            rows,
            "ATTRIBUTED_TO",
            "attack on Mill Stores",
            "Night Crew",
            45,
            stances=["asserted", "hedged"],
            origins=["o1", "o2"],
        ),
        relation(rows, "ATTRIBUTED_TO", "attack on Harbour Bank", "Night Crew", 80, claimed=False, status="corroborated"),
        relation(rows, "ATTRIBUTED_TO", "attack on Harbour Bank", STRANGE, 5, quote=STRANGE),
        relation(rows, "AFFECTED", "attack on Mill Stores", "Mill Stores", 90, first_reported="2025-04-22"),
        relation(rows, "AFFECTED", "attack on Harbour Bank", "Harbour Bank", 88),
        relation(rows, "LINKED_TO", "Grey Heron", "Night Crew", 30),
        rows.edge("SUBJECT", ("Claim", "c1"), ("Entity", "e-attack on Mill Stores"), {}),
        rows.edge("OBJECT", ("Claim", "c1"), ("Entity", "e-Grey Heron"), {}),
        rows.edge("FROM_DOCUMENT", ("Claim", "c1"), ("Document", "d1"), {}),
        rows.edge("SAID_BY", ("Claim", "c1"), ("Speaker", "k1"), {"vouches": True}),
        rows.edge("PUBLISHED_BY", ("Document", "d1"), ("Source", "s1"), {}),
    ]
    return PlainLayers(tuple(nodes), tuple(edges), key="small", state="state-1")


@pytest.fixture(scope="session")
def busy() -> PlainLayers:
    """Some hundred claims at random."""
    return Busy(seed=7, size=14).layers()


@pytest.fixture(scope="session")
def server(neo4j_server: Any) -> Iterator[Address]:
    """The server of the tests, as the environment names it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("uri", "username", "password", "database"):
            patch.setenv(f"NEO4J_{name.upper()}", getattr(neo4j_server, name))
        yield address()


@pytest.fixture
def empty_server(server: Address) -> Address:
    """The server of the tests, emptied."""
    with connected(server) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    return server


@pytest.fixture(params=engine_names())
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn, over the small graph."""
    opened: Engine = request.getfixturevalue(request.param)
    return opened


@pytest.fixture
def neo4j(server: Address, small: PlainLayers) -> Iterator[Engine]:
    """Neo4j, with the small graph pushed."""
    with open_engine("neo4j", small) as opened:
        stale = opened.run("RETURN 1 AS x").notes
    if stale:  # another test has used the server
        push(small, server, force=True)
    with open_engine("neo4j", small) as opened:
        yield opened


@pytest.fixture
def embedded(small: PlainLayers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The embedded engine, with the small graph loaded once a session."""
    home = tmp_path_factory.getbasetemp() / "small-cache"
    with open_engine("embedded", replace(small, home=home)) as opened:
        yield opened
