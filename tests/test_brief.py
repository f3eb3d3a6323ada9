"""An assessment says nothing without its claims, and nothing that the view does not hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import hand_ledger
import pytest
from claims_by_hand import Case, group, speakers
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.errors import NothingFound, UnknownName
from kg.ledger import Ledger
from kg.questions.brief import BriefResult
from kg.questions.brief_words import brief_words
from kg.workspace import Workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return kg.open(hand_ledger.write(tmp_path_factory.mktemp("brief") / "kg.db"))


def texts(result: BriefResult, title: str) -> list[str]:
    return [point.text for section in result.sections if section.title == title for point in section.points]


@pytest.mark.parametrize("name", ["Tin Crow", "Paper Moon", "Northmark Stores", "Ferrymill plc", "Rustfall", "DPO"])
def test_every_sentence_cites_claims_that_are_listed(workspace: Workspace, name: str) -> None:
    result = workspace.brief(name)
    points = [point for section in result.sections for point in section.points]
    assert points and all(point.claims for point in points)
    assert [cited.number for cited in result.cited] == list(range(1, len(result.cited) + 1))
    assert {number for point in points for number in point.claims} == {cited.number for cited in result.cited}
    with Ledger(workspace.path_to_ledger) as ledger:
        reports = [document.text for document in ledger.documents()]
    assert all(any(cited.told.quote in report for report in reports) for cited in result.cited)


def test_words_go_with_the_number(workspace: Workspace) -> None:
    words = brief_words()
    view = workspace.view()
    held = texts(workspace.brief("Northmark Stores"), words.titles.held)
    for text in held:
        told = re.search(r": (.*) \((\d+) of 100", text)
        assert told and told[1] == words.of(int(told[2]))
    stated = {p.confidence for p in view.propositions.values()}
    assert {int(re.search(r"\((\d+) of 100", text)[1]) for text in held} <= stated  # type: ignore[index]
    assert [words.of(n) for n in (0, 9, 10, 100)] == [words.support[-1].words] * 2 + [
        words.support[-2].words,
        words.support[0].words,
    ]


def test_rivals_denials_and_gaps_are_told(workspace: Workspace) -> None:
    titles = brief_words().titles
    result = workspace.brief("Northmark Stores")
    alternatives = " ".join(texts(result, titles.alternatives))
    assert "Paper Moon is named instead of Tin Crow" in alternatives
    assert "Against it speaks Paper Moon (denied)" in alternatives
    gaps = " ".join(texts(workspace.brief("Paper Moon"), titles.gaps))
    assert "Nobody who vouches is named: attack on Northmark Stores is attributed to Paper Moon." in gaps
    assert "only ever said with a hedge" in gaps
    change = texts(workspace.brief("Paper Moon"), titles.change)
    assert any(text.startswith("Without Business round-up, nothing is left of it") for text in change)


def test_a_copy_is_counted_and_not_named_again(workspace: Workspace) -> None:
    voices = texts(workspace.brief("Tin Crow"), brief_words().titles.voices)
    (told,) = [text for text in voices if "attributed" in text]
    assert told.count("Lantern Labs") == 1
    assert told.endswith("claims that only repeat: 1.")


def test_text_of_reports_is_no_markup(tmp_path: Path) -> None:
    case = Case()
    name = "[Crow](javascript:alert(1)) <b>*x*</b> `y` {0} &amp;"
    report = case.report(f"Northmark was hit by {name}.", "a.example", "2025-05-01")
    report.hit("Northmark")
    report.blame("Northmark", group(name), by=speakers("_Sources_"), stance="hedged")
    with Ledger(tmp_path / "kg.db", create=True) as ledger:
        ledger.add(report.document, None, [report.reading])
    result = CliRunner().invoke(main, ["brief", "Northmark", "--ledger", str(tmp_path / "kg.db")])
    assert result.exit_code == 0, result.stderr
    assert r"\[Crow\](javascript:alert(1)) \<b>\*x\*\</b> \`y\` {0} \&amp;" in result.stdout
    assert not re.search(r"(?<!\\)\[Crow|(?<!\\)<b>", result.stdout)


def test_json_is_data_and_a_date_is_told(workspace: Workspace) -> None:
    arguments = ["brief", "Tin Crow", "--format", "json", "--as-of", "2025-05-14", "--ledger", str(workspace.path_to_ledger)]
    told = json.loads(CliRunner().invoke(main, arguments).stdout)
    assert told["as_of"] == "2025-05-14"
    assert len(told["sections"]) == 5
    assert all(cited["told"]["published"] <= "2025-05-14" for cited in told["cited"])


def test_who_is_not_known_or_not_spoken_of_has_no_assessment(workspace: Workspace) -> None:
    with pytest.raises(UnknownName):
        workspace.brief("Nobody")
    with pytest.raises((NothingFound, UnknownName)):
        workspace.brief("Tin Crow", as_of="2024")
