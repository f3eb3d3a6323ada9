"""One normalisation of names: what it folds, and what it must never do."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.reference import normal, tight

ALIKE = [
    (
        "Marks & Spencer",
        "Marks and Spencer Group plc",
        "The Marks & Spencer Group PLC",
        "marks & spencer’s",
        "MARKS &\u00a0SPENCER",
    ),
    ("Acme", "Acme Ltd.", "ACME, Inc.", "Acme Co., Ltd.", "Acme S.p.A.", "Acme S.A.", "the Acme Corporation"),
    ("APT28", "APT-28", "APT 28", "apt 28"),
    ("Harrods", "Harrods'", "Harrods’", "Harrods Limited"),
    ("Victoria's Secret", "Victoria’s Secret", "Victorias Secret"),
    ("Société Générale", "Societe Generale", "Socie\u0301te\u0301 Ge\u0301ne\u0301rale"),
    ("Black Basta", "Black-Basta", "black_basta", "Bl\u200back Basta"),
    ("U.K. Retail", "UK Retail"),
    ("Tiffany & Co.", "Tiffany"),
    ("The Com", "Com"),
]
APART = [
    ("Notepad", "Notepad++"),
    ("LockBit 2.0", "LockBit 3.0"),
    ("Marks & Spencer", "Spencer"),
    ("Group-IB", "IB"),
    ("Storm-0875", "Storm-0971"),
]
tricky = st.text(st.sampled_from("aAsSt'’.&+- $0123heTHEgroup_İſßéÅ\u200b\u0301\u0345ǆ㎏plc´¨\t"), max_size=14) | st.text()


@pytest.mark.parametrize("names", ALIKE, ids=lambda names: names[0])
def test_spellings_of_one_name_are_one(names: tuple[str, ...]) -> None:
    assert {normal(name) for name in names} == {normal(names[0])}


@pytest.mark.parametrize(("a", "b"), APART)
def test_different_names_stay_apart(a: str, b: str) -> None:
    assert normal(a) != normal(b)
    assert tight(a) != tight(b)


def test_the_form_is_readable() -> None:
    assert normal("The Marks & Spencer Group plc") == "marks and spencer"
    assert tight("Black-Basta") == tight("BlackBasta") == "blackbasta"


@pytest.mark.parametrize("name", ["The", "Inc", "Group plc", "$$$", "...", "'s", "The Group"])
def test_a_name_of_nothing_but_trimmings_keeps_something(name: str) -> None:
    assert normal(name)


@given(tricky)
@example("s's's's's's's's")
@example("\x1b¨")
def test_normal_is_idempotent_and_never_loses_a_visible_name(name: str) -> None:
    form = normal(name)
    assert normal(form) == form
    assert form == form.strip()
    if any(unicodedata.category(c)[0] not in "CZM" for c in name):
        assert form


@given(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12))
def test_case_and_invisible_characters_make_no_difference(name: str) -> None:
    assert normal("\u200b".join(name)) == normal(name)
    assert normal(name.casefold()) == normal(name)
