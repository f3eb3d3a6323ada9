"""Who says it, in which words, where: what every question shows of a claim, and how its ends and relation read.

In: a view's entities, propositions, claims and headings. Out: `Named`, `Testimony` and sentences for a reader.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from kg.model import Claim, Entity, Heading, Proposition
    from kg.view import View
    from kg.vocabulary import Vocabulary

AUTHOR = "the text itself"
UNNAMED = "no named speaker"
NOBODY = "(nobody named)"


@dataclass(frozen=True)
class Named:
    """An entity as results name it: its id, type and name; an incident has a handle too."""

    id: str
    type: str
    name: str
    handle: str | None = None


@dataclass(frozen=True)
class Testimony:
    """One claim as a reader needs it: stance, who vouches, the words, the document, and how surely it was read (0-1)."""

    claim: str
    stance: str
    speaker: str  # a name, "no named speaker (words)", or "the text itself"
    speaker_kind: str  # author, named or unnamed
    chain: tuple[str, ...]  # whom the text credits, outermost first
    quote: str
    document: str  # the title, else the address, else the id
    document_id: str
    publisher: str | None
    published: str | None
    carriers: tuple[str, ...]  # everyone who published this text, the document above first
    extraction_confidence: float


def named(view: View, entity_id: str) -> Named:
    """The entity of this id, as results name it."""
    return as_named(view.entities[entity_id])


def as_named(entity: Entity) -> Named:
    """An entity as results name it."""
    return Named(entity.id, entity.type, entity.name, entity.handle)


def said_by(claim: Claim) -> str:
    """Who vouches for a claim, in words: the innermost speaker, or that none is named."""
    speaker = claim.speaker
    if speaker is None:
        return AUTHOR
    if speaker.kind == "named":
        return str(speaker.name)
    return f"{UNNAMED} ({speaker.words})" if speaker.words else UNNAMED


def testimony(view: View, claim_id: str) -> Testimony:
    """What a reader needs of one claim of the view."""
    claim = view.claims[claim_id]
    return testimony_of(claim, view.headings[claim.content_id])


def testimony_of(claim: Claim, headings: Iterable[Heading]) -> Testimony:
    """What a reader needs of a claim; the headings are of the documents that carry its text."""
    carriers = in_order(headings)
    first = carriers[0]
    return Testimony(
        claim=claim.id,
        stance=str(claim.stance),
        speaker=said_by(claim),
        speaker_kind=claim.speaker_kind,
        chain=tuple(s.name or s.words or UNNAMED for s in claim.speakers),
        quote=claim.quotes[0],  # the clearest sentence; `evidence` holds them all
        document=first.label,
        document_id=first.id,
        publisher=first.publisher,
        published=first.published,
        carriers=tuple(dict.fromkeys(source_name(h) for h in carriers)),
        extraction_confidence=claim.extraction_confidence,
    )


def in_order(headings: Iterable[Heading]) -> list[Heading]:
    """The documents that carry one text, the earliest first, the undated last."""
    return sorted(headings, key=lambda h: (h.published is None, h.published or "", h.publisher or "", h.id))


def source_name(heading: Heading) -> str:
    """What `--without` calls the source of a document: its publisher, else the document itself."""
    return heading.publisher or heading.label


def sentence(view: View, proposition: Proposition, words: Vocabulary | None = None) -> str:
    """The proposition as its relation's YAML phrases it. Who asks for many gives the vocabulary: finding it takes 0.4 ms."""
    ends = {"subject": view.entities[proposition.subject].name}
    ends["object"] = view.entities[proposition.object].name if proposition.object else NOBODY
    return (words or vocabulary()).relations[proposition.relation].phrase.format(**ends)
