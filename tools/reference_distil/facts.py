"""Facts of an entry: from its structured fields, its list, its relations, and its description. Each with its words."""

from __future__ import annotations

from collections.abc import Iterator

from kg.reference import Fact
from kg.reference.facts import Found, country, facts, sectors
from tools.reference_distil.entries import Entry
from tools.reference_distil.settings import Settings

KINDS = ("origin", "activities", "motives", "sectors", "targets")
MARK = "{}: {}"  # how a structured field is quoted: its name and its value


def facts_of(entry: Entry, known: Settings) -> dict[str, tuple[Fact, ...]]:
    """The facts by kind, each value once, structured fields before words of the description."""
    by_kind: dict[str, dict[str, Fact]] = {kind: {} for kind in KINDS}
    for found in (*_of_fields(entry, known), *facts(entry.text)):
        kind = "origin" if found.kind == "country" else found.kind
        by_kind[kind].setdefault(found.value, Fact(found.value, found.words))
    return {kind: tuple(values.values()) for kind, values in by_kind.items()}


def _of_fields(entry: Entry, known: Settings) -> Iterator[Found]:
    for kind, value in entry.settings.facts:
        yield Found(kind, value, f"listed in {entry.settings.list}")
    if known.operation.link_fields and any(entry.values(f) for f in known.operation.link_fields):
        kind, value, words = known.operation.fact
        yield Found(kind, value, words)
    for key, kind in FIELDS.items():
        for value in entry.values(key):
            yield from _of_value(kind, key, value)


FIELDS = {  # which field of the lists holds which kind of fact: their format, not a choice
    "country": "country",
    "cfr-suspected-state-sponsor": "country",
    "cfr-suspected-victims": "targets",
    "suspected-victims": "targets",
    "observed_countries": "targets",
    "cfr-target-category": "sectors",
    "targeted-sector": "sectors",
    "target_categories": "sectors",
    "victimology": "sectors",
    "cfr-type-of-incident": "said",
    "motive": "said",
    "observed_motivations": "said",
    "sector": "said",  # of Microsoft's list: a motive, or the country of origin
    "type": "said",
}


def _of_value(kind: str, key: str, value: str) -> Iterator[Found]:
    words = MARK.format(key, value)
    place = country(value) or country(value.partition(" (")[0])
    if kind in ("country", "targets"):
        if place:
            yield Found(kind, place, words)
    elif kind == "sectors":
        yield from (found._replace(words=words) for found in sectors(value))
    elif key == "sector" and place:
        yield Found("country", place, words)
    else:
        yield from (found._replace(words=words) for found in facts(value) if found.kind in ("activities", "motives"))
