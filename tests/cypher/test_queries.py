"""Every named query: it is documented, runs on both engines with equal rows, and finds something."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.cypher import open_engine
from kg.cypher.names import graph_words
from kg.cypher.push import push
from kg.questions.query import named_queries, query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.cypher.connection import Address
    from kg.cypher.layers import PlainLayers
    from kg.cypher.protocol import Engine

GIVEN: dict[str, dict[str, Any]] = {
    "actors-by-victim": {"victim": "o3"},
    "victims-by-actor": {"actor": "t3"},
    "shared-techniques": {"a": "T8", "b": "T12"},
    "only-source": {"source": "Harbour Times"},
    "never-corroborated": {"before": "2025-06"},
    "path-between": {"from": "t5", "to": "O6"},
    "said-by": {"speaker": "kestrel labs"},
    "reported": {"name": "I3"},
}
OTHERS: dict[str, dict[str, Any]] = {
    "claimed-links": {"about": "t4", "vouched": True},
    "rival-attributions": {"least": 40},
    "regulators": {"role": ""},
    "denials": {"contradicted": True},
    "homonyms": {"name": "T0"},
    "single-origin": {"least": 1},
}


@pytest.fixture(scope="module")
def both(busy: PlainLayers, server: Address, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    push(busy, server, force=True)
    layers = replace(busy, home=tmp_path_factory.mktemp("busy"))
    with open_engine("embedded", layers) as embedded, open_engine("neo4j", layers) as neo4j:
        yield embedded, neo4j


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_equal_rows_on_both_engines(name: str, both: tuple[Engine, Engine]) -> None:
    asked = named_queries()[name]
    for given in (GIVEN.get(name, {}), *([OTHERS[name]] if name in OTHERS else [])):
        here, there = (query(engine, name, given) for engine in both)
        assert here.rows == there.rows
        assert here.columns == there.columns == tuple(asked.columns)
        assert here.rows, "the random graph holds no answer: the test shows nothing"
        for row in here.rows:
            assert all(plain(cell) for cell in row)


def test_constructs_of_cypher_give_equal_rows(both: tuple[Engine, Engine]) -> None:
    lines = (Path(__file__).parent / "constructs.cypher").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) > 130
    different = []
    for text in lines:
        here, there = (engine.run(text, timeout=60) for engine in both)
        if (here.columns, here.rows) != (there.columns, there.rows):
            different.append((text, here.rows[:3], there.rows[:3]))
    assert different == []


def plain(cell: object) -> bool:
    if isinstance(cell, list):
        return all(plain(item) for item in cell)
    return cell is None or type(cell) in (bool, int, float, str)


def test_there_are_at_least_sixteen() -> None:
    assert len(named_queries()) >= 16


def test_the_path_query_walks_every_relation_that_carries_a_path() -> None:
    text = "".join(named_queries()["path-between"].text.split())
    assert f"[:{'|'.join(graph_words().path_types())}*..8]" in text
