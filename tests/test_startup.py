"""Nothing heavy is imported on the way of a question: `kg path` answers in half a second."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("spacy", "numpy", "neo4j", "networkx", "rich", "arcadedb_embedded", "ahocorasick_rs", "kg.reading", "kg.loading")

RUN = """
import sys
from kg.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A ledger of the samples whose view has been computed and cached."""
    path = tmp_path_factory.mktemp("ledger") / "kg.db"
    kg(["load", str(samples), "--ledger", str(path)])
    kg(["status", "--ledger", str(path)])
    return path


def kg(arguments: list[str], after: str = "") -> str:
    """Run a command in a process of its own; what it prints."""
    code = f"{RUN}{after}"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["path", "Scattered Spider", "Harrow & Vale"],
        ["status"],
        ["show", "Harrow & Vale"],
        ["claims"],
        ["compare", "Harrow & Vale"],
    ],
    ids=lambda a: a[0],
)
def test_a_question_imports_nothing_heavy(arguments: list[str], ledger: Path) -> None:
    found = f"print('HEAVY', [name for name in {HEAVY!r} if name in sys.modules])"
    printed = kg([*arguments, "--ledger", str(ledger)], after=found)
    assert printed.splitlines()[-1] == "HEAVY []"


def test_importing_the_package_imports_no_room() -> None:
    code = "import sys, kg; print([name for name in sys.modules if name.startswith('kg.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
