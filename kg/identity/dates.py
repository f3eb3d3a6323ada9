"""Dates as written, resolved against the day a report was published.

In: "in April", "April 22", "last week", "on Tuesday", "six weeks ago", "2025-04-22", with the publication date where it
is known. Out: a `Period`, or None where nothing can be told. The words stand in `schema/dates.yaml`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from kg.resources import schema_hash
from kg.vocabulary import load_schema

_LONGEST = 120  # characters: no date is written longer, and no text makes the patterns slow
_TWO_MONTHS = 62  # days: what spans more is named by its year
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+|\d+")


class Period(NamedTuple):
    """From the first to the last day that is meant; of a month without a year, `month` alone is known."""

    first: date | None
    last: date | None
    month: int | None = None

    @property
    def days(self) -> int | None:
        """How many days it spans; None if the year is not known."""
        return (self.last - self.first).days + 1 if self.first and self.last else None

    @property
    def label(self) -> str | None:
        """The month, or the year where it spans more: 2025-04."""
        if not self.first or not self.last:
            return None
        one_year = self.first.year == self.last.year
        return f"{self.first:%Y}" if one_year and self.days and self.days > _TWO_MONTHS else f"{self.first:%Y-%m}"


class Words(BaseModel):
    """The words of `schema/dates.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, int]
    ago: frozenset[str]
    phrases: dict[str, tuple[int, int]]
    this: frozenset[str]
    last: frozenset[str]


def words() -> Words:
    """The words of the schema as it stands."""
    return _words(schema_hash())


@lru_cache(maxsize=2)
def _words(_key: str) -> Words:
    return load_schema(Words, "dates.yaml")


def iso_period(text: str | None) -> Period | None:
    """The period of an ISO date, month or year."""
    if not text:
        return None
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ].*)?", text.strip())
    if match is None:
        return None
    return _calendar(int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None)


def resolve(text: str | None, published: str | None, known: Words | None = None) -> Period | None:
    """When it was, as far as the words and the day of publication tell."""
    if not text:
        return None
    said = " ".join(text[:_LONGEST].casefold().split())
    if found := _ISO.search(said):
        return _calendar(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    anchor = iso_period(published)
    tokens = _WORD.findall(said)
    known = known or words()
    month = next((known.months[t] for t in tokens if t in known.months), None)
    year = _YEAR.search(said)
    if year or month:
        return _named(said, month, int(year[1]) if year else None, anchor)
    return _relative(tokens, anchor, known) if anchor else None


def _named(said: str, month: int | None, year: int | None, anchor: Period | None) -> Period | None:
    """A month, a year, a day of a month: without a year the latest before publication."""
    rest = _YEAR.sub(" ", said)
    day = next((int(d) for d in _DAY.findall(rest) if 1 <= int(d) <= 31), None) if month else None
    if year is not None:
        return _calendar(year, month, day) or _calendar(year, month, None)
    assert month is not None  # noqa: S101 (the caller has seen a month or a year)
    if anchor is None or anchor.last is None:
        return Period(None, None, month)
    for candidate in (anchor.last.year, anchor.last.year - 1):
        period = _calendar(candidate, month, day) or _calendar(candidate, month, None)
        if period and period.first and period.first <= anchor.last:
            return period
    return None


def _relative(tokens: list[str], anchor: Period, known: Words) -> Period | None:
    first, last = anchor.first, anchor.last
    if first is None or last is None:
        return None
    for phrase in sorted(known.phrases, key=len, reverse=True):
        if f" {phrase} " in f" {' '.join(tokens)} ":
            near, far = known.phrases[phrase]
            return Period(first - timedelta(days=far), last - timedelta(days=near))
    if found := _ago(tokens, known):
        distance, slack = found
        return Period(first - timedelta(days=distance + slack), last - timedelta(days=max(0, distance - slack)))
    for before, word in zip(["", *tokens], tokens, strict=False):
        if word in known.weekdays:
            back = (last.weekday() - known.weekdays[word]) % 7
            day = last - timedelta(days=back or (7 if before in known.last else 0))
            return Period(day - (last - first), day)
        if word.rstrip("s") in ("month", "year") and (before in known.this or before in known.last):
            return _current(word.rstrip("s"), last, int(before in known.last))
    return None


def _ago(tokens: list[str], known: Words) -> tuple[int, int] | None:
    """Days back and how exact that is, of "six weeks ago"."""
    for i in range(1, len(tokens) - 1):
        unit = known.units.get(tokens[i]) or known.units.get(tokens[i].removesuffix("s"))
        count = known.numbers.get(tokens[i - 1]) or (int(tokens[i - 1]) if tokens[i - 1].isdecimal() else None)
        if unit and count and count * unit < 36_500 and tokens[i + 1] in known.ago:
            return count * unit, unit // 2
    return None


def _current(unit: str, day: date, back: int) -> Period | None:
    if unit == "year":
        return _calendar(day.year - back, None, None)
    months = day.year * 12 + day.month - 1 - back
    return _calendar(months // 12, months % 12 + 1, None)


def _calendar(year: int, month: int | None, day: int | None) -> Period | None:
    """A day, month or year of the calendar; None if there is none such."""
    if not 1 <= year <= 9998 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31))
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return Period(date(year, month, 1), date(year, month, length))
    return Period(date(year, month, day), date(year, month, day)) if 1 <= day <= length else None
