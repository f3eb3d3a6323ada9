"""What stands beside a person's name in reports of arrests and trials: age, home, a bracket that tells more of them.

In: the text before and behind a name. Out: whether it shows that the name is a person's, and how far it reaches. Only
people have an age, so that it tells more than any list; and parsers that meet "X, 23, of Y; Z, 25, of W" are lost.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.reading.characters import CAPITALS
from kg.reading.lexicon import Lexicon

_AGE = r"[1-9]\d"
_PLACE = rf"[{CAPITALS}][\w.'’-]*(?: [{CAPITALS}][\w.'’-]*){{0,3}}"
_OPENED = re.compile(rf"\b{_AGE}-year-old $")
_NEAR = 15  # code points before a name in which its age or its title stands


@lru_cache(maxsize=2)
def _behind(words: Lexicon) -> re.Pattern[str]:
    age = rf"(?P<age>, (?:aged? )?{_AGE}(?: years old)?(?=[,;.)]| and | of | from )| \({_AGE}\))"
    home = rf"(?P<home>,? {words.either('phrases', 'home_prepositions')} (?P<place>{_PLACE}(?:, {_PLACE})?))"
    return re.compile(rf"{age}?{home}?(?: \([a-z][^()]{{5,80}}\))?")


@lru_cache(maxsize=2)
def _titled(words: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b{words.either('phrases', 'honorifics')}\.? $")


def shows_a_person(before: str, behind: str, words: Lexicon) -> bool:
    """Whether the text around a name shows that it is a person's: "28-year-old X", "X, 23, of Y", "Mr. X"."""
    near, found = before[-_NEAR:], _behind(words).match(behind)
    return bool((found and found["age"]) or _OPENED.search(near) or _titled(words).search(near))


def reach(before: str, behind: str, words: Lexicon) -> int:
    """How many characters behind a person's name tell age and home. A home without an age may be an employer."""
    found = _behind(words).match(behind)
    if found is None or (found["home"] and not found["age"] and not _OPENED.search(before[-_NEAR:])):
        return 0
    return found.end()


def home(before: str, behind: str, words: Lexicon) -> tuple[int, int] | None:
    """Where behind a person's name the home stands."""
    found = _behind(words).match(behind) if reach(before, behind, words) else None
    return found.span("place") if found and found["home"] else None


def age_before(text: str) -> int:
    """How many characters at the end of a text tell the age of whoever is named next."""
    found = _OPENED.search(text[-_NEAR:])
    return len(found[0]) if found else 0
