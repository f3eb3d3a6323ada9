"""GraphML, as igraph reads it."""

from __future__ import annotations

from pathlib import Path

import igraph
from read_back.common import Row, split


def rows(path: Path) -> list[Row]:
    graph = igraph.Graph.Read_GraphML(str(path))
    assert graph.is_directed()
    return [
        Row(
            graph.vs[edge.source]["name"],
            edge["relation"],
            graph.vs[edge.target]["name"],
            int(edge["confidence"]),
            edge["status"],
            edge["claimed"],
            split(edge["stances"]),
            split(edge["claim_speakers"]),
            split(edge["claim_quotes"]),
        )
        for edge in graph.es
    ]
