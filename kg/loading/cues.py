"""What tells leftovers of a web page from a report: `schema/leftovers.yaml` in, compiled patterns and measures out."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field, field_validator

from kg.loading.settings import schema_file


class Shape(BaseModel):
    """Measures of lines and paragraphs; what each means stands in the YAML."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_lines: int
    max_line_words: int
    wrap_below: int
    wrap_lines: int
    prose_share: float = Field(gt=0, lt=1)
    prose_words: int
    lower_share: float = Field(ge=0, le=1)
    gap: int
    lead: int
    dense: int
    paragraph_lines: int
    comment_lines: int
    tail_words: int
    head_lines: int
    headline_least: int
    headline_words: int
    title_lines: int
    same_headline: float = Field(gt=0, le=1)


class Cues(BaseModel):
    """The patterns, each matched without regard to case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shape: Shape
    lines: tuple[str, ...]
    weak: tuple[str, ...]
    patterns: tuple[str, ...]
    sections: tuple[str, ...]
    notices: tuple[str, ...]
    notice_goes_on: str
    captions: tuple[str, ...]
    credit: str
    indicator: str
    comment_form: str
    comment_start: str
    comment_end: str

    @field_validator("lines", "weak", "patterns", "sections", "notices", "captions")
    @classmethod
    def _are_patterns(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            re.compile(pattern)
        return value

    @cached_property
    def strong(self) -> re.Pattern[str]:
        """A whole line that is a leftover wherever it stands."""
        whole = [f"(?:{p})$" for p in (*self.lines, *self.captions)]
        return _any([*whole, *self.patterns])

    @cached_property
    def company(self) -> re.Pattern[str]:
        """A whole line that is a leftover beside others."""
        return _any([f"(?:{p})$" for p in self.weak])

    @cached_property
    def section(self) -> re.Pattern[str]:
        """The heading of a list of other things."""
        return _any([f"(?:{p})$" for p in self.sections])

    @cached_property
    def notice(self) -> re.Pattern[str]:
        """The beginning of a notice."""
        return _any(self.notices)

    @cached_property
    def goes_on(self) -> re.Pattern[str]:
        """In the next sentence of a notice."""
        return _any([self.notice_goes_on])

    @cached_property
    def picture(self) -> re.Pattern[str]:
        """An emphasised line that credits a picture."""
        return _any([f"(?:{self.credit})$"])

    @cached_property
    def is_indicator(self) -> re.Pattern[str]:
        """Somewhere in a line of indicators."""
        return _any([self.indicator])

    @cached_property
    def form(self) -> re.Pattern[str]:
        """The start of the readers' comments."""
        return _any([self.comment_form])

    @cached_property
    def comment(self) -> re.Pattern[str]:
        """The start of one comment."""
        return _any([self.comment_start])

    @cached_property
    def answer(self) -> re.Pattern[str]:
        """The end of one comment."""
        return _any([f"(?:{self.comment_end})$"])


def cues() -> Cues:
    """The cues as the schema has them now."""
    return schema_file(Cues, "leftovers.yaml")


def _any(patterns: list[str] | tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
