"""Whose voice a stretch of text is in: quotations, frames, and the speaker who is named only behind them."""

from __future__ import annotations

import pytest
from reading_steps import SpeakersOf, Steps

from kg.reading.voices import quotations

WORKS = "Marta Lindqvist, an analyst at Harrow Labs, looked into the attack on Larkfield Foods."
BLAME = "Larkfield Foods was breached by the LockBit gang, and we have seen the traces of it on every host."


def quoted(steps: Steps, text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(steps.sentences(text))]


def test_a_quotation_runs_over_sentences(steps: Steps) -> None:
    text = "He wrote: “The bank was hit on Monday. We have told the police about it.” Then he left."
    assert quoted(steps, text) == ["“The bank was hit on Monday. We have told the police about it.”"]


def test_a_quotation_left_open_ends_with_its_paragraph(steps: Steps) -> None:
    text = "“The bank was hit on Monday, and we know by whom.\n\n“The police were told on Tuesday,” he said."
    assert quoted(steps, text) == [
        "“The bank was hit on Monday, and we know by whom.",
        "“The police were told on Tuesday,”",
    ]


def test_a_quoted_name_is_no_quotation(steps: Steps) -> None:
    assert quoted(steps, "The gang “Copper Viper” hit the bank, and ‘Night Heron’ did not.") == []


def test_an_apostrophe_opens_no_quotation(steps: Steps) -> None:
    assert quoted(steps, "The bank's owners' money is gone, and it's the board's fault, say the board's critics.") == []


BY_SURNAME = [
    f"{WORKS}\n\n“{BLAME}” Lindqvist said.",
    f"{WORKS}\n\n“{BLAME}” said Lindqvist.",
    f"{WORKS}\n\nLindqvist said: “{BLAME}”",
    f"{WORKS}\n\n“It was a bad week for the company and its staff,” Lindqvist said. “{BLAME}”",
    f"{WORKS}\n\n“It was a bad week for everybody who works there,” she said.\n\n“{BLAME}”",
    f"{WORKS}\n\n'{BLAME}' Lindqvist explained.",
    f"{WORKS} According to Lindqvist, Larkfield Foods was breached by the LockBit gang.",
    f"{WORKS} Larkfield Foods was breached by the LockBit gang, according to Lindqvist.",
    f"{WORKS} Larkfield Foods was breached by the LockBit gang, Lindqvist said.",
]


@pytest.mark.parametrize(
    "text",
    [
        f"{WORKS} Larkfield Foods was breached by the LockBit gang, she said.",
        *BY_SURNAME,
    ],
)
def test_the_speaker_is_found_before_behind_and_over_paragraphs(text: str, speaker_of: SpeakersOf) -> None:
    assert speaker_of(text) == [("named", "Marta Lindqvist")]


def test_what_stands_behind_a_quotation_is_the_texts_own(speaker_of: SpeakersOf) -> None:
    quote = "“It was a bad week for everybody who works there,” she said."
    text = f"{WORKS}\n\n{quote}\n\nLarkfield Foods was breached by LockBit."
    assert speaker_of(text) == [("author", None)]


def test_two_who_are_quoted_keep_their_own_words(speaker_of: SpeakersOf) -> None:
    text = (
        "“Larkfield Foods was breached by LockBit and by nobody else,” said Marta Lindqvist of Harrow Labs.\n\n"
        "“Halden Rail was breached by Qilin and by nobody else,” said Dilip Menon of Nordlys Security."
    )
    assert speaker_of(text) == [("named", "Marta Lindqvist"), ("named", "Dilip Menon")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to Harrow Labs, Larkfield Foods was breached by LockBit.", ("named", "Harrow Labs")),
        ("As first reported by The Harbour Post, Larkfield Foods was breached by LockBit.", ("named", "Harbour Post")),
        ("Larkfield Foods was breached by LockBit, per a report by Harrow Labs.", ("named", "Harrow Labs")),
        ("According to sources, Larkfield Foods was breached by LockBit.", ("unnamed", None)),
        ("According to people familiar with the matter, Larkfield Foods was breached by LockBit.", ("unnamed", None)),
        ("Larkfield Foods was breached by LockBit, according to researchers.", ("unnamed", None)),
    ],
)
def test_frames(text: str, expected: tuple[str, str | None], speaker_of: SpeakersOf) -> None:
    assert speaker_of(text) == [expected]


def test_a_frame_is_not_a_place(speaker_of: SpeakersOf) -> None:
    assert speaker_of("Larkfield Foods paid per terminal when it was breached by LockBit.") == [("author", None)]


def test_who_tells_of_the_attackers_has_not_said_who_they_are(speaker_of: SpeakersOf) -> None:
    linked = "The attack on Larkfield Foods was linked to the LockBit gang"
    assert speaker_of(f"{linked}, and Larkfield Foods confirmed that the attackers stole its data.") == [("unnamed", None)]
