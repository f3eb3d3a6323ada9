"""Sentences: where they begin and end, what kind of line they stand in, and that nothing shifts."""

from __future__ import annotations

import pytest
from reading_steps import Steps

from kg.model import Document, Span


def texts(steps: Steps, text: str) -> list[str]:
    return [s.text for s in steps.sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came. Two went.", ["One came.", "Two went."]),
        ("Mr. Ost of Brandt Inc. spoke. Nobody heard.", ["Mr. Ost of Brandt Inc. spoke.", "Nobody heard."]),
        ("The U.S. Senate left. It came at 9 a.m. Monday.", ["The U.S. Senate left.", "It came at 9 a.m. Monday."]),
        ("Version 3.0 is out. See example.test for more.", ["Version 3.0 is out.", "See example.test for more."]),
        ("“We were hit.” That was all.", ["“We were hit.”", "That was all."]),
        ("Was it them? No! It was us.", ["Was it them?", "No!", "It was us."]),
        ("John F. Stahl left. So did E. Ost.", ["John F. Stahl left.", "So did E. Ost."]),
        ("...\n\n---\n\n***", []),
    ],
)  # fmt: skip
def test_where_a_sentence_ends(steps: Steps, text: str, expected: list[str]) -> None:
    assert texts(steps, text) == expected


def test_a_wrapped_line_is_read_on_and_a_blank_line_ends_it(steps: Steps) -> None:
    assert texts(steps, "The bank was\nhit by a gang.\n\nThe\nend.") == ["The bank was\nhit by a gang.", "The\nend."]


def test_a_line_that_its_author_ended_is_not_read_on(steps: Steps) -> None:
    long = "The attack began on a Tuesday and went on for weeks while nobody in the whole of the company took any notice"
    assert texts(steps, f"{long}\nA caption below it") == [long, "A caption below it"]


def test_bullets_and_headings_are_sentences_of_their_kind(steps: Steps) -> None:
    found = steps.sentences(
        "## Who was hit\n- The bank was hit.\n* The shop was not.\n1. The post was late.\nThe rest was calm."
    )
    assert [(s.kind, s.text) for s in found][:4] == [
        ("heading", "Who was hit"),
        ("bullet", "The bank was hit."),
        ("bullet", "The shop was not."),
        ("bullet", "The post was late."),
    ]


def test_the_title_line_is_a_sentence_without_its_address(steps: Steps) -> None:
    found = steps.sentences("Gang hits bank | https://news.example.test/1 | 2025-03-04\n\nThe bank was hit.")
    assert [(s.kind, s.text) for s in found] == [("title", "Gang hits bank"), ("body", "The bank was hit.")]


def test_skipped_spans_are_not_read_and_shift_nothing(steps: Steps) -> None:
    text = "The bank was hit.\nSkip to content\nThe shop was not."
    start = text.index("Skip")
    document = Document(text=text, skipped=(Span(start=start, end=start + 15, why="menu"),))
    found = steps.sentences(document)
    assert [s.text for s in found] == ["The bank was hit.", "The shop was not."]
    assert all(text[s.start : s.end] == s.text for s in found)


def test_paragraphs_are_counted(steps: Steps) -> None:
    found = steps.sentences("One. Two came.\n\nThree came.")
    assert [s.paragraph for s in found] == [found[0].paragraph] * 2 + [found[-1].paragraph]
    assert found[0].paragraph != found[-1].paragraph


def test_what_is_too_long_is_cut_at_a_space(steps: Steps) -> None:
    found = steps.sentences("word " * 2000)
    assert len(found) > 1
    assert all(len(s.text) <= 1500 and set(s.text.split()) == {"word"} for s in found)
    assert sum(len(s.text.split()) for s in found) == 2000
