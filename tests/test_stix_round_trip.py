"""STIX out and in again: the same propositions with the same status and confidence, over texts and over records."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import hand_ledger
import pytest
from claims_by_hand import Case, decision, group, org, seed_case, speakers
from hypothesis import HealthCheck, given, settings
from stix_by_hand import bundle, identity, made, related
from test_confidence_properties import cases
from test_stix_export import story, written

import kg
from kg.model import Marking
from kg.view import View
from kg.vocabulary import vocabulary
from kg.workspace import Workspace

Held = tuple[str, str, str | None, int, str, tuple[str, ...], int, tuple[str, ...]]


def again(workspace: Workspace, folder: Path, **options: object) -> Workspace:
    """A new ledger that holds what the exported bundle does."""
    workspace.export("stix", folder / "bundle.json", **options)  # type: ignore[arg-type]
    back = kg.open(folder / "again.db")
    report = back.load([folder / "bundle.json"])
    assert not report.refused
    return back


def held(view: View) -> Counter[Held]:
    """What a view holds of its propositions, by the names of their ends; what is withdrawn stays behind."""
    names = {entity.id: entity.handle or entity.name for entity in view.entities.values()}
    return Counter(
        (
            names[p.subject],
            p.relation,
            p.object and names[p.object],
            p.confidence,
            str(p.status),
            p.stances,
            len(p.origins),
            tuple(sorted(view.claims[c].speaker_kind for c in p.claim_ids if c not in view.struck_out)),
        )
        for p in view.propositions.values()
        if not view.struck_out.issuperset(p.claim_ids)
    )


def of_their_own(view: View) -> set[str]:
    """Propositions between things that have a name or handle outside of one text: they keep their ids."""
    types = vocabulary().types
    own = {e.id for e in view.entities.values() if e.handle or not types[e.type].local or types[e.type].owned}
    return {p.id for p in view.propositions.values() if {p.subject, p.object or p.subject} <= own}


def assert_same(a: View, b: View) -> None:
    assert held(a) == held(b)
    gone = {p.id for p in a.propositions.values() if a.struck_out.issuperset(p.claim_ids)}
    assert of_their_own(a) - gone == of_their_own(b)


CASES = {"affair": hand_ledger.case, "seeds": seed_case, "story": story}


@pytest.mark.parametrize("name", CASES)
def test_what_was_said_comes_back(name: str, tmp_path: Path) -> None:
    workspace = written(CASES[name](), tmp_path / "kg.db")
    back = again(workspace, tmp_path)
    assert_same(workspace.view(), back.view())
    assert back.load([tmp_path / "bundle.json"]).new == 0
    (tmp_path / "twice").mkdir()
    assert_same(back.view(), again(back, tmp_path / "twice").view())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases())
def test_whatever_was_said_comes_back(case: Case, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    workspace = written(case, folder / "kg.db")
    assert_same(workspace.view(), again(workspace, folder).view())


def test_what_analysts_decided_comes_back(tmp_path: Path) -> None:
    case = story()
    rumour = case.report("People say Old Heron did it to Northmark.", "Rag", "2025-05-09")
    rumour.blame("Northmark", group("Old Heron"), by=speakers("(people)"), stance="hedged")
    blamed = written(case, tmp_path / "first.db").view()
    confirmed, disputed = (
        next(p for p in blamed.propositions.values() if p.object == blamed.find(name).id)
        for name in ("Tin Crow", "Old Heron")
    )
    case.decisions += [
        decision("confirm", confirmed.id, why="seen the logs", proposition=confirmed.model_dump(mode="json")),
        decision("dispute", disputed.id, why="they were in prison"),
        decision("same", "Tin Crow", "Grey Crow", why="one leak site"),
        decision("different", "Old Heron", "Clay Owl", why="two crews"),
        decision("withdraw", "Desk", why="retracted"),
        decision("reliability", "Morning Post", "D", why="caught twice"),
    ]
    other = case.report("Grey Crow uses nothing known. Northmark is in Freedonia.", "Valley News", "2025-05-03")
    other.claim(group("Grey Crow"), "targets", org("Northmark"))
    workspace = written(case, tmp_path / "kg.db")
    back = again(workspace, tmp_path)
    assert_same(workspace.view(), back.view())
    assert back.view().find("Grey Crow").id == workspace.view().find("Tin Crow").id
    assert {row.act for row in back.decisions()} == {"confirm", "dispute", "same", "different"}


def test_what_may_not_be_seen_does_not_come_back(tmp_path: Path) -> None:
    workspace = written(story(), tmp_path / "kg.db")
    back = again(workspace, tmp_path, tlp=Marking.CLEAR)
    assert_same(workspace.view(tlp=Marking.CLEAR), back.view())
    (tmp_path / "red").mkdir()
    assert_same(workspace.view(), again(workspace, tmp_path / "red").view(tlp=Marking.RED))
    assert held(workspace.view(tlp=Marking.CLEAR)) == held(kg.open(tmp_path / "red" / "again.db").view(tlp=Marking.CLEAR))


def test_reports_that_were_read_come_back(samples: Path, tmp_path: Path) -> None:
    workspace = kg.open(tmp_path / "kg.db")
    workspace.load([samples])
    back = again(workspace, tmp_path)
    assert_same(workspace.view(), back.view())
    rows = [{row.quote for row in w.claims(about="Black Cedar Front")} for w in (workspace, back)]
    assert rows[0] == rows[1]


def test_records_come_back(tmp_path: Path) -> None:
    """What came as STIX from others goes out and comes in as it was."""
    crew, tool = made("intrusion-set", "Tin Crow", aliases=["Grey Crow"]), made("tool", "Rustfall")
    vendor, hit = identity("Lantern Labs"), identity("Northmark Stores")
    theirs = bundle(
        crew, tool, vendor, hit,
        related(crew, "uses", tool, confidence=60, created_by_ref=vendor["id"]),
        related(crew, "targets", hit, confidence=15, description="Tin Crow is after Northmark Stores."),
    )  # fmt: skip
    (tmp_path / "theirs.json").write_text(json.dumps(theirs), encoding="utf-8")
    workspace = kg.open(tmp_path / "kg.db")
    workspace.load([tmp_path / "theirs.json"])
    assert len([p for p in workspace.view().propositions.values() if p.is_edge]) == 2
    assert_same(workspace.view(), again(workspace, tmp_path).view())


def test_the_corpus_comes_back(corpus: Path, tmp_path: Path) -> None:
    workspace = kg.open(tmp_path / "kg.db")
    workspace.load([*sorted((corpus / "seeds").glob("*.txt")), corpus / "stix" / "apt1.json"])
    assert_same(workspace.view(), again(workspace, tmp_path).view())
