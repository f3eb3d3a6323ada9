"""Names that try to be code: whatever stands in a report, the text of every query stays what it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import neo4j
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.cypher import open_engine
from kg.cypher.cells import clean
from kg.cypher.layers import PlainLayers, Rows
from kg.cypher.names import graph_words
from kg.cypher.push import push
from kg.errors import SchemaError
from kg.questions.query import named_queries, query

if TYPE_CHECKING:
    from kg.cypher.connection import Address
    from kg.cypher.protocol import Engine

HOSTILE = [
    "x'}) DETACH DELETE n //",
    'x"}) DETACH DELETE n //',
    "`) DETACH DELETE n //",
    "Entity`:Admin`",
    "\u2019 OR 1=1 \u2018",
    "\\' RETURN 1 //",
    "\\u0027}) DETACH DELETE n //",
    "\ud800 \udfff \ud83d",
    "$name {name} :label ~",
    "\u0000\u001f\r\n\u2028;--/*",
    "#12:0",
    "",
]
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec=None), max_size=30))
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def layers(name: str, other: str) -> PlainLayers:
    """Two entities, a relation and a claim in which every text is one of these two."""
    rows = Rows()
    ids = (f"1{name}", f"2{other}")
    nodes = [
        rows.node(rows.words.entity_labels("ThreatGroup"), {"id": id_, "name": text, "names": [text, other], "type": text})
        for id_, text in zip(ids, (name, other), strict=True)
    ]
    nodes.append(rows.node(("Claim",), {"id": name, "quote": other, "speaker": name, "detail": other}))
    edges = [
        rows.edge("LINKED_TO", ("Entity", ids[0]), ("Entity", ids[1]), {"id": name, "quote": other, "stances": [name]}),
        rows.edge("SUBJECT", ("Claim", name), ("Entity", ids[0]), {}),
    ]
    return PlainLayers(tuple(nodes), tuple(edges), key=ascii((name, other)), state="s", options=clean(other))


@contextmanager
def recorded() -> Iterator[set[str]]:
    """The text of every statement that reaches an engine."""
    import arcadedb_embedded as embedded

    seen: set[str] = set()

    def spy(original: Any, place: int) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            seen.add(str(given[place]))
            return original(*given, **named)

        return call

    spied = [
        (neo4j.Driver, "execute_query", 1),
        (neo4j.Session, "run", 1),
        (neo4j.ManagedTransaction, "run", 1),
        (embedded.Database, "command", 2),
        (embedded.Database, "query", 2),
    ]
    with pytest.MonkeyPatch.context() as patch:
        for kind, name, place in spied:
            patch.setattr(kind, name, spy(getattr(kind, name), place))
        yield seen


def built(made: PlainLayers) -> list[Any]:
    """What the embedded engine holds of these layers."""
    with TemporaryDirectory() as home, open_engine("embedded", replace(made, home=Path(home))) as engine:
        rows = engine.run("MATCH (n:Entity) RETURN n.id, n.name, n.type, n.names ORDER BY n.id").rows
        return [*rows, *engine.run("MATCH (c:Claim) RETURN c.id, c.quote, c.speaker, c.detail").rows]


def written(made: PlainLayers, server: Address) -> list[Any]:
    """What Neo4j holds of these layers."""
    push(made, server, force=True)
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        nodes = driver.execute_query("MATCH (n:Entity) RETURN n.id, n.name, n.type, n.names ORDER BY n.id").records
        claims = driver.execute_query("MATCH (c:Claim) RETURN c.id, c.quote, c.speaker, c.detail").records
    return [tuple(record.values()) for record in (*nodes, *claims)]


def expected(name: str, other: str) -> list[Any]:
    name, other = clean(name), clean(other)
    return [(f"1{name}", name, name, [name, other]), (f"2{other}", other, other, [other, other]), (name, other, name, other)]


@pytest.fixture(scope="module")
def harmless() -> set[str]:
    with recorded() as texts:
        assert built(layers("a", "b")) == expected("a", "b")
    return texts


@given(TEXT, TEXT)
@example(HOSTILE[0], HOSTILE[3])
@example(HOSTILE[7], HOSTILE[9])
@FEW
def test_no_name_reaches_the_text_of_a_query_in_the_embedded_engine(harmless: set[str], name: str, other: str) -> None:
    with recorded() as texts:
        assert built(layers(name, other)) == expected(name, other)
    assert texts == harmless


@pytest.fixture(scope="module")
def harmless_push(server: Address) -> set[str]:
    with recorded() as texts:
        for names in (("a", "b"), ("c", "d"), ("a", "b"), ("a", "c")):  # writing anew, changing, removing
            assert written(layers(*names), server) == expected(*names)
    return texts


@given(TEXT, TEXT)
@example(HOSTILE[0], HOSTILE[3])
@example(HOSTILE[7], HOSTILE[9])
@FEW
def test_no_name_reaches_the_text_of_a_query_in_neo4j(
    harmless_push: set[str], server: Address, name: str, other: str
) -> None:
    with recorded() as texts:
        assert written(layers(name, other), server) == expected(name, other)
    assert texts <= harmless_push


@given(TEXT)
def test_only_words_of_the_graph_become_identifiers(word: str) -> None:
    rows = Rows()
    words = graph_words()
    if word in words.labels | words.edge_types | words.keys:
        return
    with pytest.raises(SchemaError):
        rows.node(("Entity", word), {"id": "x"})
    with pytest.raises(SchemaError):
        rows.node(("Entity",), {"id": "x", word: "x"})
    with pytest.raises(SchemaError):
        rows.edge(word, ("Entity", "x"), ("Entity", "y"), {})
    with pytest.raises(SchemaError):
        rows.edge("LINKED_TO", (word, "x"), ("Entity", "y"), {})


def test_every_word_of_the_graph_is_a_plain_identifier() -> None:
    words = graph_words()
    for word in (*words.labels, *words.edge_types, *words.keys, words.marker):
        assert word.isascii() and word.isidentifier()


@given(TEXT)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parameters_of_named_queries_are_data(engine: Engine, small: PlainLayers, text: str) -> None:
    for name, asked in named_queries().items():
        texts = {key: text for key, parameter in asked.parameters.items() if parameter.type == "string"}
        if texts and not any(parameter.type == "date" for parameter in asked.parameters.values()):
            query(engine, name, texts, limit=5)
    assert engine.run("MATCH (n:Entity) RETURN count(n) AS n").rows == ((sum(n.kind == "Entity" for n in small.all_nodes),),)
