"""The settings of `schema/loading.yaml`: YAML in, a validated model out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from kg.resources import schema_hash
from kg.vocabulary import load_schema


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TextSettings(_Settings):
    """What is taken for a text."""

    max_bytes: int = Field(gt=0)
    suffixes: tuple[str, ...]
    max_control_share: float = Field(ge=0, le=1)


class ArchiveSettings(_Settings):
    """How much an archive may unpack to."""

    max_members: int = Field(gt=0)
    max_bytes: int = Field(gt=0)


class FrontMatterSettings(_Settings):
    """Fields of a document, and the keys of a front matter that give them."""

    max_chars: int = Field(gt=0)
    keys: dict[
        Literal["title", "address", "publisher", "published", "retrieved", "language", "marking"],
        tuple[str, ...],
    ]


class Encoding(_Settings):
    """How an encoding is recognised: by its mark, by where zero bytes stand, or by what its letters look like."""

    name: str
    marks: tuple[str, ...] = ()
    zeros: Literal["odd", "even"] | None = None
    decodes: str | None = None
    letters: str = ""

    @field_validator("letters")
    @classmethod
    def _is_pattern(cls, value: str) -> str:
        re.compile(value)
        return value


class LoadingSettings(_Settings):
    """The whole file."""

    head_bytes: int = Field(gt=0)
    text: TextSettings
    archives: ArchiveSettings
    front_matter: FrontMatterSettings
    markings: dict[str, str]
    encodings: tuple[Encoding, ...]


def settings() -> LoadingSettings:
    """The settings as the schema has them now."""
    return _settings(schema_hash())


@lru_cache(maxsize=2)
def _settings(_key: str) -> LoadingSettings:
    return load_schema(LoadingSettings, "loading.yaml")
