"""Yen's k shortest simple paths against networkx on random graphs."""

from __future__ import annotations

from itertools import islice, pairwise

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.questions.shortest import cheapest_paths, distances_to

NODES = "abcdefg"
edges = st.dictionaries(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), st.integers(0, 9), max_size=30)


def _costs(edges: dict[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    costs: dict[str, dict[str, int]] = {}
    for (a, b), cost in edges.items():
        if a != b:
            costs.setdefault(a, {})[b] = cost
    return costs


def _expected(costs: dict[str, dict[str, int]], count: int) -> list[int]:
    graph = nx.DiGraph()
    graph.add_nodes_from(NODES)
    graph.add_weighted_edges_from((a, b, c) for a, steps in costs.items() for b, c in steps.items())
    try:
        paths = list(islice(nx.shortest_simple_paths(graph, "a", "g", weight="weight"), count))
    except nx.NetworkXNoPath:
        return []
    return [sum(costs[a][b] for a, b in pairwise(p)) for p in paths]


@given(edges, st.integers(1, 40))
@settings(max_examples=300, deadline=None)
def test_same_costs_as_networkx(edges: dict[tuple[str, str], int], count: int) -> None:
    costs = _costs(edges)
    found = cheapest_paths(costs, "a", "g", count)
    assert [cost for cost, _ in found] == _expected(costs, count)
    assert len({way for _, way in found}) == len(found)
    for cost, way in found:
        assert way[0] == "a" and way[-1] == "g" and len(set(way)) == len(way)
        assert cost == sum(costs[a][b] for a, b in pairwise(way))


@given(edges, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_order_of_edges_changes_nothing(edges: dict[tuple[str, str], int], random: object) -> None:
    shuffled = list(edges.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert cheapest_paths(_costs(edges), "a", "g", 9) == cheapest_paths(_costs(dict(shuffled)), "a", "g", 9)


def test_no_way_and_trivial_questions() -> None:
    costs = {"a": {"b": 1}, "b": {"a": 1}}
    assert cheapest_paths(costs, "a", "z", 3) == []
    assert cheapest_paths(costs, "a", "a", 3) == []
    assert cheapest_paths(costs, "a", "b", 0) == []
    assert cheapest_paths(costs, "a", "b", 3) == [(1, ("a", "b"))]
    assert distances_to(costs, "b") == {"b": 0, "a": 1}
