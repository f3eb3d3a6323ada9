"""What is known by a key within its document: services, campaigns, incidents.

In: claims, the clusters of plain nodes, headings. Out: service and campaign nodes with their owners, and for each incident
Ref a `Telling` (victim, date, publication) from which `kg.identity.incidents` makes incidents.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.identity.dates import Period, Words, iso_period, resolve, words
from kg.identity.incidents import Telling
from kg.identity.nodes import Key, Node, Nodes, ref_order, refs_of
from kg.model import Claim, Heading, Ref
from kg.reference import normal

EntityOf = Callable[[Node], str]
_DATED = re.compile(r"^(?P<victim>.+)/(?P<date>\d{4}(?:-\d\d){0,2}|undated|[^/]*)$")


def owned_nodes(
    claims: Sequence[Claim],
    counted: frozenset[tuple[str, Ref]],
    nodes: Nodes,
    entity_of: EntityOf,
    owned_types: frozenset[str],
) -> Nodes:
    """Services under their owner's entity, and campaigns under their content: what no two owners share."""
    local = Nodes()
    ends = Counter(refs_of(claims))
    for content_id, ref in sorted(ends, key=ref_order):
        if (content_id, ref.key) in nodes.node_of or ref.type == "Incident":
            continue
        if ref.type in owned_types:
            owner = entity_of(organization(content_id, ref.local or "", nodes))
        else:
            owner = f"{content_id}:{ref.local}"
        node = Node(ref.type, normal(ref.name), owner)
        local.add(content_id, ref, node, ends=ends[content_id, ref], counts=(content_id, ref) in counted)
    return local


def organization(content_id: str, name: str, nodes: Nodes) -> Node:
    """The organisation that a document calls by this name."""
    wanted = normal(name)
    for node in sorted(nodes.organizations.get(content_id, ())):
        if node.name == wanted or node in nodes.forms.get(Node(node.type, wanted), ()):
            return node
    return Node("Organization", wanted)


def tellings(
    claims: Sequence[Claim],
    counted: Callable[[Claim], bool],
    nodes: Nodes,
    entity_of: EntityOf,
    headings: Mapping[str, Sequence[Heading]],
) -> dict[Key, Telling]:
    """The telling of each incident Ref; two Refs of one content with one key are one telling.

    Victim and date are taken from claims that are `counted`.
    """
    hits: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    refs: dict[Key, Ref] = {}
    counting: set[tuple[str, str]] = set()
    for claim in claims:
        for ref in (claim.subject, claim.object):
            if ref is not None and ref.type == "Incident":
                refs.setdefault((claim.content_id, ref.key), ref)
        if not counted(claim):
            continue
        for ref in (claim.subject, claim.object):
            if ref is not None and ref.type == "Incident":
                counting.add((claim.content_id, incident_key(ref)))
        if claim.subject.type == "Incident" and claim.relation in ("affected", "attributed_to"):
            hits[claim.content_id, incident_key(claim.subject)].append(claim)
    made: dict[tuple[str, str], Telling] = {}
    known = words()
    for (content_id, _), ref in sorted(refs.items()):
        key = incident_key(ref)
        if (content_id, key) not in made:
            published = _first_published(headings.get(content_id, ()))
            told = sorted(hits[content_id, key], key=lambda c: c.id)
            victim, called = _victim(content_id, ref, told, nodes, entity_of)
            period = _period(ref, told, published, known)
            counts = (content_id, key) in counting
            made[content_id, key] = Telling(victim, called, content_id, ref.name, key, period, published, counts)
    return {(content_id, ref_key): made[content_id, incident_key(ref)] for (content_id, ref_key), ref in refs.items()}


def _first_published(headings: Iterable[Heading]) -> tuple[str, ...]:
    """When a text was first published: who carries it later tells nothing of when its story happened."""
    return tuple(sorted(h.published for h in headings if h.published))[:1]


def incident_key(ref: Ref) -> str:
    """What names an incident within its document."""
    return ref.local or ref.name


def _victim(content_id: str, ref: Ref, told: list[Claim], nodes: Nodes, entity_of: EntityOf) -> tuple[str, str]:
    """Entity and name of the victim: of several the one that the key names; without any, what nothing else has."""
    named = _DATED.match(ref.local or "")
    local = named["victim"] if named and (iso_period(named["date"]) or named["date"] == "undated") else ref.local
    victims = sorted(
        {nodes.node_of[content_id, c.object.key] for c in told if c.relation == "affected" and c.object is not None}
    )
    own = organization(content_id, local, nodes) if local else None
    if own is not None and (own in victims or not victims):
        return entity_of(own), own.name
    if victims:
        return entity_of(victims[0]), victims[0].name
    return f"?{content_id}:{incident_key(ref)}", normal(ref.name)


def _period(ref: Ref, told: list[Claim], published: tuple[str, ...], known: Words) -> Period | None:
    """The narrowest date that is told of the attack itself; else the one in the key; else that of an attribution."""
    first = published[0] if published else None
    for relation in ("affected", "key", "attributed_to"):
        if relation == "key":
            found = [iso_period((ref.local or "").rpartition("/")[2])]
        else:
            found = [resolve(c.event_date, first, known) for c in told if c.relation == relation]
        dated = [p for p in found if p]
        if dated:
            return min(dated, key=lambda p: (p.days is None, p.days or 0, str(p)))
    return None
