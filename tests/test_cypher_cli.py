"""kg query, cypher, schema and push at the command line: formats, exit codes, and errors that show the place."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import hand_ledger
import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.cypher.names import graph_words

WHO = "MATCH (:Incident)-[r:ATTRIBUTED_TO]->(a) RETURN a.name AS who, r.claimed AS claimed, r.stances AS s ORDER BY who"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hand_ledger.write(tmp_path_factory.mktemp("cypher-cli") / "kg.db")


def run(ledger: Path, *arguments: str, given: str | None = None, **settings: str) -> Result:
    environment = {"KG_LEDGER": str(ledger), "KG_DEBUG": "", "NEO4J_URI": "", **settings}
    return CliRunner().invoke(main, arguments, env=environment, input=given)


def test_formats_hold_the_same_rows(ledger: Path) -> None:
    as_json = json.loads(run(ledger, "cypher", WHO, "--format", "json").stdout)
    as_lines = [json.loads(line) for line in run(ledger, "cypher", WHO, "--format", "jsonl").stdout.splitlines()]
    as_csv = list(csv.DictReader(io.StringIO(run(ledger, "cypher", WHO, "--format", "csv").stdout)))
    assert as_json == as_lines and [row["who"] for row in as_json] == ["Old Heron", "Paper Moon", "Tin Crow"]
    assert [{**row, "claimed": json.loads(row["claimed"]), "s": json.loads(row["s"])} for row in as_csv] == as_json
    table = run(ledger, "cypher", WHO).stdout.splitlines()
    assert table[0].split() == ["who", "claimed", "s"] and table[3].startswith("Paper Moon  yes")


def test_parameters_are_json_or_text(ledger: Path) -> None:
    asked = "RETURN $a AS a, $b AS b, $c AS c, $d AS d"
    values = ["-p", "a=12", "-p", "b=Tin Crow", "-p", 'c="12"', "-p", 'd=["x", null]']
    found = json.loads(run(ledger, "cypher", asked, *values, "--format", "json").stdout)
    assert found == [{"a": 12, "b": "Tin Crow", "c": "12", "d": ["x", None]}]


def test_the_query_may_come_from_a_file_or_stdin(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "q.cypher").write_text(WHO)
    from_file = run(ledger, "cypher", "-f", str(tmp_path / "q.cypher"))
    from_stdin = run(ledger, "cypher", "-f", "-", given=WHO)
    assert from_file.stdout == from_stdin.stdout == run(ledger, "cypher", WHO).stdout
    assert run(ledger, "cypher", WHO, "-f", "-").exit_code == 2
    assert run(ledger, "cypher", "-f", str(tmp_path / "none")).exit_code == 2


def test_limit_is_said(ledger: Path) -> None:
    cut = run(ledger, "cypher", WHO, "--limit", "2")
    assert len(cut.stdout.splitlines()) == 4 and "more than 2 rows" in cut.stderr
    assert run(ledger, "cypher", WHO, "--limit", "3").stderr == ""


def test_no_rows_is_exit_one_and_still_data(ledger: Path) -> None:
    nothing = run(ledger, "query", "campaigns", "--format", "json")
    assert (nothing.exit_code, json.loads(nothing.stdout)) == (1, [])
    assert nothing.stderr == "kg: no rows\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cypher", "MATCH (n:Entity)\nRETURN nn.name"], ["  RETURN nn.name\n         ^\n", "line 2, column 8"]),
        (["cypher", "MATCH (n) DETACH DELETE n"], ["nothing was run", "read-only"]),
        (["cypher", "LOAD CSV FROM 'file:///etc/hostname' AS x RETURN x"], ["  LOAD CSV FROM", "nothing was run"]),
        (["cypher", "UNWIND range(1, 9999999) AS x UNWIND range(1, 99999) AS y RETURN sum(x * y) AS s", "--timeout", "0.2"],
         ["no answer within 0.2 s"]),
        (["cypher", ""], ["the query is empty"]),
        (["cypher", "RETURN 1 AS x", "-p", "x"], ["'x' is no parameter"]),
        (["cypher", "RETURN 1 AS x", "--engine", "oracle"], ["one of embedded, neo4j"]),
        (["cypher", "RETURN 1 AS x", "--engine", "neo4j"], ["no Neo4j is named", "NEO4J_URI"]),
        (["query"], ["name a query"]),
        (["query", "claimed-link"], ["nearest: claimed-links"]),
        (["query", "denials", "-p", "contradicted=maybe"], ["'maybe' is not a boolean"]),
        (["query", "actors-by-victim"], ["needs -p victim=..."]),
        (["push"], ["no Neo4j is named"]),
    ],
    ids=lambda value: " ".join(value)[:60],
)  # fmt: skip
def test_what_goes_wrong_is_said_with_exit_two(arguments: list[str], words: list[str], ledger: Path) -> None:
    result = run(ledger, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    for word in words:
        assert word in result.stderr


def test_a_dead_server_is_said(ledger: Path) -> None:
    result = run(ledger, "push", NEO4J_URI="bolt://127.0.0.1:1")
    assert result.exit_code == 2 and "does not answer" in result.stderr and "make neo4j" in result.stderr


def test_named_queries_are_listed_and_shown(ledger: Path) -> None:
    listed = run(ledger, "query", "--list").stdout
    assert "claimed-links" in listed and "[vouched]" in listed
    assert len(json.loads(run(ledger, "query", "--list", "--format", "json").stdout)) >= 16
    shown = run(ledger, "query", "claimed-links", "--show").stdout
    assert "MATCH (a:Entity)-[r]->(b:Entity)" in shown and "-p vouched=..." in shown


def test_schema_lists_every_word_of_the_graph(ledger: Path) -> None:
    words = graph_words()
    text = run(ledger, "schema").stdout
    listed = json.loads(run(ledger, "schema", "--format", "json").stdout)
    assert {line["label"] for line in listed["labels"]} == words.labels
    assert {line["type"] for line in listed["types"]} == words.edge_types - {"STOLEN"}  # never has an object
    assert {line["name"] for line in listed["properties"]} == words.keys
    for word in words.labels | words.keys:
        assert word in text
