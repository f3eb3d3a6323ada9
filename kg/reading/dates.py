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
    months = "|".join(words.order("lexis", "months"))
    days = "|".join(words.order("lexis", "weekdays"))
    year = r"(?:19|20)\d\d"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    forms = [
        rf"(?:{months})\.? {day},? {year}", rf"{day} (?:{months})\.?,? {year}", rf"(?:{months})\.? {day}(?!\d)", rf"{day} (?:{months})",
        rf"(?:{months})\.?,? {year}", rf"{year}-\d\d(?:-\d\d)?", rf"(?:last|this|next|earlier this|late|early) (?:week|month|year|{days}|{months})",
        rf"(?<=[Oo]n )(?:{days})", rf"(?<=[Ii]n )(?:{months})", rf"(?<=[Ii]n )(?:late |early |mid-)?{year}", "yesterday", "today", "Yesterday", "Today", "Last (?:week|month|year)",
        rf"(?:{months})(?= (?:attack|breach|incident|intrusion|hack|ransomware|cyberattack))",
    ]  # fmt: skip
    return re.compile(rf"(?<!\w)(?P<date>{'|'.join(forms)})(?!\w)")
