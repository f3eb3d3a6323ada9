"""Propositions: what a view holds, out of claims whose ends are entities.

In: claims, their ends, their statements and accounts. Out: `Proposition` models with the quote and the speaker that stand
for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.belief.origins import Origin
from kg.belief.statements import Statement
from kg.belief.weighing import Ends
from kg.model import Account, Proposition, digest


def proposition_id(ends: Ends) -> str:
    """The id of a proposition: hash of subject, relation and object."""
    return digest("proposition", *ends)


def ends_of(subject: str, relation: str, object_: str | None, symmetric: bool) -> Ends:
    """The ends in one order for a symmetric relation, so that A with B and B with A are one proposition."""
    if symmetric and object_ is not None and object_ < subject:
        return Ends(object_, relation, subject)
    return Ends(subject, relation, object_)


def proposition(
    id_: str, ends: Ends, statements: Sequence[Statement], origins: tuple[list[Origin], list[Origin]], weighed: Account
) -> Proposition:
    """One proposition with its weight."""
    pro, contra = origins
    ranked = sorted(statements, key=lambda s: s.order)
    principal = (pro or contra)[0].counts if pro or contra else min(ranked, key=lambda s: (s.dropped is not None, s.order))
    dates = sorted(h for s in statements if not s.dropped for c in s.carriers if (h := c.heading.published))
    return Proposition(
        id=id_,
        subject=ends.subject,
        relation=ends.relation,
        object=ends.object,
        confidence=weighed.confidence,
        status=weighed.status,
        claim_ids=tuple(s.claim.id for s in ranked),
        stances=tuple(sorted({str(s.claim.stance) for s in statements if not s.dropped})),
        origins=tuple(o.key for o in pro),
        first_reported=dates[0] if dates else None,
        last_reported=dates[-1] if dates else None,
        speaker=principal.who,
        quote=principal.claim.quotes[0],
        principal_claim=principal.claim.id,
        qualifiers=_qualifiers([principal, *(s for o in pro for s in o.statements), *ranked]),
    )


def _qualifiers(statements: Sequence[Statement]) -> dict[str, str]:
    """Of each qualifier the value that the strongest statement gives."""
    found: dict[str, str] = {}
    for statement in statements:
        qualifiers: Mapping[str, str] = statement.claim.qualifiers
        for name, value in sorted(qualifiers.items()):
            found.setdefault(name, value)
    return found
