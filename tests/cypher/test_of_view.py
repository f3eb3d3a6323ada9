"""The layers of a real view: what stands in them, what leaves them, and that both engines answer alike over them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import hand_ledger
import pytest

import kg
from kg.cypher.push import push
from kg.model import Marking
from kg.questions.query import named_queries, query

if TYPE_CHECKING:
    from kg.cypher.connection import Address
    from kg.workspace import Workspace

GIVEN: dict[str, dict[str, Any]] = {
    "actors-by-victim": {"victim": "northmark"},
    "victims-by-actor": {"actor": "tin crow"},
    "shared-techniques": {"a": "Tin Crow", "b": "Old Heron"},
    "only-source": {"source": "lantern-labs.example"},
    "never-corroborated": {"before": "2026"},
    "single-origin": {"least": 1},
    "path-between": {"from": "Old Heron", "to": "Northmark"},
    "said-by": {"speaker": "lantern labs"},
    "reported": {"name": "northmark"},
}
NO_ANSWER = {"campaigns", "homonyms", "unattributed-incidents"}  # the affair has none


@pytest.fixture
def affair(tmp_path: Path) -> Workspace:
    return kg.open(hand_ledger.write(tmp_path / "kg.db"))


def rows(workspace: Workspace, text: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return list(workspace.cypher(text, parameters).rows)


ATTRIBUTED = "MATCH (:Incident)-[r:ATTRIBUTED_TO]->(a) RETURN a.name AS a, r.confidence AS c ORDER BY c DESC, a"


def test_edges_carry_what_the_views_graph_carries(affair: Workspace) -> None:
    graph = affair.view().graph
    for edge in affair.layers().edges():
        if edge.source[0] == edge.target[0] == "Entity":
            there = graph.edges[edge.source[1], edge.target[1], edge.properties["id"]]
            assert {key: there.get(key) for key in ("confidence", "status", "claimed", "stances", "quote", "document")} == {
                key: edge.properties.get(key) for key in ("confidence", "status", "claimed", "stances", "quote", "document")
            }


def test_every_claim_has_its_ends_document_and_speakers(affair: Workspace) -> None:
    assert rows(affair, "MATCH (c:Claim) WHERE NOT (c)-[:SUBJECT]->(:Entity) RETURN c.id") == []
    assert rows(affair, "MATCH (c:Claim) WHERE NOT (c)-[:FROM_DOCUMENT]->(:Document) RETURN c.id") == []
    assert rows(affair, "MATCH (c:Claim) WHERE c.origin IS NULL OR c.proposition IS NULL RETURN c.id") == []
    named = "MATCH (c:Claim {speaker_kind: 'named'}) WHERE NOT (c)-[:SAID_BY {vouches: true}]->(:Speaker {name: c.speaker})"
    assert rows(affair, f"{named} RETURN c.id") == []
    assert rows(affair, "MATCH (c:Claim) RETURN count(c) AS n") == [(len(affair.view().claims),)]


def test_copies_share_their_origin(affair: Workspace) -> None:
    found = affair.query("lost-hedges").records()
    assert [(row["hedged_in"], row["asserted_in"]) for row in found] == [("Vendor names a crew", "Tin Crow behind attack")]


def test_what_nobody_vouches_for(affair: Workspace) -> None:
    found = affair.query("claimed-links").records()
    assert [(row["object"], row["vouched_by"]) for row in found] == [("Paper Moon", [])]
    all_of_them = affair.query("claimed-links", {"vouched": True}).records()
    assert {"Paper Moon", "Rustfall", "Freedonia"} <= {row["object"] for row in all_of_them}


def test_a_withdrawn_document_leaves_both_layers_and_neo4j(affair: Workspace, empty_server: Address) -> None:
    push(affair.layers(), empty_server)
    assert [a for a, _ in rows(affair, ATTRIBUTED)] == ["Old Heron", "Tin Crow", "Paper Moon"]
    affair.decide("withdraw", "Business round-up", why="nobody stands behind it", by="ana")
    assert [a for a, _ in rows(affair, ATTRIBUTED)] == ["Old Heron", "Tin Crow"]
    assert rows(affair, "MATCH (c:Claim)-[:FROM_DOCUMENT]->(d {title: 'Business round-up'}) RETURN c.id") == []
    report = push(affair.layers(), empty_server)
    assert report.edges_removed and report.unchanged
    assert affair.cypher(ATTRIBUTED, engine="neo4j").rows == affair.cypher(ATTRIBUTED).rows
    assert push(affair.layers(), empty_server).changed == 0


def test_a_growing_ledger_may_push_again_and_a_stranger_may_not(
    affair: Workspace, empty_server: Address, tmp_path: Path
) -> None:
    push(affair.layers(), empty_server)
    stranger = kg.open(tmp_path / "other.db")
    (tmp_path / "note.txt").write_text("Nothing happened.")
    stranger.load([tmp_path / "note.txt"])
    with pytest.raises(kg.errors.KgError, match="another ledger"):  # type: ignore[attr-defined]
        push(stranger.layers(), empty_server)
    affair.load([tmp_path / "note.txt"])
    assert push(affair.layers(), empty_server).nodes_written


def test_a_view_as_of_a_date_has_engines_of_its_own(affair: Workspace) -> None:
    now, then = affair.cypher(ATTRIBUTED).rows, affair.cypher(ATTRIBUTED, as_of="2025-05-14").rows
    assert len(then) < len(now)
    assert affair.cypher(ATTRIBUTED, tlp=Marking.CLEAR).rows == now


def test_what_an_engine_holds_is_told_from_what_the_ledger_says(affair: Workspace, empty_server: Address) -> None:
    def notes() -> tuple[str, ...]:
        return affair.cypher("RETURN 1 AS x", engine="neo4j").notes

    assert "holds no graph" in notes()[0]
    push(affair.layers(), empty_server)
    assert notes() == ()
    affair.decide("withdraw", "Business round-up", why="nobody stands behind it", by="ana")
    assert "another state" in notes()[0]


def test_named_queries_answer_alike_over_a_real_view(affair: Workspace, empty_server: Address) -> None:
    push(affair.layers(), empty_server)
    with affair.engine("embedded") as embedded, affair.engine("neo4j") as neo4j:
        for name in named_queries():
            here, there = (query(engine, name, GIVEN.get(name)) for engine in (embedded, neo4j))
            assert here.rows == there.rows, name
            assert bool(here.rows) == (name not in NO_ANSWER), name


@pytest.mark.slow
def test_the_seed_reports_show_that_nobody_vouches_for_the_link(corpus: Path, tmp_path: Path, server: Address) -> None:
    seeds = kg.open(tmp_path / "kg.db")
    seeds.load(sorted((corpus / "seeds").glob("*.txt")))
    push(seeds.layers(), server, force=True)
    for engine in ("embedded", "neo4j"):
        (row,) = seeds.query("claimed-links", {"about": "Hamas"}, engine=engine).records()
        assert (row["object"], row["relation"], row["vouched_by"]) == ("Hamas", "attributed_to", [])
        assert row["confidence"] <= 20 and row["status"] == "unverified"
