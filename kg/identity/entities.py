"""Entities out of clusters of nodes: id, name, aliases, roles, why they are one, and what else the name may mean.

In: clusters with what the texts and the lists show of each. Out: `Entity` models, and which older ids lead to them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.identity.joining import Joined
from kg.identity.nodes import Node, Nodes, node_id
from kg.identity.union import Union
from kg.model import Entity, Join
from kg.reference import Record, normal

_MOST_JOINS = 200  # shown of one entity: more reasons than anybody reads


def plain_entities(nodes: Nodes, joined: Joined) -> dict[str, Entity]:
    """The entity of each cluster of plain nodes, by id."""
    reasons = _reasons(nodes, joined.union)
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
        external_ids=_external_ids(records),
        roles=tuple(sorted({r for n in members for r in nodes.roles.get(n, ())} | {r for x in records for r in x.roles})),
        owner=first.owner if first.owner and ":" not in first.owner else None,
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


def _external_ids(records: Iterable[Record]) -> dict[str, str]:
    """List -> id of the record there, with the ids that the record itself gives."""
    ids: dict[str, str] = {}
    for record in records:
        ids.setdefault(record.list, record.id)
        for scheme, value in sorted(record.external_ids.items()):
            ids.setdefault(scheme, value)
    return ids


def _reasons(nodes: Nodes, union: Union[Node]) -> dict[Node, list[Join]]:
    found: dict[Node, set[tuple[str, str, str]]] = defaultdict(set)
    for a, b, reason in union.joins:
        found[union.find(a)].add((_shown(a, nodes), _shown(b, nodes), reason))
    return {root: [Join(a=a, b=b, reason=r) for a, b, r in sorted(js)[:_MOST_JOINS]] for root, js in found.items()}


def _shown(node: Node, nodes: Nodes) -> str:
    written: Mapping[str, set[str]] = nodes.surfaces.get(node, {})
    return min(written, key=lambda s: (-len(written[s]), s)) if written else node.name


def redirects(entity_of: Mapping[Node, str]) -> dict[str, str]:
    """The id that each node had if it stood alone -> the id of its entity, where they differ."""
    return {old: new for node, new in entity_of.items() if (old := node_id(node)) != new}
