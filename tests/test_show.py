"""One entity: names and why they are one, what else the name may mean, what overlaps with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims_by_hand import Case, group, malware
from click.testing import CliRunner
from test_views import look, write

from kg.cli import main
from kg.questions.show import ShowResult, show


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Reports on the shipped lists' homonym, on a vendor's cluster that overlaps, and on an alias."""
    case = Case()
    case.report("The DragonForce ransomware gang hit Northmark.").blame("Northmark", group("DragonForce"))
    case.report("Old Heron overlaps with Clay Owl.").claim(group("Old Heron"), "overlaps_with", group("Clay Owl"))
    case.report("Old Heron is also called Tin Crow.").claim(group("Old Heron"), "alias_of", group("Tin Crow"))
    case.report("Quiet Otter uses Quiet Otter.").claim(group("Quiet Otter"), "uses", malware("Quiet Otter"))
    return write(case, tmp_path / "kg.db")


def shown(ledger: Path, name: str) -> ShowResult:
    return show(look(ledger), name)


def test_what_the_context_decides_against_is_named(ledger: Path) -> None:
    answer = shown(ledger, "DragonForce")
    assert answer.homonyms == ()
    assert [j.reason for j in answer.joins] == ["by its context: the text tells of ransomware"]
    assert "Malaysia" in answer.not_meant[0]
    text = CliRunner().invoke(main, ["show", "DragonForce", "--ledger", str(ledger)]).stdout
    assert "Of the same name, and held to be another" in text


def test_without_context_the_name_is_shown_to_be_ambiguous(tmp_path: Path) -> None:
    case = Case()
    case.report("DragonForce hit Northmark.").blame("Northmark", group("DragonForce"))
    path = write(case, tmp_path / "kg.db")
    assert len(shown(path, "DragonForce").homonyms) == 2
    assert "Ambiguous" in CliRunner().invoke(main, ["show", "DragonForce", "--ledger", str(path)]).stdout


def test_overlaps_are_shown_apart_from_joins(ledger: Path) -> None:
    answer = shown(ledger, "Old Heron")
    assert [s.sentence for s in answer.overlaps] in (
        ["Old Heron overlaps with Clay Owl"],
        ["Clay Owl overlaps with Old Heron"],
    )
    assert answer.aliases == ("Tin Crow",)
    assert [j.reason for j in answer.joins] == ["asserted to be one by a report"]
    text = CliRunner().invoke(main, ["show", "Old Heron", "--ledger", str(ledger)]).stdout
    assert "Overlaps with, without being the same" in text
    assert "Clay Owl = " not in text


def test_namesakes_of_another_type_are_listed(ledger: Path) -> None:
    assert [n.type for n in shown(ledger, "ThreatGroup:Quiet Otter").namesakes] == ["Malware"]


def test_an_entity_is_found_by_the_id_that_a_list_gives_it(ledger: Path) -> None:
    assert shown(ledger, "misp-galaxy:ransomware/dragonforce").name == "DragonForce"
