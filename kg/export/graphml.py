"""GraphML for Gephi, yEd, Cytoscape, igraph and networkx.

In: a view. Out: XML with every attribute of nodes and edges; lists are text with " | " between their items. An edge has the
id of its proposition and a `weight`, its confidence as a share of 1, which is what most tools lay out by.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

from kg.export._flat import Value, columns, flat
from kg.export._told import edges, nodes
from kg.export._xml import Lines, quoted, tag

if TYPE_CHECKING:
    from kg.view import View

TAKES, WRITES = "view", "file"
LOSES = (
    "what is only denied, or said of one thing alone",
    "control characters and bars within lists (they become � and ¦)",
)
_TYPES = {bool: "boolean", int: "int", float: "double", str: "string"}
_SPACE = "http://graphml.graphdrawing.org/xmlns"


def write(view: View, stream: BinaryIO) -> int:
    """Write the relation layer; the number of nodes and edges."""
    shown = [(node.id, {"label": node.label, **flat(node.attributes, "id")}) for node in nodes(view)]
    joined = [(edge, {"label": edge.label, "weight": edge.weight, **flat(edge.attributes, "id")}) for edge in edges(view)]
    lines = Lines(stream)
    lines.write(tag("graphml", xmlns=_SPACE))
    of_nodes = _keys(lines, "node", columns(row for _, row in shown))
    of_edges = _keys(lines, "edge", columns(row for _, row in joined))
    lines.write(tag("graph", id="kg", edgedefault="directed"))
    for id_, row in shown:
        lines.write(tag("node", id=id_), _data(of_nodes, row), "</node>")
    for edge, row in joined:
        lines.write(tag("edge", id=edge.id, source=edge.source, target=edge.target), _data(of_edges, row), "</edge>")
    lines.write("</graph></graphml>")
    return len(shown) + len(joined)


def _keys(lines: Lines, of: str, kinds: Mapping[str, type]) -> dict[str, str]:
    """Declare the columns; the key of each."""
    keys = {name: f"{of[0]}{number}" for number, name in enumerate(kinds)}
    for name, kind in kinds.items():
        named = {"attr.name": name, "attr.type": _TYPES[kind]}
        lines.write(tag("key", "/", id=keys[name], **{"for": of}, **named))
    return keys


def _data(keys: Mapping[str, str], row: Mapping[str, Value]) -> str:
    return "".join(f'<data key="{keys[name]}">{quoted(value)}</data>' for name, value in row.items())
