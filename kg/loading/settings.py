"""The settings of `schema/loading.yaml`: YAML in, a validated model out."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, field_validator

from kg.resources import schema_path
from kg.vocabulary import load_schema

_Model = TypeVar("_Model", bound=BaseModel)


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
    return schema_file(LoadingSettings, "loading.yaml")


def schema_file(model: type[_Model], name: str) -> _Model:
    """One file of the schema as a model, read again only when the file changes: it is asked for at every document."""
    path = schema_path(name)
    return cast("_Model", _read(model, name, path, path.stat().st_mtime_ns))


@lru_cache(maxsize=8)
def _read(model: type[BaseModel], name: str, _path: Path, _changed: int) -> BaseModel:
    return load_schema(model, name)
