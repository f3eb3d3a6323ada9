"""DOT, as Graphviz itself reads it: what `dot -Tjson` makes of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from read_back.common import Row, split


def rows(path: Path) -> list[Row]:
    graph = drawn(path)
    nodes = [node["name"] for node in graph.get("objects", [])]
    return [
        Row(
            nodes[edge["tail"]],
            edge["relation"],
            nodes[edge["head"]],
            int(edge["confidence"]),
            edge["status"],
            edge["claimed"] == "true",
            split(edge["stances"]),
            split(edge["claim_speakers"]),
            split(edge["claim_quotes"]),
        )
        for edge in graph.get("edges", [])
    ]


def drawn(path: Path) -> dict[str, Any]:
    """The graph as Graphviz understands and draws it; it doubles backslashes as we do."""
    done = subprocess.run(["dot", "-Tjson", str(path)], capture_output=True, check=True)
    assert not done.stderr, done.stderr
    graph: dict[str, Any] = json.loads(done.stdout, object_hook=_single)
    return graph


def _single(thing: dict[str, Any]) -> dict[str, Any]:
    return {key: value.replace("\\\\", "\\") if isinstance(value, str) else value for key, value in thing.items()}
