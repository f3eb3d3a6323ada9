"""The words of an assessment. In: `schema/brief.yaml`. Out: `BriefWords`: sentences to be filled, words for a confidence."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kg.resources import schema_hash
from kg.vocabulary import load_schema


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Support(_Frozen):
    """Words for a confidence from `least` on."""

    least: int = Field(ge=0, le=100)
    words: str


class Most(_Frozen):
    """How much is told at most."""

    held: int
    speakers: int
    without: int


class Titles(_Frozen):
    """Headings of the sections, in their order."""

    held: str
    voices: str
    alternatives: str
    gaps: str
    change: str


class Sentences(_Frozen):
    """Templates of `str.format`."""

    held: str
    nobody: str
    voices: str
    speaker: str
    others: str
    every: str
    one_origin: str
    origins: str
    copies: str
    rival: str
    beside: str
    against: str
    alone: str
    unnamed: str
    single: str
    hedged: str
    undated: str
    ambiguous: str
    without: str
    broken: str
    prospect: str
    leader: str
    second: str
    settled: str


class BriefWords(_Frozen):
    """All of `schema/brief.yaml`."""

    support: tuple[Support, ...]
    most: Most
    titles: Titles
    sentences: Sentences

    @model_validator(mode="after")
    def _every_number_has_words(self) -> BriefWords:
        leasts = [support.least for support in self.support]
        if leasts != sorted(leasts, reverse=True) or leasts[-1:] != [0]:
            raise ValueError("support: from the highest number down to 0")
        return self

    def of(self, confidence: int) -> str:
        """How well something of this confidence is supported, in words."""
        return next(support.words for support in self.support if confidence >= support.least)


def brief_words() -> BriefWords:
    """The words; read again when the schema changes."""
    return _brief_words(schema_hash())


@lru_cache(maxsize=2)
def _brief_words(_key: str) -> BriefWords:
    return load_schema(BriefWords, "brief.yaml")
