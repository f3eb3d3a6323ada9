"""The settings of `schema/stix.yaml`: YAML in, a validated model out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from kg.resources import schema_hash
from kg.vocabulary import load_schema


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Producer(_Strict):
    """The identity that makes the objects."""

    name: str
    description: str
    identity_class: str


class Extension(_Strict):
    """Our extension definition."""

    id: str
    name: str
    version: str
    description: str
    schema_: str

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_"))


class Tlp(_Strict):
    """The marking definitions of the Traffic Light Protocol 2.0, by level."""

    extension: str
    created: str
    markings: dict[str, str]


class ObjectWords(_Strict):
    """What an object of an entity type has beside its name."""

    aliases: bool = False
    roles: bool = False
    properties: dict[str, Any] = {}


class Pattern(_Strict):
    """A kind of observable: how it is written, and its pattern with `{value}`."""

    match: re.Pattern[str]
    pattern: str


class StixSettings(_Strict):
    """The whole file."""

    namespace: UUID
    producer: Producer
    extension: Extension
    undated: str
    tlp: Tlp
    objects: dict[str, ObjectWords]
    patterns: tuple[Pattern, ...]
    other_pattern: str
    opinions: dict[str, str]
    statuses: dict[str, str]


def settings() -> StixSettings:
    """The settings as the schema has them now."""
    return _settings(schema_hash())


@lru_cache(maxsize=2)
def _settings(_key: str) -> StixSettings:
    return load_schema(StixSettings, "stix.yaml")
