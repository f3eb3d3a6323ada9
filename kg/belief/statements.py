"""Statements: a claim as it counts for a proposition: who vouches, how firmly, and what that is worth.

In: a claim, the documents that carry its text, the key of the voice that vouches, the ratings of sources. Out: a
`Statement`. Weights are shares between 0 and 1: stance times speaker times reliability (docs/confidence.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.belief.constants import Constants, SpeakerKind
from kg.belief.vouching import Vouching
from kg.identity.voices import UNKNOWN, voice
from kg.model import Claim, Decision, Heading, Reliability, Source, Speaker, Stance

_AGAINST = (Stance.DENIED, Stance.NEGATED)


class Told(NamedTuple):
    """What a claim tells of an incident: values of three kinds, each with the words that tell it."""

    kinds: dict[str, str]
    sectors: dict[str, str]
    countries: dict[str, str]


@dataclass(frozen=True)
class Carrier:
    """One document that carries a text: its heading and the key of its publisher."""

    heading: Heading
    publisher: str
    knows: bool = False  # whether its role lets it know what it publishes

    @property
    def rank(self) -> tuple[str, str, str]:
        """The earliest first; what is undated or unknown last."""
        return (self.heading.published or "9999", self.publisher if self.publisher != UNKNOWN else "~", self.heading.id)


@dataclass(frozen=True)
class Statement:
    """One claim with all that its weight depends on."""

    claim: Claim
    carriers: tuple[Carrier, ...]  # the documents of its text, the earliest first
    vouching: Vouching
    reliability: Reliability
    dropped: str | None = None  # why it counts no longer
    told: Told | None = None

    @property
    def kind(self) -> str:
        """named, author or unnamed. A publication that names itself ("the Post has learned") speaks in its own voice."""
        return "author" if self._names_itself else self.claim.speaker_kind

    @property
    def standing(self) -> SpeakerKind:
        """What its speaker is worth: a quoted newsroom as its own voice, who can know and publishes as one who is quoted."""
        if self.claim.speaker_kind == "unnamed":
            return "unnamed"
        if self.claim.speakers and not self._names_itself:
            return "author" if self.vouching.newsroom else "named"
        return "named" if any(c.knows for c in first_of(self.carriers)) else "author"

    @property
    def _names_itself(self) -> bool:
        return self.claim.speaker_kind == "named" and any(c.publisher == self.vouching.key for c in first_of(self.carriers))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The origins it belongs to: who vouches; of a text's own voice who published it first, or may have.

        Who is known to have published it later is a copyist: what a copyist says elsewhere is another origin, and a copy
        neither adds one nor makes two of them one.
        """
        if self.vouching.key is not None:
            return frozenset({self.vouching.key})
        return frozenset(c.publisher for c in first_of(self.carriers)) or frozenset({UNKNOWN})

    @cached_property
    def key(self) -> str:
        """The one origin that stands for it: of several publishers the first that is known."""
        if self.vouching.key is not None:
            return self.vouching.key
        return next((c.publisher for c in first_of(self.carriers) if c.publisher != UNKNOWN), UNKNOWN)

    @property
    def own_words(self) -> bool:
        """Whether who vouches published the text."""
        return self.vouching.key is None or any(c.publisher == self.vouching.key for c in first_of(self.carriers))

    @property
    def self_claimed(self) -> bool:
        """Whether it is the word of who claims to have done it, at first hand or as told to a newsroom."""
        return self.claim.stance is Stance.SELF_CLAIMED or self.vouching.claimant

    @property
    def supports(self) -> bool:
        """Whether it speaks for the proposition."""
        return self.dropped is None and self.claim.stance not in (*_AGAINST, Stance.UNKNOWN)

    @property
    def opposes(self) -> bool:
        """Whether it speaks against the proposition."""
        return self.dropped is None and self.claim.stance in _AGAINST

    @cached_property
    def published(self) -> str | None:
        """When its text was first published, as far as known."""
        return min((c.heading.published for c in self.carriers if c.heading.published), default=None)

    @property
    def in_headline(self) -> bool:
        """Whether it stands in a headline, without the words of the body."""
        return bool(self.claim.qualifiers.get("headline"))

    def weight(self, known: Constants, relation: str) -> float:
        """Share of what one origin can give for the relation."""
        firm = known.stance.get(str(self.claim.stance), 0.0)
        if self.self_claimed:
            firm = min(firm, known.stance[Stance.SELF_CLAIMED])
        if self.claim.stated is not None:
            sure = self.claim.stated / 100  # in place of what a hedge is worth where nobody says how sure it is
            firm = firm * sure if self.self_claimed else sure if firm else 0.0
        return firm * known.of(relation).speaker[self.standing] * known.reliability[self.reliability]

    def share_against(self, known: Constants) -> float:
        """Share of the support that it takes."""
        against = known.against
        denied = against.denied_by_accused if self.vouching.accused else against.denied
        firm = denied if self.claim.stance is Stance.DENIED else against.negated
        if self.claim.stated is not None:
            firm *= self.claim.stated / 100
        return firm * against.speaker[self.standing] * known.reliability[self.reliability]

    @cached_property
    def order(self) -> tuple[str, tuple[str, ...], str]:
        """A stable order that loading does not change: by first publication, then words, then id.

        Ids hash whole texts; words are the same where a text comes without what nobody quotes of it.
        """
        return (self.published or "9999", self.claim.quotes, self.claim.id)

    @property
    def who(self) -> str:
        """Who vouches, in words."""
        return said_by(self.claim.speaker)

    @property
    def where(self) -> str:
        """The document in words: title, publisher, date; of several the earliest, and how many more."""
        if not self.carriers:
            return "no document"
        heading = self.carriers[0].heading
        facts = ", ".join(filter(None, (heading.publisher, heading.published)))
        more = f" and {len(self.carriers) - 1} more" if len(self.carriers) > 1 else ""
        return f"“{heading.label}”" + (f" ({facts})" if facts else "") + more


def first_of(carriers: Sequence[Carrier]) -> list[Carrier]:
    """The documents of the earliest date (of all, where one is undated and may be the earliest); later ones are copies."""
    dates = [c.heading.published for c in carriers]
    if not all(dates):
        return list(carriers)
    return [c for c in carriers if not any(earlier(d, c.heading.published) for d in dates)]


def earlier(a: str | None, b: str | None) -> bool:
    """Whether one ISO date, month or year is known to lie before another."""
    if not a or not b:
        return False
    length = min(len(a), len(b))
    return a[:length] < b[:length]


def said_by(speaker: Speaker | None) -> str:
    """The innermost speaker in words."""
    if speaker is None:
        return "the text itself"
    if speaker.name:
        return speaker.name
    return f"no named speaker ({speaker.words})" if speaker.words else "no named speaker"


def ratings(sources: Mapping[str, Source], decisions: Iterable[Decision]) -> dict[str, Reliability]:
    """Key of a voice -> its reliability; the analysts' latest word goes before what was loaded."""
    found: dict[str, Reliability] = {}
    for name in sorted(sources):
        if sources[name].reliability != "F":
            found[voice(sources[name].name)] = sources[name].reliability
    for decision in decisions:
        if decision.act == "reliability" and len(decision.targets) == 2 and decision.targets[1] in "ABCDEF":
            found[voice(decision.targets[0])] = decision.targets[1]  # type: ignore[assignment]
    return found


def reliability(vouching: Vouching, carriers: Sequence[Carrier], rated: Mapping[str, Reliability]) -> Reliability:
    """That of who vouches, where it is rated; else the best among the first publishers; F where none is."""
    if vouching.key is not None and vouching.key in rated:
        return rated[vouching.key]
    return min((rated[c.publisher] for c in first_of(carriers) if c.publisher in rated), default="F")
