"""Paths: which there are, how they are ranked, and what is left of them without a source."""

from __future__ import annotations

from pathlib import Path

import hand_ledger
import pytest
from claims_by_hand import Case, group, incident, malware, org
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import AmbiguousName, UnknownName, UnknownSource, UsageError
from kg.ledger import Ledger
from kg.model import Ref
from kg.questions.path import joint_confidence
from kg.workspace import Workspace


@pytest.fixture(scope="module")
def affair(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return kg.open(hand_ledger.write(tmp_path_factory.mktemp("path") / "kg.db"))


@pytest.fixture
def made(tmp_path: Path) -> tuple[Case, Workspace]:
    """A case to be filled by the test, and its workspace, which reads it when first asked."""
    case = Case()

    class Filled(Workspace):
        def view(self, **options):  # type: ignore[no-untyped-def]
            with Ledger(self.path_to_ledger, create=True) as ledger:
                for report in case.reports:
                    ledger.add(report.document, readings=[report.reading])
            return super().view(**options)

    return case, Filled(tmp_path / "kg.db")


@pytest.mark.parametrize("name", ["Northmark Stores", "Northmark", "northmark stores", "northmark-stores/undated"])
def test_any_name_of_an_end_will_do(name: str, affair: Workspace) -> None:
    path = affair.path("Tin Crow", name).paths[0]
    assert [s.relation for s in path.steps] == ["attributed_to", "affected"][: len(path.steps)]
    assert path.kind == "attribution"


def test_the_weakest_step_is_marked_and_each_step_says_who_says_so(affair: Workspace) -> None:
    (path,) = affair.path("Paper Moon", "Northmark").paths
    attributed, hit = path.steps
    assert attributed.weakest
    assert not hit.weakest
    assert attributed.claimed
    assert (attributed.stance, attributed.speaker) == ("hedged", "no named speaker (has been linked to)")
    assert attributed.speaker_kind == "unnamed"
    assert attributed.quote == "The attack on Northmark Stores has been linked to the group Paper Moon."
    assert (attributed.document, attributed.published) == ("Business round-up", None)
    assert path.confidence <= attributed.confidence < 30
    assert path.band == "low"


def test_better_supported_paths_come_first(made: tuple[Case, Workspace]) -> None:
    case, workspace = made
    case.report("Tin Crow uses Rustfall.", "a.example").claim(group("Tin Crow"), "uses", malware("Rustfall"))
    case.report("Tin Crow perhaps uses Sandgrip.", "b.example").claim(
        group("Tin Crow"), "uses", malware("Sandgrip"), stance="hedged"
    )
    for tool in ("Rustfall", "Sandgrip"):
        case.report(f"Old Heron uses {tool}.", f"{tool}.example").claim(group("Old Heron"), "uses", malware(tool))
    result = workspace.path("Tin Crow", "Old Heron")
    assert [p.steps[0].target.name for p in result.paths] == ["Rustfall", "Sandgrip"]
    assert result.paths[0].confidence > result.paths[1].confidence
    assert [p.rank for p in result.paths] == [1, 2]
    assert len(workspace.path("Tin Crow", "Old Heron", k=1).paths) == 1
    least = result.paths[1].steps[0].confidence + 1
    assert [p.rank for p in workspace.path("Tin Crow", "Old Heron", min_confidence=least).paths] == [1]


def test_steps_of_one_origin_count_once(made: tuple[Case, Workspace]) -> None:
    case, workspace = made
    one = case.report("Old Heron uses Rustfall. Tin Crow uses Rustfall.", "a.example")
    one.claim(group("Old Heron"), "uses", malware("Rustfall"), quote="Old Heron uses Rustfall.")
    one.claim(group("Tin Crow"), "uses", malware("Rustfall"), quote="Tin Crow uses Rustfall.")
    (path,) = workspace.path("Old Heron", "Tin Crow").paths
    assert path.confidence == min(s.confidence for s in path.steps)
    assert [s.counted_with for s in path.steps] == [None, 1]


@given(st.lists(st.tuples(st.integers(0, 100), st.sampled_from("abc")), min_size=1, max_size=6))
def test_joint_confidence_is_between_the_product_and_the_least(steps: list[tuple[int, str]]) -> None:
    product = 100.0
    for confidence, _ in steps:
        product *= confidence / 100
    assert round(product) <= joint_confidence(steps) <= min(c for c, _ in steps)
    assert joint_confidence(steps) == joint_confidence(steps[::-1])


def test_parallel_propositions_collapse_to_the_strongest(made: tuple[Case, Workspace]) -> None:
    case, workspace = made
    one = case.report("Tin Crow overlaps with Old Heron. Tin Crow may be linked to Old Heron.", "a.example")
    one.claim(group("Tin Crow"), "overlaps_with", group("Old Heron"), quote="Tin Crow overlaps with Old Heron.")
    linked = "Tin Crow may be linked to Old Heron."
    one.claim(group("Tin Crow"), "linked_to", group("Old Heron"), quote=linked, stance="hedged")
    (path,) = workspace.path("Tin Crow", "Old Heron").paths
    assert path.steps[0].relation == "overlaps_with"
    assert [p.relation for p in path.steps[0].parallel] == ["linked_to"]


def test_two_in_one_report_are_not_thereby_linked(affair: Workspace) -> None:
    assert affair.path("Data Protection Office", "Tin Crow").paths == ()


def test_a_regulator_carries_a_path_only_when_asked(affair: Workspace) -> None:
    plain = affair.path("Ferrymill plc", "Northmark").paths
    assert all("Data Protection Office" not in [s.target.name for s in p.steps] for p in plain)
    asked = affair.path("Ferrymill plc", "Northmark", via="context").paths
    assert asked[0].kind == "context"
    assert asked[0].steps[0].target.name == "Data Protection Office"


def test_what_is_walked_one_way_is_found_from_either_end(affair: Workspace) -> None:
    there, back = affair.path("Freedonia", "Northmark"), affair.path("Northmark", "Freedonia")
    assert [p.confidence for p in there.paths] == [p.confidence for p in back.paths]
    assert [s.proposition for s in there.paths[0].steps] == [s.proposition for s in reversed(back.paths[0].steps)]


def test_a_shared_sponsor_links_no_two_groups(made: tuple[Case, Workspace]) -> None:
    case, workspace = made
    for name in ("Old Heron", "Tin Crow"):
        report = case.report(f"{name} is backed by Freedonia.", f"{name}.example")
        report.claim(group(name), "sponsored_by", Ref(name="Freedonia", type="Location"))
    assert workspace.path("Old Heron", "Tin Crow").paths == ()
    assert workspace.path("Old Heron", "Tin Crow", via="context").paths != ()


def test_what_is_left_without_a_source_is_what_a_view_without_it_gives(affair: Workspace) -> None:
    path = affair.path("Tin Crow", "Northmark Stores").paths[0]
    checked = 0
    for left in path.without:
        if left.broken is None:
            again = affair.path("Tin Crow", "Northmark Stores", without=(left.source,)).paths[0]
            assert again.confidence == left.confidence, left.source
            checked += 1
    assert checked >= 5
    (vendor,) = affair.path("Freedonia", "Old Heron").paths[0].without
    assert (vendor.source, vendor.confidence, vendor.broken) == ("lantern-labs.example", 0, 1)


def test_no_path_comes_by_one_place_twice(affair: Workspace) -> None:
    for path in affair.path("Old Heron", "Northmark", k=20).paths:
        names = [path.steps[0].source.id, *(s.target.id for s in path.steps)]
        assert len(set(names)) == len(names)


def test_names_that_cannot_be_asked_for(affair: Workspace, made: tuple[Case, Workspace]) -> None:
    with pytest.raises(UnknownName) as unknown:
        affair.path("Tin Crowe", "Northmark")
    assert "Tin Crow" in unknown.value.nearest
    with pytest.raises(UsageError):
        affair.path("Northmark", "Northmark Stores")
    with pytest.raises(UnknownSource):
        affair.path("Tin Crow", "Northmark", without=("harbour-new.example",))
    case, workspace = made
    report = case.report("Play uses Play. Play hit Northmark.", "a.example")
    report.claim(group("Play"), "uses", malware("Play"), quote="Play uses Play.")
    report.claim(incident("Northmark"), "affected", org("Northmark"), quote="Play hit Northmark.")
    with pytest.raises(AmbiguousName) as ambiguous:
        workspace.path("Play", "Northmark")
    assert len(ambiguous.value.candidates) == 2
    for candidate in ambiguous.value.candidates:
        assert workspace.show(candidate).name == "Play"
