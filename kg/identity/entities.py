"""Entities out of clusters of nodes: id, name, aliases, roles, why they are one, and what else the name may mean.

In: clusters with what the texts and the lists show of each. Out: `Entity` models, and which older ids lead to them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.identity.joining import Joined
from kg.identity.nodes import Node, Nodes, node_id
from kg.identity.records import Candidate
from kg.identity.senses import Place, Sense
from kg.identity.union import Union
from kg.model import Entity, Join
from kg.reference import Record, normal

_SPELLINGS = "spellings of one name"
_MOST_JOINS = 200  # shown of one entity: more reasons than anybody reads


def plain_entities(nodes: Nodes, joined: Joined, senses: Mapping[Place, Sense]) -> dict[str, Entity]:
    """The entity of each cluster of plain nodes, by id."""
    reasons = _reasons(nodes, joined.union)
    for root, joins in _meanings(nodes, joined, senses).items():
        reasons[root] = [*joins, *reasons.get(root, ())]
    return {
        entity.id: entity
        for root, members in joined.union.clusters().items()
        for entity in (_entity(sorted(members), nodes, reasons.get(root, ()), joined),)
    }


def owned_entities(local: Nodes, union: Union[Node]) -> dict[str, Entity]:
    """Services and campaigns."""
    reasons = _reasons(local, union)
    return {
        entity.id: entity
        for root, members in union.clusters().items()
        for entity in (_entity(sorted(members), local, reasons.get(root, ()), None),)
    }


def _entity(members: Sequence[Node], nodes: Nodes, joins: Sequence[Join], joined: Joined | None) -> Entity:
    written: dict[str, set[str]] = defaultdict(set)
    for node in members:
        for surface, contents in nodes.surfaces[node].items():
            written[surface] |= contents
    full: Counter[str] = sum((nodes.full[n] for n in members if n in nodes.full), Counter[str]())
    may_be = joined.union.may_be(members[0]) if joined else ()
    records = [joined.records.known[i] for i in sorted(may_be[0])] if joined and len(may_be) == 1 else []
    name = min(full or written, key=lambda s: (-full[s], -len(s), s))
    listed = [n for r in records for n in r.names]
    first = members[0]
    return Entity(
        id=node_id(first),
        type=first.type,
        name=name,
        aliases=_aliases(name, sorted(written, key=lambda s: (-len(written[s]), s)), listed),
        external_ids=_external_ids(records, sorted({i for n in members for i in nodes.ids.get(n, ())})),
        roles=tuple(sorted({r for n in members for r in nodes.roles.get(n, ())} | {r for x in records for r in x.roles})),
        owner=first.owner if joined is None and first.owner and ":" not in first.owner else None,
        joins=tuple(joins),
        ambiguous=tuple(joined.records.label(c) for c in may_be) if joined and len(may_be) > 1 else (),
    )


def _aliases(name: str, written: Iterable[str], listed: Iterable[str]) -> tuple[str, ...]:
    """Every other name: as texts write it, then as lists do, one of those that differ in case alone."""
    seen, aliases = {name}, []
    for surface in written:
        if surface not in seen:
            seen.add(surface)
            aliases.append(surface)
    known = {normal(s) for s in seen}
    for surface in listed:
        if normal(surface) not in known:
            known.add(normal(surface))
            aliases.append(surface)
    return tuple(aliases)


def _external_ids(records: Iterable[Record], given: Iterable[str]) -> dict[str, str]:
    """Scheme -> id that sources give; list -> id of the record there, with the ids that the record itself gives."""
    ids: dict[str, str] = {}
    for scheme, _, value in (id_.partition(":") for id_ in given):
        ids.setdefault(scheme, value)
    for record in records:
        ids.setdefault(record.list, record.id)
        for scheme, value in sorted(record.external_ids.items()):
            ids.setdefault(scheme, value)
    return ids


def _reasons(nodes: Nodes, union: Union[Node]) -> dict[Node, list[Join]]:
    found: dict[Node, set[tuple[str, str, str]]] = defaultdict(set)
    for node, written in nodes.surfaces.items():
        shown = _shown(node, nodes)
        found[union.find(node)].update((shown, o, _SPELLINGS) for o, texts in written.items() if texts and o != shown)
    for a, b, reason in union.joins:
        found[union.find(a)].add((_shown(a, nodes), _shown(b, nodes), reason))
    return {root: [Join(a=a, b=b, reason=r) for a, b, r in sorted(js)[:_MOST_JOINS]] for root, js in found.items()}


def _meanings(nodes: Nodes, joined: Joined, senses: Mapping[Place, Sense]) -> dict[Node, list[Join]]:
    """Which recorded thing an ambiguous name is held to be, with what its texts tell."""
    found: dict[tuple[Node, Candidate], Counter[str]] = defaultdict(Counter)
    for place, sense in senses.items():
        node = place.node(sense)
        if node in nodes.surfaces:
            why = f"the source gives it the id {sense.why}" if sense.by_id else f"by its context: {sense.why}"
            found[node, sense.candidate][why] += 1
    joins: dict[Node, list[Join]] = defaultdict(list)
    for (node, candidate), reasons in sorted(found.items(), key=lambda item: (item[0][0], sorted(item[0][1]))):
        for why, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
            texts = f" (in {count} texts)" if count > 1 else ""
            meant = Join(a=_shown(node, nodes), b=joined.records.label(candidate), reason=f"{why}{texts}")
            joins[joined.union.find(node)].append(meant)
    return joins


def _shown(node: Node, nodes: Nodes) -> str:
    written: Mapping[str, set[str]] = nodes.surfaces.get(node, {})
    return min(written, key=lambda s: (-len(written[s]), s)) if written else node.name


def redirects(entity_of: Mapping[Node, str]) -> dict[str, str]:
    """The id that each node had if it stood alone -> the id of its entity, where they differ.

    A name that has got one meaning everywhere is found by the id that it had while it was ambiguous.
    """
    found = {old: new for node, new in entity_of.items() if (old := node_id(node)) != new}
    meant: dict[Node, set[str]] = defaultdict(set)
    for node, new in entity_of.items():
        meant[node._replace(owner="")].add(new)
    plain = {node_id(node): next(iter(ids)) for node, ids in meant.items() if node not in entity_of and len(ids) == 1}
    return plain | found
