"""Nodes: what can be told apart before anything is joined, a (type, normal name, owner) each.

In: claims. Out: `Nodes`: the node of every Ref, the names as written, the forms that documents introduce, the roles.
Incidents, campaigns and services are known by a key within their document; they get an owner, so that two documents'
"website" or "attack" are two nodes until something joins them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import NamedTuple

from kg.model import Claim, Ref, digest
from kg.reference import normal

Key = tuple[str, tuple[str, str, str | None]]  # content_id and Ref.key: one Ref of one text


class Node(NamedTuple):
    """A thing as far as its name tells: type, normal name, and the owner of what only exists within something.

    Of a name that means different things in different texts the owner is the record that is meant.
    """

    type: str
    name: str
    owner: str = ""


@lru_cache(maxsize=200_000)
def node_id(node: Node) -> str:
    """The id an entity has if this is the least of its nodes."""
    return digest("entity", node.type, node.name, node.owner)


@dataclass
class Nodes:
    """All nodes of a set of claims, with what the texts show of each."""

    node_of: dict[Key, Node] = field(default_factory=dict)
    surfaces: dict[Node, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    full: dict[Node, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # fullest forms -> ends of claims
    roles: dict[Node, set[str]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[Node, set[Node]] = field(default_factory=lambda: defaultdict(set))  # a form -> the full names it stands for
    organizations: dict[str, set[Node]] = field(default_factory=lambda: defaultdict(set))  # by content
    counted: set[Node] = field(default_factory=set)  # what claims that count speak of
    introduced: dict[tuple[Node, Node], set[str]] = field(default_factory=lambda: defaultdict(set))  # by (full, form)
    ids: dict[Node, set[str]] = field(default_factory=lambda: defaultdict(set))  # what sources call it: scheme:value

    def add(
        self, content_id: str, ref: Ref, node: Node, *, ends: int, counts: bool, owner_of: Callable[[str], str] | None = None
    ) -> None:
        """Note a Ref, which is so many ends of claims; from what no longer `counts` nothing but the name is taken.

        Its forms have its own owner, or that which `owner_of` gives to their normal names.
        """
        self.node_of[content_id, ref.key] = node
        written = self.surfaces[node][ref.name]
        self.full[node][ref.name] += ends if counts else 0
        if node.type == "Organization":
            self.organizations[content_id].add(node)
        if not counts:
            return
        self.counted.add(node)
        written.add(content_id)
        if ref.role:
            self.roles[node].add(ref.role)
        if ref.ids:
            self.ids[node].update(ref.ids)
        for form in ref.forms:
            name = normal(form)
            short = Node(node.type, name, owner_of(name) if owner_of else node.owner)
            if not short.name:
                continue
            self.counted.add(short)
            self.surfaces[short][form].add(content_id)
            self.forms[short].add(node)
            self.introduced[node, short].add(content_id)


def refs_of(claims: Iterable[Claim]) -> Iterator[tuple[str, Ref]]:
    """Every end of every claim, with the content it stands in."""
    for claim in claims:
        yield claim.content_id, claim.subject
        if claim.object is not None:
            yield claim.content_id, claim.object


def plain_nodes(
    claims: Sequence[Claim],
    counted: frozenset[tuple[str, Ref]],
    local_types: frozenset[str],
    sense_of: Callable[[str, str, str], str],
    verbatim: frozenset[str] = frozenset(),
) -> Nodes:
    """The nodes of all Refs that are known by their name alone, or by what it means in a content.

    Names of `verbatim` types are compared letter by letter.
    `sense_of` gives the owner of a name that has been decided: (content, type, normal name); of all others "".
    """
    nodes = Nodes()
    ends = Counter(refs_of(claims))
    for content_id, ref in sorted(ends, key=ref_order):
        if ref.type in local_types and (ref.local is not None or ref.type == "Incident"):
            continue
        owner_of = partial(sense_of, content_id, ref.type)
        node = Node(ref.type, name := ref.name if ref.type in verbatim else normal(ref.name), owner_of(name))
        counts = (content_id, ref) in counted
        nodes.add(content_id, ref, node, ends=ends[content_id, ref], counts=counts, owner_of=owner_of)
    return nodes


def ref_order(item: tuple[str, Ref]) -> tuple[str, str, str, str, tuple[str, ...], str, tuple[str, ...]]:
    """An order of Refs that depends on what they say alone."""
    content_id, ref = item
    return content_id, ref.type, ref.name, ref.local or "", ref.forms, ref.role or "", ref.ids
