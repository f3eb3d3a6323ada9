"""What every file is asked for: each edge, with all that must survive the way out and back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One edge as another tool sees it. `None`: the format does not hold it, and says so."""

    subject: str
    relation: str
    object: str
    confidence: int
    status: str
    claimed: bool
    stances: frozenset[str]
    speakers: frozenset[str]
    quotes: frozenset[str]


def split(cell: str) -> frozenset[str]:
    """The items of a flat list."""
    return frozenset(cell.split(" | "))
