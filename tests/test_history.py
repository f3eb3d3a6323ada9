"""How confidence moved and what moved it: reports, each on its date, and analysts' decisions."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims_by_hand import Case, decision, group, speakers
from test_views import look, write

import kg
from kg.model import Marking
from kg.questions.history import Level
from kg.workspace import Workspace

QUOTED = "The raid on Northmark was the work of Tin Crow, as {} knows."


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Three voices over a month, the last one restricted; later a dispute, and a withdrawal that is undone."""
    case = Case()
    for day, voice, marking in (
        ("2025-05-02", "Lantern Labs", Marking.CLEAR),
        ("2025-05-10", "Harbour Police", Marking.CLEAR),
        ("2025-05-20", "Quiet Agency", Marking.RED),
    ):
        report = case.report(QUOTED.format(voice), f"Paper of {voice}", day, marking=marking)
        report.hit("Northmark")
        report.blame("Northmark", group("Tin Crow"), by=speakers(voice))
    path = write(case, tmp_path / "kg.db")
    (blame,) = (p for p in look(path).propositions.values() if p.relation == "attributed_to")
    withdrawn = decision("withdraw", "Paper of Lantern Labs", by="bo", at="2025-06-05T00:00:00Z")
    case.decisions = [
        decision("dispute", blame.id, at="2025-06-01T08:00:00Z", proposition=blame.model_dump(mode="json")),
        withdrawn,
        decision("undo", withdrawn.id, by="bo", at="2025-06-06T00:00:00Z"),
    ]
    return kg.open(write(case, path))


def test_each_date_on_which_confidence_moved_is_told(workspace: Workspace) -> None:
    (course,) = (c for c in workspace.history("Tin Crow").courses if "attributed" in c.sentence)
    assert [level.date for level in course.levels] == ["2025-05-02", "2025-05-10", "2025-05-20", "2025-06-01"]
    rising, falling = course.levels[:3], course.levels[2:]
    assert sorted(rising, key=lambda x: x.confidence) == list(rising)
    assert falling[0].confidence > falling[1].confidence
    as_of = {day: workspace.view(as_of=day) for day in ("2025-05-02", "2025-06-01")}
    for day, view in as_of.items():
        (now,) = (p.confidence for p in view.propositions.values() if p.relation == "attributed_to")
        assert Level(day, now) in course.levels


def test_what_moved_it_is_told_a_decision_too(workspace: Workspace) -> None:
    moments = {m.date: m for m in workspace.history("Tin Crow").moments}
    assert [c.speaker for change in moments["2025-05-10"].changes for c in change.causes] == ["Harbour Police"]
    assert [d.act for d in moments["2025-06-01"].decisions] == ["dispute"]
    assert "2025-06-05" not in moments  # what was undone


def test_a_victims_history_holds_what_is_said_of_the_attack_on_it(workspace: Workspace) -> None:
    assert any("Tin Crow" in course.sentence for course in workspace.history("Northmark").courses)


def test_a_difference_tells_the_decisions_that_came_between(workspace: Workspace) -> None:
    found = workspace.diff("2025-05-31", "2025-06-30")
    assert [d.act for d in found.decisions] == ["dispute"]
    (change,) = found.changes
    assert change.before is not None
    assert change.after is not None
    assert change.before.confidence > change.after.confidence
    assert not workspace.diff("2025-05-01", "2025-05-31").decisions


def test_what_is_hidden_moves_nothing(workspace: Workspace) -> None:
    (course,) = (c for c in workspace.history("Tin Crow", tlp=Marking.GREEN).courses if "attributed" in c.sentence)
    assert [level.date for level in course.levels] == ["2025-05-02", "2025-05-10"]  # the dispute saw the hidden report
