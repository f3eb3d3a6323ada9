"""The order of an incident's attributions, and what it rests on. In: a view, an incident. Out: a `Verdict` to be tested.

Follows the analysis of competing hypotheses (Heuer 1999, ch. 8): what matters of a piece of evidence is how far it tells the
hypotheses apart (its diagnosticity), and what would have to be wrong for another one to lead. The evidence here are origins:
all claims of one voice about who did it. Taking one away weighs every attribution anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from kg.model import Stance, Status, band
from kg.questions.reasons import ATTRIBUTED
from kg.questions.testimony import Named, named, testimony

if TYPE_CHECKING:
    from kg.model import Account, Proposition
    from kg.view import View


_MOST = 12  # origins that are taken away one by one


@dataclass(frozen=True)
class Standing:
    """Where one attribution stands: who is held responsible, and how firmly."""

    proposition: str
    actor: Named
    confidence: int
    band: str
    status: str


@dataclass(frozen=True)
class Effect:
    """What one attribution has without an origin, and by how many points that differs (negative: it falls)."""

    actor: str
    confidence: int
    change: int


@dataclass(frozen=True)
class Bearing:
    """An origin, how many claims it makes on who did it, what each attribution has without it, and how far it tells them
    apart: the points between the attribution that gains most by its loss and the one that loses most.
    """

    origin: str
    claims: tuple[str, ...]
    effects: tuple[Effect, ...]
    diagnosticity: int


@dataclass(frozen=True)
class Swap:
    """Two attributions that change places: who then stands above whom."""

    above: str
    below: str


class Verdict:
    """The attributions of one incident that something speaks for, best supported first, and what moves them."""

    def __init__(self, view: View, incident: str) -> None:
        self._view = view
        told = [p for p in view.of(incident) if p.subject == incident and p.relation == ATTRIBUTED and p.is_edge]
        self._told: dict[str, Proposition] = {p.id: p for p in told}
        self.standings = self._ranked({id_: view.account(id_) for id_ in self._told})

    @cached_property
    def origins(self) -> dict[str, frozenset[str]]:
        """Every origin that an account of these counts, for or against, with all its claims, by name."""
        by_voice: dict[str, dict[str, None]] = defaultdict(dict)
        for p in self._told.values():
            for line in self._view.account(p.id).lines:
                if line.origin:
                    by_voice[line.origin].update(dict.fromkeys(c for c in line.claim_ids if c in p.claim_ids))
        named_: dict[str, set[str]] = defaultdict(set)
        for claims in (by_voice[voice] for voice in sorted(by_voice) if by_voice[voice]):
            named_[self._called(next(iter(claims)))].update(claims)
        return {name: frozenset(claims) for name, claims in named_.items()}

    def without(self, origins: Iterable[str]) -> list[Standing]:
        """The attributions without some origins, ranked anew; those that nothing speaks for any more stand at 0."""
        from kg.view.reweighing import Supposition

        gone = frozenset(c for name in origins for c in self.origins[name])
        return self._ranked(self._view.supposing(self._told, Supposition(gone=gone)))

    def with_one_more(self, proposition: str, stance: Stance) -> list[Standing]:
        """The attributions if one more named, independent voice said so of one of them, ranked anew."""
        from kg.view.reweighing import Supposition

        return self._ranked(self._view.supposing(self._told, Supposition(voices=((proposition, stance),))))

    @cached_property
    def weightiest(self) -> list[str]:
        """The origins that give or take most points, a dozen at most: weighing without one takes time."""
        points: dict[str, float] = defaultdict(float)
        of = {claim: name for name, claims in self.origins.items() for claim in claims}
        for id_ in self._told:
            for line in self._view.account(id_).lines:
                if line.origin and line.claim_ids and line.claim_ids[0] in of:
                    points[of[line.claim_ids[0]]] += abs(line.points)
        return sorted(self.origins, key=lambda name: (-points[name], name))[:_MOST]

    @property
    def others(self) -> int:
        """How many origins bear less."""
        return len(self.origins) - len(self.weightiest)

    @property
    def claims(self) -> int:
        """How many claims are weighed for each question of this kind."""
        return sum(len(p.claim_ids) for p in self._told.values())

    def bearings(self) -> tuple[Bearing, ...]:
        """The weightiest origins with what each attribution has without it; those that tell them apart best first."""
        found = [self._bearing(name) for name in self.weightiest]
        return tuple(sorted(found, key=lambda b: (-b.diagnosticity, -len(b.claims), b.origin)))

    def overturned(self, changed: Sequence[Standing]) -> tuple[Swap, ...]:
        """The attributions that have changed places: one that stood above another now stands below it."""
        now = {s.proposition: s.confidence for s in changed}
        return tuple(
            Swap(b.actor.name, a.actor.name)
            for a, b in combinations(self.standings, 2)
            if a.confidence > b.confidence and now[a.proposition] < now[b.proposition]
        )

    def _bearing(self, name: str) -> Bearing:
        left = {s.proposition: s.confidence for s in self.without([name])}
        effects = tuple(
            Effect(s.actor.name, left[s.proposition], left[s.proposition] - s.confidence) for s in self.standings
        )
        changes = [e.change for e in effects]
        return Bearing(name, tuple(sorted(self.origins[name])), effects, max(changes) - min(changes))

    def _ranked(self, accounts: dict[str, Account]) -> list[Standing]:
        found = [self._standing(p, accounts[id_]) for id_, p in self._told.items()]
        return sorted(found, key=lambda s: (-s.confidence, s.actor.name, s.proposition))

    def _standing(self, p: Proposition, account: Account) -> Standing:
        gone = account.status is Status.WITHDRAWN or not any(line.kind == "origin" for line in account.lines)
        status = "unsupported" if gone else str(account.status)
        return Standing(p.id, named(self._view, p.object or ""), account.confidence, band(account.confidence), status)

    def _called(self, claim: str) -> str:
        """An origin in words, by the claim that counts in it: who vouches by name, else who publishes it."""
        told = testimony(self._view, claim)
        return told.speaker if told.speaker_kind == "named" else told.publisher or told.document
