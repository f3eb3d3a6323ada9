"""Rivals: attributions of one incident that exclude each other.

In: the attributions of one incident with their statements. Out: pairs. Not rivals: a crew and the ransomware brand it uses,
an actor and its sponsor, actors that are linked, actors that one sentence names together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.belief.constants import Rivals
from kg.belief.statements import Statement
from kg.identity.decided import overlap


@dataclass(frozen=True)
class Blamed:
    """One attribution: who is blamed, of what type, by which statements, with how much support (points)."""

    proposition: str
    actor: str
    type: str
    name: str
    statements: tuple[Statement, ...]
    support: float = 0.0


def rivals_of(one: Blamed, others: Iterable[Blamed], linked: frozenset[frozenset[str]], limits: Rivals) -> list[Blamed]:
    """Those of the others that cannot be right together with this one, strongest first."""
    found = [o for o in others if o.support > 0 and excludes(one, o, linked, limits)]
    return sorted(found, key=lambda o: (-o.support, o.proposition))


def excludes(a: Blamed, b: Blamed, linked: frozenset[frozenset[str]], limits: Rivals) -> bool:
    """Whether two attributions of one incident exclude each other."""
    if a.proposition == b.proposition or a.type != b.type or a.type not in limits.types:
        return False
    if frozenset((a.actor, b.actor)) in linked or _slots(a, limits).isdisjoint(_slots(b, limits)):
        return False
    return not named_together(a.statements, b.statements)


def _slots(blamed: Blamed, limits: Rivals) -> frozenset[str]:
    """The slots it fills, by the capacity that claims give it; one that is never told is that of the actor itself."""
    capacities = {s.claim.qualifiers.get("capacity", "unknown") for s in blamed.statements if s.supports}
    told = capacities - {"unknown"} or {"unknown"}
    return frozenset(limits.slots.get(c, c) for c in told)


def named_together(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    """Whether one sentence names both."""
    by_content: dict[str, list[Statement]] = {}
    for statement in b:
        if statement.supports:
            by_content.setdefault(statement.claim.content_id, []).append(statement)
    return any(
        overlap(one.claim, other.claim) for one in a if one.supports for other in by_content.get(one.claim.content_id, ())
    )
