"""Why a proposition stands where it stands, and what an unverified one lacks, in a few words.

In: a proposition, its claims, its account. Out: short phrases, what weighs most first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.model import Status
from kg.questions.testimony import UNNAMED, Testimony

if TYPE_CHECKING:
    from kg.model import Account, Proposition

ATTRIBUTED = "attributed_to"
AGAINST = ("denied", "negated")  # stances of claims that speak against what they are about
NEITHER = "unknown"
SELF_CLAIMED = "self-claimed"


def supports(claim: Testimony) -> bool:
    """Whether a claim speaks for what it is about, in whatever words."""
    return claim.stance not in (*AGAINST, NEITHER)


def reasons(p: Proposition, claims: Sequence[Testimony], account: Account, rivals: int) -> Iterator[str]:
    """Short reasons; `rivals` is how many others count against it."""
    supporting = [c for c in claims if supports(c)]
    if p.status in (Status.WITHDRAWN, Status.CONFIRMED, Status.REFUTED, Status.DISPUTED):
        yield str(p.status)
    if not supporting:
        yield "nobody speaks for it"
    else:
        yield from _of_support(len(p.origins), supporting)
    if opposing := sum(c.stance in AGAINST for c in claims):
        yield f"denied or corrected by {opposing}"
    if rivals:
        yield f"{rivals} rival{'' if rivals == 1 else 's'}"
    if fit := fit_points(account):
        yield f"recorded fit {fit:+.0f}"
    elif p.relation == ATTRIBUTED:
        yield "no recorded fit"


def lacking(p: Proposition, account: Account, claims: Sequence[Testimony]) -> tuple[str, ...]:
    """What would have to be there for an unverified proposition to be more; nothing for one of another status."""
    return tuple(_lacking(p, account, [c for c in claims if supports(c)])) if p.status is Status.UNVERIFIED else ()


def _lacking(p: Proposition, account: Account, supporting: Sequence[Testimony]) -> Iterator[str]:
    if not any(c.speaker_kind == "named" for c in supporting):
        yield UNNAMED
    elif all(c.stance == SELF_CLAIMED for c in supporting):
        yield "nobody but the claimant"
    if len(p.origins) < 2:
        yield "no second origin"
    if p.relation == ATTRIBUTED and not any(line.kind == "fit" for line in account.lines):
        yield "no recorded fit"


def _of_support(origins: int, supporting: Sequence[Testimony]) -> Iterator[str]:
    if all(c.speaker_kind == "unnamed" for c in supporting):
        yield UNNAMED
    if origins <= 1:
        yield "one origin" + (f", told {len(supporting)} times" if len(supporting) > 1 else "")
    else:
        yield f"{origins} independent origins"
    if all(c.stance == "hedged" for c in supporting):
        yield "only ever hedged"
    if all(c.stance == SELF_CLAIMED for c in supporting):
        yield "claimed by the actor alone"


def fit_points(account: Account) -> float:
    """What the recorded fit adds or takes, the cap on it (the line after it) included."""
    lines = account.lines
    last = max((at for at, line in enumerate(lines) if line.kind == "fit"), default=-1)
    cap = lines[last + 1].points if 0 <= last < len(lines) - 1 and lines[last + 1].kind == "cap" else 0.0
    return sum(line.points for line in lines if line.kind == "fit") + cap
