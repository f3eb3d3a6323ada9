"""Who carried whose claim: the origins of a proposition, each with all that repeat it.

In: a view, the account of a proposition. Out: for each origin the voice that vouches, and every document that carries its
words, by date, with how it comes to carry them: as the one that counts, as a copy, as the same text under another masthead,
or without the hedge that the origin had.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.questions.testimony import said_by, source_name

if TYPE_CHECKING:
    from kg.model import Account, Contribution
    from kg.view import View

COUNTS, WORD_FOR_WORD = "counts", "word for word"
_ORIGINS = ("origin", "against")


@dataclass(frozen=True)
class Carried:
    """One document that carries an origin's words: where, when, how firmly, and how it comes to."""

    how: str  # counts, or how it is a copy: word for word, hedge lost, same text, same voice, same words, passed on, ...
    document: str
    document_id: str
    publisher: str | None
    published: str | None
    stance: str
    speaker: str
    via: tuple[str, ...]  # whom the text credits on the way, outermost first, without who vouches
    claim: str


@dataclass(frozen=True)
class CarriedOrigin:
    """One origin: who vouches, what it adds or takes, and its carriers, the earliest first."""

    origin: str
    voice: str
    against: bool
    points: float
    carriers: tuple[Carried, ...]


def carried(view: View, account: Account) -> tuple[CarriedOrigin, ...]:
    """The origins of an account, in its order."""
    how = {id_: line.how for line in account.lines if line.kind == "copy" for id_ in line.claim_ids}
    return tuple(
        _origin(view, line, how) for line in account.lines if line.kind in _ORIGINS and line.origin and line.claim_ids
    )


def _origin(view: View, line: Contribution, how: dict[str, str]) -> CarriedOrigin:
    found = [c for id_ in line.claim_ids for c in _carried(view, id_, how.get(id_, COUNTS))]
    found.sort(key=lambda c: (c.published or "9999", c.publisher or "~", c.document_id, c.how != COUNTS, c.claim))
    counting = next(c for c in found if c.how == COUNTS)
    return CarriedOrigin(str(line.origin), _voice(view, counting), line.kind == "against", line.points, tuple(found))


def _carried(view: View, claim_id: str, how: str) -> Iterator[Carried]:
    """The documents of one claim: the earliest carries it as said, the others word for word."""
    claim = view.claims[claim_id]
    via = tuple(s.name or s.words for s in claim.speakers[:-1])
    for place, heading in enumerate(view.carriers(claim.content_id)):
        yield Carried(
            how=WORD_FOR_WORD if place and how == COUNTS else how,
            document=heading.label,
            document_id=heading.id,
            publisher=heading.publisher,
            published=heading.published,
            stance=str(claim.stance),
            speaker=said_by(claim),
            via=via,
            claim=claim_id,
        )


def _voice(view: View, counting: Carried) -> str:
    """Who vouches, in words: a name; else the publication, in its own words or for somebody it does not name."""
    claim = view.claims[counting.claim]
    if claim.speaker_kind == "named":
        return counting.speaker
    where = source_name(view.carriers(claim.content_id)[0])
    return f"{where}, in its own words" if claim.speaker is None else f"{counting.speaker}, as {where} reports"
