"""The language of a text: text in, ISO 639-1 code out, or None where nothing decides.

By the share of a language's most frequent small words (after Ingle 1976; Grefenstette 1995, "Comparing two language
identification schemes"), from `schema/languages.yaml`. Enough to tell a reader of English what is not; no more is asked.
"""

from __future__ import annotations

import re
from collections import Counter

from pydantic import BaseModel, ConfigDict, Field

from kg.loading.settings import schema_file

_SAMPLE = 100_000  # code points: a report's language shows on its first pages
_WORD = re.compile(r"[^\W\d_]+")


class Languages(BaseModel):
    """Small words by language, letters by script, and what share of a text decides."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min_words: int = Field(gt=0)
    min_share: float = Field(gt=0, lt=1)
    min_lead: float = Field(ge=1)
    words: dict[str, frozenset[str]]
    scripts: dict[str, tuple[str, ...]]
    script_share: float = Field(gt=0, lt=1)


def language_of(text: str) -> str | None:
    """The language of a text, or None if too little of it is words or no list fits."""
    known = schema_file(Languages, "languages.yaml")
    words = Counter(w.casefold() for w in _WORD.findall(text[:_SAMPLE]))
    letters = sum(len(w) * n for w, n in words.items())
    by_script = _script(known, words, letters)
    if by_script:
        return by_script
    total = words.total()
    if total < known.min_words:
        return None
    shares = sorted(((sum(words[w] for w in small) / total, code) for code, small in known.words.items()), reverse=True)
    (best, code), (second, _) = shares[0], shares[1]
    return code if best >= known.min_share and best >= second * known.min_lead else None


def _script(known: Languages, words: Counter[str], letters: int) -> str | None:
    for code, ranges in known.scripts.items():
        of_script = re.compile(f"[{''.join(ranges)}]")
        count = sum(len(of_script.findall(w)) * n for w, n in words.items() if not w.isascii())
        if letters and count / letters >= known.script_share:
            return code
    return None
