"""Sources that bear on propositions, and those worth taking away. In: a view, propositions. Out: sources, weightiest first.

Taking a source away weighs every proposition anew from what remains. That costs time, and changes little where many say the
same: so only the weightiest are weighed, and it is said how many others there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from kg.questions.testimony import source_name

if TYPE_CHECKING:
    from kg.view import View

_MOST = 10  # sources
_CLAIMS = 1_500  # that are weighed anew, over all sources taken away


class Publication(NamedTuple):
    """A source: its name for a reader, and what finds it alone (a publisher, or the id of a document without one)."""

    name: str
    key: str


def bearing(view: View, propositions: Iterable[str]) -> tuple[list[Publication], int]:
    """The sources whose claims are worth most points in the accounts, and how many more there are."""
    points: dict[Publication, float] = defaultdict(float)
    asked = list(propositions)
    for id_ in asked:
        worth = dict.fromkeys(view.propositions[id_].claim_ids, 0.0)
        for line in view.account(id_).lines:
            for claim_id in line.claim_ids:
                worth[claim_id] = max(worth.get(claim_id, 0.0), abs(line.points))
        for claim_id, most in worth.items():
            for heading in view.headings[view.claims[claim_id].content_id]:
                points[Publication(source_name(heading), heading.publisher or heading.id)] += most
    ordered = sorted(points, key=lambda source: (-points[source], source))
    claims = sum(len(view.propositions[id_].claim_ids) for id_ in asked)
    most = max(1, min(_MOST, _CLAIMS // max(claims, 1)))
    return ordered[:most], len(ordered[most:])
