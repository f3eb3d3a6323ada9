"""Incident entities: clusters of tellings with a handle, an id, a name, and why they are one.

In: tellings of incidents and the entities of their victims. Out: the entity of each incident and of each telling.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kg.identity.dates import Period
from kg.identity.decided import pairs, said_by
from kg.identity.incidents import Cluster, Sides, Telling, cluster, nearest
from kg.identity.settings import IncidentSettings
from kg.model import Decision, Entity, Heading, Join, digest

_UNDATED = "undated"
_STAGES = 4  # of telling handles apart


class Victim(NamedTuple):
    """What of a victim makes the names of its incidents: as shown, as in handles, and all its names as in handles."""

    name: str
    slug: str
    slugs: tuple[str, ...]


@dataclass
class Attacks:
    """All incidents of a view."""

    entities: dict[str, Entity] = field(default_factory=dict)
    of_telling: dict[Telling, str] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)


def attacks(
    tellings: Iterable[Telling],
    victims: Mapping[str, Victim],
    headings: Mapping[str, Sequence[Heading]],
    decisions: Iterable[Decision],
    limits: IncidentSettings,
) -> Attacks:
    """Incidents by entity id. `victims` are those that tellings name, by entity id."""
    told = sorted(set(tellings))
    counting = [t for t in told if t.counts]
    decided = list(decisions)
    clusters = _with_handles(cluster(counting, limits, _sides(counting, victims, decided)), victims)
    clusters = _decided(clusters, victims, decided)
    followed, adrift = _followed((t for t in told if not t.counts), clusters, limits.date_tolerance_days)
    alone = _with_handles(cluster(adrift, limits), victims, frozenset(clusters))
    made = Attacks(of_telling={t: incident_id(handle) for t, handle in followed.items()})
    for handle, one in sorted([*clusters.items(), *alone.items()]):
        entity = _entity(handle, one, victims, headings)
        made.entities[entity.id] = entity
        made.of_telling.update(dict.fromkeys(one.tellings, entity.id))
        if period := best_period(one):
            made.periods[entity.id] = period
    leads = {incident_id(old): incident_id(new) for old, new in _leads(clusters, victims).items()}
    made.redirects = {old: new for old, new in leads.items() if old not in made.entities}
    return made


def _followed(
    tellings: Iterable[Telling], clusters: Mapping[str, Cluster], tolerance: int
) -> tuple[dict[Telling, str], list[Telling]]:
    """The handle of the incident that each telling which counts no longer is near to, and those near to none."""
    by_victim: dict[str, list[tuple[str, Cluster]]] = defaultdict(list)
    for handle, one in sorted(clusters.items()):
        by_victim[one.first.victim].append((handle, one))
    followed: dict[Telling, str] = {}
    adrift = []
    for telling in tellings:
        candidates = by_victim.get(telling.victim, [])
        home = nearest(telling, [c for _, c in candidates], tolerance)
        if home is None:
            adrift.append(telling)
        else:
            followed[telling] = next(handle for handle, c in candidates if c is home)
    return followed, adrift


def incident_id(handle: str) -> str:
    """The entity id of the incident with this handle."""
    return digest("entity", "Incident", handle)


def best_period(one: Cluster) -> Period | None:
    """When the incident was, as its tellings agree."""
    return Period(*one.span) if one.span else None


def slug(name: str) -> str:
    """A name as a part of a handle: marks-and-spencer."""
    return re.sub(r"[^\w]+", "-", name).strip("-") or "unnamed"


def _with_handles(
    clusters: Iterable[Cluster], victims: Mapping[str, Victim], taken: frozenset[str] = frozenset()
) -> dict[str, Cluster]:
    """Handles that differ: victim and month, of the attack or else of the first report; of two in one month the day."""
    handles: dict[str, Cluster] = {}
    todo = list(clusters)
    for stage in range(_STAGES):
        named = [(_handle(c, victims, stage), c) for c in todo]
        count = Counter(handle for handle, _ in named)
        fresh = {handle for handle in count if count[handle] == 1 and handle not in handles and handle not in taken}
        handles.update((handle, c) for handle, c in named if handle in fresh)
        todo = [c for handle, c in named if handle not in fresh]
    return handles


def _handle(one: Cluster, victims: Mapping[str, Victim], stage: int) -> str:
    """From what tells incidents apart for a reader to what tells any two apart."""
    names = _whens(best_period(one), one.reported)
    last = f"-{digest(one.first.content_id, one.first.key)[:6]}" if stage == _STAGES - 1 else ""
    return f"{_bases(one.first, victims)[0]}/{names[min(stage, len(names) - 1)]}{last}"


def _whens(period: Period | None, reported: date | None) -> tuple[str, ...]:
    """What tells when an attack was, from the shortest to the longest: when it was, or by when it was reported."""
    if period and period.label:
        return (period.label, f"{period.first}", f"{period.first}-to-{period.last}")
    return (f"by-{reported:%Y-%m}", f"by-{reported}") if reported else (_UNDATED,)


def _bases(telling: Telling, victims: Mapping[str, Victim]) -> tuple[str, ...]:
    """The victim as handles have it: as it is called now, then by all its names."""
    victim = victims.get(telling.victim)
    return (victim.slug, *victim.slugs) if victim else (slug(telling.called),)


def _handles_of(telling: Telling, victims: Mapping[str, Victim]) -> set[str]:
    """Every handle that an incident may have had of which nothing but this telling was known."""
    reported = telling.reports[0] if telling.reports else None
    whens = {when for period in (telling.period, best_period(Cluster(telling))) for when in _whens(period, reported)}
    return {f"{base}/{when}" for base in _bases(telling, victims) for when in whens}


def _leads(clusters: Mapping[str, Cluster], victims: Mapping[str, Victim]) -> dict[str, str]:
    """Handles that an incident has, or had when less was known of it -> the handle of the one incident that they mean."""
    leads: dict[str, set[str]] = defaultdict(set)
    for handle, one in clusters.items():
        for telling in one.tellings:
            for old in _handles_of(telling, victims):
                leads[old].add(handle)
    return {old: next(iter(new)) for old, new in leads.items() if len(new) == 1} | {h: h for h in clusters}


def _sides(tellings: Iterable[Telling], victims: Mapping[str, Victim], decisions: list[Decision]) -> dict[Telling, Sides]:
    """On which side of each `different` decision on two incidents a telling stands."""
    apart = [(a, b, d.id) for a, b, d in pairs(decisions, "different") if "/" in a + b]
    found: dict[Telling, Sides] = {}
    for telling in tellings if apart else ():
        named = _handles_of(telling, victims)
        meant = named | {incident_id(n) for n in named}
        found[telling] = frozenset(
            (decision, side)
            for a, b, decision in apart
            for side in (0, 1)
            if {side} == {i for i, n in enumerate((a, b)) if n in meant}
        )
    return found


def _decided(clusters: dict[str, Cluster], victims: Mapping[str, Victim], decisions: list[Decision]) -> dict[str, Cluster]:
    """Incidents that an analyst holds to be one, named by handles or ids that they have or had."""
    by_name = {name: clusters[now] for old, now in _leads(clusters, victims).items() for name in (old, incident_id(old))}
    changed = False
    for a, b, decision in pairs(decisions, "same"):
        one, two = by_name.get(a), by_name.get(b)
        if one is None or two is None or one is two:
            continue
        one.take(two, one.first, two.first, f"the same, says {said_by(decision)}")
        by_name.update({name: one for name, c in by_name.items() if c is two})
        changed = True
    return _with_handles(_distinct(by_name.values()), victims) if changed else clusters


def _distinct(clusters: Iterable[Cluster]) -> list[Cluster]:
    return sorted({id(c): c for c in clusters}.values(), key=lambda c: c.first)


def _entity(handle: str, one: Cluster, victims: Mapping[str, Victim], headings: Mapping[str, Sequence[Heading]]) -> Entity:
    names = Counter(t.name for t in one.tellings)
    victim = victims.get(one.first.victim)
    best = f"attack on {victim.name}" if victim else min(names, key=lambda n: (-names[n], n))
    return Entity(
        id=incident_id(handle),
        type="Incident",
        name=best,
        aliases=tuple(sorted(set(names) - {best})),
        handle=handle,
        joins=tuple(
            Join(a=a, b=b, reason=r)
            for a, b, r in sorted({(_told(a, headings), _told(b, headings), r) for a, b, r in one.joins})
        ),
    )


def _told(telling: Telling, headings: Mapping[str, Sequence[Heading]]) -> str:
    label = min((h.label for h in headings.get(telling.content_id, ())), default=telling.content_id[:12])
    return f"{telling.name} in {label!r}"
