"""One suite over every engine: the same text gives the same table, and nothing is written or read beside the graph."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from kg.cypher.protocol import QueryError, QueryTimeout, WriteRefused
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.cypher.protocol import Engine

STRANGE_ROW = 'x\'}) DETACH DELETE n // `y` \\ \u2019\u2028 \ufffd \U0001f600\n"z";a,b'

SAME = [
    "MATCH (i:Incident)-[r:ATTRIBUTED_TO]->(g:ThreatGroup) RETURN i.name AS i, g.name AS g, r.confidence AS c ORDER BY c",
    "MATCH (n:Victim:Regulator) RETURN n",
    "MATCH (n:Organization) WHERE n:Regulator RETURN n.name, 'Victim' IN labels(n) AS v, size(labels(n)) AS n",
    "MATCH p = (c:Claim)-[:SUBJECT]->(e) RETURN p",
    "MATCH (c:Claim)-[r:SAID_BY]->(s:Speaker) RETURN c.id, r.vouches, s.name, type(r), r",
    "MATCH (n:Entity) RETURN n.type AS t, count(*) AS n, size(collect(n.name)) AS m ORDER BY t",
    "MATCH (n:Entity) OPTIONAL MATCH (n)<-[r:AFFECTED]-() RETURN n.id AS id, r.first_reported AS d ORDER BY id",
    "MATCH (n:Nothing) RETURN n.name AS x, n.y",
    "MATCH (n:Entity) WHERE NOT EXISTS { (n)<-[:AFFECTED]-() } RETURN n.name AS x ORDER BY x",
    "MATCH (n:ThreatGroup) RETURN n.name AS x, COUNT { (n)<-[:ATTRIBUTED_TO]-() } AS c ORDER BY x",
    "MATCH (n:ThreatGroup) WHERE any(x IN n.names WHERE x STARTS WITH 'UNC') RETURN n.names AS x",
    "MATCH (n:ThreatGroup {name: $name}) RETURN n.id AS x",
    "MATCH (a:Entity {name: 'Grey Heron'}), (b:Entity {name: 'Harbour Bank'}) "
    "MATCH p = shortestPath((a)-[:ATTRIBUTED_TO|AFFECTED|LINKED_TO*..6]-(b)) "
    "RETURN [x IN nodes(p) | x.name] AS names, [r IN relationships(p) | r.confidence] AS c, length(p) AS n",
    "MATCH p = (a:ThreatGroup)-[:LINKED_TO*1..2]-(b) RETURN a.name AS a, b.name AS b, length(p) AS n ORDER BY a, b, n",
    "MATCH (i)-[r:ATTRIBUTED_TO]->() WITH i, collect(r.confidence) AS c WHERE size(c) > 1 RETURN i.name "
    "AS x, reduce(s = 0, y IN c | s + y) AS s ORDER BY x",
    "MATCH (i:Incident) CALL (i) { MATCH (i)-[r:ATTRIBUTED_TO]->(g) RETURN g.name AS g ORDER BY "
    "r.confidence DESC LIMIT 1 } RETURN i.name AS i, g ORDER BY i",
    "UNWIND [3, 1, null, 2] AS x RETURN x ORDER BY x DESC",
    "UNWIND [1, 2, 3, 4] AS x RETURN avg(x) AS a, sum(x) AS s, min(x) AS l, max(x) AS h, stDev(x) AS d, "
    "percentileCont(x, 0.5) AS p",
    "RETURN 1 AS a UNION RETURN 2 AS a",
    "RETURN 10/4 AS a, 10/4.0 AS b, 7 % 3 AS c, 2^3 AS d, 0.0/0 AS e, 1/0.0 AS f, -7/2 AS g, 0.1 + 0.2 AS h, 1e3 AS i",
    "RETURN date('2025-01-02') AS a, datetime('2025-01-02T03:04:05Z') AS b, duration('P1DT2H') AS c, time('10:00') AS d",
    "RETURN [1, 'a', null, [true]] AS a, {x: 1, y: [null], z: {w: 'q'}} AS b, null AS c, true AS d",
    "RETURN size('\U0001f600') AS a, toUpper('stra\u00dfe') AS b, substring('hello', 1, 2) AS c, "
    "split('a,b', ',') AS d, 'ab' =~ 'a.' AS e",
    "RETURN coalesce(null, 'x') AS a, CASE WHEN 1 > 2 THEN 'a' ELSE 'b' END AS b, toInteger('7') AS c, "
    "toFloat('x') AS d, toString(1.0) AS e",
    "RETURN null = null AS a, 1 IN [1, null] AS b, 2 IN [1, null] AS c, NOT null AS d, 'a' < 'b' AS e, 1 = 1.0 AS f",
    "RETURN [x IN range(1, 5) WHERE x % 2 = 1 | x * x] AS a, [1, 2, 3][-1] AS b, [1, 2, 3][0..2] AS c, "
    "all(x IN [] WHERE false) AS d",
    "RETURN $name AS n, $list AS l, $map AS m, $nothing AS o, $number AS i",
    "MATCH (n:Entity) RETURN DISTINCT n.type AS t ORDER BY t SKIP 1 LIMIT 1",
]  # fmt: skip
PARAMETERS = {"name": "Grey Heron", "list": [1, "a", None], "map": {"k": [1.5]}, "nothing": None, "number": 2**60}


@pytest.mark.parametrize("text", SAME)
def test_same_table_on_every_engine(text: str, embedded: Engine, neo4j: Engine) -> None:
    given = {name: value for name, value in PARAMETERS.items() if f"${name}" in text}
    here, there = embedded.run(text, given), neo4j.run(text, given)
    assert here.columns == there.columns
    assert here.rows == there.rows
    assert [[type(x) for x in row] for row in here.rows] == [[type(x) for x in row] for row in there.rows]


def test_strange_names_are_data(engine: Engine) -> None:
    table = engine.run("MATCH (n:ThreatGroup {name: $x})<-[r]-() RETURN n.name AS n, r.quote AS q", {"x": STRANGE_ROW})
    assert table.rows == ((STRANGE_ROW, STRANGE_ROW),)


def test_a_lone_surrogate_asks_for_what_was_stored_in_its_place(engine: Engine) -> None:
    given = STRANGE_ROW.replace("\ufffd", "\ud800")
    assert engine.run("MATCH (n:Entity {name: $x}) RETURN count(n) AS n", {"x": given}).rows == ((1,),)


def test_limit_tells_that_there_was_more(engine: Engine) -> None:
    cut, whole = (engine.run("UNWIND range(1, 5) AS x RETURN x ORDER BY x", limit=limit) for limit in (3, 5))
    assert cut.rows == ((1,), (2,), (3,)) and cut.truncated
    assert len(whole.rows) == 5 and not whole.truncated


def test_timeout_ends_a_query_that_runs_on(engine: Engine) -> None:
    began = time.monotonic()
    with pytest.raises(QueryTimeout, match=r"within 0\.5 s"):
        engine.run("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b) AS s", timeout=0.5)
    assert time.monotonic() - began < 5
    assert engine.run("RETURN 1 AS x", timeout=5).rows == ((1,),)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Entity {id: 'new'})",
        "MATCH (n:Entity) DETACH DELETE n",
        "MATCH (n:Entity) SET n.name = 'x' RETURN n.name",
        "MATCH (n:Entity) REMOVE n.name",
        "MERGE (n:Entity {id: 'new'}) RETURN n",
        "FOREACH (x IN [1] | CREATE (:Entity))",
        "MATCH (n:Entity) CALL (n) { CREATE (m:Entity {id: n.id}) } RETURN count(*) AS n",
        "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS",
        "RETURN 1 AS x UNION MERGE (n:Entity {id: 'new'}) RETURN 1 AS x",
        "CREATE INDEX some FOR (n:Entity) ON (n.type)",
        "DROP CONSTRAINT kg_entity_id",
        "CALL db.createLabel('New')",
        "CALL dbms.components()",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "LOAD CSV WITH HEADERS FROM 'http://127.0.0.1/x' AS line RETURN line",
        "MATCH (n) CALL (n) { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line",
        "/* a */ LOAD\n\tCSV FROM 'file:///etc/passwd' AS line RETURN line",
        "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    ],
)
def test_what_is_no_reading_of_the_graph_is_refused_before_it_runs(text: str, engine: Engine) -> None:
    before = engine.run("MATCH (n) RETURN count(n) AS n, count(n.name) AS m").rows
    with pytest.raises(QueryError) as refused:
        engine.run(text)
    if "DROP CONSTRAINT" not in text:  # one engine does not know the word
        assert isinstance(refused.value, WriteRefused)
    assert engine.run("MATCH (n) RETURN count(n) AS n, count(n.name) AS m").rows == before


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("MATCH (n:Entity)\nRETURN nn.name", "query, line 2, column 8"),
        ("MATCH (n:Entity)\nRETURN n.name nope x", "query, line 2, column 15"),
        ("MATCH (n:Entity) RETURN foo(n) AS x", "query, line 1, column 25"),
        ("MATCH (n {name: $who}) RETURN n", "query, line 1, column 18"),
        ("  EXPLAIN MATCH (n) RETURN n", "query, line 1, column 3"),
        ("MATCH (n:Entity RETURN n", "query, line 1, column 17"),
        ("", "query"),
    ],
)
def test_errors_show_where(text: str, place: str, engine: Engine) -> None:
    with pytest.raises(QueryError) as error:
        engine.run(text)
    assert error.value.place == place
    if place != "query":
        line, caret = error.value.excerpt.splitlines()
        column = int(place.rsplit(" ", 1)[1])
        assert line == "  " + text.splitlines()[int(place.split(", ")[1].removeprefix("line ")) - 1]
        assert caret == " " * (column + 1) + "^"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("MATCH (a:Incident) MATCH p = shortestPath((a)-[*..4]-(b:Victim)) WHERE length(p) > 1 RETURN b.name", 66),
        ("MATCH p = (a:Incident)-[*1..2]-(b:Victim) WHERE length(p) > 1 RETURN b.name", None),
        ("MATCH (n:Entity) RETURN n.type AS t, collect(n.id)[0] IS NULL AS x", 38),
        ("MATCH (n:Entity) WITH 'x' IN collect(n.id) AS x RETURN x", 23),
        ("MATCH (n:Entity) RETURN NOT (count(*) > 3) AS x", 25),
        ("MATCH (n:Entity) RETURN count(*) > 3 AND max(n.id) > 'e' AS x", 25),
        ("MATCH (n:Entity) RETURN collect(n)[0].id AS x", 25),
        ("MATCH (n:Entity) RETURN count(CASE WHEN n.id IS NULL AND true THEN 1 END) AS x", None),
        ("MATCH (n:Entity) RETURN EXISTS { MATCH (m) RETURN count(*) AS c } AND true AS x, count(*) AS c", None),
    ],
)
def test_what_the_embedded_engine_would_answer_otherwise_it_does_not_answer(
    text: str, column: int | None, embedded: Engine, neo4j: Engine
) -> None:
    if column is None:
        assert sorted(map(str, embedded.run(text).rows)) == sorted(map(str, neo4j.run(text).rows))
        return
    assert neo4j.run(text).columns
    with pytest.raises(QueryError, match="the embedded engine") as error:
        embedded.run(text)
    assert error.value.place == f"query, line 1, column {column}"
    assert "neo4j" in str(error.value.remedy)


def test_failures_while_running_are_query_errors(engine: Engine) -> None:
    with pytest.raises(QueryError, match="by zero"):
        engine.run("RETURN 1/0 AS x")


@pytest.mark.parametrize("value", [2**63, float("nan"), float("inf"), {1, 2}, b"x"])
def test_parameters_that_no_engine_knows(value: object, engine: Engine) -> None:
    with pytest.raises(UsageError) as error:
        engine.run("RETURN $x AS x", {"x": value})  # type: ignore[dict-item]
    assert error.value.place == "parameter x"


def test_closing_twice_does_nothing_and_a_closed_engine_says_so(engine: Engine) -> None:
    engine.close()
    engine.close()
    with pytest.raises(Exception, match="closed"):
        engine.run("RETURN 1 AS x")
