"""The documents show what happens: every command is run, every link and every command that is named exists."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "schema").rglob("*.md")])
FOLLOWED = [path for path in DOCUMENTS if re.search(r"```(console|python)\n", path.read_text(encoding="utf-8"))]
LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?<![\w/-])kg ([a-z][a-z-]+)")
RECORDS = re.compile(r"^\d{4}-[a-z0-9-]+\.md$")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.slow
@pytest.mark.parametrize("path", FOLLOWED, ids=name)
def test_every_command_does_what_is_shown(path: Path, request: pytest.FixtureRequest) -> None:
    environment = dict(os.environ)
    if "NEO4J_URI" in path.read_text(encoding="utf-8"):
        server: Any = request.getfixturevalue("neo4j_server")
        empty(server)
        environment |= {
            "NEO4J_URI": server.uri,
            "NEO4J_USERNAME": server.username,
            "NEO4J_PASSWORD": server.password,
            "NEO4J_DATABASE": server.database,
        }
    follow = [sys.executable, str(ROOT / "tools" / "console.py"), str(path)]
    done = subprocess.run(follow, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def empty(server: Any) -> None:
    """Clear the server, which other tests have used."""
    from neo4j import GraphDatabase

    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=server.database)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_link_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    headings = {slug(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#")}
    for target in LINK.findall(text):
        if target.startswith("#"):
            assert target[1:] in headings, f"{name(path)}: no heading {target}"
        elif "://" not in target:
            assert (path.parent / target.split("#")[0]).exists(), f"{name(path)}: {target}"


def slug(heading: str) -> str:
    """The anchor that a heading gets."""
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_command_named_in_code_exists(path: Path) -> None:
    code = re.findall(r"```.*?```|`[^`]+`", path.read_text(encoding="utf-8"), re.DOTALL)
    named = {word for part in code for word in COMMAND.findall(part)}
    missing = sorted(word for word in named if not (ROOT / "kg" / "cli" / f"{word.replace('-', '_')}.py").exists())
    assert not missing, f"{name(path)} names {missing}"


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z0-9-]+)`|^\$ make ([a-z0-9-]+)", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert named
    for target in {a or b for a, b in named}:
        assert re.search(rf"(?m)^{target}:", makefile), target


def test_decisions_are_numbered_and_one_page() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert records
    assert all(RECORDS.match(path.name) for path in records)
    numbers = [int(path.name[:4]) for path in records]
    assert len(numbers) == len(set(numbers))
    for path in records:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 60, f"{path.name} is longer than a page"
        for part in ("## What", "## Measured", "## Turned down"):
            assert part in text, f"{path.name} does not say {part}"
