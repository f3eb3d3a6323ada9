"""Who carried whose claim: one origin, and a tree of the documents that repeat it."""

from __future__ import annotations

from pathlib import Path

import hand_ledger
import pytest
from claims_by_hand import Case, decision, group, speakers
from click.testing import CliRunner
from test_views import look, write

from kg.cli import main
from kg.model import Marking
from kg.questions.explain import ExplainResult, explain

TEXT = "Lantern Labs said the attack on Northmark was likely the work of Tin Crow, a crew it has tracked for years."


def blamed(path: Path, **options: object) -> ExplainResult:
    return explain(look(path, **options), "Northmark", "attributed_to", "Tin Crow")


def under(*mastheads: str) -> Case:
    """One text under these mastheads, a day apart each, in which the text itself blames Tin Crow."""
    case = Case()
    for day, masthead in enumerate(mastheads):
        report = case.report("Northmark was hit by Tin Crow.", masthead, f"2025-05-{1 + day % 28:02}", address=masthead)
        report.hit("Northmark")
        report.blame("Northmark", group("Tin Crow"))
    return case


def test_a_text_under_fifty_mastheads_is_one_origin_with_fifty_carriers(tmp_path: Path) -> None:
    one = blamed(write(under("Masthead 0"), tmp_path / "one.db"))
    fifty = blamed(write(under(*(f"Masthead {i}" for i in range(50))), tmp_path / "fifty.db"))
    assert (fifty.confidence, fifty.status) == (one.confidence, one.status)
    (origin,) = fifty.origins
    assert len({c.document_id for c in origin.carriers}) == 50
    assert [c.how for c in origin.carriers].count("counts") == 1
    assert {c.how for c in origin.carriers} == {"counts", "word for word"}
    arguments = ["explain", "Northmark", "attributed_to", "Tin Crow", "--ledger", str(tmp_path / "fifty.db")]
    assert "word for word in 49 more: Masthead" in CliRunner().invoke(main, arguments).stdout.partition("Who carried")[2]


def test_the_tree_names_who_said_it_first_and_where_the_hedge_was_lost(tmp_path: Path) -> None:
    path = hand_ledger.write(tmp_path / "kg.db")
    result = blamed(path)
    vendor = next(o for o in result.origins if o.voice == "Lantern Labs")
    assert [(c.how, c.stance) for c in vendor.carriers] == [("counts", "hedged"), ("hedge lost", "asserted")]
    arguments = ["explain", "Northmark", "attributed_to", "Tin Crow", "--ledger", str(path)]
    tree = CliRunner().invoke(main, arguments).stdout.partition("Who carried it")[2].partition("Left without")[0]
    assert "the hedge is lost here" in tree
    assert tree.count("counts") == len(result.origins)


def test_a_withdrawn_carrier_is_no_carrier(tmp_path: Path) -> None:
    case = under("First Post", "Second Post")
    case.decisions.append(decision("withdraw", case.reports[0].document.id))
    (origin,) = blamed(write(case, tmp_path / "kg.db")).origins
    assert [c.publisher for c in origin.carriers] == ["Second Post"]


def test_what_may_not_be_seen_is_not_drawn(tmp_path: Path) -> None:
    case = under("First Post")
    secret = case.report("Northmark was hit by Tin Crow.", "Second Post", "2025-05-02", marking=Marking.RED)
    secret.claims = list(case.reports[0].claims)
    (origin,) = blamed(write(case, tmp_path / "kg.db"), tlp=Marking.CLEAR).origins
    assert [c.publisher for c in origin.carriers] == ["First Post"]


def test_the_chain_of_those_who_pass_it_on_is_shown(tmp_path: Path) -> None:
    case = Case()
    report = case.report(TEXT, "Evening Post", "2025-05-01")
    report.hit("Northmark")
    report.blame("Northmark", group("Tin Crow"), stance="hedged", by=speakers("Harbour News", "Lantern Labs"))
    path = write(case, tmp_path / "kg.db")
    (origin,) = blamed(path).origins
    assert origin.voice == "Lantern Labs"
    assert origin.carriers[0].via == ("Harbour News",)


@pytest.mark.parametrize("many", [3, 40])
def test_many_copies_are_one_line_of_the_account_and_all_in_the_answer(many: int, tmp_path: Path) -> None:
    case = Case()
    for i in range(many + 1):
        report = case.report(f"Tin Crow hit Northmark, no. {i}.", "Morning Post", "2025-05-01")
        report.hit("Northmark")
        report.blame("Northmark", group("Tin Crow"))
    path = write(case, tmp_path / "kg.db")
    assert len(blamed(path).origins[0].carriers) == many + 1
    shown = CliRunner().invoke(main, ["explain", "Northmark", "attributed_to", "Tin Crow", "--ledger", str(path)]).stdout
    assert f"{many} that say it again" in shown
    assert ("more carrier" in shown) == (many > 12)
