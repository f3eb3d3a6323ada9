"""Who carried whose claim, as a tree: a voice, and under it the documents that carry its words, by date."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kg.cli.render.page import Page, Part, clean
from kg.cli.render.parts import counted, document, dotted, heading
from kg.questions.carriers import COUNTS, Carried, CarriedOrigin

_MOST = 12  # carriers of one origin that are drawn
_MARKS = {
    COUNTS: Part("counts", "good"),
    "hedge lost": Part("the hedge is lost here", "doubt"),
    "word for word": Part("word for word", "dim"),
    "same words": Part("in the same words", "dim"),
    "passed on": Part("passed on", "dim"),
    "told by the claimant": Part("told by the claimant", "doubt"),
}


def render(page: Page, origins: Sequence[CarriedOrigin], asked: str | None = None) -> None:
    """One tree an origin; of very many carriers the first, and all that lost a hedge."""
    heading(page, "Who carried it")
    for origin in origins:
        way = Part("against", "doubt") if origin.against else None
        page.line("  ", *dotted(Part(clean(origin.voice), "title"), way, Part(f"{origin.points:+.1f}", "dim")))
        documents = [list(group) for _, group in groupby(origin.carriers, key=lambda c: c.document_id)]
        drawn = [d for place, d in enumerate(documents) if place < _MOST or any(c.how in _MARKS for c in d)]
        left = len(documents) - len(drawn)
        for document_ in drawn:
            _branch(page, document_, origin, last=document_ is drawn[-1] and not left, asked=asked)
        if left:
            page.line("  └─ ", Part(f"and {counted(left, 'more carrier')}", "dim"))


def _branch(page: Page, told: Sequence[Carried], origin: CarriedOrigin, *, last: bool, asked: str | None) -> None:
    """One document of an origin, with all that it says of it."""
    corner, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
    first = told[0]
    publisher = None if first.publisher and first.publisher in origin.voice else first.publisher
    where = document(first.document, publisher, first.published)
    page.wrapped(where, margin=f"  {corner}", hang=2, after=f"  {below}")
    marks = [_MARKS[how] for how in dict.fromkeys(c.how for c in told) if how in _MARKS]
    via = [f"by way of {' ← '.join(map(clean, reversed(c.via)))}" for c in told if c.via][:1]
    ids = Part(", ".join(c.claim for c in told), "dim")
    mark = Part("   ◄ the claim asked for", "weakest") if asked in {c.claim for c in told} else ""
    stances = ", ".join(dict.fromkeys(c.stance for c in told))
    page.line(f"  {below}  ", *dotted(stances, *marks, *via, ids), mark)
