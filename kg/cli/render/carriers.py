"""Who carried whose claim, as a tree: a voice, and under it the documents that carry its words, by date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.cli.render.page import Page, Part, clean
from kg.cli.render.parts import counted, document, dotted, heading
from kg.questions.carriers import COUNTS, WORD_FOR_WORD, Carried, CarriedOrigin

_MOST = 12  # carriers of one origin that are drawn
_ALWAYS = (COUNTS, "hedge lost")  # what is drawn however many there are
_MARKS = {
    COUNTS: Part("counts", "good"),
    "hedge lost": Part("the hedge is lost here", "doubt"),
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
        told = [c for c in origin.carriers if c.how != WORD_FOR_WORD]
        documents = [list(group) for _, group in groupby(told, key=lambda c: c.document_id)]
        drawn = [d for place, d in enumerate(documents) if place < _MOST or any(c.how in _ALWAYS for c in d)]
        more = [*_word_for_word(origin), *_left_out(len(documents) - len(drawn))]
        for document_ in drawn:
            _branch(page, document_, origin, last=document_ is drawn[-1] and not more, asked=asked)
        for text in more:
            page.wrapped(Part(text, "dim"), margin="  └─ " if text is more[-1] else "  ├─ ", hang=2, once=True)


def _word_for_word(origin: CarriedOrigin) -> Iterator[str]:
    """The mastheads of one text, in a line."""
    copies = {c.document_id: c for c in origin.carriers if c.how == WORD_FOR_WORD}
    if copies:
        named = [f"{clean(c.publisher or c.document)} {c.published or 'undated'}" for c in copies.values()]
        rest = f", and {len(named) - _MOST} more" if len(named) > _MOST else ""
        yield f"word for word in {len(named)} more: {', '.join(named[:_MOST])}{rest}"


def _left_out(count: int) -> Iterator[str]:
    if count:
        yield f"and {counted(count, 'more carrier')}"


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
