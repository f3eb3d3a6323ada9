"""Origins: which statements come from one place, and what each place gives.

In: the statements for (or against) one proposition. Out: `Origin`s, strongest first. Statements of one voice, of one text or
nearly one, of one publisher, of one wording, and of a voice that passes on another's word are one origin; within it one
statement counts, the others are copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.belief.constants import Constants
from kg.belief.copies import lost_hedges, same_text, same_wording
from kg.belief.statements import Statement
from kg.identity.union import Union
from kg.identity.voices import UNKNOWN
from kg.model import Stance


@dataclass(frozen=True)
class Origin:
    """One place that statements come from: the one that counts, its copies, and its share of what one origin can give."""

    key: str
    share: float
    counts: Statement
    copies: tuple[Statement, ...] = ()
    lost: Mapping[str, Statement] = field(default_factory=dict)  # claim id of a copy -> the hedged statement it repeats

    @property
    def heard(self) -> tuple[Statement, ...]:
        """Its statements without those that lost a hedge: these gain nothing."""
        return tuple(s for s in self.statements if s.claim.id not in self.lost) or (self.counts,)

    @property
    def named(self) -> bool:
        """Whether a named voice that is not the claimant vouches in it."""
        return any(s.kind == "named" and not s.self_claimed for s in self.heard)

    @property
    def claimant(self) -> bool:
        """Whether nobody but the claimant vouches in it."""
        return all(s.self_claimed for s in self.heard)

    @property
    def publication(self) -> bool:
        """Whether a known publication reports in its own voice."""
        return any(s.kind == "author" and s.keys != {UNKNOWN} for s in self.heard)

    @property
    def unnamed(self) -> bool:
        """Whether nobody vouches: neither a named voice nor the text itself."""
        return all(s.kind == "unnamed" for s in self.heard)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statement that counts, and its copies."""
        return (self.counts, *self.copies)


def supporting(statements: Iterable[Statement], relation: str, known: Constants) -> list[Origin]:
    """The origins that support a proposition, strongest first."""
    support = sorted((s for s in statements if s.supports), key=lambda s: s.order)
    lost = lost_hedges(support, known.copies)
    headlines = _bare_headlines(support)
    weights = {s.claim.id: _weight(s, relation, known, headlines) for s in support}
    return _origins(support, weights, known, lost, headlines)


def opposing(statements: Iterable[Statement], known: Constants) -> list[Origin]:
    """The origins that speak against a proposition, strongest first."""
    against = sorted((s for s in statements if s.opposes), key=lambda s: s.order)
    return _origins(against, {s.claim.id: s.share_against(known) for s in against}, known, {}, set())


def _weight(statement: Statement, relation: str, known: Constants, headlines: set[str]) -> float:
    """A headline that no words of the body bear out is worth no more than a hedged claim."""
    weight = statement.weight(known, relation)
    if statement.in_headline and statement.claim.id not in headlines and statement.claim.stance is Stance.ASSERTED:
        return weight * known.stance["hedged"]
    return weight


def _bare_headlines(support: Sequence[Statement]) -> set[str]:
    """Headline claims that the body of the same text makes as well: the body's words count."""
    bodies = {s.claim.content_id for s in support if not s.in_headline}
    return {s.claim.id for s in support if s.in_headline and s.claim.content_id in bodies}


def _origins(
    statements: Sequence[Statement],
    weights: Mapping[str, float],
    known: Constants,
    lost: Mapping[str, Statement],
    headlines: set[str],
) -> list[Origin]:
    origins = []
    for group in _grouped(statements, known, lost):
        best = min(group, key=lambda s: (s.claim.id in lost or s.claim.id in headlines, -weights[s.claim.id], s.order))
        copies = tuple(s for s in group if s is not best)
        hedged = {s.claim.id: lost[s.claim.id] for s in group if s.claim.id in lost}
        origins.append(Origin(best.key, weights[best.claim.id], best, copies, hedged))
    return sorted(origins, key=lambda o: (-o.share, o.key, o.counts.order))


def _grouped(statements: Sequence[Statement], known: Constants, lost: Mapping[str, Statement]) -> list[list[Statement]]:
    if len(statements) < 2:  # most propositions rest on one statement
        return [list(statements)] if statements else []
    by_id = {s.claim.id: s for s in statements}
    union: Union[str] = Union(by_id)
    first_of: dict[str, str] = {}
    for statement in statements:
        for key in sorted(statement.keys):
            union.join(first_of.setdefault(key, statement.claim.id), statement.claim.id, "one voice")
    for statement in statements:
        for key in statement.vouching.through:
            union.join(first_of.get(key, statement.claim.id), statement.claim.id, "passed on")
    for a, b in (*same_wording(statements, known.copies), *same_text(statements)):
        union.join(a.claim.id, b.claim.id, "one wording")
    for claim_id, source in lost.items():
        union.join(claim_id, source.claim.id, "hedge lost")
    return [[by_id[i] for i in sorted(members)] for members in union.clusters().values()]
