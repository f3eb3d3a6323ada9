"""Claims over time: a block an origin, a line a claim."""

from __future__ import annotations

from kg.cli.render.page import Page, Part, clean, shortened
from kg.cli.render.parts import counted, entity, heading
from kg.questions.timeline import Spoken, TimelineResult

_HEADERS = ("published", "stance", "what is said", "said by", "document")
_SENTENCE, _SPEAKER, _LABEL = 60, 36, 40


def render(page: Page, result: TimelineResult) -> None:
    """All origins, who spoke first first."""
    span = f"{result.first} to {result.last}" if result.first else "undated"
    count = counted(len([lane for lane in result.lanes if lane.origin]), "origin")
    page.line(*entity(result.entity), Part(f"   {span}, {count}", "dim"))
    for lane in result.lanes:
        heading(page, clean(lane.name))
        page.table(_HEADERS, [_row(said) for said in lane.spoken], whole=(0, 1))
    if not result.lanes:
        page.line(Part("Nothing is said of it.", "dim"))


def _row(said: Spoken) -> list[str | Part]:
    told = said.told
    return [
        said.date or "undated",
        f"{told.stance}, copy" if said.copy else told.stance,
        shortened(said.sentence, _SENTENCE),
        Part(shortened(told.speaker, _SPEAKER), "doubt" if told.speaker_kind == "unnamed" else ""),
        Part(shortened(told.document, _LABEL), "dim"),
    ]
