"""Joining nodes into clusters, each join with its reason, under constraints that no join may break.

In: pairs of nodes with a reason, in an order that depends on the pairs alone. Out: clusters. A join is refused when an
analyst has told two members apart, or when the lists hold apart what the two clusters may be. What a node may be is a
tuple of candidates: one for a name that is known, several for an ambiguous one, none for a name in no list.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)
MayBe = tuple[frozenset[str], ...]


class Union(Generic[N]):
    """Union-find over nodes. `may_be` says what a node may be in the lists; `apart` which pairs are never one."""

    def __init__(
        self,
        nodes: Iterable[N],
        may_be: Mapping[N, MayBe] | None = None,
        apart: Iterable[frozenset[N]] = (),
        compatible: Callable[[frozenset[str], frozenset[str]], bool] = lambda _a, _b: True,
    ) -> None:
        self._root: dict[N, N] = {n: n for n in nodes}
        self._members: dict[N, list[N]] = {n: [n] for n in self._root}
        self._may_be: dict[N, MayBe] = {n: (may_be or {}).get(n, ()) for n in self._root}
        self._compatible = compatible
        self._apart: dict[N, set[N]] = {}
        for pair in apart:
            if len(pair) == 2:
                a, b = pair
                self._apart.setdefault(a, set()).add(b)
                self._apart.setdefault(b, set()).add(a)
        self.joins: list[tuple[N, N, str]] = []

    def find(self, node: N) -> N:
        """The representative of the node's cluster."""
        root = node
        while self._root[root] != root:
            root = self._root[root]
        while self._root[node] != root:
            self._root[node], node = root, self._root[node]
        return root

    def may_be(self, node: N) -> MayBe:
        """What the node's cluster may be."""
        return self._may_be[self.find(node)]

    def members(self, node: N) -> list[N]:
        """All nodes of the node's cluster."""
        return self._members[self.find(node)]

    def join(self, a: N, b: N, reason: str, *, by_force: bool = False) -> bool:
        """Put two clusters together; False if a constraint forbids it. `by_force` heeds `apart` alone."""
        x, y = self.find(a), self.find(b)
        if x != y:
            both = self._both(x, y)
            if self.told_apart(a, b) or (both is None and not by_force):
                return False
            if len(self._members[x]) < len(self._members[y]):
                x, y = y, x
            self._root[y] = x
            self._members[x] += self._members.pop(y)
            other = self._may_be.pop(y)
            self._may_be[x] = both if both is not None else tuple({*self._may_be[x], *other})
        if a != b:
            self.joins.append((a, b, reason))
        return True

    def told_apart(self, a: N, b: N) -> bool:
        """Whether any member of one cluster is told apart from one of the other."""
        mine, other = self.members(a), set(self.members(b))
        return any(not other.isdisjoint(self._apart.get(n, ())) for n in mine) if self._apart else False

    def _both(self, x: N, y: N) -> MayBe | None:
        """What two clusters may be together; None if the lists hold them apart. An ambiguous name needs a shared record."""
        mine, other = self._may_be[x], self._may_be[y]
        if not mine or not other:
            return mine or other
        sure = len(mine) == len(other) == 1
        pairs = ((a, b) for a in mine for b in other if (self._compatible(a, b) if sure else a & b))
        return tuple(sorted({a | b for a, b in pairs}, key=sorted)) or None

    def clusters(self) -> dict[N, list[N]]:
        """Representative -> members."""
        return {self.find(n): self._members[self.find(n)] for n in self._root}
