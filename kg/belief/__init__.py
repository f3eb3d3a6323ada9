"""Belief: claims to propositions, with confidence, status and the account of both.

In: claims, identity, headings, sources, decisions. Out: `Believed`. Pure: the same claims in any order give the same answer,
and a claim that is not there leaves what a ledger without it would give. The formula: docs/confidence.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.belief.constants import Constants, constants
from kg.belief.facts import told_by
from kg.belief.judging import on_propositions
from kg.belief.propositions import ends_of, proposition, proposition_id
from kg.belief.statements import Carrier, Statement, Told, ratings, reliability
from kg.belief.vouching import Vouching, vouched
from kg.belief.weighing import Ends, Weighable
from kg.identity import Identified
from kg.identity.claims import distinct
from kg.identity.decided import in_force, remaining
from kg.model import Account, Claim, Decision, Heading, Proposition, Reliability, Source
from kg.vocabulary import vocabulary

__all__ = ["Believed", "Ends", "Vouching", "Weighable", "believe", "statement"]


@dataclass(frozen=True)
class Believed:
    """Propositions and accounts of a view, and what they were made from."""

    propositions: Mapping[str, Proposition]
    accounts: Mapping[str, Account]
    of_claim: Mapping[str, str]  # claim id -> proposition id
    vouching: Mapping[str, Vouching]  # claim id -> who vouches
    told: Mapping[str, Told | None]  # claim id -> what it tells of an incident
    decisions: Mapping[str, Sequence[Decision]]  # by proposition
    orphaned: tuple[Decision, ...]


def believe(
    claims: Iterable[Claim],
    identified: Identified,
    headings: Mapping[str, Sequence[Heading]],
    sources: Mapping[str, Source],
    decisions: Iterable[Decision] = (),
) -> Believed:
    """Propositions out of claims."""
    ordered = distinct(claims)
    decided = in_force(decisions)
    ends, of_claim = _propositions(ordered, identified)
    words, orphaned = on_propositions(decided, ends, identified.redirects)
    rated = ratings(sources, decided)
    known = constants()
    carriers = carriers_of(headings, identified, known)
    vouching = vouched(ordered, identified, known)
    told: dict[str, Told | None] = {}
    said: dict[str, list[Statement]] = defaultdict(list)
    for claim in ordered:
        dropped = identified.dropped.reasons.get(claim.id)
        told[claim.id] = told_by(claim, known.fit)
        said[of_claim[claim.id]].append(
            statement(claim, carriers.get(claim.content_id, ()), vouching[claim.id], rated, dropped, told[claim.id])
        )
    publishers = frozenset(c.publisher for group in said.values() for s in group if not s.dropped for c in s.carriers)
    weighable = _weighable(ends, said, identified, publishers, words, known)
    accounts = {id_: weighable.account(id_) for id_ in sorted(ends)}
    propositions = {
        id_: proposition(id_, ends[id_], said[id_], weighable.origins(id_), weighed) for id_, weighed in accounts.items()
    }
    return Believed(propositions, accounts, of_claim, vouching, told, words, orphaned)


def statement(
    claim: Claim,
    carriers: tuple[Carrier, ...],
    vouching: Vouching,
    rated: Mapping[str, Reliability],
    dropped: str | None = None,
    told: Told | None = None,
) -> Statement:
    """One claim as it counts."""
    return Statement(claim, carriers, vouching, reliability(vouching, carriers, rated), dropped, told)


def carriers_of(
    headings: Mapping[str, Sequence[Heading]], identified: Identified, known: Constants
) -> dict[str, tuple[Carrier, ...]]:
    """The documents that count of each content, the earliest first."""
    speakers = identified.speakers
    return {
        content_id: tuple(
            sorted(
                (Carrier(h, speakers.publisher(h), bool(speakers.publisher_roles(h) & known.roles.knows)) for h in group),
                key=lambda c: c.rank,
            )
        )
        for content_id, group in remaining(headings, identified.dropped).items()
    }


def _propositions(claims: Iterable[Claim], identified: Identified) -> tuple[dict[str, Ends], dict[str, str]]:
    relations = vocabulary().relations
    ends: dict[str, Ends] = {}
    of_claim: dict[str, str] = {}
    for claim in claims:
        subject, object_ = identified.ends(claim)
        relation = relations.get(claim.relation)
        one = ends_of(subject, claim.relation, object_, bool(relation and relation.symmetric))
        id_ = proposition_id(one)
        ends[id_] = one
        of_claim[claim.id] = id_
    return ends, of_claim


def _weighable(
    ends: Mapping[str, Ends],
    said: Mapping[str, Sequence[Statement]],
    identified: Identified,
    publishers: frozenset[str],
    words: Mapping[str, Sequence[Decision]],
    known: Constants,
) -> Weighable:
    by_entity: dict[str, set[str]] = defaultdict(set)
    for id_, one in ends.items():
        by_entity[one.subject].add(id_)
        if one.object:
            by_entity[one.object].add(id_)
    return Weighable(
        ends=ends,
        statements=lambda id_: said.get(id_, ()),
        of=lambda entity: by_entity.get(entity, ()),
        entity=lambda entity: identified.entities[entity],
        may_be=lambda entity: identified.may_be.get(entity, ()),
        publishers=publishers,
        decisions=words,
        known=known,
    )
