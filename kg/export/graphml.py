"""GraphML for Gephi, Cytoscape, yEd and networkx. In: a view. Out: XML with every property of nodes and edges.

Lists become text with " | " between their parts; edges keep their proposition's id; each has a `weight`, its confidence as
a share of 1, which is what most tools lay out by. Characters that XML 1.0 does not allow become U+FFFD.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from kg.view import View

TAKES, WRITES = "view", "file"
LOSES = (
    "claims one by one (an edge has the speaker and quote of the one that stands for it)",
    "what is only denied, or said of one thing alone",
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(view: View, stream: BinaryIO) -> int:
    """Write the relation layer; the number of nodes and edges."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(view.graph):
        data = view.graph.nodes[node]
        graph.add_node(node, label=_text(data.get("name", node)), **_flat(data))
    for source, target, key in sorted(view.graph.edges(keys=True), key=lambda edge: edge[2]):
        data = view.graph.edges[source, target, key]
        graph.add_edge(source, target, key=key, **{**_flat(data), "id": key, "weight": data["confidence"] / 100})
    nx.write_graphml(graph, stream, named_key_ids=True, edge_id_from_attribute="id")
    return int(graph.number_of_nodes() + graph.number_of_edges())


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    return {_text(key): _cell(value) for key, value in data.items() if value is not None}


def _cell(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return _text(" | ".join(map(str, value)))
    if isinstance(value, dict):
        return _text(" | ".join(f"{k}: {v}" for k, v in sorted(value.items())))
    return _text(str(value))


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
