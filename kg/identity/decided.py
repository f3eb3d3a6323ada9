"""Analysts' decisions: which of them hold.

In: all decisions of a ledger. Out: those in force (not undone), and the claims that count no longer because of them, or
because a later version of their page has replaced them. Analysts who disagree both stay; what then counts is for the
room that applies them to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.identity.voices import voice, voice_of
from kg.model import Claim, Decision, Evidence, Heading, RecordEvidence
from kg.reference import normal


class Dropped(NamedTuple):
    """Claims that count no longer, with the reason; and decisions that no claim answers to any more."""

    reasons: dict[str, str]
    orphaned: tuple[Decision, ...]
    documents: dict[str, str]  # documents that count no longer, with the reason


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions that hold, by time; an `undo` that is itself undone undoes nothing."""
    ordered = sorted({d.id: d for d in decisions}.values(), key=lambda d: (d.at, d.id))
    undone: set[str] = set()
    for decision in reversed(ordered):
        if decision.act == "undo" and decision.id not in undone:
            undone.update(decision.targets)
    return [d for d in ordered if d.act != "undo" and d.id not in undone]


def pairs(decisions: Iterable[Decision], act: str) -> list[tuple[str, str, Decision]]:
    """The two names of each `same` or `different` decision in force; of two that contradict each other the later holds."""
    last: dict[tuple[str, str], Decision] = {}
    for decision in in_force(decisions):
        if decision.act in ("same", "different") and len(decision.targets) == 2:
            a, b = sorted(decision.targets)
            last[a, b] = decision
    return [(a, b, d) for (a, b), d in sorted(last.items(), key=lambda item: item[0]) if d.act == act]


def said_by(decision: Decision) -> str:
    """The decision as a reason: who, when, why."""
    return f"{decision.by} on {decision.at[:10]}: {decision.why}" if decision.why else f"{decision.by} on {decision.at[:10]}"


def dropped(claims: Iterable[Claim], headings: Mapping[str, Iterable[Heading]], decisions: Iterable[Decision]) -> Dropped:
    """Claims that count no longer, each with the reason: misread, withdrawn with their document, or superseded."""
    known = {c.id: c for c in claims}
    reasons: dict[str, str] = {}
    orphaned: list[Decision] = []
    for decision in in_force(decisions):
        if decision.act == "misread":
            hit = [c for t in decision.targets for c in _followed(t, decision, known)]
            reasons.update((c, f"held to be misread by {said_by(decision)}") for c in hit)
            if not hit:
                orphaned.append(decision)
    documents = _documents_gone(headings, [d for d in in_force(decisions) if d.act == "withdraw"])
    for claim in known.values():
        why = [documents.get(h.id) for h in sorted(headings.get(claim.content_id, ()), key=lambda h: h.id)]
        if why and all(why) and claim.id not in reasons:
            reasons[claim.id] = str(why[0])
    _drop_replaced(known.values(), reasons)
    return Dropped(reasons, tuple(orphaned), documents)


def _drop_replaced(claims: Iterable[Claim], reasons: dict[str, str]) -> None:
    """Claims of a record of which its maker has given a later version that counts."""
    versions = [(claim, *found) for claim in claims if claim.id not in reasons and (found := _version(claim))]
    latest: dict[tuple[str, str | None], str] = {}
    for _, record, version in versions:
        latest[record] = max(version, latest.get(record, ""))
    for claim, record, version in versions:
        if version < latest[record]:
            reasons[claim.id] = "an earlier version of the record, which has been replaced"


def _version(claim: Claim) -> tuple[tuple[str, str | None], str] | None:
    """The record of a claim with its maker, who alone can replace it, and its version."""
    first = claim.evidence[0]
    if not isinstance(first, RecordEvidence) or not first.version:
        return None
    return (first.record, claim.speakers[0].name if claim.speakers else None), first.version


def remaining(headings: Mapping[str, Sequence[Heading]], gone: Dropped) -> dict[str, tuple[Heading, ...]]:
    """The documents that count; all of a content's where none does, so that it can be named still."""
    kept = {content: tuple(h for h in group if h.id not in gone.documents) for content, group in headings.items()}
    return {content: kept[content] or tuple(group) for content, group in headings.items()}


def _followed(target: str, decision: Decision, known: Mapping[str, Claim]) -> list[str]:
    """The claim that was meant; after a new reading, one of the same relation and ends whose evidence overlaps."""
    if target in known:
        return [target]
    try:
        saw = Claim.model_validate(decision.saw.get("claim", decision.saw))
    except ValueError:
        return []
    return [c.id for c in known.values() if c.content_id == saw.content_id and _same_saying(c, saw)]


def _same_saying(a: Claim, b: Claim) -> bool:
    ends = [(normal(c.subject.name), normal(c.object.name) if c.object else None, c.relation) for c in (a, b)]
    return ends[0] == ends[1] and overlap(a, b)


def overlap(a: Claim, b: Claim) -> bool:
    """Whether two claims of one content rest on the same words or the same record."""
    return a.content_id == b.content_id and any(_meets(x, y) for x in a.evidence for y in b.evidence)


def _meets(x: Evidence | RecordEvidence, y: Evidence | RecordEvidence) -> bool:
    if isinstance(x, Evidence) and isinstance(y, Evidence):
        return x.start < y.end and y.start < x.end
    return isinstance(x, RecordEvidence) and isinstance(y, RecordEvidence) and x.record == y.record


def _documents_gone(headings: Mapping[str, Iterable[Heading]], withdrawals: list[Decision]) -> dict[str, str]:
    """Documents that are withdrawn, or earlier versions of a page."""
    latest = _latest_versions(headings)
    found = ((h.id, _why_gone(h, withdrawals, latest)) for content in sorted(headings) for h in headings[content])
    return {id_: why for id_, why in found if why is not None}


def _why_gone(heading: Heading, withdrawals: list[Decision], latest: Mapping[str, str]) -> str | None:
    for decision in withdrawals:
        if any(names_source(target, heading) for target in decision.targets):
            return f"withdrawn by {said_by(decision)}"
    if heading.address and latest[heading.address] != heading.content_id:
        return "an earlier version of the same page, which has been replaced"
    return None


def _latest_versions(headings: Mapping[str, Iterable[Heading]]) -> dict[str, str]:
    """Address -> content of the version that counts: the latest published, then retrieved."""
    best: dict[str, tuple[str, str, str]] = {}
    for heading in (h for group in headings.values() for h in group if h.address):
        rank = (heading.published or "", heading.retrieved or "", heading.content_id)
        best[str(heading.address)] = max(best.get(str(heading.address), ("", "", "")), rank)
    return {address: rank[2] for address, rank in best.items()}


def names_source(target: str, heading: Heading) -> bool:
    """Whether a target is this document or its publisher."""
    return target in (heading.id, heading.content_id) or voice_of(heading) == voice(target)
