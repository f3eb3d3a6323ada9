"""Naming: what an analyst calls a thing in, a `Ref` that means it out, with the entity that is meant where there is one.

A victim stands for the attack on it where a relation takes incidents. What is not known yet needs its type: `Malware:X`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import UnknownName, UsageError
from kg.identity.dates import iso_period
from kg.model import Ref
from kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from kg.model import Entity
    from kg.view import View

_INCIDENT, _AFFECTED = "Incident", "affected"


class Meant(NamedTuple):
    """An end of a claim, and the entity that it stands for; None for a thing that nobody has spoken of."""

    ref: Ref
    entity: Entity | None = None


def meant(view: View, name: str, types: Sequence[str], when: str | None = None) -> Meant:
    """The thing of this name as an end that takes these types; `when` dates an attack that nobody has told of.

    Raises `AmbiguousName`; `UsageError` for a thing of another type, or one that is not known and may be of several.
    """
    try:
        entity = view.find(name)
    except UnknownName as error:
        return Meant(_unknown(name, types, when, error.nearest))
    if entity.type in types:
        return Meant(_ref(view, entity), entity)
    if entity.type == "Organization" and _INCIDENT in types:
        return _attack_on(view, entity, when)
    raise UsageError(f"{entity.name} is of type {entity.type}", remedy=f"here stands {' or '.join(types)}")


def _unknown(name: str, types: Sequence[str], when: str | None, nearest: Sequence[str]) -> Ref:
    prefix, _, rest = name.partition(":")
    typed = prefix in vocabulary().types and rest.strip()
    kind, called = (prefix, rest.strip()) if typed else (types[0] if len(types) == 1 else "", name.strip())
    if kind == "Organization" and kind not in types and _INCIDENT in types:
        return _attack(called, when)
    if kind not in types:
        hint = f"; nearest: {', '.join(nearest)}" if nearest else ""
        raise UsageError(f"nothing is called {name!r} yet", remedy=f"say what it is, as {types[0]}:{called or name}{hint}")
    return Ref(name=called, type=kind, local=called if vocabulary().types[kind].local else None)


def _ref(view: View, entity: Entity) -> Ref:
    if entity.type == _INCIDENT:
        hit = [p.object for p in view.of(entity.id) if p.relation == _AFFECTED and p.subject == entity.id and p.object]
        victim = view.entities[hit[0]].name if hit else entity.name
        date = (entity.handle or "").rpartition("/")[2]
        return _attack(victim, date if iso_period(date) else None, entity.name)
    if entity.owner and entity.owner in view.entities:
        return Ref(name=entity.name, type=entity.type, local=view.entities[entity.owner].name)
    return Ref(name=entity.name, type=entity.type, local=entity.name if vocabulary().types[entity.type].local else None)


def _attack_on(view: View, victim: Entity, when: str | None) -> Meant:
    """The attack that is told of a victim; one of several is named by its handle. A dated one is for the dates to tell."""
    if when:
        return Meant(_attack(victim.name, when))
    try:
        attack = view.find(victim.name, _INCIDENT)
    except UnknownName:
        return Meant(_attack(victim.name, when))
    return Meant(_ref(view, attack), attack)


def _attack(victim: str, when: str | None, name: str | None = None) -> Ref:
    return Ref(name=name or f"attack on {victim}", type=_INCIDENT, local=f"{victim}/{when}" if when else victim)
