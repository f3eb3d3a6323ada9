"""Things as a page lists them. In: a view, an entity. Out: `Thing`: its kind, its names and why they are one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.export.pages.looks import Kind, Looks

if TYPE_CHECKING:
    from kg.model import Entity
    from kg.view import View


@dataclass(frozen=True)
class Thing:
    """An entity and what it is shown as."""

    entity: Entity
    kind: Kind
    owner: str | None


def thing(view: View, entity: Entity, known: Looks) -> Thing:
    """The entity as a page lists it."""
    owner = view.entities.get(entity.owner) if entity.owner else None
    return Thing(entity, known.kind_of(entity), owner.name if owner else None)
