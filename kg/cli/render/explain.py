"""An account: the confidence, the lines that add up to it, each with the claims behind it, and what is left without each."""

from __future__ import annotations

from kg.cli.render.page import Page, Part, clean
from kg.cli.render.parts import CREDIBILITY, confidence, document, dotted, heading, quoted, speaker, standing
from kg.questions.explain import ExplainResult, Line
from kg.questions.testimony import Testimony

_SUM = 22  # columns that points and sum take at the end of a line
_MARGIN = "             "


def render(page: Page, result: ExplainResult) -> None:
    """The account of one proposition."""
    page.wrapped(Part(clean(result.sentence), "title"))
    admiralty = f"Admiralty {result.credibility} ({CREDIBILITY[result.credibility]})"
    page.line(
        *dotted(
            Part(f"confidence {result.confidence} {result.band}", result.band),
            standing(result.status, result.claimed),
            admiralty,
            Part(f"proposition {result.proposition}", "dim"),
        )
    )
    heading(page, f"How it comes about{'points':>{page.width - 18 - 10}}{'sum':>10}")
    shown: set[str] = set()
    for line in result.lines:
        _line(page, line, shown, result.asked)
    rest = [c for c in result.claims if c.claim not in shown]
    if rest:
        heading(page, "Further claims, which count for nothing more")
        for claim in rest:
            _claim(page, claim, result.asked)
    heading(page, "Left without")
    for left in result.without:
        page.line("  ", confidence(left.confidence, left.band), f"  without {clean(left.source)}")


def _line(page: Page, line: Line, shown: set[str], asked: str | None) -> None:
    first, *more = _broken(f"{line.kind:<9}  {clean(line.label)}", page.width - _SUM)
    style = "doubt" if line.points < 0 else ""
    page.line("  ", Part(f"{first:<{page.width - _SUM}}", style), f"{line.points:>+10.1f}{line.running:>10.1f}")
    for text in more:
        page.line("  ", Part(text, style))
    for claim in line.claims:
        if claim.claim in shown:
            page.line(_MARGIN, Part(f"claim {claim.claim}, above", "dim"))
        else:
            _claim(page, claim, asked)
            shown.add(claim.claim)


def _broken(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width, subsequent_indent=" " * 11) or [text]


def _claim(page: Page, claim: Testimony, asked: str | None) -> None:
    page.wrapped(quoted(claim.quote), margin=_MARGIN, hang=1)
    via = " ← ".join(clean(link) for link in reversed(claim.chain)) if len(claim.chain) > 1 else ""
    page.line(
        _MARGIN,
        *dotted(speaker(claim.speaker, claim.speaker_kind), claim.stance, Part(f"told by {via}", "dim") if via else None),
    )
    page.wrapped(Part("in " + document(claim.document, claim.publisher, claim.published), "dim"), margin=_MARGIN, hang=3)
    if len(claim.carriers) > 1:
        page.wrapped(Part(f"the same text in {', '.join(map(clean, claim.carriers[1:]))}", "dim"), margin=_MARGIN, hang=2)
    mark = Part("   ◄ the claim asked for", "weakest") if claim.claim == asked else ""
    page.line(_MARGIN, Part(f"claim {claim.claim} · read with confidence {claim.extraction_confidence:.2f}", "dim"), mark)
