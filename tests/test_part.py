"""A part of a view: what is left out of sight changes no number, and is nowhere in what is left."""

from __future__ import annotations

from pathlib import Path

import hand_ledger
import networkx
import pytest

from kg.cypher.of_view import layers_of
from kg.errors import UnknownName, UsageError
from kg.ledger import Ledger
from kg.view import View, view
from kg.view.part import Selection


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hand_ledger.write(tmp_path_factory.mktemp("part") / "kg.db")


@pytest.fixture(scope="module")
def whole(path: Path) -> View:
    with Ledger(path) as ledger:
        return view(ledger)


SELECTIONS = [
    Selection(about="Northmark Stores"),
    Selection(about="Tin Crow", hops=1),
    Selection(min_confidence=50),
    Selection(statuses=("disputed",)),
    Selection(statuses=("disputed", "unverified"), min_confidence=5),
    Selection(relations=("uses", "sponsored_by")),
    Selection(about="Rustfall", relations=("uses",)),
]


def names(seen: View) -> set[str]:
    return {entity.name for entity in seen.entities.values()}


@pytest.mark.parametrize("wanted", SELECTIONS, ids=lambda s: s.words)
def test_a_part_is_a_view_that_holds_together(whole: View, wanted: Selection) -> None:
    part = whole.part(wanted)
    assert part.selection == wanted
    assert set(part.entities) <= set(whole.entities)
    for id_, proposition in part.propositions.items():
        assert proposition == whole.propositions[id_]
        assert {proposition.subject, proposition.object or proposition.subject} <= set(part.entities)
        assert proposition.confidence >= wanted.min_confidence
        assert str(proposition.status) in (wanted.statuses or [str(proposition.status)])
        assert proposition.relation in (wanted.relations or [proposition.relation])
        assert set(proposition.claim_ids) <= set(part.claims)
    assert {c.content_id for c in part.claims.values()} == set(part.headings)
    assert {part.proposition_of(c).id for c in part.claims} == set(part.propositions)
    assert {edge[0] for edge in part.edges()} == {key for _, _, key in part.graph.edges(keys=True)}
    assert {kind[0] for kind in part.kinds()} == set(part.entities) == set(part.graph)
    assert all(p.id in part.propositions for e in part.entities for p in part.of(e))
    assert 0 < len(part.propositions) < len(whole.propositions)


def test_hops_are_those_of_the_graph(whole: View) -> None:
    centre = whole.find("Tin Crow").id
    for hops in range(5):
        part = whole.part(Selection(about="Tin Crow", hops=hops))
        assert set(part.graph) == set(networkx.ego_graph(whole.graph, centre, hops, undirected=True))


def test_hops_go_over_edges_that_pass_the_rest(whole: View) -> None:
    part = whole.part(Selection(about="Tin Crow", hops=3, relations=("uses",)))
    assert names(part) == {"Tin Crow", "Rustfall", "Old Heron"}


def test_what_is_out_of_sight_is_not_found(whole: View) -> None:
    part = whole.part(Selection(about="Rustfall", hops=1))
    assert part.find("Old Heron").name == "Old Heron"
    assert [e.name for e in part.bearers("Old Heron")] == ["Old Heron"]
    assert part.bearers("Ferrymill plc") == []
    with pytest.raises(UnknownName):
        part.find("Ferrymill plc")
    with pytest.raises(KeyError):
        part.entities[whole.find("Ferrymill plc").id]


def test_nothing_wanted_is_the_view_itself(whole: View) -> None:
    assert whole.part(Selection()) is whole


def test_words_that_mean_nothing_are_refused(whole: View) -> None:
    with pytest.raises(UsageError, match="no relation is called 'likes'"):
        whole.part(Selection(relations=("likes",)))
    with pytest.raises(UsageError, match="no status is called 'likely'"):
        whole.part(Selection(statuses=("likely",)))


def test_engines_hold_a_part_apart_from_the_whole(path: Path, whole: View) -> None:
    with Ledger(path) as ledger:
        all_ = layers_of(whole, ledger)
        some = [layers_of(whole.part(wanted), ledger) for wanted in SELECTIONS]
    assert len({layers.key for layers in (all_, *some)}) == len(SELECTIONS) + 1
    assert "2 hops around Northmark Stores" in some[0].options
    for layers in some:
        ids = {(node.kind, node.id) for node in layers.nodes()}
        assert all({edge.source, edge.target} <= ids for edge in layers.edges())
        assert ids < {(node.kind, node.id) for node in all_.nodes()}
