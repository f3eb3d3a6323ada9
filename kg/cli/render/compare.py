"""Attributions side by side: a table, the least supported at the bottom, then the words for and against each."""

from __future__ import annotations

from collections.abc import Sequence

from kg.cli.render.page import Cell, Page, Part, clean
from kg.cli.render.parts import document, dotted, entity, heading, named_or_nobody, quoted, speaker, standing
from kg.questions.compare import Attribution, CompareResult, Comparison
from kg.questions.testimony import Testimony

_HEADERS = ("who", "confidence", "status", "vouched for by", "for", "against", "why it stands here")


def render(page: Page, result: CompareResult) -> None:
    """All incidents of the name."""
    for at, comparison in enumerate(result.incidents):
        if at:
            page.line()
        _comparison(page, comparison)


def _comparison(page: Page, comparison: Comparison) -> None:
    hit = ", ".join(clean(v.name) for v in comparison.victims)
    page.line(*entity(comparison.incident), Part(f"  hit {hit}" if hit else "", "dim"))
    if not comparison.attributions:
        page.line("Nobody says who did it.")
        return
    page.line()
    page.table(_HEADERS, [_row(a) for a in comparison.attributions], right=(4, 5))
    _rivalry(page, comparison.attributions)
    for attribution in comparison.attributions:
        _words(page, attribution)
    if len(comparison.attributions) > 1:
        last = comparison.attributions[-1]
        page.line()
        page.wrapped(Part(f"Least supported: {named_or_nobody(last.actor)} ({'; '.join(last.why)})", "weakest"), hang=2)


def _row(a: Attribution) -> list[Cell]:
    capacity = f" ({a.capacity})" if a.capacity else ""
    vouched: Cell = ", ".join(map(clean, a.named_speakers)) or Part("nobody by name", "doubt")
    if not a.named_speakers and any(c.speaker_kind == "author" for c in a.supporting):
        vouched = "the text itself"
    return [
        Part(named_or_nobody(a.actor) + capacity, "title"),
        Part(f"{a.confidence} {a.band}", a.band),
        standing(a.status, a.claimed),
        vouched,
        str(len(a.supporting)),
        str(len(a.opposing)),
        "; ".join(a.why),
    ]


def _rivalry(page: Page, attributions: Sequence[Attribution]) -> None:
    rivals = [f"{named_or_nobody(a.actor)} excludes {', '.join(map(clean, a.rivals))}" for a in attributions if a.rivals]
    page.line()
    if rivals:
        page.wrapped("Rivals: " + "; ".join(rivals), hang=2)
    elif len(attributions) > 1:
        page.line("No rivals: what is said of one does not exclude another.")


def _words(page: Page, a: Attribution) -> None:
    heading(page, f"{named_or_nobody(a.actor)}  {a.confidence} {a.band}")
    for mark, claims in (("for", a.supporting), ("against", a.opposing)):
        for claim in claims:
            _claim(page, mark, claim)
    for fit in a.fit:
        page.wrapped(clean(fit), margin="  recorded ", hang=0)


def _claim(page: Page, mark: str, claim: Testimony) -> None:
    page.wrapped(quoted(claim.quote), margin=Part(f"  {mark:<9}", "good" if mark == "for" else "doubt"), hang=1)
    page.line("           ", *dotted(speaker(claim.speaker, claim.speaker_kind), claim.stance))
    page.wrapped(Part("in " + document(claim.document, claim.publisher, claim.published), "dim"), margin=" " * 11, hang=3)
