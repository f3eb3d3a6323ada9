"""A picture of things and links. In: entities, propositions between them. Out: plain data that `parts/picture.js` draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kg.export.pages.layout import Thing, layout
from kg.export.pages.looks import looks
from kg.questions.shown import clean

if TYPE_CHECKING:
    from kg.model import Entity, Proposition


def drawn(entities: Sequence[Entity], links: Sequence[Proposition]) -> dict[str, Any]:
    """Nodes as [id, name, other names, kind, x, y, side of the label, links].

    Links as [id, from, to (or null), confidence, status, relation, first reported]. Ends, kinds, statuses and relations are
    numbers into lists.
    """
    known = looks()
    kinds = {kind.name: at for at, kind in enumerate(known.kinds)}
    number = {entity.id: at for at, entity in enumerate(entities)}
    of = {entity.id: known.kind_of(entity) for entity in entities}
    width, letters = known.places.letter, known.places.label
    things = [Thing(e.id, of[e.id].lane, min(len(e.name), letters) * width) for e in entities]
    ends = [(p.subject, str(p.object)) for p in links if p.is_edge]
    places = layout(things, ends, known.places)
    degree = Counter(end for pair in ends for end in pair)
    statuses = sorted({str(p.status) for p in links})
    relations = sorted({p.relation for p in links})
    return {
        "kinds": [{"name": k.name, "shape": known.shapes[k.shape], "colour": k.colour} for k in known.kinds],
        "statuses": statuses,
        "relations": relations,
        "claimed": sorted({str(p.status) for p in links if p.claimed}),
        "letters": letters,
        "nodes": [
            [e.id, clean(e.name), [clean(a) for a in e.aliases], kinds[of[e.id].name], *map(round, places[e.id]), degree[e.id]]
            for e in entities
        ],
        "links": [
            [
                p.id,
                number[p.subject],
                number[str(p.object)] if p.is_edge else None,
                p.confidence,
                statuses.index(str(p.status)),
                relations.index(p.relation),
                p.first_reported,
            ]
            for p in links
        ],
    }
