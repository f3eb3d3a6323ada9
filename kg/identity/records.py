"""Records: what the reference lists hold under a name, and when a name may mean several things.

In: nodes, and a reference that groups the records of a name into things. Out: for each node its `Candidate`s, each a set of
records that may be one thing. A name with several is ambiguous, and never joined with any of them on the name alone.
A list that has two entries holds them apart: the short name that both bear is ambiguous, and joins neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kg.identity.nodes import Node
from kg.reference import Record, normal, thing_label

Candidate = frozenset[str]  # record ids that may be one thing
_VARIANT = re.compile(r"\s*\([^)]*\)\s*$")


class Lookup(Protocol):
    """A reference that can be asked for a name: `kg.reference.Reference`, or a small one of a test."""

    def things(self, name: str, /) -> tuple[tuple[Record, ...], ...]:
        """The records that bear the name, grouped into the things they are about."""
        ...


@dataclass
class Records:
    """The reference, asked for what a node may mean; answers are remembered."""

    reference: Lookup
    instead_of: Mapping[str, tuple[str, ...]]
    known: dict[str, Record] = field(default_factory=dict)  # every record met so far
    _of_name: dict[str, tuple[tuple[Record, ...], ...]] = field(default_factory=dict)
    _of_node: dict[Node, tuple[Candidate, ...]] = field(default_factory=dict)

    def candidates(self, node: Node) -> tuple[Candidate, ...]:
        """What the node's name may mean, each a set of record ids, in a stable order; () for a name in no list."""
        if node not in self._of_node:
            self._of_node[node] = self._candidates(node)
        return self._of_node[node]

    def _candidates(self, node: Node) -> tuple[Candidate, ...]:
        things = self._things(node.name)
        own = [t for t in things if any(node.type in _types(r) for r in t)]
        instead = set(self.instead_of.get(node.type, ()))
        chosen = own or [t for t in things if any(instead & set(_types(r)) for r in t)]
        found = tuple(sorted({frozenset(r.id for r in t) for t in chosen}, key=sorted))
        return tuple(c for c in found if min(c) == node.owner) if node.owner else found

    def borrowed(self, node: Node) -> bool:
        """Whether the lists know the name as that of another type alone, which stands for it while nothing better does."""
        return not any(node.type in _types(r) for c in self.candidates(node) for r in (self.known[i] for i in c))

    def differ(self, a: Candidate, b: Candidate) -> bool:
        """Whether two things are known to differ: one list has both, or they have other countries, or other activities."""
        if not self.compatible(a, b):
            return True
        from kg.reference.facts import fact_words

        distinctive = set(fact_words().distinctive)
        one, two = ([self.known[i] for i in sorted(c)] for c in (a, b))
        countries = [{r.country for r in thing if r.country} for thing in (one, two)]
        kinds = [{f.value for r in thing for f in r.activities} & distinctive for thing in (one, two)]
        return any(x and y and x.isdisjoint(y) for x, y in (countries, kinds))

    def _things(self, name: str) -> tuple[tuple[Record, ...], ...]:
        if name not in self._of_name:
            groups = self.reference.things(name)
            self.known.update((r.id, r) for g in groups for r in g)
            self._of_name[name] = tuple(t for g in _with_variants(groups) for t in _apart(g, name))
        return self._of_name[name]

    def compatible(self, a: Candidate, b: Candidate) -> bool:
        """Whether both may be one thing: no list holds a record of the one apart from a record of the other."""
        return not any(held_apart(self.known[x], self.known[y]) for x in a - b for y in b - a)

    def label(self, candidate: Candidate) -> str:
        """The thing in a few words: name, type, country, and the records that have it."""
        return thing_label([self.known[i] for i in sorted(candidate)])


def held_apart(a: Record, b: Record) -> bool:
    """Whether one list has both, and holds them neither the same nor variants of one thing."""
    if a.id == b.id or a.list != b.list:
        return False
    return not ({a.id, *a.same} & {b.id, *b.same} or _main(a) == _main(b))


def _types(record: Record) -> tuple[str, ...]:
    return record.types or (record.type,)


def _main(record: Record) -> str:
    """The main name without what tells variants apart: "LockBit (ELF)" and "LockBit (Windows)"."""
    return normal(_VARIANT.sub("", record.name))


def _with_variants(groups: Iterable[tuple[Record, ...]]) -> list[tuple[Record, ...]]:
    """Groups that hold variants of one malware are one group."""
    merged: list[list[Record]] = []
    for group in groups:
        key = {(r.list, _main(r)) for r in group}
        home = next((m for m in merged if key & {(r.list, _main(r)) for r in m}), None)
        if home is None:
            merged.append(list(group))
        else:
            home += group
    return [tuple(sorted(m, key=lambda r: r.id)) for m in merged]


def _apart(group: tuple[Record, ...], name: str) -> list[tuple[Record, ...]]:
    """The group without what its lists hold apart: the bearers of the main name count, else each is a thing of its own."""
    rivals = [r for r in group if any(held_apart(r, other) for other in group)]
    if not rivals:
        return [group]
    bearers = [r for r in rivals if _main(r) == name]
    if bearers and not any(held_apart(a, b) for a in bearers for b in bearers):
        return [tuple(r for r in group if not any(held_apart(r, b) for b in bearers))]
    return [(r,) for r in rivals]
