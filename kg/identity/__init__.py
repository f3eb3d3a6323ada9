"""Identity: which names are one thing, and why.

In: claims, headings by content, the reference, analysts' decisions. Out: `Identified`: entities by id, the entity of every
end of every claim, what each may be in the reference lists. Pure: the same claims in any order give the same answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.identity.attacks import Victim, attacks, slug
from kg.identity.claims import distinct
from kg.identity.dates import Period
from kg.identity.decided import Dropped, dropped, remaining
from kg.identity.entities import owned_entities, plain_entities, redirects
from kg.identity.forms import form_joins
from kg.identity.joining import Joined, join_plain
from kg.identity.local import owned_nodes, tellings
from kg.identity.nodes import Key, Node, Nodes, node_id, plain_nodes, refs_of
from kg.identity.records import Lookup, Records
from kg.identity.senses import Place, senses
from kg.identity.settings import settings
from kg.identity.speakers import Speakers
from kg.identity.union import Union
from kg.model import Claim, Decision, Entity, Heading, Stance
from kg.reference import Record, normal
from kg.vocabulary import vocabulary

AGAINST = (Stance.DENIED, Stance.NEGATED)
"""Stances that speak against what is said."""

__all__ = ["AGAINST", "Identified", "Lookup", "Records", "identify"]


@dataclass(frozen=True)
class Identified:
    """All entities of a view, and where each name leads."""

    entities: Mapping[str, Entity]
    of_ref: Mapping[Key, str]
    redirects: Mapping[str, str]  # ids an entity had when fewer of its names were known
    may_be: Mapping[str, tuple[tuple[Record, ...], ...]]  # entity id -> what it may be in the lists; one, where known
    speakers: Speakers
    dropped: Dropped
    periods: Mapping[str, Period] = field(default_factory=dict)  # incident -> when

    def ends(self, claim: Claim) -> tuple[str, str | None]:
        """The entity ids of subject and object."""
        subject = self.of_ref[claim.content_id, claim.subject.key]
        return subject, self.of_ref[claim.content_id, claim.object.key] if claim.object else None


def identify(
    claims: Iterable[Claim],
    headings: Mapping[str, Sequence[Heading]],
    reference: Lookup,
    decisions: Iterable[Decision] = (),
) -> Identified:
    """Entities out of the names of all claims."""
    ordered = distinct(claims)
    decided = list(decisions)
    gone = dropped(ordered, headings, decided)
    counted = [c for c in ordered if c.id not in gone.reasons]
    return _Names(ordered, counted, gone, decided, reference).identified(remaining(headings, gone))


class _Names:
    """The names of all claims, joined step by step: plain ones, then what is known by a key within its document."""

    def __init__(
        self, ordered: list[Claim], counted: list[Claim], gone: Dropped, decided: list[Decision], reference: Lookup
    ) -> None:
        self._ordered, self._counted, self._gone, self._decided = ordered, counted, gone, decided
        self._limits = settings()
        local_types, self._owned_types, verbatim = _schema_types()
        self._refs = frozenset(refs_of(counted))
        records = Records(reference, self._limits.instead_of)
        self._senses = senses(ordered, self._counts, records, self._limits.context)
        self._nodes = plain_nodes(ordered, self._refs, local_types, self._sense_of, verbatim)
        self._joined = join_plain(self._nodes, counted, records, decided, self._limits)
        self._ids = _ids(self._joined.union)

    def _counts(self, claim: Claim) -> bool:
        return claim.id not in self._gone.reasons

    def _sense_of(self, content_id: str, kind: str, name: str) -> str:
        sense = self._senses.get(Place(content_id, kind, name))
        return sense.owner if sense else ""

    def _entity_of(self, node: Node) -> str:
        return self._ids.get(node) or node_id(node)

    def identified(self, headings: Mapping[str, Sequence[Heading]]) -> Identified:
        """All entities, and where each name leads."""
        nodes, gone, limits = self._nodes, self._gone, self._limits
        local = owned_nodes(self._ordered, self._refs, nodes, self._entity_of, self._owned_types)
        owned = _join_owned(local)
        entities = plain_entities(nodes, self._joined, self._senses) | owned_entities(local, owned)
        told = tellings(self._ordered, self._counts, nodes, self._entity_of, headings)
        victims = _victims(nodes, self._joined, entities)
        struck = attacks(told.values(), victims, headings, self._decided, limits.incidents)
        local_ids = _ids(owned)
        of_ref = {key: self._entity_of(node) for key, node in nodes.node_of.items()}
        of_ref.update((key, local_ids[node]) for key, node in local.node_of.items())
        of_ref.update((key, struck.of_telling[telling]) for key, telling in told.items())
        finished = _finish(entities | struck.entities, self._counted, of_ref)
        roles = {e.id: frozenset(e.roles) for e in finished.values() if e.roles}
        return Identified(
            entities=finished,
            of_ref=of_ref,
            redirects=redirects(self._ids) | redirects(local_ids) | struck.redirects,
            may_be=_may_be(self._joined, self._ids, {p.node(s) for p, s in self._senses.items() if s.by_id}),
            speakers=Speakers(nodes, self._entity_of, self._counted, of_ref, limits.speakers, roles),
            dropped=Dropped(gone.reasons, (*gone.orphaned, *self._joined.orphaned), gone.documents),
            periods=struck.periods,
        )


def _schema_types() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Types known by a key within their document, those owned by an organisation, and those compared letter by letter."""
    types = vocabulary().types.values()
    kinds = ([t.name for t in types if t.local], [t.name for t in types if t.owned], [t.name for t in types if t.verbatim])
    local, owned, verbatim = map(frozenset, kinds)
    return local, owned, verbatim


def _ids(union: Union[Node]) -> dict[Node, str]:
    """Node -> id of its entity: that of the least node of its cluster."""
    return {n: id_ for members in union.clusters().values() for id_ in (node_id(min(members)),) for n in members}


def _join_owned(local: Nodes) -> Union[Node]:
    """Services of one owner that documents call by one form; nothing else."""
    union = Union(sorted(local.surfaces))
    for a, b, reason in form_joins(local, frozenset(), lambda _a, _b: False):
        union.join(a, b, reason)
    return union


def _victims(nodes: Nodes, joined: Joined, entities: Mapping[str, Entity]) -> dict[str, Victim]:
    """Every organisation as a victim, by entity id."""
    found = {}
    for members in joined.union.clusters().values():
        least = min(members)
        if least.type == "Organization":
            name = entities[node_id(least)].name
            full = sorted({slug(n.name) for n in members if nodes.full.get(n)})
            found[node_id(least)] = Victim(name, slug(normal(name)), tuple(full))
    return found


def _may_be(joined: Joined, ids: Mapping[Node, str], sure: set[Node]) -> dict[str, tuple[tuple[Record, ...], ...]]:
    """What each entity may be, where it is asked how well it fits. What context alone decides is open there: the text's
    "ransomware" must not choose the record first, and then agree with it. `sure` are decided by their ids.
    """
    known = joined.records.known
    found = {}
    for root, members in joined.union.clusters().items():
        candidates = joined.union.may_be(root)
        listed = [n for n in members if joined.records.candidates(n)]
        if listed and all(n.owner and n not in sure for n in listed):
            candidates = tuple(
                sorted({c for n in listed for c in joined.records.candidates(n._replace(owner=""))}, key=sorted)
            )
        if candidates:
            found[ids[root]] = tuple(tuple(known[i] for i in sorted(c)) for c in candidates)
    return found


def _finish(entities: Mapping[str, Entity], counted: Iterable[Claim], of_ref: Mapping[Key, str]) -> dict[str, Entity]:
    """Entities with what only claims show: the role of victim; sector, country and method as texts describe them."""
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    victims: set[str] = set()
    for claim in counted:
        if claim.relation != "affected" or claim.object is None or claim.stance in AGAINST:
            continue
        incident = of_ref[claim.content_id, claim.subject.key]
        victim = of_ref[claim.content_id, claim.object.key]
        victims.add(victim)
        for name, value in claim.qualifiers.items():
            told[incident][name].add(value)
            if name in ("sector", "country"):
                told[victim][name].add(value)
    return {id_: _with_told(e, told.get(id_, {}), id_ in victims) for id_, e in sorted(entities.items())}


def _with_told(entity: Entity, told: Mapping[str, set[str]], victim: bool) -> Entity:
    if not told and not victim:
        return entity
    attributes = {name: ", ".join(sorted(values)) for name, values in sorted(told.items())}
    roles = tuple(sorted({*entity.roles, *(("victim",) if victim else ())}))
    return entity.model_copy(update={"attributes": attributes, "roles": roles})
