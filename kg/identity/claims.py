"""Claims, each once, in an order that does not depend on loading.

In: claims as a ledger gives them. Out: the same without repetition, by id. An id does not cover qualifiers: where two
readers gave one claim different ones, the least in writing counts, whichever was loaded first.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Claim


def distinct(claims: Iterable[Claim]) -> list[Claim]:
    """Each claim once, in order of id."""
    found: dict[str, Claim] = {}
    for claim in claims:
        held = found.get(claim.id)
        if held is None or (held != claim and repr(claim) < repr(held)):
            found[claim.id] = claim
    return [found[id_] for id_ in sorted(found)]
