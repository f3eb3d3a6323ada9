"""Entities and relationships. In: entities and propositions of a view. Out: STIX objects that anybody's tool shows.

An unverified or disputed proposition never leaves as a bare relationship: its confidence goes with it, its description says
what it is, and a note beside it says so again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.export._stix.common import Maker, Object, moment
from kg.model import band
from kg.questions.testimony import sentence

if TYPE_CHECKING:
    from kg.model import Entity, Marking, Proposition
    from kg.view import View

_CVE = re.compile(r"CVE-\d{4}-\d{4,}")
_SLUG = re.compile(r"[^a-z0-9]+")
_COUNTRY = "iso3166"  # the scheme under which the reference keeps the code of a country


def entity_id(maker: Maker, entity: Entity) -> str:
    """The id of an entity's object."""
    return maker.id_of(maker.words.types[entity.type].stix, entity.id)


def thing(maker: Maker, entity: Entity, created: str | None, marking: Marking) -> Object:
    """An entity as a STIX object of the type that the vocabulary names."""
    words = maker.known.objects[entity.type]
    given = ("aliases", "roles", "handle", "owner", "external_ids", "ambiguous", "attributes")
    said = {name: getattr(entity, name) for name in given if getattr(entity, name)}
    made = maker.make(
        maker.words.types[entity.type].stix, entity.id, "entity", {"entity": entity.type, **said},
        created=created, marking=marking,
    )  # fmt: skip
    made |= {"name": entity.name, **words.properties, **_special(maker, entity, made)}
    if words.aliases and entity.aliases:
        made["aliases"] = list(entity.aliases)
    if words.roles and entity.roles:
        made["roles"] = list(entity.roles)
    references = [{"source_name": s, "external_id": i} for s, i in sorted(entity.external_ids.items()) if s and i]
    if _CVE.fullmatch(entity.name):
        references.append({"source_name": "cve", "external_id": entity.name})
    return made | ({"external_references": references} if references else {})


def _special(maker: Maker, entity: Entity, made: Object) -> Object:
    """What STIX demands of a place and of an observable."""
    if entity.type == "Location":
        country = entity.external_ids.get(_COUNTRY)
        return {"country": country} if country else {"region": _SLUG.sub("-", entity.name.lower()).strip("-") or "unknown"}
    if entity.type == "Indicator":
        described = {"description": maker.words.types[entity.type].description, "valid_from": made["created"]}
        return {**_pattern(maker, entity.name), **described}
    return {}


def _pattern(maker: Maker, name: str) -> Object:
    """The pattern that matches an observable."""
    pattern = next((p.pattern for p in maker.known.patterns if p.match.fullmatch(name)), None)
    if pattern is None:
        return {"pattern": re.escape(name), "pattern_type": maker.known.other_pattern}
    quoted = name if pattern == "{value}" else name.replace("\\", "\\\\").replace("'", "\\'")
    return {"pattern": pattern.replace("{value}", quoted), "pattern_type": "stix"}


def relationship_id(maker: Maker, proposition: Proposition) -> str:
    """The id of a proposition's relationship."""
    return maker.id_of("relationship", proposition.id)


def relationship(maker: Maker, view: View, p: Proposition, marking: Marking) -> Iterator[Object]:
    """A proposition that is an edge, with a note on its status where that is in doubt."""
    said = {"relation": p.relation, "proposition": p.id, "status": str(p.status), "claimed": p.claimed, "stances": p.stances}
    said |= {"origins": len(p.origins), **({"qualifiers": p.qualifiers} if p.qualifiers else {})}
    created = moment(p.first_reported)
    ends = (view.entities[p.subject], view.entities[str(p.object)])
    held = f"{sentence(view, p, maker.words)}: confidence {p.confidence} ({band(p.confidence)}), {p.status}"
    vouched = f"“{p.quote}” ({p.speaker})" if p.quote else p.speaker
    made = maker.make("relationship", p.id, "proposition", said, created=created, marking=marking) | {
        "relationship_type": maker.words.relations[p.relation].stix,
        "description": f"{held}. {vouched}",
        "source_ref": entity_id(maker, ends[0]),
        "target_ref": entity_id(maker, ends[1]),
        "confidence": p.confidence,
    }
    yield made
    warning = maker.known.statuses.get(p.status)
    if warning:
        note = maker.make("note", f"status {p.id}", "status", {"proposition": p.id}, created=created, marking=marking)
        yield note | {"abstract": f"{p.status}: {held}", "content": f"{held}. {warning}", "object_refs": [made["id"]]}
