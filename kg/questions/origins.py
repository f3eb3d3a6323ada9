"""Which origin each claim is of, by the account of a proposition. In: an account. Out: keys of origins by claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.model import Account


class Counted(NamedTuple):
    """How an account counts a claim: the origin it is of, and whether it only repeats what that said before."""

    origin: str
    copy: bool


def origins(account: Account) -> dict[str, Counted]:
    """Claims that the account counts, for or against, in its order: the strongest origin first, each with its copies."""
    copies = {id_ for line in account.lines if line.kind == "copy" for id_ in line.claim_ids}
    found: dict[str, Counted] = {}
    for line in account.lines:
        if line.origin is not None:
            for id_ in line.claim_ids:
                found.setdefault(id_, Counted(line.origin, id_ in copies))
    return found
