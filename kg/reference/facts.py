"""What a text records of an actor or its malware: activities, motives, victim sectors, victim countries, origin.

In: plain sentences (a description in a public list, or any text) and the words of `schema/reference_facts.yaml` and
`schema/reference/countries.yaml`. Out: facts, each with the words it was taken from. General: no name of an actor is
known here. Used when the lists are distilled, and by those who want the same words for sectors and countries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from kg.resources import schema_path
from kg.vocabulary import load_schema

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"“(])")
_MARGIN = 50  # characters kept either side of the words that made a fact


class Found(NamedTuple):
    """One fact of a text: its kind (activities, motives, sectors, targets, country), value, and the words it came from."""

    kind: str
    value: str
    words: str


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FactWords(_Strict):
    """`schema/reference_facts.yaml`: values, the words that say them, and the words that forbid to read them."""

    activities: Mapping[str, tuple[str, ...]]
    motives: Mapping[str, tuple[str, ...]]
    sectors: Mapping[str, tuple[str, ...]]
    distinctive: tuple[str, ...]
    target_cues: tuple[str, ...]
    not_targets: tuple[str, ...]
    origin_patterns: tuple[str, ...]
    negations: tuple[str, ...]
    negation_window: int
    other_things: tuple[str, ...]


class Country(_Strict):
    """One country or region: its name here, ISO 3166 code (none for a region), other names and demonyms."""

    name: str
    iso: str | None = None
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()  # those of its names that are ordinary words or other names, too


class Countries(_Strict):
    """`schema/reference/countries.yaml`."""

    countries: tuple[Country, ...]
    regions: tuple[Country, ...]


def sectors(text: str) -> tuple[Found, ...]:
    """Every sector that the text names, in order, whether as a target or not."""
    return tuple(dict.fromkeys(_matches("sectors", extractor().sectors, text)))


def country(word: str) -> str | None:
    """The country's name here, of a name, a demonym or an ISO code."""
    return extractor().country_names.get(word.strip().casefold())


def demonyms() -> dict[str, str]:
    """The country or region of each demonym: British is United Kingdom."""
    return {form: place.name for place in extractor().all_countries for form in place.demonyms}


def facts(text: str) -> tuple[Found, ...]:
    """The facts that a description records of what it describes; the first words for each value."""
    found: dict[tuple[str, str], Found] = {}
    for paragraph in text.split("\n"):
        for sentence in _SENTENCE.split(paragraph):
            if extractor().other_things.search(sentence):
                break  # what follows in the paragraph may be told of the other thing
            for fact in _of_sentence(sentence):
                found.setdefault(fact[:2], fact)
    return tuple(found.values())


def _of_sentence(sentence: str) -> Iterator[Found]:
    known = extractor()
    for kind, pattern in (("activities", known.activities), ("motives", known.motives)):
        yield from _matches(kind, pattern, sentence)
    for pattern_ in known.origins:
        for match in pattern_.finditer(sentence):
            yield Found("country", known.country_names[match["country"].casefold()], _around(sentence, *match.span()))
    cue = known.target_cues.search(sentence)
    if cue:
        said = known.not_targets.sub(lambda m: " " * len(m[0]), sentence)
        rest = " " * cue.start() + said[cue.start() :]
        yield from _matches("sectors", known.sectors, rest, shown=sentence)
        yield from _matches("targets", known.countries, rest, shown=sentence)


def _negated(sentence: str, at: int) -> bool:
    """Whether a negation stands within a few words before this place."""
    known = extractor()
    return bool(known.negations.search(" ".join(sentence[:at].split()[-known.words.negation_window :])))


class _Values(NamedTuple):
    """A pattern over all words of one kind, and the value that each word stands for."""

    pattern: re.Pattern[str]
    values: tuple[str, ...]  # by group index - 1


def _matches(kind: str, known: _Values, text: str, shown: str | None = None) -> Iterator[Found]:
    for match in known.pattern.finditer(text):
        if match.lastindex and not _negated(text, match.start()):
            yield Found(kind, known.values[match.lastindex - 1], _around(shown or text, *match.span()))


def _around(text: str, start: int, end: int) -> str:
    """The words at these offsets with a margin that ends at word borders."""
    left, right = max(0, start - _MARGIN), min(len(text), end + _MARGIN)
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    return " ".join(text[left:right].split())


class _Extractor:
    """The words of the schema as patterns."""

    def __init__(self) -> None:
        self.words = fact_words()
        places = load_schema(Countries, "reference", "countries.yaml")
        self.all_countries = (*places.countries, *places.regions)
        self.country_names = {
            form.casefold(): c.name
            for c in self.all_countries
            for form in (*c.demonyms, *c.names, *((c.iso,) if c.iso else ()), c.name)
        }
        self.activities = _values(self.words.activities)
        self.motives = _values(self.words.motives)
        self.sectors = _values(self.words.sectors)
        self.countries = _values({c.name: (c.name, *c.names, *c.demonyms) for c in self.all_countries}, exact=True)
        self.target_cues = _any(self.words.target_cues)
        self.negations = _any(self.words.negations)
        self.other_things = _any(self.words.other_things)
        names = "|".join(re.escape(f) for c in self.all_countries for f in (c.name, *c.names, *c.demonyms))
        self.not_targets = re.compile("|".join(p.replace("{country}", f"(?:{names})") for p in self.words.not_targets))
        filled = (p.replace("{country}", f"(?P<country>{names})") for p in self.words.origin_patterns)
        self.origins = tuple(re.compile(p) for p in filled)


def fact_words() -> FactWords:
    """The words of `schema/reference_facts.yaml` as they stand."""
    return _fact_words(schema_path("reference_facts.yaml").stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _fact_words(_key: int) -> FactWords:
    return load_schema(FactWords, "reference_facts.yaml")


def extractor() -> _Extractor:
    """The patterns of the schema as it stands; asked once a sentence, so files are told apart by their time of change."""
    paths = (schema_path("reference_facts.yaml"), schema_path("reference", "countries.yaml"))
    return _extractor(tuple(path.stat().st_mtime_ns for path in paths))


@lru_cache(maxsize=1)
def _extractor(_key: tuple[int, ...]) -> _Extractor:
    return _Extractor()


def _word(word: str) -> str:
    """A word or phrase as a pattern: a space matches a hyphen too, a star at the end any ending."""
    stem = word.removesuffix("*")
    return re.sub(r"(?:\\ |\\-| )", r"[\\s-]+", re.escape(stem)) + (r"\w*" if stem != word else "")


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_word, words))})(?!\w)", re.IGNORECASE)


def _values(words: Mapping[str, Iterable[str]], *, exact: bool = False) -> _Values:
    groups = (f"({'|'.join(_word(w) for w in sorted(forms, key=len, reverse=True))})" for forms in words.values())
    return _Values(re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", 0 if exact else re.IGNORECASE), tuple(words))
