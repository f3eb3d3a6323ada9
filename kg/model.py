"""The model: sources, documents, readings, refs, claims, decisions, and what a view makes of them.

Frozen pydantic models. What a ledger stores (`Source` to `Decision`) is validated when made and never changed; `Entity`
and `Proposition` exist in views alone and are computed anew whenever the ledger, the schema or the options differ.
Ids are hex SHA-256 prefixes of canonical JSON, so that the same thing said twice has one id on every machine.
(Longer than other files: it is the one page on which the whole model is read.)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kg.errors import EvidenceError

ID_LENGTH = 16  # hex digits: 64 bits, a chance of one in 10^9 that any two of 100,000 claims collide


def digest(*parts: object) -> str:
    """A stable id of JSON-able parts: the first 16 hex digits of the SHA-256 of their canonical JSON."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


class Frozen(BaseModel):
    """Base of all models: immutable, and a field that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields changed (they are not validated); ids are computed anew, pydantic would keep the old."""
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy


class Marking(StrEnum):
    """Traffic Light Protocol 2.0 (FIRST, 2022), least to most restricted."""

    CLEAR = "clear"
    GREEN = "green"
    AMBER = "amber"
    AMBER_STRICT = "amber+strict"
    RED = "red"

    def allows(self, other: Marking) -> bool:
        """Whether a reader cleared to this level may see what is marked `other`."""
        ranks = list(Marking)
        return ranks.index(other) <= ranks.index(self)


class Stance(StrEnum):
    """What a text does with a claim."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    SELF_CLAIMED = "self-claimed"
    DENIED = "denied"
    NEGATED = "negated"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """What a view holds of a proposition; the first that is true, in this order."""

    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    DISPUTED = "disputed"
    CORROBORATED = "corroborated"
    UNVERIFIED = "unverified"


Reliability = Literal["A", "B", "C", "D", "E", "F"]
"""Admiralty code of a source (NATO AJP-2.1): A completely reliable ... E unreliable, F cannot be judged."""


class Source(Frozen):
    """Who publishes documents. Unknown reliability is F, which says nothing against it."""

    name: str
    kind: str = "publisher"
    reliability: Reliability = "F"


class Span(Frozen):
    """A stretch of a document that is not read as claims (a menu, a widget, a repeated headline), in code points."""

    start: int
    end: int
    why: str


class Document(Frozen):
    """One text as one publisher gave it. `text` is verbatim; offsets everywhere count its code points."""

    text: str
    title: str | None = None
    address: str | None = None
    publisher: str | None = None
    published: str | None = None  # ISO date, as far as known: 2025, 2025-06 or 2025-06-12
    retrieved: str | None = None
    language: str | None = None
    marking: Marking = Marking.CLEAR
    skipped: tuple[Span, ...] = ()
    record: str | None = None  # the name of the file; of a structured source, file and object
    author: str | None = None  # whom the document names as its writer
    raw: str | None = None  # SHA-256 of the file's bytes, where the text was taken out of them

    @cached_property
    def content_id(self) -> str:
        """SHA-256 of the text: shared by all documents that carry it."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def id(self) -> str:
        """Hash of address, publisher, date and content: one text under two mastheads is two documents."""
        return digest("document", self.address, self.publisher, self.published, self.content_id)

    @property
    def version_rank(self) -> tuple[str, str, str]:
        """Orders the versions of one address; the first in rank, the latest, counts."""
        return (self.published or "", self.retrieved or "", self.content_id)


class Heading(Frozen):
    """A document without its text: what a view knows of it."""

    id: str
    content_id: str
    title: str | None = None
    address: str | None = None
    publisher: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    marking: Marking = Marking.CLEAR
    record: str | None = None
    author: str | None = None
    raw: str | None = None

    @property
    def label(self) -> str:
        """How the document is named to a reader: its title, else its address, its file, its id."""
        return self.title or self.address or self.record or self.id


class Ref(Frozen):
    """A name as one document writes it: its fullest form, and the shorter `forms` that the document uses for it.

    `local` is the key of an Incident, Campaign or Service within its document (a Service's is its owner's name). `ids` are
    what others call it: `scheme:value`, as `attack:G0016` or `misp:UUID`; whatever shares one is one thing.
    """

    name: str = Field(min_length=1)
    type: str
    local: str | None = None
    forms: tuple[str, ...] = ()
    role: str | None = None
    ids: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str | None]:
        """What makes two Refs of one document the same."""
        return (self.type, self.name, self.local)


class Speaker(Frozen):
    """One link of the chain of those who vouch: named, or unnamed with the words used ("sources", "analysts")."""

    kind: Literal["named", "unnamed"]
    name: str | None = None
    words: str = ""

    @model_validator(mode="after")
    def _named_has_name(self) -> Speaker:
        if (self.kind == "named") != bool(self.name):
            raise ValueError("a named speaker has a name, an unnamed one has none")
        return self


class Evidence(Frozen):
    """A verbatim quote: `document.text[start:end] == quote`."""

    start: int = Field(ge=0)
    end: int
    quote: str = Field(min_length=1)

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Evidence:
        """The quote that stands at these offsets of the text."""
        return cls(start=start, end=end, quote=text[start:end])

    def check(self, text: str, place: str) -> None:
        """Raise `EvidenceError` unless the quote stands where it is said to."""
        if text[self.start : self.end] != self.quote:
            raise EvidenceError(
                f"the text at {self.start}:{self.end} is not the quote {self.quote[:60]!r}",
                place=place,
                remedy="give offsets in code points of the verbatim text",
            )


class RecordEvidence(Frozen):
    """What a structured source gives instead of a quote: its record, and in words what that says.

    Of several versions of one record by one maker the last counts; where a record has none, `version` is empty.
    """

    record: str = Field(min_length=1)  # STIX id, MISP uuid, file and row; of a citation its address
    detail: str = ""
    version: str = ""  # orders the versions of a record: a time stamp of one form


class Claim(Frozen):
    """Who says what of whom, in which words, how firmly. `speakers` runs outermost first; empty is the text's own voice."""

    content_id: str
    relation: str
    subject: Ref
    object: Ref | None = None
    stance: Stance
    speakers: tuple[Speaker, ...] = ()
    evidence: Annotated[tuple[Evidence | RecordEvidence, ...], Field(min_length=1)]
    qualifiers: dict[str, str] = {}
    event_date: str | None = None  # as written
    stated: int | None = Field(default=None, ge=0, le=100)  # how sure its speaker says to be, where that is a number
    extraction_confidence: float = Field(default=1.0, ge=0, le=1)

    @cached_property
    def id(self) -> str:
        """Hash of content, relation, ends, stance, speakers and evidence."""
        return digest(
            self.content_id,
            self.relation,
            self.subject.key,
            self.object.key if self.object else None,
            str(self.stance),
            [(s.kind, s.name, s.words) for s in self.speakers],
            [e.model_dump(mode="json") for e in self.evidence],
        )

    @property
    def speaker(self) -> Speaker | None:
        """The innermost speaker, who vouches; None is the author."""
        return self.speakers[-1] if self.speakers else None

    @property
    def speaker_kind(self) -> str:
        """author, named or unnamed."""
        return self.speakers[-1].kind if self.speakers else "author"

    @property
    def quotes(self) -> tuple[str, ...]:
        """The quotes of the evidence; of a record, its name."""
        return tuple(e.quote if isinstance(e, Evidence) else e.detail or e.record for e in self.evidence)


class RecordClaim(Frozen):
    """A claim of a structured source, with the document it came in."""

    document: Document
    claim: Claim


class Reading(Frozen):
    """One run of one reader version over one content, with all it found."""

    content_id: str
    reader: str
    version: str
    claims: tuple[Claim, ...] = ()

    @cached_property
    def id(self) -> str:
        """Hash of content, reader and version: the same reading twice adds nothing."""
        return digest("reading", self.content_id, self.reader, self.version)


class Refusal(Frozen):
    """Input that a loader could not take: where, why, and what to do. The rest is loaded."""

    place: str
    why: str
    remedy: str = ""


class Omission(Frozen):
    """Records that a loader made no claim of: how many, what they are, and why. Nothing was wrong with them."""

    place: str
    what: str
    why: str
    count: int = 1


class Origin(Frozen):
    """Where a loader's stream comes from, and what the user said of it; what the file itself says comes first."""

    name: str  # path or address as the user gave it
    publisher: str | None = None
    published: str | None = None
    reliability: Reliability | None = None
    marking: Marking | None = None
    mapping: str | None = None  # the path of a file that says what the columns of tables mean


Act = Literal["misread", "withdraw", "dispute", "confirm", "same", "different", "reliability", "undo"]


class Decision(Frozen):
    """An analyst's act. `targets` are ids or names as the act needs them; `saw` is the claim or proposition as it stood."""

    act: Act
    targets: tuple[str, ...]
    by: str
    at: str  # ISO date and time, UTC
    why: str
    saw: dict[str, Any] = {}

    @cached_property
    def id(self) -> str:
        """Hash of all but what was seen."""
        return digest("decision", self.act, self.targets, self.by, self.at, self.why)


class Adoption(Frozen):
    """From then on this version of a reader counts, where it has read a text; what `kg load --reread` says."""

    reader: str
    version: str
    at: str  # ISO date and time, UTC


class Tombstone(Frozen):
    """What is left of an erased document: that it was there, who erased it, when and why."""

    document_id: str
    content_id: str
    by: str
    at: str  # ISO date and time, UTC
    why: str


class Join(Frozen):
    """Why two names are held to be one entity."""

    a: str
    b: str
    reason: str


class Entity(Frozen):
    """One thing of a view: every name it bears, why they are one, and who else bears its name."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    external_ids: dict[str, str] = {}
    roles: tuple[str, ...] = ()
    owner: str | None = None  # of a Service: its Organization's entity id
    handle: str | None = None  # of an Incident: marks-and-spencer/2025-04
    joins: tuple[Join, ...] = ()
    ambiguous: tuple[str, ...] = ()  # reference things that the name may mean, when nothing decides
    attributes: dict[str, str] = {}  # of an Incident or Organization: sector, country, method, as claimed


class Proposition(Frozen):
    """(subject, relation, object) of a view: what confidence and status belong to, and what becomes an edge."""

    id: str
    subject: str
    relation: str
    object: str | None
    confidence: int = Field(ge=0, le=100)
    status: Status
    claim_ids: tuple[str, ...]
    stances: tuple[str, ...]
    origins: tuple[str, ...]  # ids of the independent origins that support it, strongest first
    first_reported: str | None = None
    last_reported: str | None = None
    speaker: str = ""  # of the claim that stands for it: a name, "no named speaker (...)", or "the text itself"
    quote: str = ""
    principal_claim: str = ""
    qualifiers: dict[str, str] = {}

    @property
    def claimed(self) -> bool:
        """Whether this is a claimed link: unverified or disputed."""
        return self.status in (Status.UNVERIFIED, Status.DISPUTED)

    @property
    def is_edge(self) -> bool:
        """Whether it becomes an edge: something speaks for it, and both ends are there and differ."""
        return self.object is not None and self.object != self.subject and bool(self.origins)


class Contribution(Frozen):
    """One line of an account: what it is, what it adds or takes (points of 100), and why."""

    kind: Literal["origin", "copy", "against", "fit", "cap", "decision"]
    label: str  # one sentence for a reader
    points: float = 0.0  # signed; a copy and a cap that does not bite stand at 0
    running: float = 0.0  # the sum so far, after this line
    claim_ids: tuple[str, ...] = ()
    origin: str | None = None  # key of the origin, the same for all claims that share it
    record: str | None = None  # the reference record that a fit rests on
    how: str = ""  # of a copy: how it comes to be one, in a word or two ("hedge lost", "word for word")


class Account(Frozen):
    """How the confidence of one proposition comes about; the last `running`, rounded, is the confidence."""

    proposition: str
    confidence: int
    status: Status
    credibility: int  # Admiralty (NATO AJP-2.1) 1 confirmed ... 5 improbable, 6 truth cannot be judged
    lines: tuple[Contribution, ...] = ()


def band(confidence: float) -> str:
    """The confidence in a word: low below 30, moderate below 70, high from 70 (STIX 2.1, appendix A, three levels)."""
    return "low" if confidence < 30 else "moderate" if confidence < 70 else "high"
