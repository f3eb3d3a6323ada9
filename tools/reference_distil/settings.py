"""`schema/reference_lists.yaml` as models: which lists are distilled, and what is taken of each."""

from __future__ import annotations

import re
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from kg.errors import MissingExtra
from kg.vocabulary import load_schema


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Strict):
    """The package that carries the lists, and where in it."""

    package: str
    path: str


class ListSettings(_Strict):
    """One list: its file, its name in records, its types, whether its texts are kept, what standing in it says."""

    cluster: str
    list: str
    types: tuple[str, ...]
    text: bool
    facts: tuple[tuple[str, str], ...] = ()


class Operation(_Strict):
    """When an entry is an operation, too."""

    words: tuple[str, ...]
    link_fields: tuple[str, ...]
    fact: tuple[str, str, str]


class LeftOut(_Strict):
    """Which entries are left out."""

    text_begins: tuple[str, ...]
    names: tuple[str, ...]


class NameSettings(_Strict):
    """How listed names are cleaned."""

    heads: tuple[str, ...]
    additions: tuple[str, ...]
    shortest: int
    longest: int


class Common(_Strict):
    """From which frequency (Zipf) a form counts as an ordinary word."""

    word: float
    phrase: float
    shortest: int


class Settings(_Strict):
    """The whole file."""

    source: Source
    lists: tuple[ListSettings, ...]
    operation: Operation
    tool_kinds: frozenset[str]
    left_out: LeftOut
    names: NameSettings
    common: Common

    @cached_property
    def additions(self) -> re.Pattern[str]:
        """What lists add to names to keep them apart."""
        return re.compile("|".join(self.names.additions), re.IGNORECASE)

    @cached_property
    def left_out_names(self) -> re.Pattern[str]:
        """Names that name nothing."""
        return re.compile("|".join(self.left_out.names), re.IGNORECASE)

    @cached_property
    def operation_words(self) -> re.Pattern[str]:
        """Words that tell of an operation."""
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, self.operation.words))})(?!\w)", re.IGNORECASE)

    @property
    def folder(self) -> Path:
        """The folder of the clusters in the installed package."""
        spec = find_spec(self.source.package)
        if spec is None or spec.origin is None:
            raise MissingExtra("the public lists are not installed", remedy=f"pip install {self.source.package}")
        return Path(spec.origin).parent / self.source.path


def settings() -> Settings:
    """The settings as the schema has them."""
    return load_schema(Settings, "reference_lists.yaml")
