"""One entity: its names and why they are one, whom else the name may mean, and what is said of it."""

from __future__ import annotations

from kg.cli.render.page import Page, Part, clean, shortened
from kg.cli.render.parts import confidence, heading, named_or_nobody, standing
from kg.questions.show import Said, ShowResult

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
    if result.homonyms:
        page.wrapped(Part("; ".join(map(clean, result.homonyms)), "doubt"), margin="  may mean     ", once=True)
    if result.joins:
        heading(page, "Why these names are one")
        for join in result.joins:
            page.wrapped(f"{clean(join.a)} = {clean(join.b)}: {clean(join.reason)}", margin="  ", hang=2)
    heading(page, "What is said")
    if result.said:
        page.table(_HEADERS, [_row(s) for s in result.said], right=(4,), whole=(1, 6))
    else:
        page.line("  nothing")


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
