"""A reader of a TLP level sees what a ledger gives that never held what is above it: no number, name or decision leaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from claims_by_hand import Case, decision, group, speakers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_confidence_properties import cases
from test_views import look, write

import kg
from kg.errors import UnknownSource
from kg.model import Decision, Marking
from kg.view import View
from kg.workspace.adding import Statement

quick = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def contents(view: View) -> dict[str, Any]:
    """All that a view holds."""
    return {
        "entities": dict(view.entities),
        "propositions": dict(view.propositions),
        "accounts": {id_: view.account(id_) for id_ in view.propositions},
        "claims": dict(view.claims),
        "headings": dict(view.headings),
        "dropped": {id_: view.dropped(id_) for id_ in view.claims},
        "orphaned": view.orphaned,
        "decided": view.decisions,
        "left out": view.left_out,
    }


def decided(case: Case, path: Path, data: st.DataObject, level: Marking) -> tuple[list[Decision], list[Decision]]:
    """Decisions made on the whole ledger, and those of them that were made about nothing above the level."""
    view = look(path)
    open_texts = {r.document.content_id for r in case.reports if level.allows(r.document.marking)}
    every: list[Decision] = []
    open_: list[Decision] = []

    def decide(made: Decision, about: set[str]) -> None:
        every.append(made)
        if about <= open_texts:
            open_.append(made)

    report = data.draw(st.sampled_from(case.reports))
    if data.draw(st.booleans()):
        claim = data.draw(st.sampled_from(report.claims))
        decide(decision("misread", claim.id, claim=claim.model_dump(mode="json")), {claim.content_id})
    if data.draw(st.booleans()) and level.allows(report.document.marking):
        decide(decision("withdraw", report.document.id, by="bo"), {report.document.content_id})
    for act in data.draw(st.lists(st.sampled_from(("confirm", "dispute")), max_size=2)):
        p = data.draw(st.sampled_from(sorted(view.propositions.values(), key=lambda p: p.id)))
        about = {view.claims[c].content_id for c in p.claim_ids}
        decide(decision(act, p.id, by=act, proposition=p.model_dump(mode="json")), about)
    if every and data.draw(st.booleans()):
        undone = data.draw(st.sampled_from(every))
        made = decision("undo", undone.id, at="2025-08-01T00:00:00Z")
        every.append(made)
        open_ += [made] if undone in open_ else []
    return every, open_


@given(cases(), st.data())
@quick
def test_what_a_reader_sees_is_what_a_ledger_gives_without_the_rest(
    tmp_path_factory: pytest.TempPathFactory, case: Case, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("marking")
    case.sources.clear()  # a rating belongs to a publisher and has no marking
    for report in case.reports:
        marking = data.draw(st.sampled_from(list(Marking)))
        report.document = report.document.model_copy(update={"marking": marking})
    level = data.draw(st.sampled_from(list(Marking)))
    path = write(case, folder / "whole.db")
    case.decisions, open_ = decided(case, path, data, level)
    write(case, path)
    rest = Case([r for r in case.reports if level.allows(r.document.marking)], decisions=open_)
    assert contents(look(path, tlp=level)) == contents(look(write(rest, folder / "rest.db"), tlp=level))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    case = Case()
    case.report("Northmark was hit.", "Morning Post", "2025-05-01").hit("Northmark")
    secret = case.report("Lantern Labs said Tin Crow hit Northmark.", "Closed Bulletin", "2025-05-02", marking=Marking.RED)
    secret.hit("Northmark")
    secret.blame("Northmark", group("Tin Crow"), by=speakers("Lantern Labs"))
    case.decisions = [
        decision("reliability", "Closed Bulletin", "A"),
        decision("same", "Tin Crow", "Northmark"),
        decision("different", "Northmark", "Greenbasket"),
    ]
    return write(case, tmp_path / "kg.db")


def test_decisions_about_hidden_names_and_publishers_are_hidden(path: Path) -> None:
    assert [d.act for d in look(path, tlp=Marking.CLEAR).decisions] == ["different"]
    assert len(look(path, tlp=Marking.RED).decisions) == 3


def test_a_join_with_an_attack_that_only_hidden_reports_tell_of_is_hidden(path: Path) -> None:
    workspace = kg.open(path)
    case = Case()
    case.report("Northmark was hit again.", "Closed Bulletin", "2027-01-01", marking=Marking.RED).hit("Northmark")
    write(case, path)
    handles = sorted(e.handle for e in workspace.view().entities.values() if e.handle)
    assert len(handles) == 2
    made = workspace.decide("same", *handles, why="one attack", by="ana")
    assert made.id in {d.id for d in look(path, tlp=Marking.RED).decisions}
    assert made.id not in {d.id for d in look(path, tlp=Marking.CLEAR).decisions}


def test_what_keeps_a_hidden_claim_with_its_attack_is_hidden(path: Path) -> None:
    said = Statement(
        "Northmark", "attributed_to", "Tin Crow", quote="It was them.", published="2027-01-01", marking=Marking.RED
    )
    kg.open(path).add(said, by="ana")
    (joined,) = (d for d in look(path).decisions if d.by == "ana" and "claim" in d.saw)
    assert joined.act == "same"
    assert joined.id not in {d.id for d in look(path, tlp=Marking.AMBER).decisions}


@pytest.mark.parametrize("source", ["Closed Bulletin", "Lantern Labs"])
def test_leaving_out_a_hidden_source_is_no_way_to_find_out_that_it_is_there(path: Path, source: str) -> None:
    with pytest.raises(UnknownSource) as hidden:
        kg.open(path).view(tlp=Marking.CLEAR, without=(source,))
    with pytest.raises(UnknownSource) as absent:
        kg.open(path).view(tlp=Marking.CLEAR, without=("Nobody at all",))
    assert hidden.value.message.replace(source, "") == absent.value.message.replace("Nobody at all", "")
    assert kg.open(path).view(tlp=Marking.RED, without=(source,)).propositions
