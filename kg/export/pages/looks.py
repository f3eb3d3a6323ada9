"""How pages look: kinds of things with their shapes, colours and lanes. In: `schema/pictures.yaml`. Out: `Looks`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, model_validator

from kg.resources import schema_hash
from kg.vocabulary import load_schema

if TYPE_CHECKING:
    from kg.model import Entity


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Kind(_Part):
    """A kind of thing that a reader tells apart at a glance; `lane` is its column, from left to right."""

    name: str
    shown: str
    shape: str
    colour: str
    lane: int
    types: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


class Places(_Part):
    """Distances of the layout in the picture's units, and how its forces are run."""

    column: float
    row: float
    below: float
    rows: int
    between: float
    breadth: float
    letter: float
    label: int
    ideal: float
    rounds: int
    sampled: int
    seed: int


class Themes(_Part):
    """Colours by name, for light and for dark."""

    light: dict[str, str]
    dark: dict[str, str]


class Looks(_Part):
    """All of `schema/pictures.yaml`."""

    kinds: tuple[Kind, ...]
    shapes: dict[str, str]
    themes: Themes
    places: Places

    @model_validator(mode="after")
    def _everything_is_there(self) -> Looks:
        """Each kind has a shape and a colour in both themes."""
        for kind in self.kinds:
            if kind.shape not in self.shapes or kind.colour not in self.themes.light:
                raise ValueError(f"kind {kind.name}: no such shape or colour")
        if self.themes.light.keys() != self.themes.dark.keys():
            raise ValueError("light and dark name different colours")
        return self

    def kind_of(self, entity: Entity) -> Kind:
        """What an entity is shown as: by its role, else by its type; the last kind is for types that none names."""
        by_role = (kind for kind in self.kinds if set(kind.roles) & set(entity.roles))
        by_type = (kind for kind in self.kinds if entity.type in kind.types)
        return next(by_role, None) or next(by_type, self.kinds[-1])


def looks() -> Looks:
    """How pages look; read again when the schema changes."""
    return _looks(schema_hash())


@lru_cache(maxsize=2)
def _looks(_key: str) -> Looks:
    return load_schema(Looks, "pictures.yaml")
