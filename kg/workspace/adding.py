"""Adding: an analyst's own claim in, with the words or the record that it rests on; the claim, and what it did, out.

It goes the way of every claim: a document (the analyst's own, or one that is there and that the reader did not understand),
a reading with one claim, and from then on the views. So it is exported, marked, withdrawn and weighed like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kg.errors import EvidenceError, UsageError
from kg.ledger import Ledger
from kg.model import (
    Claim,
    Decision,
    Document,
    Evidence,
    Marking,
    Reading,
    RecordEvidence,
    Ref,
    Source,
    Speaker,
    Stance,
    band,
)
from kg.questions.testimony import NOBODY, sentence
from kg.vocabulary import check_word, vocabulary
from kg.workspace.deciding import document_id, now
from kg.workspace.naming import Meant, meant

if TYPE_CHECKING:
    from kg.vocabulary import Relation
    from kg.workspace import Workspace

_VERSION = "1+0"  # of a reading that is one person's word


@dataclass(frozen=True)
class Statement:
    """What an analyst says: of whom, how firmly, in whose name, in which words or by which record, and when it happened.

    `speakers` are those who vouch beside the analyst, outermost first; a name in brackets is the words of an unnamed one.
    With `document` the quote is one of that document's, which then says it, not the analyst.
    """

    subject: str
    relation: str
    object: str | None = None
    stance: Stance = Stance.ASSERTED
    quote: str | None = None
    record: str | None = None
    document: str | None = None
    speakers: tuple[str, ...] = ()
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    event_date: str | None = None
    published: str | None = None
    marking: Marking = Marking.CLEAR


@dataclass(frozen=True)
class Added:
    """The claim: its ids, what it says, and where the proposition stood before (None: nowhere) and stands now."""

    claim: str
    document: str
    proposition: str
    sentence: str
    new: bool
    before: int | None
    confidence: int
    band: str
    status: str


def add(workspace: Workspace, said: Statement, by: str) -> Added:
    """Add one claim to the ledger; twice adds nothing.

    Raises `UsageError` without an analyst, or without a quote or record; `UnknownName` and `AmbiguousName` for the ends;
    `EvidenceError` for a quote that its document does not hold.
    """
    check_word("relation", said.relation, vocabulary().relations)
    words = vocabulary().relations[said.relation]
    if not by.strip():
        raise UsageError("a claim needs an analyst", remedy="give --by, or KG_ANALYST")
    if not (said.quote or said.record) or (said.document and not said.quote):
        raise UsageError("a claim needs what it rests on", remedy="give --quote, or --record")
    subject, object_ = _ends(workspace, said, words)
    anchor = _anchor(workspace, subject)
    with Ledger(workspace.path_to_ledger) as ledger:
        document = _told_in(ledger, said) or _own(said, words, subject.ref, object_.ref if object_ else None, by)
        claim = _claim(said, document, subject.ref, object_.ref if object_ else None, by)
        vocabulary().check(claim)
        before = _stood(workspace, said.relation, subject, object_)
        reader = f"analyst {by} {claim.id}"
        reading = Reading(content_id=document.content_id, reader=reader, version=_VERSION, claims=(claim,))
        new = ledger.add(document, None if said.document else Source(name=by, kind="analyst"), [reading])
    if anchor and new:
        _keep_together(workspace, claim, anchor, by)
    return _added(workspace, claim, document, new, before)


def _ends(workspace: Workspace, said: Statement, words: Relation) -> tuple[Meant, Meant | None]:
    view = workspace.view()
    subject = meant(view, said.subject, words.domain, said.event_date)
    return subject, meant(view, said.object, words.range, said.event_date) if said.object else None


def _anchor(workspace: Workspace, subject: Meant) -> str | None:
    """A claim on the attack that is meant: by it the attack is found again, whatever it is called then."""
    if subject.entity is None or subject.entity.type != "Incident":
        return None
    told = (p.claim_ids[0] for p in workspace.view().of(subject.entity.id) if p.subject == subject.entity.id)
    return min(told, default=None)


def _keep_together(workspace: Workspace, claim: Claim, anchor: str, by: str) -> None:
    """An attack without a date is known by when it was reported: a later word on it would pass for one on another attack."""
    view = workspace.view()
    wanted, landed = (view.entities[view.proposition_of(id_).subject] for id_ in (anchor, claim.id))
    if landed.id != wanted.id:
        names = tuple(entity.handle or entity.id for entity in (wanted, landed))
        saw = {"claim": claim.model_dump(mode="json")}  # and so it is as secret as the claim
        why = f"claim {claim.id} is about it"
        with Ledger(workspace.path_to_ledger) as ledger:
            ledger.add_decision(Decision(act="same", targets=names, by=by, at=now(), why=why, saw=saw))


def _told_in(ledger: Ledger, said: Statement) -> Document | None:
    """The document that the quote is from; None where the analyst speaks."""
    if said.document is None:
        return None
    if said.record or said.published or said.marking is not Marking.CLEAR:
        raise UsageError("a document that is there has its own date and marking", remedy="leave out --record, --published")
    return ledger.document(document_id(ledger.headings(), said.document))


def _own(said: Statement, words: Relation, subject: Ref, object_: Ref | None, by: str) -> Document:
    """A document of the analyst's that holds the words, or names the record."""
    told = words.phrase.format(subject=subject.name, object=object_.name if object_ else NOBODY)
    return Document(
        text=said.quote or f"{told} ({said.record})",
        title=told,
        publisher=by,
        published=said.published or datetime.now(UTC).date().isoformat(),
        language="en",
        marking=said.marking,
    )


def _claim(said: Statement, document: Document, subject: Ref, object_: Ref | None, by: str) -> Claim:
    chain = tuple(map(_speaker, said.speakers))
    evidence: Evidence | RecordEvidence
    if said.record:
        evidence = RecordEvidence(record=said.record, detail=said.quote or "")
    else:
        evidence = _found(document, said.quote or "")
    return Claim(
        content_id=document.content_id,
        relation=said.relation,
        subject=subject,
        object=object_,
        stance=said.stance,
        speakers=chain if said.document else (Speaker(kind="named", name=by), *chain),
        evidence=(evidence,),
        qualifiers=dict(said.qualifiers),
        event_date=said.event_date,
    )


def _speaker(name: str) -> Speaker:
    if name.startswith("(") and name.endswith(")"):
        return Speaker(kind="unnamed", words=name[1:-1])
    return Speaker(kind="named", name=name)


def _found(document: Document, quote: str) -> Evidence:
    at = document.text.find(quote)
    if at < 0:
        place = document.title or document.address or document.id
        raise EvidenceError(f"the quote {quote[:60]!r} is not there", place=place, remedy="copy it letter by letter")
    return Evidence.cut(document.text, at, at + len(quote))


def _stood(workspace: Workspace, relation: str, subject: Meant, object_: Meant | None) -> int | None:
    """The confidence of what the claim says before it is said; None where nobody did."""
    if subject.entity is None or (object_ is not None and object_.entity is None):
        return None
    ends = {subject.entity.id, object_.entity.id if object_ and object_.entity else None}
    said = (p for p in workspace.view().of(subject.entity.id) if p.relation == relation and {p.subject, p.object} == ends)
    return next((p.confidence for p in said), None)


def _added(workspace: Workspace, claim: Claim, document: Document, new: bool, before: int | None) -> Added:
    view = workspace.view()
    p = view.proposition_of(claim.id)
    return Added(
        claim=claim.id,
        document=document.id,
        proposition=p.id,
        sentence=sentence(view, p),
        new=new,
        before=before,
        confidence=p.confidence,
        band=band(p.confidence),
        status=str(p.status),
    )
