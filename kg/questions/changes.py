"""What changed between two views of one ledger, and what changed it. In: two views. Out: changes, the greatest first.

Propositions of two views are the same where they share a claim: ids may differ, since more documents may join two names.
What changed one are the claims, of it or of a rival, that the later view counts and the earlier does not, or the reverse.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import band
from kg.questions.testimony import Testimony, sentence, testimony

if TYPE_CHECKING:
    from kg.model import Proposition
    from kg.view import View


@dataclass(frozen=True)
class State:
    """How a proposition stood in one view."""

    confidence: int
    band: str
    status: str
    claims: int


@dataclass(frozen=True)
class Change:
    """A proposition that is new, gone, or stands otherwise.

    `causes` are the claims of it that came, `rivals` those of others that came and count in its account, `lost` those that
    went.
    """

    proposition: str
    sentence: str
    before: State | None
    after: State | None
    causes: tuple[Testimony, ...]
    rivals: tuple[Testimony, ...]
    lost: tuple[Testimony, ...]

    @property
    def size(self) -> int:
        """By how many points the confidence changed."""
        old, new = (s.confidence if s else 0 for s in (self.before, self.after))
        return abs(new - old)


def changes(before: View | None, after: View, new: Iterable[Proposition], old: Iterable[Proposition]) -> list[Change]:
    """Changes among the given propositions of the later and the earlier view; without an earlier one, all are new."""
    earlier = list(old)
    owner = {claim: p for p in earlier for claim in p.claim_ids}
    kept: set[str] = set()
    found = []
    for p in new:
        was = next((owner[c] for c in p.claim_ids if c in owner), None)
        if was is not None:
            kept.add(was.id)
        if was is None or _state(was) != _state(p):
            found.append(_change(before, after, was, p))
    found += [_change(before, after, p, None) for p in earlier if p.id not in kept]
    return sorted(found, key=lambda c: (-c.size, c.sentence))


def _state(p: Proposition) -> State:
    return State(p.confidence, band(p.confidence), str(p.status), len(p.claim_ids))


def _change(before: View | None, after: View, was: Proposition | None, now: Proposition | None) -> Change:
    """The change of a proposition that stands in at least one of the two."""
    told = [(view, p) for view, p in ((after, now), (before, was)) if view and p]
    view, p = told[0]
    came = _only_in(after, now, before)
    return Change(
        proposition=p.id,
        sentence=sentence(view, p),
        before=_state(was) if was else None,
        after=_state(now) if now else None,
        causes=tuple(c for c in came if now and c.claim in now.claim_ids),
        rivals=tuple(c for c in came if now and c.claim not in now.claim_ids),
        lost=_only_in(before, was, after),
    )


def _only_in(view: View | None, p: Proposition | None, other: View | None) -> tuple[Testimony, ...]:
    """Claims that the account of a proposition counts and that the other view does not have."""
    if view is None or p is None:
        return ()
    known = other.claims if other else ()
    counted = [id_ for line in view.account(p.id).lines for id_ in line.claim_ids]
    return tuple(testimony(view, id_) for id_ in dict.fromkeys((*p.claim_ids, *counted)) if id_ not in known)
