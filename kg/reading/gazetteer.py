"""The gazetteer: known names in a text, by one pass of an Aho-Corasick automaton.

In: a text. Out: the places of all names that the reference lists hold, as whole words in the right case, with what the
lists say they are. Names that are also ordinary words are marked `common`: the reader wants more than the word itself.
Source of the method: Aho and Corasick, Efficient String Matching (CACM 1975).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.reading.kinds import ALIASED
from kg.reading.language import function_words
from kg.reading.lexicon import Lexicon, lexicon
from kg.reference import Reference, normal, reference
from kg.reference.facts import Countries
from kg.resources import schema_hash
from kg.vocabulary import load_schema


@dataclass(frozen=True)
class Known:
    """What a list says of a name: its type, and whether it is an ordinary word too."""

    type: str
    common: bool = False


@dataclass(frozen=True)
class Hit:
    """A known name in a text (offsets in code points of the text)."""

    start: int
    end: int
    known: tuple[Known, ...]


class Gazetteer:
    """All known names; built once per schema (about a tenth of a second for 10,000 names)."""

    def __init__(self, lists: Reference, words: Lexicon) -> None:
        self._known: dict[str, list[Known]] = defaultdict(list)
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._roles: dict[str, str] = {}
        for entry in lists.names():
            if entry.form in function_words():
                continue  # a list has a tool called "at"
            known = Known(entry.type, entry.common and entry.type in ALIASED)  # actors are named by words
            folded = entry.form.casefold()
            self._forms[folded].add(entry.form)
            if known not in self._known[folded]:
                self._known[folded].append(known)
            if entry.role:
                self._roles.setdefault(normal(entry.form), entry.role)
        self._countries = _countries()
        self._openers = words.lexis("openers")
        for form in (*self._countries, *words.order("names", "regions")):
            self._forms[form.casefold()].add(form)
            self._known[form.casefold()] = [Known("Location")]
        self._patterns = [
            (re.compile(rf"(?<!\w)(?:{p})(?!\w)"), Known("ThreatGroup")) for p in words.order("names", "actor_patterns")
        ]
        self._patterns += [(re.compile(p), Known("Vulnerability")) for p in words.order("names", "vulnerability_patterns")]
        self._patterns += [(re.compile(p), Known("Malware")) for p in words.order("names", "malware_patterns")]
        self._keys = sorted(self._known)
        self._automaton = self._build()

    def _build(self) -> Any:
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick(self._keys, matchkind=MatchKind.LeftmostLongest)

    def hits(self, text: str) -> list[Hit]:
        """Known names as whole words, longest first where they overlap; case must be as listed, or as a name is written."""
        folded = _fold(text)
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            if self._is_word(text, start, end) and self._right_case(text[start:end], self._keys[index]):
                found.append(Hit(start, end, tuple(self._known[self._keys[index]])))
        for pattern, known in self._patterns:
            matches = (m for m in pattern.finditer(text) if m.group().split()[0] not in self._openers)
            found.extend(Hit(m.start(), m.end(), (known,)) for m in matches)
        return found

    def known(self, form: str) -> tuple[Known, ...]:
        """What the lists say of one form."""
        return tuple(self._known.get(form.casefold(), ()))

    def role(self, form: str) -> str | None:
        """The role of a well-known organisation: security-vendor, media, regulator, ..."""
        return self._roles.get(normal(form))

    def country(self, word: str) -> str | None:
        """The country that a name or its adjective means."""
        return self._countries.get(word)

    @staticmethod
    def _is_word(text: str, start: int, end: int) -> bool:
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        return not (before.isalnum() or before in "_@") and not (after.isalnum() or after in "_@")

    def _right_case(self, written: str, key: str) -> bool:
        forms = self._forms[key]
        if written in forms:
            return True
        common = all(k.common for k in self._known[key])
        return (
            not common
            and len(written) > 3
            and (written[0].isupper() or written[0].isdigit())
            and any(c.isupper() for c in written)
        )


def _fold(text: str) -> str:
    """Case-folded, code point for code point, so that offsets stay."""
    folded = text.lower()
    return folded if len(folded) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _countries() -> dict[str, str]:
    """Every name and adjective of a country or region of the world -> its name."""
    places = load_schema(Countries, "reference", "countries.yaml")
    return {form: c.name for c in places.places for form in (c.name, *c.names, *c.demonyms)}


def gazetteer() -> Gazetteer:
    """The gazetteer of the reference lists as they stand."""
    return _gazetteer(schema_hash())


@lru_cache(maxsize=1)
def _gazetteer(_key: str) -> Gazetteer:
    return Gazetteer(reference(), lexicon())
