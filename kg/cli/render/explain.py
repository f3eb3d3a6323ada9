"""An account: the confidence, the lines that add up to it, each with the claims behind it, and what is left without each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kg.cli.render import carriers
from kg.cli.render.page import Page, Part, clean, wrapped
from kg.cli.render.parts import CREDIBILITY, confidence, counted, document, dotted, heading, quoted, speaker, standing
from kg.questions.explain import ExplainResult, Line
from kg.questions.testimony import Testimony

_SUM = 22  # columns that points and sum take at the end of a line
_INDENT = 11  # columns that the kind of a line takes
_MARGIN = "             "
_FOLDED = 3  # copies of an origin from which on they stand in one line
_TELLING = ("hedge lost", "word for word")  # copies that are always shown


def render(page: Page, result: ExplainResult) -> None:
    """The account of one proposition."""
    page.wrapped(Part(clean(result.sentence), "title"))
    if result.note:
        page.wrapped(Part(clean(result.note), "dim"))
    admiralty = f"Admiralty {result.credibility} ({CREDIBILITY[result.credibility]})"
    page.line(
        *dotted(
            Part(f"confidence {result.confidence} {result.band}", result.band),
            standing(result.status, result.claimed),
            admiralty,
            Part(f"proposition {result.proposition}", "dim"),
        )
    )
    if result.lacks:
        page.wrapped(f"{result.status}: {', '.join(result.lacks)}", hang=2)
    heading(page, f"{'How it comes about':<{page.width - _SUM + 2}}{'points':>10}{'sum':>10}")
    shown = _Shown(result.asked)
    for line in _folded(result.lines):
        _line(page, line, shown)
    if any(len(origin.carriers) > 1 for origin in result.origins):
        carriers.render(page, result.origins, result.asked)
    told = shown.claims | {c.claim for origin in result.origins for c in origin.carriers}
    rest = [c for c in result.claims if c.claim not in told]
    if rest:
        heading(page, "Further claims, which count for nothing more")
        for claim in rest:
            _claim(page, claim, shown)
    heading(page, "Left without")
    for left in result.without:
        what = confidence(left.confidence, left.band) if left.confidence else Part("nothing", "low")
        page.wrapped(Part(f"{clean(left.source)}: {what.text}", what.style), margin="  ", hang=2)
    if result.others:
        page.line(Part(f"  {counted(result.others, 'other source')} bear less; --without tries any", "dim"))


def _folded(lines: Sequence[Line]) -> Iterator[Line]:
    """The account, where an origin has many copies, with one line for all of them that lost no hedge."""
    for origin, group in groupby(lines, key=lambda line: line.origin if line.kind == "copy" else None):
        copies = list(group)
        plain = [line for line in copies if line.how not in _TELLING] if origin else []
        if len(plain) < _FOLDED:
            yield from copies
            continue
        yield from (line for line in copies if line.how in _TELLING)
        label = f"{len(plain)} that say it again, or carry the same words: see below who carried it"
        yield Line("copy", label, 0.0, copies[-1].running, origin, None, ())


def _line(page: Page, line: Line, shown: _Shown) -> None:
    first, *more = wrapped(f"{line.kind:<9}  {clean(line.label)}", page.width - _SUM, _INDENT)
    style = "doubt" if line.points < 0 else ""
    page.line("  ", Part(f"{first:<{page.width - _SUM}}", style), f"{line.points:>+10.1f}{line.running:>10.1f}")
    for text in more:
        page.line("  ", Part(text, style))
    for claim in line.claims:
        _claim(page, claim, shown)


@dataclass
class _Shown:
    """What stands on the page already, and which claim was asked for."""

    asked: str | None
    claims: set[str] = field(default_factory=set)
    quotes: set[str] = field(default_factory=set)


def _claim(page: Page, claim: Testimony, shown: _Shown) -> None:
    """Its words (once for all claims of one sentence), who vouches, where, and how surely it was read."""
    if claim.claim in shown.claims:
        page.line(_MARGIN, Part(f"claim {claim.claim}, above", "dim"))
        return
    if claim.quote in shown.quotes:
        page.line(_MARGIN, Part("the same sentence", "quote"))
    else:
        page.wrapped(quoted(claim.quote), margin=_MARGIN, hang=1)
    shown.claims.add(claim.claim)
    shown.quotes.add(claim.quote)
    via = " ← ".join(clean(link) for link in reversed(claim.chain)) if len(claim.chain) > 1 else ""
    page.line(
        _MARGIN, *dotted(speaker(claim.speaker, claim.speaker_kind), claim.stance, f"by way of {via}" if via else None)
    )
    page.wrapped(Part("in " + document(claim.document, claim.publisher, claim.published), "dim"), margin=_MARGIN, hang=3)
    if len(claim.carriers) > 1:
        page.wrapped(Part(f"the same text in {', '.join(map(clean, claim.carriers[1:]))}", "dim"), margin=_MARGIN, hang=2)
    mark = Part("   ◄ the claim asked for", "weakest") if claim.claim == shown.asked else ""
    page.line(_MARGIN, Part(f"claim {claim.claim} · read with confidence {claim.extraction_confidence:.2f}", "dim"), mark)
