"""A page for any browser: the graph to look at, each link with its claims, in one file that needs no network.

In: a view. Out: HTML. Things and links go into the page as numbers for the picture (`pages/parts/*.js` draws it). What is
said of each stands in it as plain HTML, which the picture opens, and which is there without it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.questions.path import KINDS
from kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Entity, Proposition
    from kg.view import View

TAKES, WRITES = "view", "file"
LOSES: tuple[str, ...] = ()


def write(view: View, stream: BinaryIO) -> int:
    """Write the page; how many things and links it shows."""
    from kg.export.pages import page
    from kg.export.pages.looks import looks
    from kg.export.pages.picture import drawn
    from kg.export.pages.said import said
    from kg.export.pages.things import thing

    links = _in_order(view.propositions.values())
    edges = [p for p in links if p.is_edge]
    ends = {end for p in links for end in (p.subject, p.object) if end}
    things: list[Entity] = sorted((view.entities[id_] for id_ in ends), key=lambda e: (e.name.casefold(), e.id))
    known = looks()
    stream.write(
        page(
            "graph",
            "Who is said to have done what",
            early=("geometry", "ink", "names", "picture"),
            late=("choose", "cards"),
            picture=drawn(things, links),
            links=[(name, [said(view, p) for p in group]) for name, group in groupby(links, key=lambda p: p.relation)],
            things=[thing(view, e, known) for e in things],
            counts=_counts(things, links),
            options=view.options,
            selection=view.selection,
            shown_kinds={known.kind_of(e).name for e in things},
        )
    )
    return len(things) + len(edges)


def _in_order(links: Iterable[Proposition]) -> list[Proposition]:
    """By relation, attributions and what is least settled first; within a relation the best supported first."""
    relations = vocabulary().relations
    ordered = sorted(links, key=lambda p: (p.confidence, p.id))
    weakest = {p.relation: p.confidence for p in reversed(ordered)}

    def place(p: Proposition) -> tuple[int, int, str, int]:
        return (KINDS.index(relations[p.relation].path_kind), weakest[p.relation], p.relation, -p.confidence)

    return sorted(ordered, key=place)


def _counts(things: list[Entity], links: list[Proposition]) -> dict[str, Any]:
    edges = [p for p in links if p.is_edge]
    return {
        "things": len(things),
        "links": len(edges),
        "claimed": sum(p.claimed for p in edges),
        "relations": sorted({p.relation for p in links}),
        "statuses": sorted({str(p.status) for p in links}),
    }
