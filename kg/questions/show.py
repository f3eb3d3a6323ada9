"""One entity: its names and why they are one, what is said of it, who else bears its name. In: a view, a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import band
from kg.questions.testimony import Named, as_named, named, sentence, testimony

if TYPE_CHECKING:
    from kg.model import Entity, Join, Proposition
    from kg.view import View

_OVERLAP = "overlaps_with"


@dataclass(frozen=True)
class Said:
    """One thing that is said of an entity: the proposition, its other end (if any), how firmly, and in whose words."""

    proposition: str
    relation: str
    outgoing: bool  # whether the entity is its subject
    other: Named | None
    sentence: str
    confidence: int
    band: str
    status: str
    claimed: bool
    stances: tuple[str, ...]
    origins: int
    speaker: str
    quote: str
    document: str
    first_reported: str | None
    last_reported: str | None


@dataclass(frozen=True)
class ShowResult:
    """One entity of a view."""

    id: str
    type: str
    name: str
    handle: str | None
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    owner: Named | None
    external_ids: dict[str, str]
    attributes: dict[str, str]
    joins: tuple[Join, ...]  # why its names are held to be one
    homonyms: tuple[str, ...]  # what the name may mean, where nothing decides
    not_meant: tuple[str, ...]  # recorded things of the same name that it is held not to be
    namesakes: tuple[Named, ...]  # other entities of the view that bear its name
    overlaps: tuple[Said, ...]  # vendors' clusters that share activity with it without being the same
    said: tuple[Said, ...]  # by relation, the best supported first


def show(view: View, name: str, type_: str | None = None) -> ShowResult:
    """What the view holds of the entity of this name (and type). Raises `UnknownName` or `AmbiguousName`."""
    entity = view.find(name, type_)
    said = [_said(view, entity.id, p) for p in view.of(entity.id)]
    said.sort(key=lambda s: (not s.outgoing, s.relation, -s.confidence, s.sentence))
    return ShowResult(
        id=entity.id,
        type=entity.type,
        name=entity.name,
        handle=entity.handle,
        aliases=entity.aliases,
        roles=entity.roles,
        owner=named(view, entity.owner) if entity.owner and entity.owner in view.entities else None,
        external_ids=entity.external_ids,
        attributes=entity.attributes,
        joins=entity.joins,
        homonyms=entity.ambiguous,
        not_meant=_not_meant(entity),
        namesakes=tuple(as_named(e) for e in view.bearers(entity.name) if e.id != entity.id),
        overlaps=tuple(s for s in said if s.relation == _OVERLAP),
        said=tuple(said),
    )


def _not_meant(entity: Entity) -> tuple[str, ...]:
    """The recorded things that bear the name and that a known entity is not."""
    known = set(entity.external_ids.values())
    if not known:
        return ()
    from kg.reference import reference, thing_label

    others = [thing for thing in reference().things(entity.name) if known.isdisjoint(record.id for record in thing)]
    return tuple(thing_label(thing) for thing in others)


def _said(view: View, entity: str, p: Proposition) -> Said:
    outgoing = p.subject == entity
    other = p.object if outgoing else p.subject
    told = testimony(view, p.principal_claim or p.claim_ids[0])
    return Said(
        proposition=p.id,
        relation=p.relation,
        outgoing=outgoing,
        other=named(view, other) if other else None,
        sentence=sentence(view, p),
        confidence=p.confidence,
        band=band(p.confidence),
        status=str(p.status),
        claimed=p.claimed,
        stances=p.stances,
        origins=len(p.origins),
        speaker=told.speaker,
        quote=told.quote,
        document=told.document,
        first_reported=p.first_reported,
        last_reported=p.last_reported,
    )
