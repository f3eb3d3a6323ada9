"""The bulk CSV, imported by Neo4j's own tool and read back from the real server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.cypher import open_engine
from kg.cypher.connection import Address
from kg.cypher.engines.neo4j import Neo4jEngine
from kg.cypher.push import push
from kg.export.neo4j_import import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.cypher.layers import PlainLayers

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "tools" / "neo4j" / "server.py"
LOCAL = ROOT / ".local" / "neo4j"
OPENS = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch")]
EVERYTHING = (
    "MATCH (n) WHERE n.kg_version IS NOT NULL RETURN n ORDER BY n.id",
    "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b, r ORDER BY a, t, b",
)


@pytest.fixture(scope="module")
def imported(small: PlainLayers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that serves the store which the import tool made."""
    name = f"test-import-{os.getpid()}"
    folder = tmp_path_factory.mktemp("import") / "csv"
    folder.mkdir()
    assert write(small, folder) == len(small.all_nodes) + len(small.all_edges)
    fetched = subprocess.run([sys.executable, SERVER, "fetch"], capture_output=True, text=True, check=False)
    if fetched.returncode:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(fetched.stderr.strip())
    store = LOCAL / name / "store"
    (store / "conf").mkdir(parents=True)
    (store / "conf" / "neo4j.conf").touch()
    try:
        arguments = (folder / "import.args").read_text().splitlines()
        tool = ["org.neo4j.cli.AdminTool", "database", "import", "full", "neo4j"]
        subprocess.run(
            [
                java(),
                "-Xmx700m",
                *OPENS,
                "-cp",
                f"{LOCAL / 'lib'}/*",
                *tool,
                *arguments,
            ],
            cwd=folder,
            env={**os.environ, "NEO4J_HOME": str(store), "NEO4J_CONF": str(store / "conf")},
            check=True,
            capture_output=True,
        )
        server = [sys.executable, SERVER, "--name", name]
        started = subprocess.run(
            [*server, "start", "--port", "0", "--while", str(os.getpid())], check=True, capture_output=True, text=True
        )
        yield started.stdout.strip()
        subprocess.run([*server, "stop"], check=True, capture_output=True)
    finally:
        shutil.rmtree(LOCAL / name, ignore_errors=True)


def java() -> str:
    code = "import sys; sys.path.insert(0, sys.argv[1]); import server; print(server.java())"
    found = subprocess.run([sys.executable, "-c", code, SERVER.parent], check=True, capture_output=True, text=True)
    return found.stdout.strip()


@pytest.mark.slow
def test_what_was_imported_is_the_graph(imported: str, small: PlainLayers, tmp_path: Path) -> None:
    with Neo4jEngine(Address(imported), small) as there, open_engine("embedded", replace(small, home=tmp_path)) as here:
        for text in EVERYTHING:
            assert there.run(text).rows == here.run(text).rows
        assert there.run("RETURN 1 AS x").notes == ()


@pytest.mark.slow
def test_a_push_goes_on_from_an_import(imported: str, small: PlainLayers) -> None:
    report = push(small, Address(imported))
    assert report.changed == 0
    assert report.unchanged == len(small.all_nodes) + len(small.all_edges)
