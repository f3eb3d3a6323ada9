"""Incidents: which attacks that reports tell of are one.

In: the Incident Refs of all claims, with victim, date as written and publication date. Out: clusters, one for each attack,
each join with its reason. One victim and compatible dates make one incident; a report without any date joins the only
incident there is. Two attacks that one document tells apart stay apart. All orders are orders of the facts themselves, so
that loading order changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from kg.identity.dates import Period, iso_period
from kg.identity.settings import IncidentSettings

Span = tuple[date, date]  # first and last day
Sides = frozenset[tuple[str, int]]  # of decisions that tell two incidents apart: the decision, and which of its two it is
_WINDOW = 8  # neighbours in time that are compared: one document tells of fewer attacks on one victim
_FAR = 10**6  # days


@dataclass(frozen=True)
class Telling:
    """One attack as one content tells of it."""

    victim: str  # entity id or, where no victim is told, a key that no other telling has
    called: str  # the victim's normal name in this content, or the incident's own
    content_id: str
    name: str
    key: str
    period: Period | None = None
    published: tuple[str, ...] = ()  # ISO date on which the content was first published
    counts: bool = True  # whether a claim that counts tells of it

    def __lt__(self, other: Telling) -> bool:
        return self._rank < other._rank

    @cached_property
    def _rank(self) -> tuple[str, str, str, str]:
        return (self.victim, self.content_id, self.name, self.key)

    @cached_property
    def span(self) -> Span | None:
        """First and last day of the event, where the year is known."""
        return (self.period.first, self.period.last) if self.period and self.period.first and self.period.last else None

    @property
    def month(self) -> int | None:
        """The month of the event, where it is known without the year."""
        return self.period.month if self.period else None

    @cached_property
    def reports(self) -> Span | None:
        """First and last day on which it was published."""
        days = [d for p in map(iso_period, self.published) if p for d in (p.first, p.last) if d]
        return (min(days), max(days)) if days else None


class Cluster:
    """Tellings held to be one incident, with the best date among them."""

    def __init__(self, telling: Telling, sides: Sides = frozenset()) -> None:
        self.tellings = [telling]
        self.sides = set(sides)
        self.joins: list[tuple[Telling, Telling, str]] = []
        self.contents = {telling.content_id}
        self.months = {telling.month} - {None}
        self.reported = telling.reports[0] if telling.reports else None  # first
        self.spans = {telling.span} if telling.span else set()

    def take(self, other: Cluster, near: Telling, new: Telling, reason: str) -> None:
        """Make another cluster part of this one."""
        self.tellings += other.tellings
        self.sides |= other.sides
        self.joins += [*other.joins, (near, new, reason)]
        self.contents |= other.contents
        self.months |= other.months
        self.reported = min((d for d in (self.reported, other.reported) if d), default=None)
        self.spans |= other.spans

    def told_apart(self, other: Cluster) -> bool:
        """Whether one document tells of both, or an analyst has told them apart."""
        return bool(self.contents & other.contents) or any(
            (decision, 1 - side) in other.sides for decision, side in self.sides
        )

    @property
    def span(self) -> Span | None:
        """First and last day of the event: the narrowest told that begins before the first report, and no later than it."""
        fitting = [s for s in self.spans if self.reported is None or s[0] <= self.reported]
        best = min(fitting or self.spans, key=lambda s: (_days(s), s), default=None)
        if best is None or self.reported is None or best[0] > self.reported:
            return best
        return best[0], min(best[1], self.reported)

    @property
    def first(self) -> Telling:
        """The telling that stands for the incident when a join is explained."""
        return min(self.tellings)


class _Pair(NamedTuple):
    """Two tellings that may be one: the lower in order, the better."""

    distance: int
    a: Telling
    b: Telling
    reason: str


def cluster(
    tellings: Iterable[Telling], limits: IncidentSettings, sides: Mapping[Telling, Sides] | None = None
) -> list[Cluster]:
    """One cluster for each attack. `sides` are those of `different` decisions that tellings stand on."""
    by_victim: dict[str, list[Cluster]] = defaultdict(list)
    for telling in sorted(set(tellings)):
        by_victim[telling.victim].append(Cluster(telling, (sides or {}).get(telling, frozenset())))
    return [c for victim in sorted(by_victim) for c in _of_one_victim(by_victim[victim], limits)]


def nearest(telling: Telling, clusters: Iterable[Cluster], tolerance: int) -> Cluster | None:
    """The cluster that a telling which counts no longer would have joined, as far as can be told."""
    own = Cluster(telling)
    fitting = [c for c in clusters if _agree(own, c, tolerance) and not c.told_apart(own)]
    return min(fitting, key=lambda c: (_story_gap(telling, c), c.first), default=None)


def _of_one_victim(alone: list[Cluster], limits: IncidentSettings) -> list[Cluster]:
    """Narrowly dated tellings first; then those that fit in, from the better known to the less known."""
    dated = [(_days(span), c) for c in alone if (span := c.first.span)]
    clusters = [c for days, c in dated if days <= limits.narrow_days]
    clusters = _merge(clusters, _date_pairs([c.first for c in clusters], limits), lambda _a, _b: True)
    for _, new in sorted((d for d in dated if d[0] > limits.narrow_days), key=lambda d: (d[0], d[1].first)):
        _place_wide(new, clusters, limits)
    undated = [c for c in alone if not c.first.span]
    clusters = _place_reported([c for c in undated if c.reported], clusters, limits)
    _place_bare([c for c in undated if not c.reported], clusters, limits.date_tolerance_days)
    return clusters


def _date_pairs(tellings: list[Telling], limits: IncidentSettings) -> Iterator[_Pair]:
    """Pairs of dated tellings whose dates lie close."""
    ordered = sorted(tellings, key=lambda t: (t.span or (date.min, date.min), t))
    for a, b in _neighbours(ordered):
        if a.span and b.span and (gap := _gap(a.span, b.span)) <= limits.date_tolerance_days:
            first, second = sorted((a, b))
            one, two = sorted((a.span, b.span))
            yield _Pair(gap, first, second, f"one victim, and the dates agree: {_said(one)} and {_said(two)}")


def _neighbours(ordered: list[Telling]) -> Iterator[tuple[Telling, Telling]]:
    for i, a in enumerate(ordered):
        yield from ((a, b) for b in ordered[i + 1 : i + 1 + _WINDOW])


def _merge(clusters: list[Cluster], pairs: Iterable[_Pair], may: Callable[[Cluster, Cluster], bool]) -> list[Cluster]:
    """Join the closest first; never two attacks that one document tells apart."""
    home = {t: c for c in clusters for t in c.tellings}
    for pair in sorted(pairs):
        one, two = home[pair.a], home[pair.b]
        if one is two or one.told_apart(two) or not may(one, two):
            continue
        if len(one.tellings) < len(two.tellings):
            one, two = two, one
        one.take(two, pair.a, pair.b, pair.reason)
        home.update(dict.fromkeys(two.tellings, one))
    return sorted({id(c): c for c in home.values()}.values(), key=lambda c: c.first)


def _place_wide(new: Cluster, clusters: list[Cluster], limits: IncidentSettings) -> None:
    """A widely dated telling ("in 2025") joins the one incident that lies within, if there is just one."""
    telling = new.first
    fitting = [c for c in clusters if not c.told_apart(new) and _agree(new, c, limits.date_tolerance_days)]
    near = [c for c in fitting if _story_gap(telling, c) <= limits.same_story_days]
    for candidates in (fitting, near):
        if len(candidates) == 1 and telling.span:
            reason = f"one victim, and {_said(telling.span)} holds the date of one incident alone"
            candidates[0].take(new, candidates[0].first, telling, reason)
            return
    clusters.append(new)


def _place_reported(fresh: list[Cluster], dated: list[Cluster], limits: IncidentSettings) -> list[Cluster]:
    """Undated events of dated reports: to the nearest incident of the victim, or the nearest report of it."""
    days, tolerance = limits.same_story_days, limits.date_tolerance_days
    reason = f"one victim, reported within {days} days, and no date against it"
    pairs = []
    for own in fresh:
        telling = own.first
        for other in dated:
            if _agree(own, other, tolerance) and (gap := _story_gap(telling, other)) <= days:
                pairs.append(_Pair(gap, telling, other.first, reason))
    ordered = sorted((c.first for c in fresh), key=lambda t: (t.reports or (date.min, date.min), t))
    for a, b in _neighbours(ordered):
        if a.reports and b.reports and (gap := _gap(a.reports, b.reports)) <= days:
            pairs.append(_Pair(days + gap, a, b, reason))  # a dated incident is asked before other reports
    return _merge(dated + fresh, pairs, lambda a, b: not (a.span and b.span) and _agree(a, b, tolerance))


def _place_bare(bare: list[Cluster], clusters: list[Cluster], tolerance: int) -> None:
    """What bears no date at all joins the only incident of its victim; without any, such reports are one incident."""
    known, fresh = list(clusters), list[Cluster]()
    for new in sorted(bare, key=lambda c: (c.first.period is None, c.first)):
        for candidates in (known, fresh):
            fitting = [c for c in candidates if _agree(new, c, tolerance) and not c.told_apart(new)]
            if len(fitting) == 1:
                fitting[0].take(new, fitting[0].first, new.first, "one victim, and the only incident told of it that fits")
                break
        else:
            fresh.append(new)
    clusters += fresh


def _agree(a: Cluster, b: Cluster, tolerance: int) -> bool:
    """Whether no date of the one contradicts a date of the other; nothing is reported before it happens."""
    one, two = a.span, b.span
    if one and two:
        return _gap(one, two) == 0
    for span, reported in ((one, b.reported), (two, a.reported)):
        if span and reported and (span[0] - reported).days > tolerance:
            return False
    months = a.months | b.months
    span = one or two
    if months and span and _days(span) <= 62:  # a span of at most three months: its ends name them well enough
        return bool(months & {span[0].month, span[1].month})
    return len(months) < 2


def _story_gap(telling: Telling, cluster: Cluster) -> int:
    """Days between the telling's report (or event) and the event or the nearest report of the cluster."""
    own = telling.span or telling.reports
    spans = [s for t in cluster.tellings for s in (t.span, t.reports) if s]
    return min((_gap(own, span) for span in spans), default=_FAR) if own else _FAR


def _gap(a: Span, b: Span) -> int:
    """Days between two spans; 0 where they overlap."""
    return max(0, (b[0] - a[1]).days, (a[0] - b[1]).days)


def _days(span: Span) -> int:
    return (span[1] - span[0]).days + 1


def _said(span: Span) -> str:
    return f"{span[0]}" if span[0] == span[1] else f"{span[0]} to {span[1]}"
