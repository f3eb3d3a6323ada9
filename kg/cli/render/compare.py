"""Attributions side by side: a table, the least supported at the bottom; the words for and against each; what tells them
apart, and what would change the order.
"""

from __future__ import annotations

from kg.cli.render.bearings import render_bearings
from kg.cli.render.page import Cell, Page, Part, clean
from kg.cli.render.parts import document, dotted, entity, heading, named_or_nobody, quoted, speaker, standing
from kg.questions.compare import Attribution, CompareResult, Comparison, Prospect
from kg.questions.testimony import Testimony

_HEADERS = (
    "who",
    "confidence",
    "status",
    "origins",
    "vouched for by",
    "unnamed",
    "itself",
    "denied",
    "fit",
    "reported",
    "rivals",
)
_WHOLE = (1, 3, 5, 6, 7, 8, 9)
_MARGIN = " " * 11
_QUOTED = 4  # claims for and against each that are quoted, the weightiest


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
    page.table(_HEADERS, [_row(a) for a in comparison.attributions], right=(3, 5, 6, 7, 8), whole=_WHOLE)
    if len(comparison.attributions) > 1 and not any(a.rivals for a in comparison.attributions):
        page.line(Part("No rivals: what is said of one does not exclude another.", "dim"))
    for attribution in comparison.attributions:
        _words(page, attribution, last=attribution is comparison.attributions[-1] and len(comparison.attributions) > 1)
    if len(comparison.attributions) > 1:
        render_bearings(page, comparison.bearings, comparison.others)
    _prospects(page, comparison)


def _prospects(page: Page, comparison: Comparison) -> None:
    """What one more named, independent voice would do."""
    if comparison.prospects:
        heading(page, "What would change this: one more named, independent voice")
    for prospect in comparison.prospects:
        says = "for" if prospect.what == "asserted" else "against"
        lead = Part(f"   ◄ then {clean(prospect.leader)} leads" if _takes_the_lead(prospect, comparison) else "", "weakest")
        order = "" if lead.text or not prospect.overturns else ", in another place"
        stands = Part(f"{prospect.confidence} {prospect.band}", prospect.band)
        page.line(f"  {says} {clean(prospect.actor)}: ", stands, f" {prospect.status}{order}", lead)


def _takes_the_lead(prospect: Prospect, comparison: Comparison) -> bool:
    first = comparison.attributions[0].actor
    return first is not None and prospect.leader != first.name


def _row(a: Attribution) -> list[Cell]:
    capacity = f" ({a.capacity})" if a.capacity else ""
    vouched: Cell = ", ".join(map(clean, a.named_speakers)) or Part("nobody by name", "doubt")
    if not a.named_speakers and any(c.speaker_kind == "author" for c in a.supporting):
        vouched = "the text itself"
    return [
        Part(named_or_nobody(a.actor) + capacity, "title"),
        Part(f"{a.confidence} {a.band}", a.band),
        standing(a.status, a.claimed),
        str(a.origins),
        vouched,
        str(sum(c.speaker_kind == "unnamed" for c in a.supporting)),
        str(a.self_claims),
        str(a.denials),
        f"{a.fit_points:+.0f}" if a.fit else "none",
        _dates(a),
        ", ".join(map(clean, a.rivals)) or "none",
    ]


def _dates(a: Attribution) -> str:
    first, last = a.first_reported or "undated", a.last_reported or "undated"
    return first if first == last else f"{first} to {last}"


def _words(page: Page, a: Attribution, *, last: bool) -> None:
    page.line()
    mark = Part("   ◄ least supported", "weakest") if last else ""
    page.line(Part(named_or_nobody(a.actor), "title"), "  ", Part(f"{a.confidence} {a.band}", a.band), mark)
    page.wrapped("; ".join(a.why), margin="  because  ", once=True)
    if a.lacks:
        page.wrapped(", ".join(a.lacks), margin="  lacks    ", once=True)
    sides = (("for", "good", a.supporting), ("against", "doubt", a.opposing), ("unknown", "dim", a.undecided))
    for name, style, claims in sides:
        for claim in claims[:_QUOTED]:
            _claim(page, Part(f"  {name:<9}", style), claim)
        if len(claims) > _QUOTED:
            page.line(_MARGIN, Part(f"and {len(claims) - _QUOTED} more: kg explain {a.proposition}", "dim"))
    for fit in a.fit:
        page.wrapped(clean(fit), margin="  recorded ", once=True)


def _claim(page: Page, mark: Part, claim: Testimony) -> None:
    page.wrapped(quoted(claim.quote), margin=mark, hang=1, once=True)
    page.line(_MARGIN, *dotted(speaker(claim.speaker, claim.speaker_kind), claim.stance))
    page.wrapped(Part("in " + document(claim.document, claim.publisher, claim.published), "dim"), margin=_MARGIN, hang=3)
