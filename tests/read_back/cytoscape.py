"""Cytoscape JSON, as networkx reads it."""

from __future__ import annotations

import json
from pathlib import Path

import networkx
from read_back.common import Row


def rows(path: Path) -> list[Row]:
    graph = networkx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))
    return [
        Row(
            graph.nodes[source]["name"],
            data["relation"],
            graph.nodes[target]["name"],
            data["confidence"],
            data["status"],
            data["claimed"],
            frozenset(data["stances"]),
            frozenset(data["claim_speakers"]),
            frozenset(data["claim_quotes"]),
        )
        for source, target, data in graph.edges(data=True)
    ]
