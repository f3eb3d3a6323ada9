"""What analysts decided, and which of it holds. In: the decisions of a ledger. Out: a row for each, oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.identity.decided import in_force

if TYPE_CHECKING:
    from kg.model import Decision


@dataclass(frozen=True)
class DecisionRow:
    """One act: what, on what, by whom, when, why, and whether it holds (or was undone)."""

    id: str
    act: str
    targets: tuple[str, ...]
    by: str
    at: str
    why: str
    holds: bool
    undone_by: str | None


def decisions(all_: Iterable[Decision]) -> list[DecisionRow]:
    """All decisions, oldest first."""
    ordered = sorted(all_, key=lambda d: (d.at, d.id))
    holding = {d.id for d in in_force(ordered)}
    undone = {target: d.id for d in ordered if d.act == "undo" for target in d.targets}
    return [
        DecisionRow(
            id=d.id,
            act=d.act,
            targets=d.targets,
            by=d.by,
            at=d.at,
            why=d.why,
            holds=d.id in holding or (d.act == "undo" and d.id not in undone),
            undone_by=undone.get(d.id) if d.id not in holding else None,
        )
        for d in ordered
    ]
