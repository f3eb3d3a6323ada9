"""How answers look, to the letter, over a ledger made by hand.

`KG_REGENERATE=1 pytest tests/test_golden.py` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import hand_ledger
import pytest
from click.testing import CliRunner

from kg.cli import main

GOLDEN = Path(__file__).parent / "golden"
COMMANDS = {
    "path.txt": ["path", "Tin Crow", "Northmark"],
    "path_unvouched.txt": ["path", "Paper Moon", "Northmark Stores"],
    "path_association.txt": ["path", "Freedonia", "Northmark"],
    "path_context.txt": ["path", "Ferrymill plc", "Northmark", "--via", "context", "-k", "1"],
    "path.json": ["path", "Tin Crow", "Northmark", "--format", "json"],
    "explain.txt": ["explain", "Northmark", "attributed_to", "Tin Crow"],
    "explain.json": ["explain", "Northmark", "attributed_to", "Paper Moon", "--format", "json"],
    "compare.txt": ["compare", "Northmark"],
    "robust.txt": ["robust", "Northmark"],
    "compare.json": ["compare", "Northmark", "--format", "json"],
    "show.txt": ["show", "Tin Crow"],
    "status.txt": ["status"],
    "claims.txt": ["claims", "--about", "Paper Moon"],
    "claims.csv": ["claims", "--relation", "attributed_to", "--format", "csv"],
    "claims.jsonl": ["claims", "--relation", "attributed_to", "--format", "jsonl"],
    "history.txt": ["history", "Tin Crow"],
    "brief.md": ["brief", "Northmark Stores"],
    "timeline.txt": ["timeline", "Tin Crow"],
    "diff.txt": ["diff", "2025-05-13", "2025-05-31"],
    "sources.txt": ["sources"],
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hand_ledger.write(tmp_path_factory.mktemp("golden") / "kg.db")


@pytest.mark.parametrize("name", COMMANDS)
def test_an_answer_looks_as_it_did(name: str, ledger: Path) -> None:
    result = CliRunner().invoke(main, COMMANDS[name], env={"KG_LEDGER": str(ledger), "KG_DEBUG": ""})
    assert not result.exit_code, result.stderr
    path = GOLDEN / name
    if os.environ.get("KG_REGENERATE"):
        path.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {p.name for p in GOLDEN.iterdir()} == set(COMMANDS)
