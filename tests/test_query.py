"""Named queries as files: what a file must say, and how values are bound."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SchemaError, UsageError
from kg.questions.query import bind, named_queries, named_query, parsed

GOOD = """/*---
id: mine
title: Mine
question: What is mine?
parameters:
  since: {type: date, required: true, description: A day}
  few: {type: integer, default: 3, description: How many}
  all: {type: boolean, default: false, description: Everything}
  who: {type: string, default: "", description: Whose}
columns: {x: The thing}
reading: As it stands.
example: kg query mine -p since=2025
---*/
RETURN $since AS x
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "queries"
    folder.mkdir()
    monkeypatch.setenv("KG_MATERIAL", str(tmp_path))
    return folder / "mine.cypher"


def test_a_file_of_ones_own_is_a_named_query(own: Path) -> None:
    own.write_text(GOOD)
    assert named_query("mine").text == "RETURN $since AS x"
    assert "mine" in named_queries()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("/*---", "//", "does not begin with"),
        ("title: Mine", "title: [", "not YAML"),
        ("title: Mine\n", "", "title: Field required"),
        ("id: mine", "id: yours", "its id is 'yours'"),
        ("type: date", "type: day", "parameters.since.type"),
        ("required: true", "required: false", "a default or is required"),
        ("reading", "raeding", "raeding: Extra inputs"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_name(old: str, new: str, words: str, own: Path) -> None:
    own.write_text(GOOD.replace(old, new))
    with pytest.raises(SchemaError) as error:
        named_query("mine")
    assert error.value.place == "queries/mine.cypher"
    assert words in error.value.message


def test_values_are_bound_by_type(own: Path) -> None:
    own.write_text(GOOD)
    asked = named_query("mine")
    assert bind(asked, {"since": "2025-06"}) == {"since": "2025-06", "few": 3, "all": False, "who": ""}
    given_all = {"since": "2025-06-12", "few": "-4", "all": "Yes", "who": "42"}
    assert bind(asked, given_all) == {"since": "2025-06-12", "few": -4, "all": True, "who": "42"}


@pytest.mark.parametrize(
    ("given_values", "words"),
    [
        ({}, "needs -p since="),
        ({"since": "June"}, "'June' is not a date"),
        ({"since": "2025", "few": "many"}, "'many' is not a integer"),
        ({"since": "2025", "few": True}, "True is not a integer"),
        ({"since": "2025", "few": "9" * 30}, "is not a integer"),
        ({"since": "2025", "all": "perhaps"}, "'perhaps' is not a boolean"),
        ({"since": "2025", "who": 5}, "5 is not a string"),
        ({"since": "2025", "whose": "x"}, "has no parameter 'whose'"),
    ],
)
def test_values_that_do_not_fit(given_values: dict[str, Any], words: str, own: Path) -> None:
    own.write_text(GOOD)
    with pytest.raises(UsageError, match=words):
        bind(named_query("mine"), given_values)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as error:
        named_query("claimed-link")
    assert error.value.remedy == "nearest: claimed-links"


@given(st.text(), st.text())
def test_pairs_are_split_at_the_first_sign(name: str, value: str) -> None:
    if name and "=" not in name:
        assert parsed([f"{name}={value}"]) == {name: value}
    else:
        with pytest.raises(UsageError, match="no parameter"):
            parsed([value.replace("=", "")])


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_the_example_of_each_query_is_one(name: str) -> None:
    import shlex

    asked = named_query(name)
    words = shlex.split(asked.example)
    assert words[:3] == ["kg", "query", name]
    bind(asked, parsed([value for flag, value in zip(words[3::2], words[4::2], strict=True) if flag == "-p"]))
    for used in ("RETURN", *(f"${key}" for key in asked.parameters)):
        assert used in asked.text


def test_the_page_of_all_queries_is_in_step() -> None:
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-m", "tools.queries_page", "--check"]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, "KG_MATERIAL": ""}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
