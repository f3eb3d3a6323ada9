"""kg push against the real server: repeatable, resumable, careful with what is not its own, and fast."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.cypher.connection import Address, address, connected
from kg.cypher.layers import PlainLayers, Rows
from kg.cypher.protocol import EngineError
from kg.cypher.push import push

if TYPE_CHECKING:
    from typing import Any


ROOT = Path(__file__).resolve().parents[2]
PYTHONPATH = os.pathsep.join((str(ROOT), str(ROOT / "tests")))


def rows(server: Address, text: str) -> list[list[Any]]:
    with connected(server) as driver:
        return [record.values() for record in driver.execute_query(text).records]


def everything(server: Address) -> list[list[Any]]:
    nodes = rows(server, "MATCH (n) WHERE NOT n:KgGraph RETURN labels(n), properties(n) ORDER BY n.id")
    edges = rows(server, "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r) ORDER BY a.id, type(r), b.id")
    return [*([sorted(labels), properties] for labels, properties in nodes), *edges]


def test_a_second_push_writes_nothing(small: PlainLayers, empty_server: Address) -> None:
    first = push(small, empty_server)
    assert (first.nodes_written, first.edges_written) == (len(small.all_nodes), len(small.all_edges))
    mark = rows(empty_server, "MATCH (g:KgGraph) RETURN properties(g)")
    second = push(small, empty_server)
    assert second.changed == 0 and second.unchanged == first.changed
    assert rows(empty_server, "MATCH (g:KgGraph) RETURN properties(g)") == mark


def test_both_layers_arrive_with_labels_and_properties(small: PlainLayers, empty_server: Address) -> None:
    push(small, empty_server)
    there = everything(empty_server)
    nodes = [[sorted(n.labels), n.properties] for n in sorted(small.all_nodes, key=lambda n: n.id)]
    edges = [[e.source[1], e.type, e.target[1], e.properties] for e in small.all_edges]
    assert there[: len(nodes)] == nodes
    assert sorted(there[len(nodes) :], key=str) == sorted(edges, key=str)


def test_what_a_view_no_longer_shows_is_removed(small: PlainLayers, empty_server: Address) -> None:
    push(small, empty_server)
    gone = next(e for e in small.all_edges if e.properties.get("confidence") == 12)
    less = replace(
        small,
        all_edges=tuple(e for e in small.all_edges if e is not gone and e.source[1] != "c1"),
        all_nodes=tuple(n for n in small.all_nodes if n.id != "c1"),
        key="less",
        state="state-2",
        past=frozenset({"state-1"}),
    )
    report = push(less, empty_server)
    assert (report.nodes_removed, report.nodes_written, report.edges_written) == (1, 0, 0)
    assert rows(empty_server, "MATCH (n:Claim) RETURN n.id") == []
    assert rows(empty_server, "MATCH (:Incident)-[r:ATTRIBUTED_TO {confidence: 12}]->() RETURN r") == []
    assert len(everything(empty_server)) == len(less.all_nodes) + len(less.all_edges)


def test_changed_elements_are_written_anew(small: PlainLayers, empty_server: Address) -> None:
    push(small, empty_server)
    made = Rows()
    old = next(n for n in small.all_nodes if n.id == "e-Harbour Bank")
    labels = made.words.entity_labels("Organization", ["media"])
    new = made.node(labels, {"id": old.id, "name": "Harbour Bank", "type": "Organization", "names": ["Harbour Bank"]})
    changed = replace(small, all_nodes=tuple(new if n is old else n for n in small.all_nodes), key="changed")
    report = push(changed, empty_server)
    assert (report.nodes_written, report.changed) == (1, 1)
    (found,) = rows(empty_server, "MATCH (n:Entity {id: 'e-Harbour Bank'}) RETURN labels(n), properties(n)")
    assert sorted(found[0]) == ["Entity", "Media", "Organization"]
    assert found[1] == new.properties


def test_another_ledgers_graph_is_left_alone_without_force(small: PlainLayers, empty_server: Address) -> None:
    push(small, empty_server)
    before = everything(empty_server)
    other = PlainLayers(small.all_nodes[:1], (), key="other", state="other")
    with pytest.raises(EngineError, match="another ledger") as refused:
        push(other, empty_server)
    assert "--force" in str(refused.value.remedy)
    assert everything(empty_server) == before
    push(other, empty_server, force=True)
    assert len(everything(empty_server)) == 1


def test_data_of_somebody_else_is_left_alone(small: PlainLayers, empty_server: Address) -> None:
    rows(empty_server, "CREATE (:Person {name: 'mine'})-[:LINKED_TO {note: 'mine'}]->(:Entity {name: 'mine too'})")
    with pytest.raises(EngineError, match="data that no push wrote"):
        push(small, empty_server)
    push(small, empty_server, force=True)
    push(replace(small, all_nodes=(), all_edges=(), key="none"), empty_server)
    assert rows(empty_server, "MATCH (a)-[r]->(b) RETURN a.name, r.note, b.name") == [["mine", "mine", "mine too"]]


def test_a_push_that_another_one_overtakes_stops(small: PlainLayers, empty_server: Address) -> None:
    other = replace(small, key="other")
    turns = []

    def overtake(*_: object) -> None:
        if len(turns) == 3:
            push(other, empty_server)
        turns.append(1)

    with pytest.raises(EngineError, match="another push"):
        push(small, empty_server, progress=overtake)
    assert push(other, empty_server).changed == 0


KILLED = """
import os, signal, sys
from dataclasses import replace
from kg.cypher import writing
from kg.cypher.push import push
from kg.cypher.connection import address
from busy_graph import Busy

def die(what, done, total):
    if what == sys.argv[1] and done > total * float(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

writing.BATCH = 50
push(Busy(7, 14).layers(), address(), progress=die)
"""


@pytest.mark.parametrize(("what", "share"), [("nodes", "0.1"), ("relationships", "0.5"), ("relationships", "0.9")])
def test_a_killed_push_is_completed_by_the_next(what: str, share: str, busy: PlainLayers, empty_server: Address) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, what, share],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": PYTHONPATH},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -9, killed.stderr.decode()
    total = len(busy.all_nodes) + len(busy.all_edges)
    written = len(everything(empty_server))
    assert 0 < written < total
    assert rows(empty_server, "MATCH (g:KgGraph) RETURN g.complete") == [[False]]
    report = push(busy, empty_server)
    assert report.unchanged == written and report.changed == total - written
    assert rows(empty_server, "MATCH (g:KgGraph) RETURN g.complete") == [[True]]
    assert push(busy, empty_server).changed == 0
    assert len(everything(empty_server)) == total


def test_a_dead_address_is_said_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(EngineError, match="does not answer"):
        push(PlainLayers((), (), "k", "s"), Address("bolt://127.0.0.1:1"))
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("uri", ["here", "http://127.0.0.1", "bolt://"])
def test_what_is_no_address(uri: str) -> None:
    with pytest.raises(EngineError) as error:
        push(PlainLayers((), (), "k", "s"), Address(uri))
    assert error.value.place == uri


def test_no_address_at_all() -> None:
    with pytest.raises(EngineError, match="no Neo4j is named") as error:
        address({})
    assert "NEO4J_URI" in str(error.value.remedy)


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(address({"NEO4J_URI": "bolt://x", "NEO4J_PASSWORD": "secret"}))


@pytest.mark.slow
def test_speed(empty_server: Address) -> None:
    """At least 20,000 relations a second on the machine this was built on; here with room for slower ones."""
    made = Rows()
    things = [
        made.node(made.words.entity_labels("ThreatGroup"), {"id": f"e{n}", "name": f"E{n}", "type": "ThreatGroup"})
        for n in range(2_000)
    ]
    push(PlainLayers(tuple(things), (), "nodes", "s"), empty_server)
    pairs = [(f"e{n % 2000}", f"e{(n * 7 + n // 2000) % 2000}", n) for n in range(20_000)]
    edges = tuple(
        made.edge("LINKED_TO", ("Entity", a), ("Entity", b), {"id": f"p{n}", "confidence": n % 100}) for a, b, n in pairs
    )
    report = push(PlainLayers(tuple(things), edges, "edges", "s"), empty_server)
    assert report.edges_a_second > 5_000
    assert push(PlainLayers(tuple(things), edges, "edges", "s"), empty_server).changed == 0
