"""The constants of identity, from `schema/identity.yaml`: in YAML, out one frozen model."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field

from kg.resources import schema_hash
from kg.vocabulary import load_schema


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class IncidentSettings(_Frozen):
    """Windows, in days, within which reports speak of one incident."""

    same_story_days: int = Field(gt=0)
    date_tolerance_days: int = Field(ge=0)
    narrow_days: int = Field(gt=0)


class ContextSettings(_Frozen):
    """What a text's context is worth, and how much of it decides what an ambiguous name means there."""

    types: frozenset[str]
    names: int = Field(ge=0)
    activities: int = Field(ge=0)
    origin: int = Field(ge=0)
    sectors: int = Field(ge=0)
    targets: int = Field(ge=0)
    enough: int = Field(gt=0)
    most_names: int = Field(gt=0)


class Settings(_Frozen):
    """All constants of `kg/identity`."""

    forms_stay_local: frozenset[str]
    instead_of: dict[str, tuple[str, ...]]
    context: ContextSettings
    speakers: frozenset[str]
    incidents: IncidentSettings


def settings() -> Settings:
    """The settings of the schema as it stands."""
    return _settings(schema_hash())


@lru_cache(maxsize=2)
def _settings(_key: str) -> Settings:
    return load_schema(Settings, "identity.yaml")
