"""Claims over time, by origin. In: a view, a name. Out: a lane for each origin, with what it said of the entity and when.

What comes from one place stands in one lane: so that it shows who spoke first, and who only repeated it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import band
from kg.questions.origins import Counted, origins
from kg.questions.testimony import Named, Testimony, as_named, sentence, testimony

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Proposition
    from kg.view import View


@dataclass(frozen=True)
class Spoken:
    """One claim: when it was published (null is undated), what it is about, and whether it repeats an earlier one."""

    date: str | None
    proposition: str
    sentence: str
    confidence: int  # of the proposition, today
    band: str
    claimed: bool
    copy: bool
    told: Testimony


@dataclass(frozen=True)
class Lane:
    """What one origin said, the earliest first, the undated last; without a name, claims that count nowhere."""

    origin: str | None
    name: str
    spoken: tuple[Spoken, ...]


@dataclass(frozen=True)
class TimelineResult:
    """Everything that is said of one entity, by origin, who spoke first first."""

    entity: Named
    first: str | None
    last: str | None
    lanes: tuple[Lane, ...]


def timeline(view: View, name: str) -> TimelineResult:
    """Claims about the entity of this name. Raises as `View.find` does."""
    entity = view.find(name)
    lanes: dict[str | None, list[Spoken]] = defaultdict(list)
    for p in view.of(entity.id):
        for origin, spoken in _spoken(view, p):
            lanes[origin].append(spoken)
    made = [Lane(origin, _name(origin, said), tuple(sorted(said, key=_when))) for origin, said in lanes.items()]
    made.sort(key=lambda lane: (lane.origin is None, _when(lane.spoken[0]), lane.name))
    dates = sorted(s.date for lane in made for s in lane.spoken if s.date)
    return TimelineResult(as_named(entity), dates[0] if dates else None, dates[-1] if dates else None, tuple(made))


def _spoken(view: View, p: Proposition) -> Iterator[tuple[str | None, Spoken]]:
    """The claims of a proposition, each with its origin's key."""
    counted = origins(view.account(p.id))
    words = sentence(view, p)
    for id_ in p.claim_ids:
        told = testimony(view, id_)
        origin, copy = counted.get(id_, Counted("", False))
        said = Spoken(told.published, p.id, words, p.confidence, band(p.confidence), p.claimed, copy, told)
        yield origin or None, said


def _when(said: Spoken) -> tuple[bool, str, bool, str, str]:
    return (said.date is None, said.date or "", said.copy, said.sentence, said.told.claim)


def _name(origin: str | None, said: Sequence[Spoken]) -> str:
    """Who is meant by an origin: who is named and vouches in it first, else the publication."""
    if origin is None:
        return "counts nowhere"
    first = min(said, key=lambda s: (s.copy, s.told.speaker_kind != "named", _when(s))).told
    return first.speaker if first.speaker_kind == "named" else first.publisher or first.document
