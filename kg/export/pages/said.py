"""What is said, as every page shows it. In: a view, a proposition. Out: its account, its claims with their origins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.questions.explain import ExplainResult, account_of
from kg.questions.reasons import AGAINST, reasons

if TYPE_CHECKING:
    from kg.model import Proposition
    from kg.questions.testimony import Testimony
    from kg.view import View


@dataclass(frozen=True)
class Voice:
    """One claim, whether it speaks against, and which origin (from 1) it is of; None where the account does not count it."""

    told: Testimony
    against: bool
    origin: int | None
    copy: bool
    dropped: str | None  # why it counts no longer


@dataclass(frozen=True)
class Said:
    """One proposition as a page shows it."""

    told: ExplainResult
    why: tuple[str, ...]
    voices: tuple[Voice, ...]
    first: str | None
    last: str | None


def said(view: View, p: Proposition) -> Said:
    """All that a page shows of a proposition of the view."""
    told = account_of(view, p, sources=False)
    rivals = sum(line.kind == "against" and not {c.claim for c in line.claims} & set(p.claim_ids) for line in told.lines)
    why = tuple(reasons(p, told.claims, view.account(p.id), rivals))
    return Said(told, why, tuple(_voices(view, told)), p.first_reported, p.last_reported)


def _voices(view: View, told: ExplainResult) -> list[Voice]:
    numbers: dict[str, int] = {}
    origin: dict[str, int] = {}
    copies: set[str] = set()
    for line in told.lines:
        if line.origin is None:
            continue
        number = numbers.setdefault(line.origin, len(numbers) + 1)
        for claim in line.claims:
            origin.setdefault(claim.claim, number)
            if line.kind == "copy":
                copies.add(claim.claim)
    return [
        Voice(c, c.stance in AGAINST, origin.get(c.claim), c.claim in copies, view.dropped(c.claim)) for c in told.claims
    ]
