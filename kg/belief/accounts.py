"""Accounts: how the confidence of one proposition comes about, line by line.

In: origins for and against, rivals, fit, analysts' words. Out: an `Account` whose lines add up exactly. Points are rounded
to a tenth as they are added, so that what is shown is what was counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.belief.constants import Constants
from kg.belief.fit import FitLine
from kg.belief.origins import Origin
from kg.belief.rivals import Blamed
from kg.belief.statements import Statement
from kg.belief.status import Case, credibility_of, status_of
from kg.identity.decided import said_by
from kg.identity.voices import UNKNOWN
from kg.model import Account, Claim, Contribution, Decision, Stance

_FULL = 100
_SHOWN = 5  # places named in one line


@dataclass
class Evidence:
    """All that bears on one proposition."""

    proposition: str
    relation: str
    statements: Sequence[Statement]
    supporting: Sequence[Origin]
    opposing: Sequence[Origin]
    rivals: Sequence[Blamed] = ()
    fit: Sequence[FitLine] = ()
    decisions: Sequence[Decision] = ()


@dataclass
class _Sum:
    """Lines as they are added."""

    lines: list[Contribution] = field(default_factory=list)
    running: float = 0.0

    def to(self, target: float, kind: str, label: str, **more: object) -> None:
        """Add the line that takes the sum to a target."""
        before, self.running = self.running, round(target, 1)
        points = round(self.running - before, 1)
        self.lines.append(Contribution(kind=kind, label=label, points=points, running=self.running, **more))  # type: ignore[arg-type]

    def note(self, kind: str, label: str, **more: object) -> None:
        """Add a line that changes nothing."""
        self.to(self.running, kind, label, **more)


def support_points(origins: Iterable[Origin], relation: str, known: Constants) -> float:
    """Points of independent origins together: 1 - product of (1 - share of each), up to what the relation allows."""
    kind = known.of(relation)
    rest = 1.0
    for origin in origins:
        rest *= 1 - kind.one_origin / 100 * origin.share
    return min(100 * (1 - rest), kind.all)


def account(evidence: Evidence, known: Constants) -> Account:
    """The account of one proposition, with its status."""
    total = _Sum()
    _support(total, evidence, known)
    taken = _opposition(total, evidence)
    if evidence.supporting:
        _rivals(total, evidence, known)
        _fit(total, evidence, known)
        _caps(total, evidence, known)
    _decisions(total, evidence, known)
    case = Case(evidence.relation, evidence.statements, evidence.supporting, evidence.opposing, taken)
    rival = max((r.support for r in evidence.rivals), default=0.0)
    own = support_points(evidence.supporting, evidence.relation, known)
    status = status_of(case, rival, own, evidence.decisions, known)
    confidence = int(total.running + 0.5)
    return Account(
        proposition=evidence.proposition,
        confidence=confidence,
        status=status,
        credibility=credibility_of(case, status, confidence, known),
        lines=tuple(total.lines),
    )


def _support(total: _Sum, evidence: Evidence, known: Constants) -> None:
    kind = known.of(evidence.relation)
    rest = 1.0
    for origin in evidence.supporting:
        rest *= 1 - kind.one_origin / 100 * origin.share
        ids = tuple(s.claim.id for s in origin.statements)
        total.to(100 * (1 - rest), "origin", _origin_label(origin), claim_ids=ids, origin=origin.key)
        _copies(total, origin)
    if len(evidence.supporting) > 1:
        total.to(min(total.running, kind.all), "cap", f"independent origins together give {kind.all:g} at most")
    for statement in evidence.statements:
        if statement.dropped:
            label = f"counts no longer ({statement.dropped}): {statement.who}, in {statement.where}"
            total.note("decision", label, claim_ids=(statement.claim.id,))


def _opposition(total: _Sum, evidence: Evidence) -> float:
    """Lines against; the share of the support that they take together."""
    start, rest = total.running, 1.0
    for origin in evidence.opposing:
        rest *= 1 - origin.share
        ids = tuple(s.claim.id for s in origin.statements)
        label = f"{origin.counts.who} {_way(origin.counts.claim)}, in {origin.counts.where}"
        total.to(start * rest, "against", label, claim_ids=ids, origin=origin.key)
        _copies(total, origin)
    for statement in evidence.statements:
        if statement.claim.stance is Stance.UNKNOWN and not statement.dropped:
            label = f"{statement.who} {_WAYS[Stance.UNKNOWN]}, in {statement.where}"
            total.note("against", label, claim_ids=(statement.claim.id,))
    return 1 - rest


_WAYS = {
    Stance.ASSERTED: "asserts it",
    Stance.HEDGED: "holds it possible",
    Stance.SELF_CLAIMED: "claims to have done it",
    Stance.DENIED: "denies it",
    Stance.NEGATED: "states that it is not so",
    Stance.UNKNOWN: "says that it is not known",
}


_TOLD = "passes on what the claimant told it"


def _way(claim: Claim) -> str:
    """How firmly a claim is made, with the number where its speaker gives one."""
    return _WAYS[claim.stance] + ("" if claim.stated is None else f" ({claim.stated} of 100 sure)")


def _origin_label(origin: Origin) -> str:
    statement = origin.counts
    rated = "" if statement.reliability == "F" else f", reliability {statement.reliability}"
    unknown = ", publisher not known" if origin.key == UNKNOWN else ""
    way = _TOLD if statement.vouching.claimant else _way(statement.claim)
    return f"{statement.who} {way}, in {statement.where}{rated}{unknown}"


def _copies(total: _Sum, origin: Origin) -> None:
    """What the origin says again: listed, and worth nothing more."""
    for copy in origin.copies:
        how, label = _copied(copy, origin)
        total.note("copy", label, claim_ids=(copy.claim.id,), origin=origin.key, how=how)
    others = origin.counts.carriers[1:]
    if others:
        places = sorted({c.heading.publisher or c.heading.label for c in others})
        shown = ", ".join(places[:_SHOWN]) + (f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else "")
        label = f"the same text word for word in {len(others)} more: {shown}"
        total.note("copy", label, origin=origin.key, how="word for word")


def _copied(copy: Statement, origin: Origin) -> tuple[str, str]:
    """How a statement comes to be a copy, in a word or two and in a sentence."""
    source = origin.lost.get(copy.claim.id)
    if source is not None:
        label = f"hedge lost on the way: asserted in {copy.where}, but it repeats what {source.where} holds possible"
        return "hedge lost", label
    if copy.claim.content_id == origin.counts.claim.content_id:
        if copy.in_headline:
            return "headline", f"the headline of {copy.where}: its body is what counts"
        return "same text", f"the same text again: {copy.who}"
    if copy.vouching.claimant:
        return "told by the claimant", f"{copy.who} {_TOLD}, in {copy.where}"
    if set(copy.vouching.through) & origin.counts.keys or set(origin.counts.vouching.through) & copy.keys:
        return "passed on", f"passed on by who cites the other: {copy.who}, in {copy.where}"
    if copy.claim.content_id in origin.counts.vouching.texts:
        return "same words", f"the same words, in a text that is nearly the same: {copy.where}"
    if not copy.keys.isdisjoint(origin.counts.keys):
        return "same voice", f"the same voice again: {copy.who}, in {copy.where}"
    label = f"the same words, or an origin that shares a text with this one: {copy.who}, in {copy.where}"
    return "same words", label


def _rivals(total: _Sum, evidence: Evidence, known: Constants) -> None:
    for rival in evidence.rivals:
        share = known.against.rival * rival.support / 100
        ids = tuple(s.claim.id for s in rival.statements if s.supports)
        label = f"{rival.name} is held responsible instead, with {rival.support:.1f} points of support"
        total.to(total.running * (1 - share), "against", label, claim_ids=ids)


def _fit(total: _Sum, evidence: Evidence, known: Constants) -> None:
    start = total.running
    for line in evidence.fit:
        total.to(total.running + line.points, "fit", line.why, record=line.record)
    if evidence.fit:
        most = known.fit.most
        total.to(min(total.running, start + most), "cap", f"fit gives {most:g} points at most")


def _caps(total: _Sum, evidence: Evidence, known: Constants) -> None:
    if all(o.unnamed for o in evidence.supporting):
        cap = known.caps.unnamed_alone
        total.to(min(total.running, cap), "cap", f"no speaker is named: {cap:g} at most")
    if all(o.claimant for o in evidence.supporting):
        cap = known.caps.self_claimed_alone
        total.to(min(total.running, cap), "cap", f"nobody but the claimant says so: {cap:g} at most")
    if not 0 <= total.running <= _FULL:
        total.to(min(max(total.running, 0), _FULL), "cap", "between 0 and 100")


def _decisions(total: _Sum, evidence: Evidence, known: Constants) -> None:
    """Analysts' words. Where one confirms what another disputes, both are shown and neither counts."""
    disagree = len({d.act for d in evidence.decisions}) > 1
    for decision in evidence.decisions:
        way, target = {
            "confirm": ("confirmed", max(total.running, known.decisions.confirmed_at_least)),
            "dispute": ("disputed", total.running * (1 - known.decisions.disputed_takes)),
        }[decision.act]
        label = f"{way} by {said_by(decision)}"
        if disagree:
            total.note("decision", f"{label} (analysts disagree: neither counts)")
        else:
            total.to(target, "decision", label)
