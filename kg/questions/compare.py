"""Rival and compatible attributions, side by side. In: a view, an incident or victim. Out: for each incident, who is held
responsible, best supported first, with what speaks for and against each, and why it stands where it stands.

Two attributions are rivals where the account of one counts claims of the other against it; all others may be true together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import NothingFound
from kg.model import band
from kg.questions.reasons import AGAINST, reasons
from kg.questions.testimony import Named, Testimony, as_named, named, testimony

if TYPE_CHECKING:
    from kg.model import Account, Entity, Proposition
    from kg.view import View

_ATTRIBUTED, _AFFECTED = "attributed_to", "affected"


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
    speaker: str
    supporting: tuple[Testimony, ...]
    opposing: tuple[Testimony, ...]
    rivals: tuple[str, ...]  # names of those whose claims count against it
    fit: tuple[str, ...]  # what is recorded of the actor that adds or takes
    why: tuple[str, ...]  # short reasons for its place


@dataclass(frozen=True)
class Comparison:
    """One incident: its victims, and its attributions, the least supported last."""

    incident: Named
    victims: tuple[Named, ...]
    attributions: tuple[Attribution, ...]


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
    incidents = [_comparison(view, id_) for id_ in _incidents(view, entity)]
    if not incidents:
        raise NothingFound(
            f"no incident of {entity.name} is known", remedy=f"`kg show {entity.name!r}` lists what is said of it"
        )
    return CompareResult(as_named(entity), tuple(sorted(incidents, key=lambda c: (-len(c.attributions), c.incident.name))))


def _incidents(view: View, entity: Entity) -> list[str]:
    """The entity itself if it was ever attributed or hit somebody, else what hit it."""
    said = view.of(entity.id)
    if any(p.subject == entity.id and p.relation in (_ATTRIBUTED, _AFFECTED) for p in said):
        return [entity.id]
    return list(dict.fromkeys(p.subject for p in said if p.relation == _AFFECTED and p.object == entity.id))


def _comparison(view: View, incident: str) -> Comparison:
    said = [p for p in view.of(incident) if p.subject == incident]
    told = [p for p in said if p.relation == _ATTRIBUTED]
    owner = {claim: p for p in told for claim in p.claim_ids}
    attributions = [_attribution(view, p, owner) for p in told]
    attributions.sort(key=lambda a: (-a.confidence, -a.origins, not a.named_speakers, a.actor.name if a.actor else ""))
    victims = tuple(named(view, p.object) for p in said if p.relation == _AFFECTED and p.object)
    return Comparison(named(view, incident), victims, tuple(attributions))


def _attribution(view: View, p: Proposition, owner: dict[str, Proposition]) -> Attribution:
    account = view.account(p.id)
    claims = [testimony(view, id_) for id_ in _weightiest_first(p, account)]
    supporting = tuple(c for c in claims if c.stance not in AGAINST)
    opposing = tuple(c for c in claims if c.stance in AGAINST)
    rivals = _rivals(view, p, account, owner)
    fit = tuple(f"{line.label} ({line.points:+.0f})" for line in account.lines if line.kind == "fit")
    speakers = tuple(dict.fromkeys(c.speaker for c in supporting if c.speaker_kind == "named"))
    return Attribution(
        proposition=p.id,
        actor=named(view, p.object) if p.object else None,
        capacity=p.qualifiers.get("capacity"),
        confidence=p.confidence,
        band=band(p.confidence),
        status=str(p.status),
        claimed=p.claimed,
        origins=len(p.origins),
        named_speakers=speakers,
        speaker=testimony(view, p.principal_claim or p.claim_ids[0]).speaker,
        supporting=supporting,
        opposing=opposing,
        rivals=rivals,
        fit=fit,
        why=tuple(reasons(p, claims, account, len(rivals))),
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
