"""The date of an event, as the sentence writes it."""

from __future__ import annotations

import pytest
from reading_steps import Steps

from kg.reading.dates import event_date


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("The bank was hit on April 22.", "April 22"),
        ("The bank was hit on 22 April 2025.", "22 April 2025"),
        ("The bank was hit in September 2023.", "September 2023"),
        ("The bank was hit on 2025-04-22.", "2025-04-22"),
        ("The bank was hit last week.", "last week"),
        ("The bank was hit in 2021.", "2021"),
        ("The bank was hit on Tuesday.", "Tuesday"),
        ("The April attack on the bank was costly.", "April"),
        ("The bank was hit\non\nApril\n22.", "April 22"),
        ("The bank may be hit.", None),
        ("The bank was hit by 2025 machines.", None),
        ("April Ost works at the bank.", None),
    ],
)
def test_as_written(sentence: str, date: str | None, steps: Steps) -> None:
    assert event_date(steps.tree(sentence)) == date


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("Last week, Northmark confirmed that it had suffered a cyberattack.", None),
        ("Today, the Gazette first reported that affiliates of Tin Crow are behind the attack on Northmark.", None),
        ("The agency on Tuesday linked Tin Crow to the breach of Northmark.", None),
        ("On Monday, Northmark said that it was breached on April 22.", "April 22"),
        ("Northmark disclosed an April attack on its web shop.", "April"),
        ("Northmark confirmed that its data was stolen in a cyberattack last month.", "last month"),
    ],
)
def test_the_day_on_which_it_is_told_is_not_the_day_of_the_event(sentence: str, date: str | None, steps: Steps) -> None:
    assert event_date(steps.tree(sentence)) == date
