"""Claims over time: a lane an origin, a mark a claim. In: a view, a timeline. Out: a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.export.pages import page
from kg.questions.reasons import AGAINST

if TYPE_CHECKING:
    from kg.questions.timeline import Lane, Spoken, TimelineResult
    from kg.view import View

_WIDTH, _UNDATED = 1000.0, 130.0  # of the axis, and of the strip behind it where the undated stand; in units of the drawing
_LANE, _MARK = 34.0, 13.0  # the least height of a lane, and of one of several marks of the same day
_HIGH = 12  # marks of one day that stand one below the other, before the next stand beside them
_TICKS = 8


@dataclass(frozen=True)
class Mark:
    """One claim in the drawing."""

    spoken: Spoken
    number: int
    x: float
    y: float

    @property
    def look(self) -> str:
        """How the stance is drawn: against, hedged, or full."""
        return "against" if self.spoken.told.stance in AGAINST else self.spoken.told.stance


@dataclass(frozen=True)
class Row:
    """A lane in the drawing: its middle, its height, its marks."""

    lane: Lane
    top: float
    height: float
    marks: tuple[Mark, ...]


def page_of(view: View, result: TimelineResult) -> bytes:  # noqa: ARG001 (as every page of an answer)
    """The page of a timeline."""
    days = [day for lane in result.lanes for said in lane.spoken if (day := _day(said.date))]
    span = (min(days), max(days)) if days else None
    rows, top, number = [], 0.0, 0
    for lane in result.lanes:
        row = _row(lane, top, number, span)
        rows.append(row)
        top, number = top + row.height, number + len(lane.spoken)
    return page(
        "timeline",
        f"Who spoke of {result.entity.name} when",
        result=result,
        rows=rows,
        height=top,
        width=_WIDTH,
        undated=_UNDATED,
        ticks=_ticks(span),
    )


def _row(lane: Lane, top: float, number: int, span: tuple[int, int] | None) -> Row:
    """A lane; claims that would lie on each other stand one below the other."""
    places = [_x(_day(said.date), span) for said in lane.spoken]
    rank = [sum(abs(x - before) < _MARK for before in places[:at]) for at, x in enumerate(places)]
    height = max(_LANE, (min(max(rank), _HIGH - 1) + 2) * _MARK)
    marks = []
    for at, said in enumerate(lane.spoken):
        aside, below = divmod(rank[at], _HIGH)
        marks.append(Mark(said, number + at + 1, places[at] + aside * _MARK, top + _LANE / 2 + below * _MARK))
    return Row(lane, top, height, tuple(marks))


def _x(day: int | None, span: tuple[int, int] | None) -> float:
    if day is None or span is None:
        return _WIDTH + _UNDATED * 2 / 3
    first, last = span
    return _WIDTH * (day - first) / max(last - first, 1)


def _day(written: str | None) -> int | None:
    """A date as a number of days, of a month or year the first; None for what is no date."""
    try:
        year, month, day = (*map(int, (written or "").split("-")), 1, 1)[:3]
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _ticks(span: tuple[int, int] | None) -> list[tuple[float, str]]:
    """Places and dates along the axis."""
    if span is None:
        return []
    first, last = span
    days = sorted({first + (last - first) * at // _TICKS for at in range(_TICKS + 1)})
    return [(_x(day, span), date.fromordinal(day).isoformat()) for day in days]
