"""Status and Admiralty credibility of a proposition.

In: origins for and against, rivals, decisions. Out: the first status that holds, in the order of `kg.model.Status`, and the
credibility of NATO AJP-2.1: 1 confirmed by other sources, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable,
6 truth cannot be judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.belief.constants import Constants
from kg.belief.origins import Origin
from kg.belief.statements import Statement
from kg.identity.voices import UNKNOWN
from kg.model import Decision, Status


class Case(NamedTuple):
    """What a status rests on."""

    relation: str
    statements: Sequence[Statement]
    supporting: Sequence[Origin]
    opposing: Sequence[Origin]
    taken: float  # share of the support that denials and negations take


def status_of(case: Case, rival: float, own: float, decisions: Iterable[Decision], known: Constants) -> Status:
    """The first status that holds. `rival` and `own` are points of support.

    A rival disputes what somebody vouches for; what nobody does is unverified with or without it.
    """
    words = {d.act for d in decisions}
    if all(s.dropped for s in case.statements):
        return Status.WITHDRAWN
    if "confirm" in words and "dispute" not in words:
        return Status.CONFIRMED
    if case.opposing and (not case.supporting or _outweighed(case, known)):
        return Status.REFUTED
    contested = rival >= max(known.against.rival_disputes_from, own / 2) and any(not o.unnamed for o in case.supporting)
    if "dispute" in words or case.opposing or contested:
        return Status.DISPUTED
    return Status.CORROBORATED if corroborated(case, known) else Status.UNVERIFIED


def _outweighed(case: Case, known: Constants) -> bool:
    """Whether two origins, one of them named, take nearly all of the support."""
    named = any(o.named for o in case.opposing)
    return len(case.opposing) > 1 and named and case.taken >= known.against.refutes_from


def corroborated(case: Case, known: Constants) -> bool:
    """Two independent origins, one of which vouches: a named voice, or for routine news a known publication.

    Nameless people in a text that nobody known published are no second origin: nothing shows that they are another.
    """
    told = [o for o in case.supporting if o.key != UNKNOWN or not o.unnamed]
    return len(told) > 1 and any(vouches(o, case.relation, known) for o in told)


def vouches(origin: Origin, relation: str, known: Constants) -> bool:
    """Whether somebody who has a name and no interest stands behind an origin."""
    return origin.named or (known.of(relation).own_voice and origin.publication)


def credibility_of(case: Case, status: Status, confidence: int, known: Constants) -> int:
    """Admiralty credibility."""
    if status is Status.CONFIRMED:
        return 1
    if status is Status.REFUTED:
        return 5
    if status is Status.DISPUTED:
        return 4
    if status is Status.CORROBORATED:
        limits = known.admiralty
        sure = len(case.supporting) >= limits.origins_for_confirmed and confidence >= limits.corroborated_high
        return 1 if sure else 2
    own_voice = known.of(case.relation).own_voice
    heard = any(o.named or (own_voice and not o.unnamed and not o.claimant) for o in case.supporting)
    return 3 if heard else 6
