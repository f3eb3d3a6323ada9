"""Mermaid, line by line, as strictly as its grammar has it: no reader of it exists in Python."""

from __future__ import annotations

import json
import re
from pathlib import Path

from read_back.common import Row

LABEL = r'"((?:[^"#&<>`\[\]{}|\\\x00-\x1f]|#\d+;|<br>)*)"'
NODE = re.compile(rf"  (n\d+)\[{LABEL}\]:::([a-z]+)")
CLASS = re.compile(r"  classDef ([a-z]+) stroke:#[0-9a-f]{6},stroke-width:2px")
LINK = re.compile(rf"  (n\d+) (-\.->|-->|==>)\|{LABEL}\| (n\d+)")
COMMENT = re.compile(r"  %% (\{[^%]*\})")


def rows(path: Path) -> list[Row]:
    head, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert head == "flowchart LR"
    shown, kinds = {}, set()
    while lines and (node := NODE.fullmatch(lines[0])):
        shown[node[1]] = meant(node[2]).rsplit("\n", 1)[0]
        kinds.add(node[3])
        lines.pop(0)
    while lines and (class_ := CLASS.fullmatch(lines[0])):
        kinds.remove(class_[1])
        lines.pop(0)
    assert not kinds
    return [_row(shown, link, comment) for link, comment in zip(lines[::2], lines[1::2], strict=True)]


def _row(shown: dict[str, str], line: str, comment: str) -> Row:
    link, said = LINK.fullmatch(line), COMMENT.fullmatch(comment)
    assert link and said, line
    told = json.loads(said[1])
    relation, confidence = meant(link[3]).split("\n")[0].rsplit(" ", 1)
    *stances, status = meant(link[3]).split("\n")[1].split(", ")
    return Row(
        shown[link[1]],
        relation.replace(" ", "_"),
        shown[link[4]],
        int(confidence),
        status,
        link[2] == "-.->",
        frozenset(stances),
        frozenset(told["claim_speakers"]),
        frozenset(told["claim_quotes"]),
    )


def meant(label: str) -> str:
    return re.sub(r"#(\d+);", lambda m: chr(int(m[1])), label.replace("<br>", "\n"))
