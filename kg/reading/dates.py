"""The date of an event as a sentence gives it: "on April 22", "in September 2023", "last week". Resolved by the view."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.reading.lexicon import lexicon


def event_date(sentence: str) -> str | None:
    """The first date expression of a sentence, as written; None where there is none."""
    match = _pattern().search(sentence)
    return " ".join(match.group("date").split()) if match else None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = lexicon()
    month, weekday = words.either("lexis", "months"), words.either("lexis", "weekdays")
    modifier, named = words.either("phrases", "date_modifiers"), words.either("phrases", "days_by_name")
    year = r"(?:19|20)\d\d"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    forms = (  # fuller ones first
        rf"{month}\.? {day},? {year}",
        rf"{day} {month}\.?,? {year}",
        rf"{month}\.? {day}(?!\d)",
        rf"{day} {month}",
        rf"{month}\.?,? {year}",
        rf"{year}-\d\d(?:-\d\d)?",
        rf"{modifier} (?:week|month|year|{weekday}|{month})",
        rf"(?<=[Oo]n ){weekday}",
        rf"(?<=[Ii]n ){month}",
        rf"(?<=[Ii]n )(?:late |early |mid-)?{year}",
        named,
        r"Last (?:week|month|year)",
        rf"{month}(?= {words.either('phrases', 'dated_nouns')})",
    )
    return re.compile(rf"(?<!\w)(?P<date>{'|'.join(forms)})(?!\w)")
