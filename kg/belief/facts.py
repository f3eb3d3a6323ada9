"""What claims tell of an incident, in the words in which lists record actors.

In: claims on an incident and on its victim. Out: `IncidentFacts`. Nothing is inferred: each fact names its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.belief.constants import Fit
from kg.belief.fit import IncidentFacts
from kg.belief.statements import Statement, Told
from kg.model import Claim, Entity
from kg.reference import normal

_STOPPED = frozenset({"disrupted", "stolen"})
_WORD = re.compile(r"\w+")


def told_by(claim: Claim, limits: Fit) -> Told | None:
    """What one claim on an incident tells of it: kind, sector and country, as its qualifiers and quotes describe them."""
    if claim.relation != "affected":
        return None
    from kg.reference.facts import country, sectors  # a third of a second: the words of all sectors and countries

    texts = (claim.qualifiers.get("method", ""), *claim.quotes)
    words = {w.casefold() for text in texts for w in _WORD.findall(text)}
    kinds = {
        kind: f"this incident is described with the word “{hit[0]}”"
        for kind, cues in sorted(limits.incident_kinds.items())
        if (hit := sorted(words & set(cues)))
    }
    sector, place = claim.qualifiers.get("sector"), claim.qualifiers.get("country")
    named = country(place) if place else None
    found = {fact.value: f"the victim is described as “{sector}”" for fact in sectors(sector)} if sector else {}
    return Told(kinds, found, {named: f"the victim is described as “{place}”"} if named else {})


def incident_facts(
    told: Iterable[Statement], of_victim: Iterable[Statement], used: Iterable[Entity], victim: Entity | None
) -> IncidentFacts:
    """The facts of one incident: `told` are its own statements, `of_victim` those on what stood still or was taken."""
    found = IncidentFacts()
    for statement in sorted((s for s in told if s.supports and s.told), key=lambda s: s.order):
        assert statement.told is not None  # noqa: S101 (asked for above)
        for mine, theirs in zip((found.kinds, found.sectors, found.countries), statement.told, strict=True):
            for value, words in theirs.items():
                mine.setdefault(value, words)
    for statement in sorted((s for s in of_victim if s.supports), key=lambda s: s.order):
        if statement.claim.relation in _STOPPED and victim is not None and "government" not in victim.roles:
            found.kinds.setdefault("disruption", _stopped(statement.claim))
    for entity in sorted(used, key=lambda e: e.id):
        found.malware.update((normal(n), entity.name) for n in (entity.name, *entity.aliases))
    return found


def _stopped(claim: Claim) -> str:
    what = claim.object.name if claim.object else claim.qualifiers.get("detail", "data")
    return f"this incident {'stopped' if claim.relation == 'disrupted' else 'took'} a company's {what}"
