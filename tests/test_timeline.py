"""Claims over time: who spoke first, and who only repeated it."""

from __future__ import annotations

from pathlib import Path

import hand_ledger
import pytest
from claims_by_hand import Case

import kg
from kg.errors import UnknownName
from kg.ledger import Ledger
from kg.questions.timeline import TimelineResult


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> TimelineResult:
    return kg.open(hand_ledger.write(tmp_path_factory.mktemp("timeline") / "kg.db")).timeline("Tin Crow")


def test_a_copy_stands_in_the_lane_of_what_it_repeats(told: TimelineResult) -> None:
    vendor = next(lane for lane in told.lanes if lane.name == "Lantern Labs")
    attributed = [s for s in vendor.spoken if "attributed" in s.sentence]
    assert [(s.date, s.copy, s.told.stance) for s in attributed] == [
        ("2025-05-14", False, "hedged"),
        ("2025-05-20", True, "asserted"),
    ]


def test_the_first_to_speak_stands_first_and_every_claim_once(told: TimelineResult) -> None:
    firsts = [lane.spoken[0].date or "9" for lane in told.lanes]
    assert firsts == sorted(firsts)
    assert (told.first, told.last) == ("2025-03-01", "2025-05-22")
    claims = [s.told.claim for lane in told.lanes for s in lane.spoken]
    assert len(claims) == len(set(claims)) == 4


def test_what_is_no_date_stands_with_the_undated(tmp_path: Path) -> None:
    for number, published in enumerate(("soon", "2025-13", "2025-05", None)):
        case = Case()
        case.report("Northmark was hit.", "a.example", published).hit("Northmark")
        with Ledger(tmp_path / f"{number}.db", create=True) as ledger:
            ledger.add(case.reports[0].document, None, [case.reports[0].reading])
        workspace = kg.open(tmp_path / f"{number}.db")
        workspace.page("timeline", workspace.timeline("Northmark"), tmp_path / "page.html")
        assert ("2025-05-01" in (tmp_path / "page.html").read_text()) is (published == "2025-05")


def test_a_name_that_nobody_bears_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        kg.open(hand_ledger.write(tmp_path / "kg.db")).timeline("Nobody")
