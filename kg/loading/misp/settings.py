"""The settings of `schema/records/misp.yaml`: YAML in, a validated model out."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict

from kg.loading.readings import Reading
from kg.loading.settings import schema_file
from kg.model import Stance


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ElementRule(_Settings):
    """What an element of a cluster says: another name of it, or a relation to what stands there."""

    other_name: bool = False
    relation: str | None = None
    type: str | None = None
    stance: Stance = Stance.ASSERTED
    stated_by: str | None = None


class TemplateRule(_Settings):
    """What an object of a template is, and the attribute that names it."""

    type: str
    name: tuple[str, ...]


class Certainty(_Settings):
    """What a tag says of how sure something is."""

    stated: int
    stance: Stance | None = None


class Attributes(_Settings):
    """Attributes of some types in one category."""

    category: str
    types: frozenset[str]


class MispSettings(_Settings):
    """The whole file."""

    galaxies: dict[str, tuple[str, ...]]
    galaxy_publisher: str
    tag: re.Pattern[str]
    listed_name: re.Pattern[str]
    event_words: dict[str, str]
    circumstances: dict[str, str]
    victim_says: dict[str, str]
    relationships: dict[str, tuple[Reading, ...]]
    elements: dict[str, ElementRule]
    says_nothing: frozenset[str]
    victim_types: dict[str, frozenset[str]]
    attributes: dict[str, str]
    second_part: frozenset[str]
    texts: Attributes
    least_words: int
    links: Attributes
    objects: dict[str, TemplateRule]
    victims: frozenset[str]
    told_of: frozenset[str]
    most_victims: int
    stances: dict[str, int]
    certainty: dict[str, Certainty]
    certainty_number: re.Pattern[str]
    reliability: re.Pattern[str]
    tlp: re.Pattern[str]
    unmarked_levels: frozenset[str]


def settings() -> MispSettings:
    """The settings as the schema has them now."""
    return schema_file(MispSettings, "records/misp.yaml")
