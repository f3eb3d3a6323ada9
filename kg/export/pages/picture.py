"""A picture of things and links. In: entities, propositions between them. Out: plain data that `parts/picture.js` draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.export.pages.layout import Thing, layout
from kg.export.pages.looks import Looks, looks
from kg.questions.shown import clean

if TYPE_CHECKING:
    from kg.model import Entity, Proposition


def drawn(entities: Sequence[Entity], links: Sequence[Proposition]) -> dict[str, Any]:
    """Nodes as [id, name, other names, kind, x, y, side of the label, links].

    Links as [id, from, to (or null), confidence, status, relation, first reported]. Ends, kinds, statuses and relations are
    numbers into lists.
    """
    known = looks()
    statuses, relations = sorted({str(p.status) for p in links}), sorted({p.relation for p in links})
    return {
        "kinds": [{"name": k.name, "shape": known.shapes[k.shape], "colour": k.colour} for k in known.kinds],
        "statuses": statuses,
        "relations": relations,
        "claimed": sorted({str(p.status) for p in links if p.claimed}),
        "letters": known.places.label,
        "nodes": list(_nodes(entities, [(p.subject, str(p.object)) for p in links if p.is_edge], known)),
        "links": list(_links(entities, links, statuses, relations)),
    }


def _nodes(entities: Sequence[Entity], ends: Sequence[tuple[str, str]], known: Looks) -> Iterator[list[Any]]:
    number = {kind.name: at for at, kind in enumerate(known.kinds)}
    of = {entity.id: known.kind_of(entity) for entity in entities}
    letters = {entity.id: min(len(entity.name), known.places.label) for entity in entities}
    things = [Thing(e.id, of[e.id].lane, letters[e.id] * known.places.letter) for e in entities]
    places = layout(things, ends, known.places)
    degree = Counter(end for pair in ends for end in pair)
    for e in entities:
        names = [clean(alias) for alias in e.aliases]
        yield [e.id, clean(e.name), names, number[of[e.id].name], *map(round, places[e.id]), degree[e.id]]


def _links(
    entities: Sequence[Entity], links: Sequence[Proposition], statuses: Sequence[str], relations: Sequence[str]
) -> Iterator[list[Any]]:
    number = {entity.id: at for at, entity in enumerate(entities)}
    for p in links:
        ends = [number[p.subject], number[str(p.object)] if p.is_edge else None]
        words = [statuses.index(str(p.status)), relations.index(p.relation)]
        yield [p.id, *ends, p.confidence, *words, p.first_reported]
