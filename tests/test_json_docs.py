"""docs/json.md describes the answers as they are: each result, each key, in order."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INTERNAL = {"Filter", "GoldDocument"}  # what goes into questions, not what comes out


def _described() -> dict[str, list[str]]:
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    sections = re.split(r"(?m)^##+ (\w+)$", text)[1:]
    pairs = zip(sections[::2], sections[1::2], strict=True)
    described = {name: re.findall(r"(?m)^\| `(\w+)` \|", body) for name, body in pairs}
    return {name: keys for name, keys in described.items() if keys}


def _results() -> dict[str, list[str]]:
    found = {}
    for path in sorted((ROOT / "kg" / "questions").glob("*.py")):
        module = import_module(f"kg.questions.{path.stem}")
        for name, thing in vars(module).items():
            if is_dataclass(thing) and thing.__module__ == module.__name__ and name[0] != "_" and name not in INTERNAL:
                found[name] = [field.name for field in fields(thing)]
    return found


def test_every_result_and_key_is_described() -> None:
    assert _described() == _results()
