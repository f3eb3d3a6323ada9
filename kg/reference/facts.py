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

from kg.reference.words import Place, Words, any_of
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

    @property
    def places(self) -> tuple[Country, ...]:
        """Countries, then regions."""
        return (*self.countries, *self.regions)


def facts(text: str) -> tuple[Found, ...]:
    """The facts that a description records of what it describes; the first words for each value."""
    return _extractor().facts(text)


def sectors(text: str) -> tuple[Found, ...]:
    """Every sector that the text names, in order, whether as a target or not."""
    return tuple(_extractor().matches("sectors", text))


def country(word: str) -> str | None:
    """The country's or region's name here, of a name, a demonym or an ISO code."""
    return _country_names(schema_path("reference", "countries.yaml").stat().st_mtime_ns).get(word.strip().casefold())


def demonyms() -> dict[str, str]:
    """The country or region of each demonym: British is United Kingdom."""
    return {form: place.name for place in places() for form in place.demonyms}


def places() -> tuple[Country, ...]:
    """All countries and regions."""
    return load_schema(Countries, "reference", "countries.yaml").places


def fact_words() -> FactWords:
    """The words of `schema/reference_facts.yaml` as they stand."""
    return _fact_words(schema_path("reference_facts.yaml").stat().st_mtime_ns)


class _Extractor:
    """The words of the schema as patterns."""

    def __init__(self) -> None:
        known, lands = fact_words(), places()
        self._countries = _names_of(lands)
        self._words = {
            "activities": Words(known.activities),
            "motives": Words(known.motives),
            "sectors": Words(known.sectors),
            "targets": Words({c.name: (c.name, *c.names, *c.demonyms) for c in lands}, exact=True),
        }
        self._target_cues = any_of(known.target_cues)
        self._negations = any_of(known.negations)
        self._window = known.negation_window
        self._other_things = any_of(known.other_things)
        self._lands = {c.name for c in lands if c.iso}
        names = _alternatives(f for c in lands for f in (c.name, *c.names))
        forms = _alternatives(f for c in lands for f in (c.name, *c.names, *c.demonyms))
        self._not_targets = re.compile("|".join(p.replace("{country}", f"(?:{forms})") for p in known.not_targets))
        self._origins = tuple(
            re.compile(p.replace("{country}", f"(?P<country>{forms})").replace("{land}", f"(?P<country>{names})"))
            for p in known.origin_patterns
        )

    def facts(self, text: str) -> tuple[Found, ...]:
        """The first fact for each kind and value."""
        found: dict[tuple[str, str], Found] = {}
        for paragraph in text.split("\n"):
            for sentence in _SENTENCE.split(paragraph):
                if self._other_things.search(sentence):
                    break  # what follows in the paragraph may be told of the other thing
                for fact in self._of_sentence(sentence):
                    found.setdefault(fact[:2], fact)
        return tuple(found.values())

    def matches(self, kind: str, text: str, shown: str | None = None) -> Iterator[Found]:
        """The words of one kind that no negation stands before; `shown` is the text that is quoted."""
        for place in self._words[kind].find(text):
            if not self._negated(text, place.start):
                yield Found(kind, place.value, _around(shown or text, place))

    def _of_sentence(self, sentence: str) -> Iterator[Found]:
        yield from self.matches("activities", sentence)
        yield from self.matches("motives", sentence)
        cue = self._target_cues.search(sentence)
        if any(True for _ in self._words["targets"].find(sentence)):
            yield from self._origin(sentence[: cue.start()] if cue else sentence, sentence)
        if cue:
            masked = self._not_targets.sub(lambda match: " " * len(match[0]), sentence)
            behind = " " * cue.start() + masked[cue.start() :]
            yield from self.matches("sectors", behind, shown=sentence)
            yield from self.matches("targets", behind, shown=sentence)

    def _origin(self, before: str, sentence: str) -> Iterator[Found]:
        """Where it comes from, told before any word of targets: what is "China-based" behind one is a victim."""
        for pattern in self._origins:
            for match in pattern.finditer(before):
                name = self._countries[match["country"].casefold()]
                if name in self._lands:  # a region is no country of origin
                    yield Found("country", name, _around(sentence, Place(*match.span(), name)))

    def _negated(self, sentence: str, at: int) -> bool:
        """Whether a negation stands within a few words before this place."""
        return bool(self._negations.search(" ".join(sentence[:at].split()[-self._window :])))


def _alternatives(forms: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))


def _around(text: str, place: Place) -> str:
    """The words at a place with a margin that ends at word borders."""
    left, right = max(0, place.start - _MARGIN), min(len(text), place.end + _MARGIN)
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    return " ".join(text[left:right].split())


def _extractor() -> _Extractor:
    """The patterns of the schema as it stands; asked often, so files are told apart by their time of change."""
    paths = (schema_path("reference_facts.yaml"), schema_path("reference", "countries.yaml"))
    return _extractor_of(tuple(path.stat().st_mtime_ns for path in paths))


@lru_cache(maxsize=1)
def _extractor_of(_key: tuple[int, ...]) -> _Extractor:
    return _Extractor()


@lru_cache(maxsize=1)
def _country_names(_key: int) -> dict[str, str]:
    return _names_of(places())


def _names_of(lands: Iterable[Country]) -> dict[str, str]:
    """Any name, demonym or ISO code, case folded -> the name used here."""
    return {form.casefold(): c.name for c in lands for form in (*c.demonyms, *c.names, *((c.iso,) if c.iso else ()), c.name)}


@lru_cache(maxsize=1)
def _fact_words(_key: int) -> FactWords:
    return load_schema(FactWords, "reference_facts.yaml")
