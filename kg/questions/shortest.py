"""The k cheapest simple paths of a directed graph with non-negative costs. In: costs by node and neighbour. Out: paths.

J. Y. Yen, "Finding the K Shortest Loopless Paths in a Network", Management Science 17 (1971), with E. L. Lawler's rule
(ibid. 18, 1972) that a path deviates only at or after the place where it itself left its parent. Every search from a
deviation is guided by the exact distances to the target in the whole graph (A*: taking nodes away never shortens a way,
so they stay lower bounds), and is given up as soon as it costs more than the worst path still wanted. Costs are integers,
so that sums do not depend on their order; ties are decided by the nodes' names, so that results depend on nothing else.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping
from itertools import pairwise

Costs = Mapping[str, Mapping[str, int]]  # costs[a][b] = cost of the step from a to b
Way = tuple[str, ...]
_ENDLESS = 1 << 62


def cheapest_paths(costs: Costs, source: str, target: str, count: int) -> list[tuple[int, Way]]:
    """At most `count` simple paths from source to target, (cost, nodes), cheapest first; none if there is no way."""
    if source == target or count < 1:
        return []
    ahead = distances_to(costs, target)
    first = _search(costs, source, target, ahead, frozenset(), frozenset(), _ENDLESS)
    found: list[tuple[int, Way]] = []
    waiting: list[tuple[int, Way, int]] = [(*first, 0)] if first else []
    while waiting and len(found) < count:
        cost, way, left_at = heapq.heappop(waiting)
        found.append((cost, way))
        if len(found) < count:
            _deviate(costs, way, left_at, ahead, found, waiting, count)
    return found


def distances_to(costs: Costs, target: str) -> dict[str, int]:
    """The least cost from each node that can reach the target (Dijkstra over the steps turned round)."""
    back: dict[str, list[tuple[str, int]]] = {}
    for a, steps in costs.items():
        for b, cost in steps.items():
            back.setdefault(b, []).append((a, cost))
    distance = {target: 0}
    heap = [(0, target)]
    while heap:
        so_far, node = heapq.heappop(heap)
        if so_far > distance[node]:
            continue
        for before, cost in back.get(node, ()):
            if so_far + cost < distance.get(before, _ENDLESS):
                distance[before] = so_far + cost
                heapq.heappush(heap, (so_far + cost, before))
    return distance


def _deviate(
    costs: Costs,
    way: Way,
    left_at: int,
    ahead: Mapping[str, int],
    found: list[tuple[int, Way]],
    waiting: list[tuple[int, Way, int]],
    count: int,
) -> None:
    """Add to `waiting` the cheapest path that leaves `way` at each of its nodes from `left_at` on."""
    so_far = sum(costs[a][b] for a, b in pairwise(way[: left_at + 1]))
    for at in range(left_at, len(way) - 1):
        root = way[: at + 1]
        taken = frozenset(other[at + 1] for _, other in found if other[: at + 1] == root)
        bound = _worst_wanted(waiting, count - len(found)) - so_far
        spur = _search(costs, way[at], way[-1], ahead, frozenset(root), taken, bound)
        if spur:
            heapq.heappush(waiting, (so_far + spur[0], root[:-1] + spur[1], at))
        so_far += costs[way[at]][way[at + 1]]


def _worst_wanted(waiting: list[tuple[int, Way, int]], wanted: int) -> int:
    """What a further path may cost and still be among those wanted."""
    return heapq.nsmallest(wanted, waiting)[-1][0] if len(waiting) >= wanted else _ENDLESS


def _search(
    costs: Costs,
    source: str,
    target: str,
    ahead: Mapping[str, int],
    closed: Collection[str],
    taken: Collection[str],
    bound: int,
) -> tuple[int, Way] | None:
    """The cheapest way that enters no `closed` node and starts with no `taken` one (A*); None beyond `bound`."""
    if source not in ahead:
        return None
    before: dict[str, str] = {}
    best = {source: 0}
    done: set[str] = set(closed) - {source}
    heap = [(ahead[source], source)]
    while heap:
        estimate, node = heapq.heappop(heap)
        if node in done:
            continue
        if node == target:
            return best[node], _trace(before, source, target)
        done.add(node)
        for after, cost in costs.get(node, {}).items():
            if after in done or after not in ahead or (node == source and after in taken):
                continue
            so_far = best[node] + cost
            estimate = so_far + ahead[after]
            if so_far < best.get(after, _ENDLESS) and estimate <= bound:
                best[after] = so_far
                before[after] = node
                heapq.heappush(heap, (estimate, after))
    return None


def _trace(before: Mapping[str, str], source: str, target: str) -> Way:
    way = [target]
    while way[-1] != source:
        way.append(before[way[-1]])
    return tuple(reversed(way))
