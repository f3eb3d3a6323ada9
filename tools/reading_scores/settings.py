"""`settings.yaml` as models: kinds of reports, what is held back, how the annotations of others read in our words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewsSettings(_Strict):
    """The annotated news: kinds of text by the number of the file, and which are held back."""

    kinds: dict[str, tuple[int, int]]
    held_back: frozenset[int]
    folds: int

    def kind(self, doc: str) -> str:
        """The kind of text that a report is."""
        number = int(doc.split("_", 1)[0])
        return next((kind for kind, (first, last) in self.kinds.items() if first <= number <= last), "other")

    def is_held_back(self, doc: str) -> bool:
        """Whether nobody may look at what the reader makes of this report."""
        return int(doc.split("_", 1)[0]) in self.held_back


class TripleKind(_Strict):
    """A kind of triple: types of its object, stems in its relation's words, and our relations that say the same."""

    objects: tuple[str, ...]
    proper: bool = False  # whether the object must be a proper name as a whole
    words: tuple[str, ...]
    relations: frozenset[str]


class TripleSettings(_Strict):
    """How triples of another scheme read in our words."""

    actors: tuple[str, ...]
    kinds: dict[str, TripleKind]
    leave_out: tuple[str, ...]
    general: frozenset[str]
    articles: frozenset[str]


class SpanSettings(_Strict):
    """The tags of the annotated spans, and our types that mean the same."""

    layer: int
    types: dict[str, tuple[str, ...]]
    unlabelled: frozenset[str]


class JudgedSettings(_Strict):
    """Vendor reports whose claims were judged by hand."""

    part: str
    developed_on: tuple[str, ...]
    held_back: tuple[str, ...]


class CalibrationSettings(_Strict):
    """Which penalties are tried, and which calibration error is good enough."""

    ridges: tuple[float, ...]
    goal: float


class Settings(_Strict):
    """All of it."""

    news: NewsSettings
    ctinexus: TripleSettings
    annoctr: SpanSettings
    calibration: CalibrationSettings
    judged: JudgedSettings


@cache
def settings() -> Settings:
    """The settings as the file has them."""
    return Settings.model_validate(yaml.safe_load(Path(__file__).with_name("settings.yaml").read_text(encoding="utf-8")))
