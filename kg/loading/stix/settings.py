"""The settings of `schema/records/stix.yaml`: YAML in, a validated model out."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator

from kg.loading.readings import Reading
from kg.loading.settings import schema_file
from kg.model import Marking, Stance


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ObjectRule(_Settings):
    """What an object of a STIX type is, and which properties name it."""

    type: str
    name: tuple[str, ...] = ("name",)
    names: tuple[str, ...] = ()


class Sighted(_Settings):
    """How a sighting is read: where something was seen, and what was seen of it."""

    where: tuple[Reading, ...]
    seen: Reading


class Opinion(_Settings):
    """What an opinion says of a claim."""

    stance: Stance
    stated: int | None = None


class Citations(_Settings):
    """Which external references vouch for something, and who that is."""

    own_lists: frozenset[str]
    ids: dict[str, str]
    marks: re.Pattern[str]
    links: re.Pattern[str]


class Documents(_Settings):
    """How what is in no report is dated, and which texts are read."""

    most_days: int
    texts: dict[str, str]
    least_words: int


class StixSettings(_Settings):
    """The whole file."""

    objects: dict[str, ObjectRule]
    pattern_value: re.Pattern[str]
    hashes: tuple[str, ...]
    identities: dict[str, str]
    context: frozenset[str]
    reports: frozenset[str]
    relationships: dict[str, tuple[Reading, ...]]
    sighted: Sighted
    stances: dict[str, int]
    opinions: dict[str, Opinion]
    markings: dict[str, Marking]
    unknown_marking: Marking
    citations: Citations
    documents: Documents
    properties: dict[Literal["text", "texts", "mappings", "mapping", "percentage", "truth"], tuple[str, ...]]

    @field_validator("stances")
    @classmethod
    def _are_stances(cls, value: dict[str, int]) -> dict[str, int]:
        for name in value:
            Stance(name)
        return value


def settings() -> StixSettings:
    """The settings as the schema has them now."""
    return schema_file(StixSettings, "records/stix.yaml")
