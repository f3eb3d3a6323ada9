"""What claims tell of an incident, in the words in which lists record actors.

In: statements on the incident and on its victim. Out: `IncidentFacts`. Nothing is inferred: each fact names its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.belief.constants import Fit
from kg.belief.fit import IncidentFacts
from kg.belief.statements import Statement
from kg.model import Entity
from kg.reference import normal
from kg.reference.facts import country, sectors

_STOPPED = frozenset({"disrupted", "restored", "stolen"})
_WORD = re.compile(r"\w+")


def incident_facts(
    told: Iterable[Statement], of_victim: Iterable[Statement], used: Iterable[Entity], victim: Entity | None, limits: Fit
) -> IncidentFacts:
    """The facts of one incident: `told` are its own statements, `of_victim` those on what stood still or was taken."""
    found = IncidentFacts()
    for statement in sorted((s for s in told if s.supports), key=lambda s: s.order):
        _described(statement, found, limits)
    for statement in sorted((s for s in of_victim if s.supports), key=lambda s: s.order):
        if statement.claim.relation in _STOPPED and victim is not None and "government" not in victim.roles:
            what = statement.claim.object.name if statement.claim.object else "data"
            found.kinds.setdefault("disruption", f"this incident struck a company's {what}")
    for entity in sorted(used, key=lambda e: e.id):
        found.malware.update((normal(n), entity.name) for n in (entity.name, *entity.aliases))
    return found


def _described(statement: Statement, found: IncidentFacts, limits: Fit) -> None:
    """Kind, sector and country, as the claim's qualifiers and its quotes describe them."""
    claim = statement.claim
    words = {w.casefold() for text in (claim.qualifiers.get("method", ""), *claim.quotes) for w in _WORD.findall(text)}
    for kind, cues in sorted(limits.incident_kinds.items()):
        if hit := sorted(words & set(cues)):
            found.kinds.setdefault(kind, f"this incident is described with the word “{hit[0]}”")
    if sector := claim.qualifiers.get("sector"):
        for fact in sectors(sector):
            found.sectors.setdefault(fact.value, f"the victim is described as “{sector}”")
    if place := claim.qualifiers.get("country"):
        if name := country(place):
            found.countries.setdefault(name, f"the victim is described as “{place}”")
