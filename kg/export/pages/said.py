"""What is said, as every page shows it. In: a view, a proposition. Out: its account, its claims with their origins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.questions.explain import ExplainResult, account_of
from kg.questions.origins import Counted, origins
from kg.questions.reasons import AGAINST, reasons

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    counted = origins(view.account(told.proposition))
    numbers = {key: at for at, key in enumerate(dict.fromkeys(c.origin for c in counted.values()), start=1)}
    return [_voice(view, claim, counted.get(claim.claim), numbers) for claim in told.claims]


def _voice(view: View, claim: Testimony, counted: Counted | None, numbers: Mapping[str, int]) -> Voice:
    against = claim.stance in AGAINST
    if counted is None:
        return Voice(claim, against, None, False, view.dropped(claim.claim))
    return Voice(claim, against, numbers[counted.origin], counted.copy, view.dropped(claim.claim))
