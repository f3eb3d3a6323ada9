"""Paths: for each its kind and joint confidence, then step by step who says so in which words, and what is left without."""

from __future__ import annotations

from kg.cli.render.page import Page, Part, clean
from kg.cli.render.parts import confidence, counted, document, dotted, entity, heading, quoted, speaker, standing
from kg.questions.path import Path, PathResult, Step

_FORWARD, _BACKWARD, _MARGIN = "   ↓ ", "   ↑ ", Part("   │ ", "dim")


def render(page: Page, result: PathResult) -> None:
    """All paths, the best supported first."""
    count = f"{len(result.paths)} path{'' if len(result.paths) == 1 else 's'}"
    page.line(Part(f"{clean(result.source.name)} → {clean(result.target.name)}", "title"), Part(f"   {count}", "dim"))
    for path in result.paths:
        page.line()
        _path(page, path)


def _path(page: Page, path: Path) -> None:
    claimed = sum(step.claimed for step in path.steps)
    doubt = f"{claimed} of {len(path.steps)} step{'' if len(path.steps) == 1 else 's'} only claimed" if claimed else ""
    page.line(
        Part(f"{path.rank}. ", "title"),
        *dotted(
            f"{path.kind} path",
            Part(f"joint confidence {path.confidence} {path.band}", path.band),
            Part(doubt, "doubt") if doubt else None,
        ),
    )
    page.line("   ", *entity(path.steps[0].source))
    for at, step in enumerate(path.steps, start=1):
        _step(page, at, step)
        page.line("   ", *entity(step.target))
    _without(page, path)


def _step(page: Page, at: int, step: Step) -> None:
    mark = Part("   ◄ weakest step", "weakest") if step.weakest else ""
    page.line(Part(_FORWARD if step.forward else _BACKWARD, "dim"), Part(f"{at}  {clean(step.sentence)}", "title"))
    page.line(
        _MARGIN,
        *dotted(confidence(step.confidence, step.band), step.stance, standing(step.status, step.claimed)),
        mark,
    )
    page.wrapped(quoted(step.quote), margin=_MARGIN, hang=1)
    page.line(_MARGIN, "said by ", speaker(step.speaker, step.speaker_kind))
    page.wrapped(Part("in " + document(step.document, step.publisher, step.published), "dim"), margin=_MARGIN, hang=3)
    if step.counted_with:
        page.line(_MARGIN, Part(f"of one origin with step {step.counted_with}: the two count once", "dim"))
    if step.parallel:
        also = ", ".join(f"{p.relation} {p.confidence}" for p in step.parallel)
        page.line(_MARGIN, Part(f"also said of the two: {also}", "dim"))


def _without(page: Page, path: Path) -> None:
    """What is left without each source that matters; those without which nothing changes share a line."""
    heading(page, "   Left without")
    for left in path.without:
        if left.broken:
            rest = Part(f"nothing: step {left.broken} rests on it alone", "low")
        elif left.confidence != path.confidence:
            rises = "rises to " if left.confidence > path.confidence else ""
            rest = Part(f"{rises}{left.confidence} {left.band}", left.band)
        else:
            continue
        page.wrapped(Part(f"{clean(left.source)}: {rest.text}", rest.style), margin="     ", hang=2)
    same = [clean(left.source) for left in path.without if not left.broken and left.confidence == path.confidence]
    if same:
        page.wrapped(
            Part(f"any one of {', '.join(same)}: the same" if len(same) > 1 else f"{same[0]}: the same", "dim"),
            margin="     ",
            hang=2,
        )
    if path.others:
        page.line(Part(f"     {counted(path.others, 'other source')} bear less; --without tries any", "dim"))
