"""The settings of `schema/loading.yaml`: YAML in, a validated model out."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

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


def _patterns(value: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in value)


Patterns = Annotated[tuple[re.Pattern[str], ...], BeforeValidator(_patterns)]


class PageSettings(_Settings):
    """What is taken for a saved web page, and what a browser wrote into it."""

    max_bytes: int = Field(gt=0)
    min_chars: int = Field(ge=0)
    begins: tuple[str, ...]
    suffixes: tuple[str, ...]
    folder: str
    sample: int = Field(gt=0)
    address: Patterns
    retrieved: Patterns
    published: tuple[str, ...]
    encodings: dict[str, tuple[str, ...]]


class MarkupSettings(_Settings):
    """Which elements stand for what in a text."""

    blocks: frozenset[str]
    breaks: frozenset[str]
    cells: frozenset[str]
    headings: frozenset[str]
    bullets: frozenset[str]
    dropped: frozenset[str]


class FeedSettings(_Settings):
    """What is taken for a feed, and the elements that give a document's fields."""

    max_bytes: int = Field(gt=0)
    roots: tuple[str, ...]
    namespaces: frozenset[str]
    entries: frozenset[str]
    channels: frozenset[str]
    fields: dict[Literal["title", "address", "published", "author", "body"], tuple[str, ...]]


class PdfSettings(_Settings):
    """How much of a PDF is read, and what its metadata are not trusted with."""

    max_bytes: int = Field(gt=0)
    max_pages: int = Field(gt=0)
    furniture_pages: int = Field(gt=1)
    furniture_share: float = Field(gt=0, le=1)
    furniture_lines: int = Field(gt=0)
    no_title: Patterns
    no_author: Patterns
    no_date: Patterns


class TableSettings(_Settings):
    """What is taken for a table, and where its mapping is looked for."""

    max_bytes: int = Field(gt=0)
    max_mapping: int = Field(gt=0)
    max_claims: int = Field(gt=0)
    mapping: str
    suffixes: tuple[str, ...]
    delimiters: tuple[str, ...]
    sniffed_lines: int = Field(gt=1)
    least_columns: int = Field(gt=1)
    longest_name: int = Field(gt=0)


class LedgerSettings(_Settings):
    """How long a line of an exported ledger may be."""

    max_line: int = Field(gt=0)


class ArchiveSettings(_Settings):
    """How much an archive may unpack to."""

    max_members: int = Field(gt=0)
    max_bytes: int = Field(gt=0)
    max_header: int = Field(gt=0)
    endings: dict[str, str]
    documents: dict[str, str]


class Foreign(_Settings):
    """A form that is recognised by its first bytes (in hex) and not read."""

    name: str
    begins: str = Field(pattern=r"^([0-9a-f]{2})+$")
    remedy: str


class RecordSettings(_Settings):
    """What is taken from a structured source."""

    max_bytes: int = Field(gt=0)
    max_name: int = Field(gt=0)


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
    pages: PageSettings
    markup: MarkupSettings
    feeds: FeedSettings
    pdf: PdfSettings
    tables: TableSettings
    ledger: LedgerSettings
    archives: ArchiveSettings
    foreign: tuple[Foreign, ...]
    records: RecordSettings
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
