"""Fit: how an attribution agrees with what public lists record of the actor.

In: the facts of an incident as claims tell them, and the records that the actor's name may mean. Out: lines of points, each
with the record it rests on. Absence from the lists counts nothing. An ambiguous name gets the least that any of the things
it may mean would get; a contradiction with one of them only speaks for the other, so it takes where all contradict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.belief.constants import Fit
from kg.identity.voices import voice
from kg.reference import Fact, Record, normal

Records = tuple[Record, ...]


class FitLine(NamedTuple):
    """One reason: points, what agrees (or contradicts), and the record that says so."""

    kind: str
    points: float
    why: str
    record: str


@dataclass
class IncidentFacts:
    """What is told of an incident: value -> how it is told."""

    kinds: dict[str, str] = field(default_factory=dict)  # extortion, disruption
    sectors: dict[str, str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    malware: dict[str, str] = field(default_factory=dict)  # normal name -> name as shown


def fit(facts: IncidentFacts, may_be: Sequence[Records], limits: Fit) -> list[FitLine]:
    """The lines of fit, at most `limits.most` points together; [] for an actor in no list."""
    if not may_be or not any(may_be):
        return []
    options = [(list(_agreements(facts, records, limits)), _contradiction(facts, records, limits)) for records in may_be]
    agreeing, _ = min(options, key=lambda o: (sum(line.points for line in o[0]), [line.record for line in o[0]]))
    contradictions = [c for _, c in options]
    least = f" (of {len(may_be)} recorded things of this name the one that fits least)" if len(may_be) > 1 else ""
    lines = [line._replace(why=line.why + least) for line in agreeing]
    if all(contradictions):
        lines.append(max(c for c in contradictions if c))
    return lines


def _agreements(facts: IncidentFacts, records: Records, limits: Fit) -> Iterator[FitLine]:
    if not records:
        return
    first = records[0]
    yield FitLine("actor", limits.actor, f"{first.label} records it as carrying out cyber attacks", first.id)
    if facts.kinds and (hit := _first(records, ("activities", "motives"), _wanted(limits))):
        record, fact = hit
        why = f"{record.label} records {fact.value} (“{fact.words}”), and {'; '.join(facts.kinds.values())}"
        yield FitLine("activity", limits.activity, why, record.id)
    for kind, points, told, what in (
        ("sectors", limits.sector, facts.sectors, "sector"),
        ("targets", limits.country, facts.countries, "country"),
    ):
        if hit := _first(records, (kind,), set(told)):
            record, fact = hit
            why = f"{record.label} records victims in {fact.value} (“{fact.words}”), and {told[fact.value]}"
            yield FitLine(what, points, why, record.id)
    if used := _uses(records, facts.malware):
        user, name = used
        yield FitLine("malware", limits.malware, f"{user.label} records that it uses {name}, used in this incident", user.id)


def _wanted(limits: Fit) -> set[str]:
    return {*limits.agreeing_activities, *limits.agreeing_motives}


def _contradiction(facts: IncidentFacts, records: Records, limits: Fit) -> FitLine | None:
    """All that tells of the actor's kind is of another kind than an attack for ransom."""
    if "extortion" not in facts.kinds or _first(records, ("activities", "motives"), _wanted(limits)):
        return None
    hit = _first(records, ("activities",), set(limits.telling_activities))
    if hit is None:
        return None
    record, fact = hit
    why = f"{record.label} records {fact.value} (“{fact.words}”) and no attack for ransom, but {facts.kinds['extortion']}"
    return FitLine("contradiction", limits.contradiction, why, record.id)


def _first(records: Records, kinds: Iterable[str], wanted: set[str]) -> tuple[Record, Fact] | None:
    """The first record, by id, with a fact of the kinds among the wanted values."""
    for record in records:
        for kind in kinds:
            facts: tuple[Fact, ...] = getattr(record, kind)
            for fact in facts:
                if fact.value in wanted:
                    return record, fact
    return None


def _uses(records: Records, malware: Mapping[str, str]) -> tuple[Record, str] | None:
    for record in records:
        for fact in record.uses:
            if normal(fact.value) in malware:
                return record, malware[normal(fact.value)]
    return None


def unloaded(may_be: Sequence[Records], publishers: frozenset[str], limits: Fit) -> list[Records]:
    """The records without those of lists that have been loaded as documents: these are claims already."""
    kept = [tuple(r for r in records if not list_loaded(r.list, publishers, limits)) for records in may_be]
    return [records for records in kept if records] if len(may_be) == 1 else kept


def list_loaded(name: str, publishers: frozenset[str], limits: Fit) -> bool:
    """Whether a list ("mitre-attack:groups") is among the publishers of the documents, by its name or its publisher's."""
    family = name.partition(":")[0]
    return bool(publishers & {voice(n) for n in (name, family, *limits.published_as.get(family, ()))})
