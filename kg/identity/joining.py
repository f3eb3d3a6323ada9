"""Joining plain names: forms, reference lists, asserted aliases, analysts' decisions.

In: nodes, claims, the reference, decisions. Out: a `Union` of nodes. The order of joins depends on their content alone:
analysts first, then ids that sources give, then the documents' own short forms, then the lists, then what texts assert.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.identity.decided import pairs, said_by
from kg.identity.forms import form_joins
from kg.identity.nodes import Node, Nodes, node_id
from kg.identity.records import Records
from kg.identity.settings import Settings
from kg.identity.union import MayBe, Union
from kg.model import Claim, Decision, Stance
from kg.reference import normal

Pair = tuple[Node, Node, str]
KIND_SCHEME = "stix_type:"
"""What a source takes a thing for: an id that many bear."""


@dataclass(frozen=True)
class Joined:
    """The clusters of plain nodes, the records that tell what they may be, and decisions that name nothing here."""

    union: Union[Node]
    records: Records
    orphaned: tuple[Decision, ...]


def join_plain(
    nodes: Nodes, claims: Iterable[Claim], records: Records, decisions: Iterable[Decision], limits: Settings
) -> Joined:
    """Join what is held to be one, and nothing else. What only claims that count no longer speak of joins nothing."""
    known = sorted(nodes.surfaces)
    may_be = {n: found for n in known if n in nodes.counted and (found := records.candidates(n))}
    decided = _Decided(known, list(decisions))

    def same(a: Node, b: Node) -> bool:
        mine, other = may_be.get(a, ()), may_be.get(b, ())
        return len(mine) == len(other) == 1 and bool(mine[0] & other[0])

    from_texts = [*form_joins(nodes, limits.forms_stay_local, same)]
    aliases = [*alias_joins(nodes, claims)]
    _give_back(may_be, [*from_texts, *aliases], records)
    undecided = _undecided([*from_texts, *aliases], may_be)
    union = Union(known, may_be, decided.apart, records.compatible)
    for a, b, reason in decided.same:
        union.join(a, b, reason, by_force=True)
    for a, b, reason in [*id_joins(nodes), *from_texts, *_list_joins(may_be, records), *aliases]:
        if a not in undecided and b not in undecided:
            union.join(a, b, reason)
    return Joined(union, records, decided.orphaned)


def id_joins(nodes: Nodes) -> Iterator[Pair]:
    """Names of one type that sources give one id: a thing that was renamed, or that a list calls otherwise."""
    bearers: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in sorted(nodes.ids):
        for id_ in sorted(nodes.ids[node]):
            if not id_.startswith(KIND_SCHEME):
                bearers[node.type, id_].append(node)
    for (_, id_), (first, *others) in sorted(bearers.items()):
        yield from ((first, other, f"both are {id_}") for other in others)


def alias_joins(nodes: Nodes, claims: Iterable[Claim]) -> Iterator[Pair]:
    """Pairs that somebody asserts to be one and nobody denies, of one type; each with who says so."""
    asserted: dict[tuple[Node, Node], set[str]] = defaultdict(set)
    contested: set[tuple[Node, Node]] = set()
    for claim in claims:
        if claim.relation != "alias_of" or claim.object is None:
            continue
        a = nodes.node_of.get((claim.content_id, claim.subject.key))
        b = nodes.node_of.get((claim.content_id, claim.object.key))
        if a is None or b is None or a.type != b.type or a == b:
            continue
        pair = (a, b) if a < b else (b, a)
        if claim.stance is Stance.ASSERTED:
            speaker = claim.speaker
            asserted[pair].add((speaker.name or speaker.words or "unnamed") if speaker else "a report")
        elif claim.stance in (Stance.DENIED, Stance.NEGATED):
            contested.add(pair)
    for a, b in sorted(asserted, key=lambda p: (-len(asserted[p]), p)):
        if (a, b) not in contested:
            yield a, b, f"asserted to be one by {', '.join(sorted(asserted[a, b]))}"


def _give_back(may_be: dict[Node, MayBe], proposed: Iterable[Pair], records: Records) -> None:
    """Take borrowed records from names that a text ties to one with records of its own type.

    A group is not the malware that happens to bear its short name.
    """
    for a, b, _ in proposed:
        for node, other in ((a, b), (b, a)):
            if node in may_be and other in may_be and records.borrowed(node) and not records.borrowed(other):
                del may_be[node]


def _list_joins(may_be: Mapping[Node, MayBe], records: Records) -> Iterator[Pair]:
    """Names that one record bears, where each means nothing else."""
    bearers: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in sorted(may_be):
        if len(may_be[node]) == 1:
            for record_id in may_be[node][0]:
                bearers[record_id, node.type].append(node)
    for record_id, kind in sorted(bearers):
        first, *others = bearers[record_id, kind]
        for other in others:
            yield first, other, f"{records.known[record_id].label} bears both names: {record_id}"


def _undecided(proposed: Iterable[Pair], may_be: Mapping[Node, MayBe]) -> set[Node]:
    """Ambiguous names that the texts tie to several of the things they may mean, or to something else that is recorded.

    Only texts that agree on one of its things decide what such a name means.
    """
    partners: dict[Node, set[frozenset[str]]] = defaultdict(set)
    for a, b, _ in proposed:
        for node, other in ((a, b), (b, a)):
            if len(may_be.get(node, ())) > 1 and len(may_be.get(other, ())) == 1:
                partners[node].add(next((c for c in may_be[node] if c & may_be[other][0]), frozenset()))
    return {n for n, found in partners.items() if len(found) > 1 or frozenset() in found}


class _Decided:
    """`same` and `different` decisions as pairs of nodes."""

    def __init__(self, known: list[Node], decisions: list[Decision]) -> None:
        self._by_name: dict[str, list[Node]] = defaultdict(list)
        for node in known:
            self._by_name[node.name].append(node)
            self._by_name[node_id(node)].append(node)
        self._unknown: dict[str, Decision] = {}
        self.same = [
            (a, b, f"the same, says {said_by(d)}") for x, y, d in pairs(decisions, "same") for a, b in self._matched(x, y, d)
        ]
        self.apart = [frozenset((a, b)) for x, y, d in pairs(decisions, "different") for a, b in self._matched(x, y, d)]
        self.orphaned = tuple(self._unknown[key] for key in sorted(self._unknown))

    def _matched(self, x: str, y: str, decision: Decision) -> list[tuple[Node, Node]]:
        found = [(a, b) for a in self._named(x) for b in self._named(y) if a.type == b.type and a != b]
        if not found and "/" not in x + y:  # incidents are named by their handle, and looked for elsewhere
            self._unknown[decision.id] = decision
        return found

    def _named(self, name: str) -> list[Node]:
        """Nodes by id, by name, or by type and name (`Malware:Akira`)."""
        kind, _, rest = name.partition(":")
        typed = [n for n in self._by_name.get(normal(rest), ()) if n.type == kind] if rest else []
        return typed or self._by_name.get(name) or self._by_name.get(normal(name), [])
