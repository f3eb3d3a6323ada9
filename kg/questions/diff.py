"""What changed between two dates, and what changed it. In: the views of both. Out: changes, the greatest first, and what
analysts decided in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.identity.decided import in_force
from kg.questions.changes import Change, changes
from kg.view.options import DATED_ACTS, holds

if TYPE_CHECKING:
    from kg.model import Decision
    from kg.view import View


@dataclass(frozen=True)
class DiffResult:
    """Propositions that are new, stand otherwise, or are gone, and how many documents came between the two dates."""

    earlier: str
    later: str
    documents: int
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]  # that count from a day in between on


def diff(before: View, after: View, earlier: str, later: str) -> DiffResult:
    """What the later view holds otherwise than the earlier."""
    known = {h.id for carriers in before.headings.values() for h in carriers}
    came = {h.id for carriers in after.headings.values() for h in carriers} - known
    found = changes(before, after, after.propositions.values(), before.propositions.values())
    return DiffResult(earlier, later, len(came), tuple(found), _decided(before, after))


def _decided(before: View, after: View) -> tuple[Decision, ...]:
    """Dated decisions that the later view counts and the earlier does not."""
    return tuple(
        d
        for d in in_force(after.decisions)
        if d.act in DATED_ACTS and holds(d, after.options) and not holds(d, before.options)
    )
