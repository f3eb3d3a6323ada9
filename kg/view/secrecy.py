"""Decisions that a reader may see. In: decisions, a TLP level, documents and claims. Out: those that rest on nothing hidden.

A decision has no marking of its own: it is as secret as the most restricted document it was made about. One that strikes
out a hidden claim, judges a proposition that hidden claims speak of, joins a name that only hidden texts bear, or rates a
publisher of whom all is hidden would tell of them, by its words or by a number that nothing visible explains.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.identity.voices import voice, voice_of
from kg.model import Claim, Decision, Heading, Marking
from kg.reference import normal


@dataclass(frozen=True)
class _Hidden:
    """What only restricted documents hold: ids of documents, texts and claims, voices that publish, names."""

    ids: frozenset[str]
    voices: frozenset[str]
    names: frozenset[str]


def open_decisions(
    decisions: Sequence[Decision], tlp: Marking | None, headings: Sequence[Heading], claims: Sequence[Claim]
) -> list[Decision]:
    """The decisions that a reader of this level may know of; all where no level is asked for."""
    if tlp is None or all(tlp.allows(h.marking) for h in headings):
        return list(decisions)
    hidden = _hidden(tlp, headings, claims)
    secret = {d.id for d in decisions if _tells(d, hidden)}
    return [d for d in decisions if d.id not in secret and not (d.act == "undo" and secret & set(d.targets))]


def _hidden(tlp: Marking, headings: Sequence[Heading], claims: Sequence[Claim]) -> _Hidden:
    open_ = [h for h in headings if tlp.allows(h.marking)]
    texts = {h.content_id for h in open_}
    shut = [h for h in headings if not tlp.allows(h.marking)]
    secret = [c for c in claims if c.content_id not in texts]
    told = [c for c in claims if c.content_id in texts]
    ids = {*(h.id for h in shut), *(h.content_id for h in shut if h.content_id not in texts), *(c.id for c in secret)}
    voices = {voice_of(h) for h in shut} - {voice_of(h) for h in open_}
    return _Hidden(frozenset(ids), frozenset(voices - _voices(told)), frozenset(_names(secret) - _names(told)))


def _voices(claims: Iterable[Claim]) -> set[str]:
    return {voice(s.name) for c in claims for s in c.speakers if s.name}


def _names(claims: Iterable[Claim]) -> set[str]:
    refs = (ref for c in claims for ref in (c.subject, c.object) if ref is not None)
    return {normal(name) for ref in refs for name in (ref.name, *ref.forms, ref.local or "") if name}


def _tells(decision: Decision, hidden: _Hidden) -> bool:
    """Whether a decision names, or was made on, what is hidden."""
    if hidden.ids & {*decision.targets, *_seen(decision)}:
        return True
    if decision.act in ("withdraw", "reliability"):
        return voice(decision.targets[0]) in hidden.voices
    told: dict[str, list[str]] = decision.saw.get("told") or {}
    unseen = any(claims and hidden.ids.issuperset(claims) for claims in told.values())
    return unseen or (decision.act in ("same", "different") and any(normal(n) in hidden.names for n in decision.targets))


def _seen(decision: Decision) -> set[str]:
    """Ids of the claims and texts that the analyst saw when deciding."""
    claim, proposition = (decision.saw.get(key) or {} for key in ("claim", "proposition"))
    ids = [claim.get("content_id"), *(proposition.get("claim_ids") or ())]
    return {str(id_) for id_ in ids if id_}
