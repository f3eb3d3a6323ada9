"""Dates as reports write them, against the day of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity.dates import Period, iso_period, resolve

DAY = "2025-06-12"  # a Thursday


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2025-04-22", "2025-04-22", "2025-04-22"),
        ("2025-04", "2025-04-01", "2025-04-30"),
        ("in 2024", "2024-01-01", "2024-12-31"),
        ("in April", "2025-04-01", "2025-04-30"),
        ("April 22", "2025-04-22", "2025-04-22"),
        ("on the 22nd of April", "2025-04-22", "2025-04-22"),
        ("22 April 2024", "2024-04-22", "2024-04-22"),
        ("in November", "2024-11-01", "2024-11-30"),  # the last one before publication
        ("late September 2023", "2023-09-01", "2023-09-30"),
        ("today", "2025-06-12", "2025-06-12"),
        ("yesterday", "2025-06-11", "2025-06-11"),
        ("last week", "2025-05-30", "2025-06-11"),
        ("earlier this month", "2025-06-01", "2025-06-30"),
        ("last month", "2025-05-01", "2025-05-31"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("on Tuesday", "2025-06-10", "2025-06-10"),
        ("Thursday", "2025-06-12", "2025-06-12"),
        ("last Thursday", "2025-06-05", "2025-06-05"),
        ("six weeks ago", "2025-04-28", "2025-05-04"),
        ("over the past few days", "2025-06-07", "2025-06-12"),
    ],
)
def test_a_date_is_resolved_against_publication(said: str, first: str, last: str) -> None:
    assert resolve(said, DAY) == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("said", [None, "", "soon", "after the outage", "on Tuesday", "last week"])
def test_without_a_publication_date_only_absolute_dates_are_told(said: str | None) -> None:
    assert resolve(said, None) is None


def test_a_month_without_a_year_is_kept_as_a_month() -> None:
    assert resolve("in April", None) == Period(None, None, 4)


def test_a_month_still_to_come_is_not_the_event() -> None:
    assert resolve("in July", "2025-06-12") == Period(date(2024, 7, 1), date(2024, 7, 31))


def test_labels_are_months_or_years() -> None:
    assert [iso_period(d).label for d in ("2025-04-22", "2025-04", "2025")] == ["2025-04", "2025-04", "2025"]  # type: ignore[union-attr]


@given(st.text(max_size=300), st.one_of(st.none(), st.dates().map(str), st.text(max_size=12)))
def test_no_text_breaks_it(said: str, published: str | None) -> None:
    found = resolve(said, published)
    assert found is None or found.month is not None or (found.first is not None and found.last is not None)
