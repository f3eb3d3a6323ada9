"""The date of an event, as the sentence writes it."""

from __future__ import annotations

import pytest

from kg.reading.dates import event_date

TO_BE_MENDED = pytest.mark.xfail(reason="the reader does not do this yet")


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
        pytest.param("The bank was hit\non\nApril\n22.", "April 22", marks=TO_BE_MENDED),
        ("The bank may be hit.", None),
        ("The bank was hit by 2025 machines.", None),
        ("April Ost works at the bank.", None),
    ],
)
def test_as_written(sentence: str, date: str | None) -> None:
    assert event_date(sentence) == date
