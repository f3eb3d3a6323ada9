"""The claims of a view, each with what became of it. In: a view and filters. Out: rows, in the words of the scoring format.

A row names the document by its file (else its address or title), gives the ends as the text writes them, and says to which
proposition the claim belongs, with that proposition's confidence and status. An end that is an incident also carries the
names of its victims in that document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kg.model import Evidence, RecordEvidence, Stance, Status, band
from kg.questions.testimony import Testimony, in_order, testimony_of
from kg.vocabulary import check_word, vocabulary

if TYPE_CHECKING:
    from kg.model import Claim, Heading, Proposition, Ref
    from kg.view import View

_AFFECTED, _LOCAL_TYPES = "affected", ("Incident", "Campaign")
CELLS = (
    "document", "claim", "relation", "subject", "subject_type", "object", "object_type", "stance", "speaker_kind", "speaker",
    "confidence", "band", "status", "claimed", "dropped", "extraction_confidence", "start", "end", "quote", "label",
    "publisher", "published", "event_date", "proposition",
)  # fmt: skip
"""The columns of a row in a table; `cells` fills them."""
Victims = Mapping[tuple[str, str | None], tuple[str, ...]]  # (content, key of the incident in it) -> names of those it hit


@dataclass(frozen=True)
class Filter:
    """Which claims are wanted; None is all. `about` is the name of an entity at either end."""

    about: str | None = None
    relation: str | None = None
    stance: str | None = None
    status: str | None = None


@dataclass(frozen=True)
class ClaimRow:
    """One claim in the scoring format, and what became of it: `confidence` and `status` are its proposition's,
    `dropped` says why the claim itself counts no longer."""

    document: str
    relation: str
    subject: dict[str, Any]
    object: dict[str, Any] | None
    stance: str
    speaker: dict[str, str]
    evidence: tuple[dict[str, Any], ...]
    extraction_confidence: float
    claim: str
    proposition: str | None
    confidence: int | None
    band: str | None
    status: str | None
    claimed: bool
    dropped: str | None
    said_by: str
    chain: tuple[str, ...]
    quote: str
    label: str
    publisher: str | None
    published: str | None
    event_date: str | None
    stated: int | None
    records: tuple[dict[str, str], ...]
    qualifiers: dict[str, str] = field(default_factory=dict)


def claims(view: View, wanted: Filter = Filter()) -> Iterator[ClaimRow]:
    """The claims that pass the filter, by document and place in the text."""
    _check(wanted)
    about = view.find(wanted.about).id if wanted.about else None
    holds = {id_: p for p in view.propositions.values() for id_ in p.claim_ids}
    every = list(view.claims.values())
    chosen = [c for c in every if _passes(c, holds.get(c.id), wanted, about)]
    yield from rows(chosen, view.headings, holds, victims(every), view.dropped)


def rows(
    chosen: Sequence[Claim],
    headings: Mapping[str, Sequence[Heading]],
    holds: Mapping[str, Proposition] = MappingProxyType({}),
    hit: Victims | None = None,
    dropped: Callable[[str], str | None] = lambda _: None,
) -> Iterator[ClaimRow]:
    """Claims as rows; `holds` says to which proposition each belongs, `hit` whom each incident hit."""
    known = victims(chosen) if hit is None else hit
    files = {content: file_name(in_order(carriers)[0]) for content, carriers in headings.items()}
    for claim in sorted(chosen, key=lambda c: (files[c.content_id], _start(c), c.id)):
        told = testimony_of(claim, headings[claim.content_id])
        yield _row(files[claim.content_id], claim, told, holds.get(claim.id), known, dropped(claim.id))


def victims(of: Iterable[Claim]) -> Victims:
    """Names and shorter forms of those whom each incident hit, by document."""
    found: dict[tuple[str, str | None], dict[str, None]] = defaultdict(dict)
    for claim in of:
        if claim.relation == _AFFECTED and claim.object is not None:
            found[claim.content_id, claim.subject.local].update(dict.fromkeys((claim.object.name, *claim.object.forms)))
    return {key: tuple(names) for key, names in found.items()}


def _check(wanted: Filter) -> None:
    allowed = {
        "relation": (wanted.relation, vocabulary().relations),
        "stance": (wanted.stance, list(Stance)),
        "status": (wanted.status, list(Status)),
    }
    for what, (given, known) in allowed.items():
        if given is not None:
            check_word(what, given, known)


def _passes(claim: Claim, p: Proposition | None, wanted: Filter, about: str | None) -> bool:
    return (
        (wanted.relation is None or claim.relation == wanted.relation)
        and (wanted.stance is None or claim.stance == wanted.stance)
        and (wanted.status is None or (p is not None and p.status == wanted.status))
        and (about is None or (p is not None and about in (p.subject, p.object)))
    )


def _row(document: str, claim: Claim, told: Testimony, p: Proposition | None, hit: Victims, dropped: str | None) -> ClaimRow:
    speaker = claim.speaker
    return ClaimRow(
        document=document,
        relation=claim.relation,
        subject=_ref(claim.subject, claim.content_id, hit),
        object=_ref(claim.object, claim.content_id, hit) if claim.object else None,
        stance=str(claim.stance),
        speaker={"kind": claim.speaker_kind, "name": (speaker.name or speaker.words) if speaker else "author"},
        evidence=tuple(e.model_dump(mode="json") for e in claim.evidence if isinstance(e, Evidence)),
        extraction_confidence=claim.extraction_confidence,
        claim=claim.id,
        proposition=p.id if p else None,
        confidence=p.confidence if p else None,
        band=band(p.confidence) if p else None,
        status=str(p.status) if p else None,
        claimed=p.claimed if p else False,
        dropped=dropped,
        said_by=told.speaker,
        chain=told.chain,
        quote=told.quote,
        label=told.document,
        publisher=told.publisher,
        published=told.published,
        event_date=claim.event_date,
        stated=claim.stated,
        records=tuple(e.model_dump(mode="json") for e in claim.evidence if isinstance(e, RecordEvidence)),
        qualifiers=dict(claim.qualifiers),
    )


def cells(row: ClaimRow) -> dict[str, Any]:
    """A row in cells of one value each: names and types of its ends, who vouches in words, where the first quote stands."""
    first = row.evidence[0] if row.evidence else {}
    return {
        **row.__dict__,
        "subject": row.subject["name"],
        "subject_type": row.subject["type"],
        "object": row.object["name"] if row.object else None,
        "object_type": row.object["type"] if row.object else None,
        "speaker_kind": row.speaker["kind"],
        "speaker": row.said_by,
        "start": first.get("start"),
        "end": first.get("end"),
    }


def _ref(ref: Ref, content: str, hit: Victims) -> dict[str, Any]:
    data: dict[str, Any] = {"name": ref.name, "type": ref.type, "aliases": list(ref.forms)}
    if ref.type in _LOCAL_TYPES and (content, ref.local) in hit:
        data["victims"] = list(hit[content, ref.local])
    return data


def file_name(heading: Heading) -> str:
    """The file a document was read from, else where it stands or what it is called."""
    return (heading.record or heading.address or heading.label).rsplit("/", 1)[-1]


def _start(claim: Claim) -> int:
    return min((e.start for e in claim.evidence if isinstance(e, Evidence)), default=0)
