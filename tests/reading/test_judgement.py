"""How firmly a clause is said: each cue binds its own claim and no other of the sentence."""

from __future__ import annotations

import pytest
from reading_steps import Steps

HEDGED = [
    "LockBit reportedly breached Larkfield Foods.",
    "LockBit may have breached Larkfield Foods.",
    "LockBit is believed to have breached Larkfield Foods.",
    "It is likely that LockBit breached Larkfield Foods.",
    "Harrow Labs suspects that LockBit breached Larkfield Foods.",
    "LockBit allegedly breached Larkfield Foods.",
    "LockBit appears to have breached Larkfield Foods.",
]
NEGATED = [
    "LockBit has not breached Larkfield Foods.",
    "LockBit never breached Larkfield Foods.",
    "There is no evidence that LockBit breached Larkfield Foods.",
]
DENIED = [
    "Harrow Labs denies that LockBit breached Larkfield Foods.",
    "Larkfield Foods disputed that LockBit breached its network.",
]
NO_CLAIM = [
    "If LockBit breached Larkfield Foods, it will say so.",
    "Has LockBit breached Larkfield Foods?",
    "It is unclear whether LockBit breached Larkfield Foods.",
    "LockBit will have breached Larkfield Foods by then.",
    "Harrow Labs did not say that LockBit breached Larkfield Foods.",
]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("LockBit breached Larkfield Foods.", "asserted"),
        *((text, "hedged") for text in HEDGED),
        *((text, "negated") for text in NEGATED),
        *((text, "denied") for text in DENIED),
    ],
)
def test_stance(steps: Steps, text: str, stance: str) -> None:
    found = steps.judge(text, "breached")
    assert (str(found.stance), found.skip) == (stance, False)


@pytest.mark.parametrize("text", NO_CLAIM)
def test_no_claim(steps: Steps, text: str) -> None:
    assert steps.judge(text, "breached").skip


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("LockBit breached Larkfield Foods and may have robbed Halden Rail.", "breached"),
        ("LockBit, which reportedly lives on extortion, breached Larkfield Foods.", "breached"),
        ("LockBit breached Larkfield Foods, but it did not rob Halden Rail.", "breached"),
        ("LockBit breached Larkfield Foods, which denies that money was paid.", "breached"),
        ("LockBit breached Larkfield Foods, and nobody knows whether it robbed Halden Rail.", "breached"),
    ],
)
def test_cues_of_another_clause_do_not_reach_it(steps: Steps, text: str, firm: str) -> None:
    found = steps.judge(text, firm)
    assert (str(found.stance), found.skip) == ("asserted", False)


def test_the_hedging_words_are_kept(steps: Steps) -> None:
    assert "reportedly" in steps.judge(HEDGED[0], "breached").hedges


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Harrow Labs said that LockBit breached Larkfield Foods.", ["Harrow Labs"]),
        ("Harrow Labs said that Europol reported that LockBit breached it.", ["Harrow Labs", "Europol"]),
        ("LockBit breached Larkfield Foods.", []),
        ("Harrow Labs was told by sources that LockBit breached Larkfield Foods.", [None]),
        ("Several analysts say that LockBit breached Larkfield Foods.", [None]),
    ],
)  # fmt: skip
def test_the_chain_of_speakers_runs_from_the_outermost_in(steps: Steps, text: str, chain: list[str | None]) -> None:
    found = [s.name for s in steps.judge(text, "breached").speakers]
    assert found[-len(chain) :] == chain if chain else found == []


def test_an_unnamed_speaker_keeps_the_words_used(steps: Steps) -> None:
    (speaker,) = steps.judge("Several security analysts say that LockBit breached Larkfield Foods.", "breached").speakers
    assert (speaker.kind, speaker.words) == ("unnamed", "Several security analysts")


def test_what_only_unnamed_speakers_say_is_hedged(steps: Steps) -> None:
    assert str(steps.judge("Sources say that LockBit breached Larkfield Foods.", "breached").stance) == "hedged"
