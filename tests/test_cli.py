"""The command line as a whole: what goes where, how it fails, and that every command explains itself."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import hand_ledger
import pytest
from claims_by_hand import Case, group, malware
from click.testing import CliRunner, Result

from kg.cli import Commands, main
from kg.ledger import Ledger

ROOT = Path(__file__).resolve().parent.parent
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hand_ledger.write(tmp_path_factory.mktemp("cli") / "kg.db")


def run(ledger: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"KG_LEDGER": str(ledger), "KG_DEBUG": "", "KG_ANALYST": ""})


def commands() -> list[str]:
    assert isinstance(main, Commands)
    return main.list_commands(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["path", "Tin Crowe", "Northmark"], 1, "nearest: Tin Crow"),
        (["path", "Paper Moon", "Freedonia", "--min-confidence", "99"], 1, "no path leads from Paper Moon to Freedonia"),
        (["show", "Nobody At All"], 1, "no entity is called 'Nobody At All'"),
        (["explain", "Northmark", "praises", "Tin Crow"], 2, "no relation is called 'praises'"),
        (["explain", "Northmark", "attributed_to", "Old Heron"], 1, "nobody says that"),
        (["explain", "ffffffff"], 1, "no claim or proposition has the id"),
        (["compare", "Freedonia"], 1, "no incident of Freedonia is known"),
        (["claims", "--stance", "certain"], 2, "one of asserted, hedged"),
        (["status", "--as-of", "yesterday"], 2, "write it as 2025-06-12"),
        (["export", "powerpoint", "-o", "x"], 2, ", graphml, "),
        (["misread", "238efc1c"], 2, "a decision needs a reason and an analyst"),
        (["load"], 2, "name files or folders"),
        (["nonsense"], 2, "No such command"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_failure_is_one_line_with_a_remedy(arguments: list[str], code: int, words: str, ledger: Path) -> None:
    result = run(ledger, *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    if "No such command" not in words:
        assert result.stderr.startswith("kg: ")
        assert result.stderr.count("\n") == 1


def test_a_ledger_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    result = run(tmp_path / "none.db", "status")
    assert result.exit_code == 2
    assert "kg load PATH creates one" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_fault_of_the_program_is_one_line_too(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.questions.status.status", lambda view: 1 / 0)
    result = run(ledger, "status")
    assert result.exit_code == 70
    assert result.stderr == "kg: a fault of the program: ZeroDivisionError: division by zero (KG_DEBUG=1 shows where)\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["path", "Tin Crow", "Northmark"],
        ["explain", "Northmark", "attributed_to", "Tin Crow"],
        ["compare", "Northmark"],
        ["show", "Northmark"],
        ["status"],
        ["claims"],
        ["history", "Northmark"],
        ["diff", "2025-05", "2025-06"],
        ["sources"],
        ["loaders"],
        ["decisions"],
        ["export", "--list"],
    ],
    ids=lambda a: a[0],
)
def test_json_on_stdout_is_data_alone(arguments: list[str], ledger: Path) -> None:
    dated = ["--as-of", "2025-05-30"] if arguments[0] in ("path", "compare", "show", "status", "claims") else []
    result = run(ledger, *arguments, *dated, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout) or arguments == ["decisions"]
    assert ("1 undated document left out" in result.stderr) == bool(dated)


@pytest.mark.parametrize("name", commands())
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    body = result.stdout.split("\n\n")[1]
    assert len(body.strip()) > 20


def test_the_help_lists_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert {n for n in commands() if re.search(rf"(?m)^  {n} ", result.stdout)} == set(commands())


def test_texts_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    case = Case()
    text = "Tin Crow\x1b[2J\x1b]0;owned\x07 uses \u202eRustfall\u2066\x00, they said."
    report = case.report(text, "evil\x1b[31m.example", title="A\x1b[1mtitle\ud800")
    report.claim(group("Tin Crow"), "uses", malware("Rustfall"))
    path = tmp_path / "kg.db"
    with Ledger(path, create=True) as ledger:
        ledger.add(report.document, readings=[report.reading])
    for question in (["path", "Tin Crow", "Rustfall"], ["explain", "Tin Crow", "uses", "Rustfall"], ["claims"], ["sources"]):
        result = run(path, *question)
        assert result.exit_code == 0, result.stderr
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e\u2066]", result.stdout)
        assert "example" in result.stdout or question == ["claims"]
    assert json.loads(run(path, "claims", "--format", "jsonl").stdout)["quote"] == text


@pytest.mark.parametrize(
    "arguments",
    [
        ["path", "Paper Moon", "Northmark"],
        ["compare", "Northmark"],
        ["explain", "Northmark", "attributed_to", "Tin Crow"],
        ["status"],
    ],
    ids=lambda a: a[0],
)
def test_a_terminal_gets_colours_and_the_same_words(arguments: list[str], ledger: Path) -> None:
    printed = on_terminal([sys.executable, "-m", "kg", *arguments, "--ledger", str(ledger)])
    assert "\x1b[" in printed
    shown = set(re.findall(r"\w+", ANSI.sub("", printed)))
    plain = set(re.findall(r"\w+", run(ledger, *arguments).stdout))
    assert plain <= shown
    assert "CLAIMED" in shown or arguments[0] == "explain"


def on_terminal(command: list[str]) -> str:
    """What a command prints on a terminal of 200 columns."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "200", "LINES": "50", "PYTHONPATH": str(ROOT)}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(command, stdout=slave, stderr=subprocess.DEVNULL, stdin=slave, env=environment)
    os.close(slave)
    found = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        found += chunk
    os.close(master)
    assert process.wait() == 0
    return found.decode()
