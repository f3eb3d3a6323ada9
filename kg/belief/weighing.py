"""Weighing: propositions with the statements they rest on, and the account of each.

In: a `Weighable`: statements by proposition, entities, what actors may be in the lists, decisions. Out: accounts. What a
proposition needs beside its own statements are its rivals and what is told of its incident; so one proposition can be
weighed anew without the rest, as when a source is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.belief.accounts import Evidence, account, support_points
from kg.belief.constants import Constants
from kg.belief.facts import incident_facts
from kg.belief.fit import FitLine, IncidentFacts, Records, fit, unloaded
from kg.belief.origins import Origin, opposing, supporting
from kg.belief.rivals import Blamed, rivals_of
from kg.belief.statements import Statement
from kg.model import Account, Decision, Entity

_EVENTS = frozenset({"Incident", "Campaign"})


class Ends(NamedTuple):
    """A proposition without its weight: subject, relation, object."""

    subject: str
    relation: str
    object: str | None


@dataclass
class Weighable:
    """All that accounts are made of; `of` answers which propositions have an entity as an end."""

    ends: Mapping[str, Ends]
    statements: Callable[[str], Sequence[Statement]]
    of: Callable[[str], Iterable[str]]
    entity: Callable[[str], Entity]
    may_be: Callable[[str], Sequence[Records]]
    publishers: frozenset[str]
    decisions: Mapping[str, Sequence[Decision]]
    known: Constants
    _origins: dict[str, tuple[list[Origin], list[Origin]]] = field(default_factory=dict)
    _facts: dict[str, IncidentFacts] = field(default_factory=dict)
    _blamed: dict[str, list[Blamed]] = field(default_factory=dict)

    def origins(self, proposition: str) -> tuple[list[Origin], list[Origin]]:
        """Origins for and against."""
        if proposition not in self._origins:
            said = self.statements(proposition)
            relation = self.ends[proposition].relation
            self._origins[proposition] = (supporting(said, relation, self.known), opposing(said, self.known))
        return self._origins[proposition]

    def account(self, proposition: str) -> Account:
        """The account of one proposition."""
        ends = self.ends[proposition]
        pro, contra = self.origins(proposition)
        blamed = ends.relation == "attributed_to" and ends.object is not None and bool(pro)
        return account(
            Evidence(
                proposition,
                ends.relation,
                self.statements(proposition),
                pro,
                contra,
                rivals=self._rivals(proposition, ends.subject) if blamed else (),
                fit=self._fit(ends) if blamed else (),
                decisions=self.decisions.get(proposition, ()),
            ),
            self.known,
        )

    def _rivals(self, proposition: str, subject: str) -> list[Blamed]:
        if self.entity(subject).type not in _EVENTS:
            return []
        if subject not in self._blamed:
            self._blamed[subject] = [self._blame(p) for p in sorted(self.of(subject)) if self._is_blame(p, subject)]
        every = self._blamed[subject]
        own = next(b for b in every if b.proposition == proposition)
        linked = self._linked(own.actor, {b.actor for b in every})
        return rivals_of(own, every, linked, self.known.rivals)

    def _is_blame(self, proposition: str, subject: str) -> bool:
        ends = self.ends[proposition]
        return ends.subject == subject and ends.relation == "attributed_to" and ends.object is not None

    def _blame(self, proposition: str) -> Blamed:
        actor = self.entity(self.ends[proposition].object or "")
        points = support_points(self.origins(proposition)[0], "attributed_to", self.known)
        return Blamed(proposition, actor.id, actor.type, actor.name, tuple(self.statements(proposition)), points)

    def _linked(self, actor: str, others: set[str]) -> frozenset[frozenset[str]]:
        """Pairs of the actor with those of the others that it is linked to by claims that count."""
        found = set()
        for proposition in self.of(actor) if len(others) > 1 else ():
            ends = self.ends[proposition]
            links = ends.relation in self.known.rivals.linking and {ends.subject, ends.object} <= others
            if links and self.origins(proposition)[0]:
                found.add(frozenset((ends.subject, ends.object or "")))
        return frozenset(found)

    def _fit(self, ends: Ends) -> list[FitLine]:
        if self.entity(ends.subject).type != "Incident" or ends.object is None:
            return []
        may_be = unloaded(self.may_be(ends.object), self.publishers, self.known.fit)
        return fit(self._incident(ends.subject), may_be, self.known.fit) if may_be else []

    def _incident(self, incident: str) -> IncidentFacts:
        if incident not in self._facts:
            by_relation: dict[str, list[str]] = defaultdict(list)
            for proposition in sorted(self.of(incident)):
                if self.ends[proposition].subject == incident:
                    by_relation[self.ends[proposition].relation].append(proposition)
            hit = by_relation["affected"]
            victims = sorted({self.ends[p].object or "" for p in hit if self.origins(p)[0]})
            struck = [p for v in victims for p in sorted(self.of(v)) if self.ends[p].subject == v]
            used = [self.entity(self.ends[p].object or "") for p in by_relation["uses"] if self.origins(p)[0]]
            self._facts[incident] = incident_facts(
                (s for p in hit for s in self.statements(p)),
                (s for p in (*struck, *(p for ps in by_relation.values() for p in ps)) for s in self.statements(p)),
                (e for e in used if e.type in ("Malware", "Tool")),
                self.entity(victims[0]) if victims else None,
            )
        return self._facts[incident]
