"""Vouching: who stands behind a claim in the end, and whose word it passes on.

In: all claims and who is who. Out: for each claim a `Vouching`: the voice that its chain of speakers ends at, the voices it
came through, whether that voice is the accused or a newsroom, and the texts that nearly are its own. A newsroom to which the
accused spoke has the accused's word and no other: in that text its word is the claimant's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.belief.constants import Constants
from kg.belief.texts import near_copies
from kg.identity import Identified
from kg.model import Claim, Stance
from kg.reference import normal

_BLAMES = "attributed_to"


class Vouching(NamedTuple):
    """Who vouches for a claim: the key of the last named link of its chain, and what is known of that voice."""

    key: str | None
    accused: bool = False  # it is who is blamed
    newsroom: bool = False  # it reports what others know
    claimant: bool = False  # it has this from who claims to have done it
    through: tuple[str, ...] = ()  # keys of the named links before the last: whose word this is not
    texts: tuple[str, ...] = ()  # contents that carry nearly the same text


def vouched(claims: Iterable[Claim], identified: Identified, known: Constants) -> dict[str, Vouching]:
    """Claim id -> who vouches. Claims that count no longer tell nothing of others."""
    ordered = list(claims)
    counted = [c for c in ordered if c.id not in identified.dropped.reasons]
    near = near_copies((c for c in counted if last_named(c) is None), known.copies)
    chains = _Chains(counted, identified, known)
    return {c.id: chains.vouching(c, near) for c in ordered}


def last_named(claim: Claim) -> str | None:
    """The name of the last named link of the chain of speakers; None where the text alone stands behind it."""
    return next((s.name for s in reversed(claim.speakers) if s.name), None)


class _Chains:
    """The chains of speakers of all claims, with the newsrooms that the accused spoke to."""

    def __init__(self, counted: Iterable[Claim], identified: Identified, known: Constants) -> None:
        self._identified, self._newsroom = identified, known.roles.newsroom
        self._self_claims: dict[tuple[str, str], list[str]] = {}  # (content, actor) -> the words, normal
        for claim in counted:
            if claim.relation == _BLAMES and claim.stance is Stance.SELF_CLAIMED and claim.object is not None:
                place = (claim.content_id, str(identified.ends(claim)[1]))
                named = (s.name for s in claim.speakers if s.name)
                self._self_claims.setdefault(place, []).extend(f" {normal(text)} " for text in (*claim.quotes, *named))

    def vouching(self, claim: Claim, near: Mapping[str, tuple[str, ...]]) -> Vouching:
        name = last_named(claim)
        if name is None:
            return Vouching(None, texts=near.get(claim.content_id, ()))
        speakers = self._identified.speakers
        key = speakers.key(claim.content_id, name)
        others = {speakers.key(claim.content_id, s.name) for s in claim.speakers if s.name} - {key}
        blamed = self._identified.ends(claim)[1] if claim.relation == _BLAMES else None
        speaker = speakers.entity(claim.content_id, name)
        newsroom = bool(speakers.roles(claim.content_id, name) & self._newsroom)
        if newsroom and blamed and claim.object and self._was_told(claim.content_id, blamed, name):
            key = speakers.key(claim.content_id, claim.object.name)
            return Vouching(key, newsroom=True, claimant=True, through=tuple(sorted(others)))
        accused = speaker is not None and speaker == blamed
        return Vouching(key, accused, newsroom, through=tuple(sorted(others)))

    def _was_told(self, content_id: str, actor: str, newsroom: str) -> bool:
        """Whether the text has the actor claim an attack in words that name the newsroom."""
        return any(f" {normal(newsroom)} " in words for words in self._self_claims.get((content_id, actor), ()))
