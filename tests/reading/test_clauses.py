"""Who does what to whom in a clause, by the grammar alone."""

from __future__ import annotations

import pytest
from reading_steps import Steps

from kg.reading import clauses
from kg.reading.parsed import Tree, Word


def verb(tree: Tree, text: str) -> Word:
    return next(w for w in tree.words if w.text == text and w.is_verb)


def written(words: list[Word]) -> list[str]:
    return [w.text for w in words]


@pytest.mark.parametrize(
    ("text", "word", "agents", "patients"),
    [
        ("LockBit breached the bank.", "breached", ["LockBit"], ["bank"]),
        ("The bank was breached by LockBit.", "breached", ["LockBit"], ["bank"]),
        ("The bank was breached.", "breached", [], ["bank"]),
        ("LockBit and Qilin breached the bank.", "breached", ["LockBit", "Qilin"], ["bank"]),
        ("LockBit breached the bank, the shop and the school.", "breached", ["LockBit"], ["bank", "shop", "school"]),
        ("The gang that breached the bank is gone.", "breached", ["gang"], ["bank"]),
        ("The bank that the gang breached is closed.", "breached", ["gang"], ["bank"]),
        ("The gang came back and breached the bank.", "breached", ["gang"], ["bank"]),
        ("The gang tried to breach the bank.", "breach", ["gang"], ["bank"]),
        ("A bank breached by LockBit closed.", "breached", ["LockBit"], ["bank"]),
        ("The gang is accused of breaching the bank.", "breaching", ["gang"], ["bank"]),
    ],
)
def test_agents_and_patients(steps: Steps, text: str, word: str, agents: list[str], patients: list[str]) -> None:
    found = verb(steps.tree(text), word)
    assert written(clauses.agents(found)) == agents
    assert written(clauses.patients(found)) == patients


@pytest.mark.parametrize(
    ("text", "word", "passive"),
    [
        ("The bank was hit.", "hit", True),
        ("LockBit hit the bank.", "hit", False),
        ("LockBit has hit the bank.", "hit", False),
        ("A bank hit by LockBit closed.", "hit", True),
    ],
)
def test_voice(steps: Steps, text: str, word: str, passive: bool) -> None:
    assert clauses.is_passive(verb(steps.tree(text), word)) is passive


@pytest.mark.parametrize(
    ("text", "word", "negated"),
    [
        ("The gang did not breach the bank.", "breach", True),
        ("The gang never breached the bank.", "breached", True),
        ("No gang breached the bank.", "breached", True),
        ("The gang breached no bank.", "breached", True),
        ("The gang breached the bank.", "breached", False),
        ("The gang that did not pay breached the bank.", "breached", False),
    ],
)
def test_negation_belongs_to_its_own_verb(steps: Steps, text: str, word: str, negated: bool) -> None:
    assert clauses.is_negated(verb(steps.tree(text), word), steps.reader.words) is negated


def test_words_behind_a_preposition_and_those_joined_to_them(steps: Steps) -> None:
    tree = steps.tree("The attack was linked to LockBit and Qilin on Monday.")
    assert written(clauses.after(verb(tree, "linked"), "to")) == ["LockBit", "Qilin"]
    assert written(clauses.after(verb(tree, "linked"), "with")) == []


def test_particles(steps: Steps) -> None:
    assert "down" in clauses.particles(verb(steps.tree("The bank shut down its portal."), "shut"))
