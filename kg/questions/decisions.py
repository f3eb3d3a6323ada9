"""What analysts decided, and which of it holds. In: the decisions of a ledger. Out: a row for each, oldest first.

Of one analyst's words on one thing the latest holds. Where two analysts hold the opposite of each other, both rows say so:
of `confirm` and `dispute` then neither counts, of two joins or two grades of a source the later does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.identity.decided import in_force

if TYPE_CHECKING:
    from kg.model import Decision

_OPPOSITE = {"confirm": "dispute", "dispute": "confirm", "same": "different", "different": "same"}
_NEITHER = ("confirm", "dispute")  # of two analysts who disagree, no word counts


@dataclass(frozen=True)
class DecisionRow:
    """One act: what, on what, by whom, when, why, and whether it holds (or was undone, replaced, or is contradicted)."""

    id: str
    act: str
    targets: tuple[str, ...]
    by: str
    at: str
    why: str
    holds: bool
    undone_by: str | None
    replaced_by: str | None  # a later word on the same thing
    conflicts: tuple[str, ...]  # decisions of others that hold the opposite


def decisions(all_: Iterable[Decision]) -> list[DecisionRow]:
    """All decisions, oldest first."""
    ordered = sorted(all_, key=lambda d: (d.at, d.id))
    forced = in_force(ordered)
    holding = {d.id for d in forced}
    undone = {target: d.id for d in ordered if d.act == "undo" for target in d.targets}
    replaced = {d.id: later.id for d in forced if (later := _replacing(d, forced))}
    return [
        DecisionRow(
            id=d.id,
            act=d.act,
            targets=d.targets,
            by=d.by,
            at=d.at,
            why=d.why,
            holds=(d.id in holding and d.id not in replaced) or (d.act == "undo" and d.id not in undone),
            undone_by=undone.get(d.id) if d.id not in holding else None,
            replaced_by=replaced.get(d.id),
            conflicts=_conflicts(d, forced) if d.id in holding else (),
        )
        for d in ordered
    ]


def _replacing(decision: Decision, forced: Sequence[Decision]) -> Decision | None:
    """The last later word that takes this one's place: of the same analyst, or where only one word can count, of anybody."""
    later = [
        d
        for d in forced
        if (d.at, d.id) > (decision.at, decision.id)
        and _of_one_thing(decision, d)
        and (d.by == decision.by or (decision.act not in _NEITHER and _opposed(decision, d)))
    ]
    return later[-1] if later else None


def _conflicts(decision: Decision, forced: Iterable[Decision]) -> tuple[str, ...]:
    """Words of other analysts that hold the opposite."""
    return tuple(d.id for d in forced if d.by != decision.by and _of_one_thing(decision, d) and _opposed(decision, d))


def _of_one_thing(a: Decision, b: Decision) -> bool:
    """Whether two decisions answer one question."""
    if a.act not in (b.act, _OPPOSITE.get(b.act)):
        return False
    if a.act == "reliability":
        return a.targets[0].casefold() == b.targets[0].casefold()
    if a.act in ("same", "different"):
        return set(a.targets) == set(b.targets)
    return a.act in _NEITHER and (a.targets[0] == b.targets[0] or bool(_claims(a) & _claims(b)))


def _opposed(a: Decision, b: Decision) -> bool:
    return a.act != b.act or (a.act == "reliability" and a.targets[1] != b.targets[1])


def _claims(decision: Decision) -> set[str]:
    """The claims of the proposition that was judged, as it was seen."""
    return set((decision.saw.get("proposition") or {}).get("claim_ids") or ())
