"""Fixtures that tests of several rooms share: a real Neo4j, the sample reports, the corpus beside the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SERVER = ROOT / "tools" / "neo4j" / "server.py"
CORPUS = ROOT.parent / "shared" / "corpus"


@dataclass(frozen=True)
class Neo4jAddress:
    """How the server of the tests is reached."""

    uri: str
    username: str
    password: str
    database: str


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jAddress]:
    """A real server for this session: that of `NEO4J_URI` if it is set, else one of our own with an empty database.

    Tests write into it and clear it. So a server that is given must be empty when the session begins.
    Skipped only where none can be started (no Java, not allowed to install it) and CI is not set.
    """
    given = os.environ.get("NEO4J_URI")
    if given:
        address = Neo4jAddress(
            given,
            os.environ.get("NEO4J_USERNAME", "neo4j"),
            os.environ.get("NEO4J_PASSWORD", ""),
            os.environ.get("NEO4J_DATABASE", "neo4j"),
        )
        _refuse_unless_empty(address)
        yield address
        return
    me = str(os.getpid())
    server = [sys.executable, SERVER, "--name", f"test-{me}"]
    started = subprocess.run([*server, "start", "--port", "0", "--while", me], capture_output=True, text=True, check=False)
    if started.returncode:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(started.stderr.strip())
    yield Neo4jAddress(started.stdout.strip(), "neo4j", "", "neo4j")
    subprocess.run([*server, "stop"], capture_output=True, check=True)
    shutil.rmtree(ROOT / ".local" / "neo4j" / f"test-{me}")


def _refuse_unless_empty(address: Neo4jAddress) -> None:
    from neo4j import GraphDatabase

    with GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
        found = driver.execute_query("MATCH (n) RETURN count(n) AS n", database_=address.database).records[0]["n"]
    if found:
        pytest.fail(f"{address.uri} holds {found} nodes; tests clear the database they use, so give them an empty one")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample reports."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The annotated corpus beside the project; tests that need it are skipped in a clone that has none."""
    if not CORPUS.is_dir():
        pytest.skip("no ../shared/corpus beside the project")
    return CORPUS
