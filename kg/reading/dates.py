"""The date of an event as a sentence gives it: "on April 22", "in September 2023", "last week". Resolved by the view."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.reading.lexicon import lexicon
from kg.reading.parsed import Tree, Word


def event_date(tree: Tree) -> str | None:
    """The first date of a sentence that says when something was, as written; None where there is none.

    When somebody told of it is another day: "last week, the shop confirmed that it had been hit".
    """
    for match in _pattern().finditer(tree.text.replace("\n", " ")):
        start, end = (tree.sentence.start + place for place in match.span("date"))
        verb = _verb_of([w for w in tree.words if start <= w.start < end])
        if verb is None or verb.lemma not in _telling():
            return " ".join(match.group("date").split())
    return None


def _verb_of(date: list[Word]) -> Word | None:
    """The verb that a date belongs to; None for a date of a noun, as in "the April attack"."""
    above = (w for word in date for w in word.ancestors() if w not in date and (w.is_verb or w.is_noun))
    nearest = next(above, None)
    return nearest if nearest is not None and nearest.is_verb else None


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    words = lexicon()
    blaming = words.frames("disclose_verbs", "link_verbs", "attribute_verbs", "accuse_verbs", "claim_verbs")
    return words.cues("quote_verbs") | blaming


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
