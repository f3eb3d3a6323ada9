"""Attributions as bars: what speaks for each to the right, what against to the left. In: a comparison. Out: a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.export.pages import page
from kg.export.pages.said import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.questions.compare import CompareResult
    from kg.questions.explain import Line
    from kg.view import View


@dataclass(frozen=True)
class Part:
    """A part of a bar: what it stands for, where it begins and how long it is (points of 100; against runs below 0)."""

    kind: str
    label: str
    points: float
    start: float

    @property
    def length(self) -> float:
        """How long it is drawn."""
        return abs(self.points)


def page_of(view: View, result: CompareResult) -> bytes:
    """The page of all incidents of the name."""
    told = [a for incident in result.incidents for a in incident.attributions]
    accounts = {a.proposition: said(view, view.propositions[a.proposition]) for a in told}
    bars = {id_: list(bar(account.told.lines)) for id_, account in accounts.items()}
    ends = [end for parts in bars.values() for part in parts for end in (part.start, part.start + part.length)]
    title = f"Who is held responsible: {result.asked.name}"
    return page("compare", title, result=result, accounts=accounts, bars=bars, least=min(0.0, *ends), most=max(100.0, *ends))


def bar(lines: Iterable[Line]) -> Iterator[Part]:
    """The lines of an account that add or take something, side by side: together they are the confidence."""
    right = left = 0.0
    for line in lines:
        if line.points > 0:
            yield Part(line.kind, line.label, line.points, right)
            right += line.points
        elif line.points < 0:
            left += line.points
            yield Part(line.kind, line.label, line.points, left)
