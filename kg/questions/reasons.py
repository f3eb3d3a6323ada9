"""Why a proposition stands where it stands, in a few words. In: it, its claims, its account. Out: what weighs most first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.model import Status
from kg.questions.testimony import UNNAMED, Testimony

if TYPE_CHECKING:
    from kg.model import Account, Proposition

AGAINST = ("denied", "negated")  # stances of claims that speak against what they are about


def reasons(p: Proposition, claims: Sequence[Testimony], account: Account, rivals: int) -> Iterator[str]:
    """Short reasons; `rivals` is how many others count against it."""
    supporting = [c for c in claims if c.stance not in AGAINST]
    if p.status in (Status.WITHDRAWN, Status.CONFIRMED, Status.REFUTED, Status.DISPUTED):
        yield str(p.status)
    if not supporting:
        yield "nobody speaks for it"
    else:
        yield from _of_support(len(p.origins), supporting)
    if opposing := len(claims) - len(supporting):
        yield f"denied or corrected by {opposing}"
    if rivals:
        yield f"{rivals} rival{'' if rivals == 1 else 's'}"
    fit = _fit_points(account)
    yield f"recorded fit {fit:+.0f}" if fit else "no recorded fit"


def _of_support(origins: int, supporting: Sequence[Testimony]) -> Iterator[str]:
    if all(c.speaker_kind == "unnamed" for c in supporting):
        yield UNNAMED
    if origins <= 1:
        yield "one origin" + (f", told {len(supporting)} times" if len(supporting) > 1 else "")
    else:
        yield f"{origins} independent origins"
    if all(c.stance == "hedged" for c in supporting):
        yield "only ever hedged"
    if all(c.stance == "self-claimed" for c in supporting):
        yield "claimed by the actor alone"


def _fit_points(account: Account) -> float:
    """What the recorded fit adds or takes, the cap on it (the line after it) included."""
    lines = account.lines
    last = max((at for at, line in enumerate(lines) if line.kind == "fit"), default=-1)
    cap = lines[last + 1].points if 0 <= last < len(lines) - 1 and lines[last + 1].kind == "cap" else 0.0
    return sum(line.points for line in lines if line.kind == "fit") + cap
