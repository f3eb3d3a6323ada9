"""The committed reference lists are what the command makes of the public lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.reference import reference
from kg.vocabulary import load_schema
from tools import distil_reference
from tools.reference_distil.common import is_common
from tools.reference_distil.entries import clean_names, clean_text, forms
from tools.reference_distil.own import Organizations
from tools.reference_distil.settings import settings


@pytest.mark.slow
def test_the_committed_lists_are_in_step_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = distil_reference.distilled(settings())
    monkeypatch.setattr(distil_reference, "distilled", lambda known: made)
    assert distil_reference.main(["--check"]) == 0, capsys.readouterr().err

    folder = tmp_path / "schema" / "reference"
    folder.mkdir(parents=True)
    monkeypatch.setattr(distil_reference, "home", lambda: tmp_path)
    (folder / "gone.jsonl").write_text("{}\n", encoding="utf-8")
    assert distil_reference.main(["--check"]) == 1
    assert "gone.jsonl" in capsys.readouterr().err
    assert distil_reference.main([]) == 0
    assert distil_reference.main(["--check"]) == 0
    assert not (folder / "gone.jsonl").exists()


def test_names_lose_what_lists_add_and_nothing_else() -> None:
    known = settings()
    listed = ["Example Crew - G9999", "BlackThing (ELF)", "BlackThing (Windows)", "Unknown", ".x", "Example crew"]
    assert clean_names(listed, known) == ["Example Crew", "BlackThing"]
    assert forms(["BlackThing Ransomware Group", "ransomware"], known) == [
        "BlackThing Ransomware Group",
        "ransomware",
        "BlackThing",
    ]


def test_descriptions_lose_markup() -> None:
    raw = (
        "[Thing](https://example.org/a) is a tool.(Citation: Some Vendor (2020)) It is <code>bad</code>.<sup>[[1](x)]</sup>"
    )
    assert clean_text(raw) == "Thing is a tool. It is bad."


@pytest.mark.parametrize(
    ("form", "common"), [("play", True), ("Emotet", False), ("UN", True), ("APT-C-36", False), ("good day", True)]
)
def test_common_forms(form: str, common: bool) -> None:
    assert is_common(form, settings().common) is common


def test_our_organisations_are_no_ones_victims_and_written_once() -> None:
    own = load_schema(Organizations, "reference", "organizations.yaml").organizations
    assert len({one.name for one in own}) == len(own)
    assert all("victim" not in one.roles for one in own)
    assert all(one.words <= {one.name, *one.names} for one in own)


def test_licences_stand_beside_the_lists() -> None:
    text = (distil_reference.home() / "schema" / "reference" / "LICENCES.md").read_text(encoding="utf-8")
    for record_list in sorted({record.list for record in reference().records()}):
        assert record_list.split(":")[0].split(".")[0] in text
