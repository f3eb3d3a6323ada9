"""An assessment as Markdown: a line a sentence, with the numbers of its claims, which are listed below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.cli.render.page import Page, clean
from kg.cli.render.parts import counted, document
from kg.questions.brief import BriefResult, Cited, Section

# What Markdown (CommonMark 0.31, sections 2.4, 2.5 and 6) would obey within a line; texts of reports are words, not marks.
_MARKS = re.compile(r"[\\`*\[\]<|~]|(?<!\w)_|_(?!\w)|&(?=#|\w+;)")


def render(page: Page, result: BriefResult) -> None:
    """All sections, then the claims."""
    date = f" as reported by {result.as_of}" if result.as_of else ""
    page.line(f"# {_plain(result.entity.name)}: an assessment{date}")
    for section in result.sections:
        _section(page, section)
    page.line()
    page.line("## Claims")
    page.line()
    for cited in result.cited:
        _claim(page, cited)


def _section(page: Page, section: Section) -> None:
    page.line()
    page.line(f"## {section.title}")
    page.line()
    for point in section.points:
        page.line(f"- {_plain(point.text)} [{_numbers(point.claims)}]")
    if section.more:
        page.line(f"- *{counted(section.more, 'thing')} more said of it: `kg show`.*")
    if not section.points:
        page.line("Nothing.")


def _claim(page: Page, cited: Cited) -> None:
    told = cited.told
    where = document(told.document, told.publisher, told.published)
    said = f"“{told.quote}” {told.speaker}, {told.stance}; in {where}"
    page.line(f"{cited.number}. {_plain(said)} (`{told.claim}`)")


def _numbers(numbers: Sequence[int]) -> str:
    """Numbers in a line, those in a row as a range: 1, 3–5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def _plain(text: str) -> str:
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", clean(text))
