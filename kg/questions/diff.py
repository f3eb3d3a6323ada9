"""What changed between two dates, and what changed it. In: the views of both. Out: changes, the greatest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.questions.changes import Change, changes

if TYPE_CHECKING:
    from kg.view import View


@dataclass(frozen=True)
class DiffResult:
    """Propositions that are new, stand otherwise, or are gone, and how many documents came between the two dates."""

    earlier: str
    later: str
    documents: int
    changes: tuple[Change, ...]


def diff(before: View, after: View, earlier: str, later: str) -> DiffResult:
    """What the later view holds otherwise than the earlier."""
    known = {h.id for carriers in before.headings.values() for h in carriers}
    came = {h.id for carriers in after.headings.values() for h in carriers} - known
    found = changes(before, after, after.propositions.values(), before.propositions.values())
    return DiffResult(earlier, later, len(came), tuple(found))
