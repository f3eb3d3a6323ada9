"""Finding listed words in a text, fast. In: words and what each stands for. Out: places and values, longest word first.

An alternation of 400 words is tried at every character by `re`; here a token's first letters choose the few words that
may begin there (measured on 5,071 descriptions with the sector words: 0.18 s against 0.60 s).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_TOKEN = re.compile(r"\w+")
_KEY = 3  # first letters by which words are filed


class Place(NamedTuple):
    """Where a word stands in a text, and what it stands for."""

    start: int
    end: int
    value: str


class Words:
    """Words by the value they stand for. A star at the end is any ending; a space is a hyphen, too."""

    def __init__(self, words: Mapping[str, Iterable[str]], *, exact: bool = False) -> None:
        self._exact = exact
        self._filed: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        flags = re.NOFLAG if exact else re.IGNORECASE
        for value, forms in words.items():
            for form in forms:
                pattern = re.compile(rf"{word_pattern(form)}(?!\w)", flags)
                self._filed.setdefault(self._key(_TOKEN.findall(form)[0]), []).append((pattern, value))

    def find(self, text: str) -> Iterator[Place]:
        """Every place of a word, from left to right, without overlaps."""
        done = 0
        for token in _TOKEN.finditer(text):
            start = token.start()
            if start < done:
                continue
            filed = self._filed.get(self._key(token[0]), ())
            ends = [(match.end(), value) for pattern, value in filed if (match := pattern.match(text, start))]
            if ends:
                done, value = max(ends, key=lambda end: end[0])
                yield Place(start, done, value)

    def _key(self, token: str) -> str:
        key = token[:_KEY]
        return key if self._exact else key.lower()


def word_pattern(word: str) -> str:
    """A word or phrase as a regular expression."""
    stem = word.removesuffix("*")
    return re.sub(r"(?:\\ |\\-| )", r"[\\s-]+", re.escape(stem)) + (r"\w*" if stem != word else "")


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words, whatever their case."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(word_pattern, words))})(?!\w)", re.IGNORECASE)
