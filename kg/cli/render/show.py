"""One entity: its names and why they are one, whom else the name may mean, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.cli.render.page import Page, Part, clean, shortened
from kg.cli.render.parts import confidence, entity, heading, named_or_nobody, standing
from kg.questions.show import Said, ShowResult

if TYPE_CHECKING:
    from kg.model import Join

_HEADERS = ("what is said", "confidence", "status", "stance", "origins", "vouched for by", "last reported")
_SENTENCE, _SPEAKER = 72, 40


def render(page: Page, result: ShowResult) -> None:
    """The entity, then its propositions."""
    kind = " ".join(filter(None, (result.type, result.handle)))
    page.line(Part(clean(result.name), "title"), Part(f"  {kind} · {result.id}", "dim"))
    facts = {
        "also called": ", ".join(map(clean, result.aliases)),
        "roles": ", ".join(result.roles),
        "belongs to": named_or_nobody(result.owner) if result.owner else "",
        "known as": ", ".join(f"{clean(v)} ({k})" for k, v in sorted(result.external_ids.items())),
        "described as": ", ".join(f"{k}: {clean(v)}" for k, v in sorted(result.attributes.items())),
    }
    for name, value in facts.items():
        if value:
            page.wrapped(value, margin=f"  {name:<13}", once=True)
    _joins(page, result.joins)
    _others(page, result)
    if result.overlaps:
        heading(page, "Overlaps with, without being the same")
        page.table(_HEADERS, [_row(s) for s in result.overlaps], right=(4,), whole=(1, 6))
    heading(page, "What is said")
    rest = [s for s in result.said if s not in result.overlaps]
    if rest:
        page.table(_HEADERS, [_row(s) for s in rest], right=(4,), whole=(1, 6))
    else:
        page.line("  nothing")


def _joins(page: Page, joins: Sequence[Join]) -> None:
    """Each reason once, with the names that it joins."""
    names: dict[str, dict[str, None]] = {}
    for join in joins:
        names.setdefault(join.reason, {}).update({join.a: None, join.b: None})
    if names:
        heading(page, "Why these names are one")
    for reason, joined in sorted(names.items(), key=lambda item: (-len(item[1]), item[0])):
        page.wrapped(clean(reason), margin="  ", hang=2)
        page.wrapped(Part(" = ".join(map(clean, joined)), "dim"), margin="      ", hang=2)


def _others(page: Page, result: ShowResult) -> None:
    """What bears the same name and is something else, or may be meant."""
    if result.homonyms:
        heading(page, "Ambiguous: the name may mean, and nothing here decides")
    for candidate in result.homonyms:
        page.wrapped(Part(clean(candidate), "doubt"), margin="  ", hang=2)
    if result.not_meant or result.namesakes:
        heading(page, "Of the same name, and held to be another")
    for label in result.not_meant:
        page.wrapped(clean(label), margin="  ", hang=2)
    for other in result.namesakes:
        page.line("  ", *entity(other), Part(f" {other.id}", "dim"))


def _row(s: Said) -> list[str | Part]:
    return [
        shortened(s.sentence, _SENTENCE),
        confidence(s.confidence, s.band),
        standing(s.status, s.claimed),
        ", ".join(s.stances),
        str(s.origins),
        shortened(s.speaker, _SPEAKER),
        s.last_reported or "undated",
    ]
