"""What analysts decided: which word holds, which is replaced, which contradict each other."""

from __future__ import annotations

import itertools

import pytest
from claims_by_hand import decision

from kg.model import Decision
from kg.questions.decisions import DecisionRow, decisions

SAW = {"proposition": {"claim_ids": ["c1", "c2"]}}


def rows(*made: Decision) -> list[DecisionRow]:
    return decisions(made)


def at(day: int) -> str:
    return f"2025-07-{day:02}T10:00:00Z"


OPPOSED = [
    (("confirm", "p1"), ("dispute", "p1")),
    (("same", "Tin Crow", "Clay Owl"), ("different", "Clay Owl", "Tin Crow")),
    (("reliability", "Morning Post", "A"), ("reliability", "morning post", "E")),
]


@pytest.mark.parametrize(("one", "other"), OPPOSED)
def test_analysts_who_hold_the_opposite_are_in_conflict(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    first, second = decision(*one, by="ana", at=at(1)), decision(*other, by="bo", at=at(2))
    for order in itertools.permutations((first, second)):
        shown = rows(*order)
        assert [r.conflicts for r in shown] == [(second.id,), (first.id,)]
        assert shown[1].holds


@pytest.mark.parametrize(("one", "other"), OPPOSED)
def test_who_changes_their_mind_is_in_no_conflict(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    first, second = decision(*one, at=at(1)), decision(*other, at=at(2))
    shown = rows(first, second)
    assert [r.conflicts for r in shown] == [(), ()]
    assert [(r.holds, r.replaced_by) for r in shown] == [(False, second.id), (True, None)]


@pytest.mark.parametrize(("one", "other"), OPPOSED)
def test_an_undone_word_is_in_no_conflict(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    first, second = decision(*one, by="ana", at=at(1)), decision(*other, by="bo", at=at(2))
    undo = decision("undo", second.id, by="bo", at=at(3))
    shown = rows(first, second, undo)
    assert [(r.holds, r.conflicts) for r in shown] == [(True, ()), (False, ()), (True, ())]
    assert shown[1].undone_by == undo.id


def test_analysts_who_agree_are_in_no_conflict() -> None:
    shown = rows(decision("confirm", "p1", by="ana"), decision("confirm", "p1", by="bo"))
    assert all(r.holds and not r.conflicts for r in shown)


def test_a_proposition_is_the_same_under_another_id_where_the_claims_are() -> None:
    shown = rows(decision("confirm", "p1", by="ana", **SAW), decision("dispute", "p2", by="bo", **SAW))
    assert all(r.conflicts for r in shown)
