"""Rival and compatible attributions, side by side. In: a view, an incident or victim. Out: for each incident, who is held
responsible, best supported first, with what speaks for and against each, why it stands where it stands, which origins tell
them apart, and what would change that.

Two attributions are rivals where the account of one counts claims of the other against it; all others may be true together.
What would change the verdict is weighed, not guessed: one more named, independent voice for or against each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import NothingFound
from kg.model import Stance, Status, band
from kg.questions.reasons import AGAINST, ATTRIBUTED, NEITHER, SELF_CLAIMED, fit_points, lacking, reasons, supports
from kg.questions.testimony import Named, Testimony, as_named, named, testimony
from kg.questions.verdict import Bearing, Standing, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Account, Entity, Proposition
    from kg.view import View

_AFFECTED = "affected"
_TRIED = 6  # attributions for which it is weighed what would change them, the best supported


@dataclass(frozen=True)
class Attribution:
    """One who is held responsible (or nobody), how firmly, who says so and who says otherwise, and why it stands there."""

    proposition: str
    actor: Named | None
    capacity: str | None
    confidence: int
    band: str
    status: str
    claimed: bool
    origins: int
    named_speakers: tuple[str, ...]
    unnamed_speakers: tuple[str, ...]  # the words that stand for them: "sources", "was linked to"
    speaker: str
    self_claims: int
    denials: int
    supporting: tuple[Testimony, ...]
    opposing: tuple[Testimony, ...]
    undecided: tuple[Testimony, ...]  # who says that it is not known
    rivals: tuple[str, ...]  # names of those whose claims count against it
    fit: tuple[str, ...]  # what is recorded of the actor that adds or takes
    fit_points: float
    records: tuple[str, ...]  # the records that the fit rests on
    first_reported: str | None
    last_reported: str | None
    why: tuple[str, ...]  # short reasons for its place
    lacks: tuple[str, ...]  # what an unverified one would need


@dataclass(frozen=True)
class Prospect:
    """What one more named, independent voice would do: to which attribution, where it would stand, who would then lead."""

    what: str  # "asserted" or "denied"
    actor: str
    confidence: int
    band: str
    status: str
    leader: str
    overturns: bool  # whether two attributions would change places


@dataclass(frozen=True)
class Comparison:
    """One incident: its victims, its attributions, the least supported last, what tells them apart and what would change."""

    incident: Named
    victims: tuple[Named, ...]
    attributions: tuple[Attribution, ...]
    bearings: tuple[Bearing, ...]
    others: int  # origins that bear less, and were not taken away
    prospects: tuple[Prospect, ...]


@dataclass(frozen=True)
class CompareResult:
    """All incidents (and campaigns) that the name stands for."""

    asked: Named
    incidents: tuple[Comparison, ...]


def compare(view: View, name: str) -> CompareResult:
    """Attributions of one incident, or of every incident that hit the victim of this name.

    Raises `UnknownName`, `AmbiguousName`, and `NothingFound` where nobody says who did it, or that it was hit at all.
    """
    entity = view.find(name)
    incidents = [_comparison(view, id_) for id_ in incidents_of(view, entity)]
    return CompareResult(as_named(entity), tuple(sorted(incidents, key=lambda c: (-len(c.attributions), c.incident.name))))


def incidents_of(view: View, entity: Entity) -> list[str]:
    """The entity itself if it was ever attributed or hit somebody, else what hit it. Raises `NothingFound`."""
    said = view.of(entity.id)
    if any(p.subject == entity.id and p.relation in (ATTRIBUTED, _AFFECTED) for p in said):
        return [entity.id]
    hit = list(dict.fromkeys(p.subject for p in said if p.relation == _AFFECTED and p.object == entity.id))
    if not hit:
        raise NothingFound(
            f"no incident of {entity.name} is known", remedy=f"`kg show {entity.name!r}` lists what is said of it"
        )
    return hit


def _comparison(view: View, incident: str) -> Comparison:
    said = [p for p in view.of(incident) if p.subject == incident and p.status is not Status.WITHDRAWN]
    told = [p for p in said if p.relation == ATTRIBUTED]
    owner = {claim: p for p in told for claim in p.claim_ids}
    attributions = [_attribution(view, p, owner) for p in told]
    attributions.sort(key=lambda a: (-a.confidence, -a.origins, not a.named_speakers, a.actor.name if a.actor else ""))
    victims = tuple(named(view, p.object) for p in said if p.relation == _AFFECTED and p.object)
    verdict = Verdict(view, incident)
    bearings = verdict.bearings() if verdict.standings else ()
    return Comparison(
        named(view, incident), victims, tuple(attributions), bearings, verdict.others, tuple(_prospects(verdict))
    )


def _prospects(verdict: Verdict) -> Iterable[Prospect]:
    for standing in verdict.standings[:_TRIED]:
        for stance in (Stance.ASSERTED, Stance.DENIED):
            then = verdict.with_one_more(standing.proposition, stance)
            now: Standing = next(s for s in then if s.proposition == standing.proposition)
            overturns = bool(verdict.overturned(then))
            leader = then[0].actor.name
            yield Prospect(str(stance), now.actor.name, now.confidence, now.band, now.status, leader, overturns)


def _attribution(view: View, p: Proposition, owner: dict[str, Proposition]) -> Attribution:
    account = view.account(p.id)
    claims = [testimony(view, id_) for id_ in _weightiest_first(p, account) if view.dropped(id_) is None]
    supporting = tuple(c for c in claims if supports(c))
    opposing = tuple(c for c in claims if c.stance in AGAINST)
    rivals = _rivals(view, p, account, owner)
    fit = [line for line in account.lines if line.kind == "fit"]
    return Attribution(
        proposition=p.id,
        actor=named(view, p.object) if p.object else None,
        capacity=p.qualifiers.get("capacity"),
        confidence=p.confidence,
        band=band(p.confidence),
        status=str(p.status),
        claimed=p.claimed,
        origins=len(p.origins),
        named_speakers=tuple(dict.fromkeys(c.speaker for c in supporting if c.speaker_kind == "named")),
        unnamed_speakers=tuple(dict.fromkeys(c.chain[-1] for c in supporting if c.speaker_kind == "unnamed")),
        speaker=testimony(view, p.principal_claim or p.claim_ids[0]).speaker,
        self_claims=sum(c.stance == SELF_CLAIMED for c in supporting),
        denials=len(opposing),
        supporting=supporting,
        opposing=opposing,
        undecided=tuple(c for c in claims if c.stance == NEITHER),
        rivals=rivals,
        fit=tuple(f"{line.label} ({line.points:+.0f})" for line in fit),
        fit_points=fit_points(account),
        records=tuple(dict.fromkeys(line.record for line in fit if line.record)),
        first_reported=p.first_reported,
        last_reported=p.last_reported,
        why=tuple(reasons(p, claims, account, len(rivals))),
        lacks=lacking(p, account, claims),
    )


def _weightiest_first(p: Proposition, account: Account) -> list[str]:
    """Its claims in the order of the account: the strongest origin first, each followed by its copies."""
    counted = [id_ for line in account.lines for id_ in line.claim_ids if id_ in p.claim_ids]
    return list(dict.fromkeys((*counted, *p.claim_ids)))


def _rivals(view: View, p: Proposition, account: Account, owner: dict[str, Proposition]) -> tuple[str, ...]:
    """Whose attributions count against this one, by its own account."""
    counted = (owner.get(id_) for line in account.lines if line.kind == "against" for id_ in line.claim_ids)
    others = {q.object for q in counted if q is not None and q.id != p.id}
    return tuple(sorted(view.entities[o].name if o else "nobody" for o in others))
