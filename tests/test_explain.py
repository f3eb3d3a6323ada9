"""Which proposition `kg explain` takes a question for."""

from __future__ import annotations

from pathlib import Path

import hand_ledger
import pytest
from claims_by_hand import Case, group
from click.testing import CliRunner
from test_views import look, write

from kg.cli import main
from kg.errors import NothingFound
from kg.questions.explain import explain


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hand_ledger.write(tmp_path_factory.mktemp("explain") / "kg.db")


def test_the_ends_the_other_way_round_are_taken_with_a_note(ledger: Path) -> None:
    asked = explain(look(ledger), "Northmark", "attributed_to", "Tin Crow")
    turned = explain(look(ledger), "Tin Crow", "attributed_to", "Northmark")
    assert turned.proposition == asked.proposition
    assert asked.note is None
    assert turned.note == "read as 'Northmark' attributed_to 'Tin Crow': the other way round nobody says it"
    arguments = ["explain", "Tin Crow", "attributed_to", "Northmark", "--ledger", str(ledger)]
    assert "the other way round" in CliRunner().invoke(main, arguments).stdout


def test_nobody_says_it_either_way_round(ledger: Path) -> None:
    with pytest.raises(NothingFound):
        explain(look(ledger), "Tin Crow", "uses", "Northmark")


def test_an_actor_stands_for_itself_and_not_for_those_tied_to_it(tmp_path: Path) -> None:
    """What is asked of one actor is not answered with a better supported one that is linked to it."""
    case = Case()
    case.report("Tin Crow is linked to Paper Moon.", "One").claim(group("Tin Crow"), "linked_to", group("Paper Moon"))
    report = case.report("Northmark was hit by Tin Crow, and maybe by Paper Moon.", "Two")
    report.hit("Northmark")
    report.blame("Northmark", group("Tin Crow"))
    report.blame("Northmark", group("Paper Moon"), stance="hedged")
    found = explain(look(write(case, tmp_path / "kg.db")), "Northmark", "attributed_to", "Paper Moon")
    assert found.object is not None
    assert found.object.name == "Paper Moon"
