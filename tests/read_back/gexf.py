"""GEXF, as networkx reads it."""

from __future__ import annotations

from pathlib import Path

import networkx
from read_back.common import Row, split


def rows(path: Path) -> list[Row]:
    graph = networkx.read_gexf(path, version="1.3")
    assert all(data["weight"] == data["confidence"] / 100 for _, _, data in graph.edges(data=True))
    return [
        Row(
            graph.nodes[source]["label"],
            data["relation"],
            graph.nodes[target]["label"],
            data["confidence"],
            data["status"],
            data["claimed"],
            split(data["stances"]),
            split(data["claim_speakers"]),
            split(data["claim_quotes"]),
        )
        for source, target, data in graph.edges(data=True)
    ]
