"""The runner of documents sees a difference when there is one."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_SPEC = importlib.util.spec_from_file_location("kg_tools_console", ROOT / "tools" / "console.py")
assert _SPEC
assert _SPEC.loader
console = importlib.util.module_from_spec(_SPEC)
sys.modules["kg_tools_console"] = console
_SPEC.loader.exec_module(console)


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ((), ["anything"], True),
        (("a", "b"), ["a", "b"], True),
        (("a", "b"), ["a", "c"], False),
        (("a",), ["a", "b"], False),
        (("a", "..."), ["a", "b", "c"], True),
        (("...", "c"), ["a", "b", "c"], True),
        (("a", "...", "c"), ["a", "c"], True),
        (("a", "...", "c"), ["a", "b", "d"], False),
        (("...",), [], True),
        (("a.c",), ["abc"], False),
        (("?",), ["a"], False),
    ],
)
def test_what_is_shown_is_compared_with_what_is_printed(shown: tuple[str, ...], printed: list[str], same: bool) -> None:
    assert console.agree(shown, printed) is same


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        (("?",), ["a", "b", "c", "d"]),
        (("x", "..."), ["a", "..."]),
        (("x", "...", "y", "z"), ["a", "...", "c", "d"]),
        (("...", "z"), ["...", "d"]),
    ],
)
def test_what_was_left_out_is_left_out_again(shown: tuple[str, ...], written: list[str]) -> None:
    assert console.shortened(shown, ["a", "b", "c", "d"]) == written


def follow(tmp_path: Path, text: str, *options: str) -> tuple[subprocess.CompletedProcess[str], str]:
    path = tmp_path / "page.md"
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, str(ROOT / "tools" / "console.py"), *options, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done, path.read_text(encoding="utf-8")


def test_a_wrong_page_is_refused_and_put_right(tmp_path: Path) -> None:
    page = "Look:\n\n```console\n$ echo one && \\\n  echo two\none\n$ ls samples | head -1\n?\n```\n"
    done, after = follow(tmp_path, page)
    assert done.returncode == 1
    assert "+two" in done.stderr
    assert after == page
    done, after = follow(tmp_path, page, "--write")
    assert done.returncode == 0
    assert "one\ntwo\n$ ls" in after
    assert follow(tmp_path, after)[0].returncode == 0


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("```console\n$ false\n```\n", 1),
        ("<!-- exit 1 -->\n```console\n$ false\n```\n", 0),
        ("<!-- exit 1 -->\n```console\n$ true\n```\n", 1),
        ("<!-- not run: no server here -->\n```console\n$ false\n```\n", 0),
        ("```console\n$ make demo\n```\n", 0),
        ("```console\n$ make coffee\n```\n", 1),
        ("```python\nassert 1 == 2\n```\n", 1),
        ("```console\n$ export A=b\n$ test $A = b\n```\n", 0),
    ],
)
def test_exit_codes_targets_and_scripts_are_checked(page: str, code: int, tmp_path: Path) -> None:
    assert follow(tmp_path, page)[0].returncode == code
