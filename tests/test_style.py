"""What the eye would have to check otherwise: sizes, machine paths, and names of actors in the code."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINES_A_FILE, LINES_A_FUNCTION = 300, 40
REASON = re.compile(r"\bLonger than\b")  # a module docstring with these words gives the reason
CODE = sorted(
    p
    for folder in ("kg", "loaders", "tools", "benchmarks")
    for p in (ROOT / folder).rglob("*.py")
    if "_shipped" not in p.parts
)
PUBLIC_LISTS = ROOT / "schema" / "reference"  # others' words, kept as they are
MACHINE = re.compile(
    r"(?<![\w.])/(?:work|root|home)/|\.library\b|pypi\.org/simple|repo1?\.maven|files\.pythonhosted|deb\.debian"
)


def tracked() -> list[Path]:
    """The text files that git holds, or would hold."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_are_small_or_say_why_not(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    docstring = ast.get_docstring(tree) or ""
    if path.name != "__main__.py":
        assert docstring, f"{path.relative_to(ROOT)}: a module says what flows in and out"
    if REASON.search(docstring):
        return
    assert source.count("\n") <= LINES_A_FILE, f"{path.relative_to(ROOT)} has more than {LINES_A_FILE} lines"
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LINES_A_FUNCTION, f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {length} lines"


def test_nothing_depends_on_one_machine() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path != Path(__file__) and not path.is_relative_to(PUBLIC_LISTS):
            found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in MACHINE.finditer(text)]
    assert not found


def words(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every string of the code that is no docstring."""
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def test_no_actor_or_victim_is_named_in_the_code(corpus: Path) -> None:
    names = set()
    for gold in sorted(corpus.glob("*/gold.jsonl")):
        for line in gold.read_text(encoding="utf-8").splitlines():
            for entity in json.loads(line)["entities"]:
                if "ThreatGroup" in entity["types"] or entity.get("role") == "victim":
                    names |= {entity["name"], *entity["mentions"]}
    proper = sorted(n for n in names if len(n) > 3 and not n.islower())
    assert len(proper) > 20
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, proper))})(?!\w)")
    code = [p for p in CODE if p.is_relative_to(ROOT / "kg") or p.is_relative_to(ROOT / "loaders")]
    found = [
        f"{path.relative_to(ROOT)}:{line}: {match[0]}"
        for path in code
        for line, text in words(ast.parse(path.read_text(encoding="utf-8")))
        for match in pattern.finditer(text)
    ]
    assert not found
