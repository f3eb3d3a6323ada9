"""GEXF 1.3 for Gephi and Gephi Lite: colours by kind, lines as thick as they are well supported, claimed links dashed.

In: a view. Out: XML with every attribute of nodes and edges; lists are text with " | " between their items. The weight of an
edge is its confidence as a share of 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

from kg.export._flat import Value, columns, flat
from kg.export._told import edges, nodes
from kg.export._xml import Lines, tag

if TYPE_CHECKING:
    from kg.export._told import Edge
    from kg.view import View

TAKES, WRITES = "view", "file"
LOSES = (
    "what is only denied, or said of one thing alone",
    "control characters and bars within lists (they become � and ¦)",
)
_TYPES = {bool: "boolean", int: "integer", float: "double", str: "string"}
_SPACES = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}
_THINNEST, _THICKEST = 0.5, 6.0


def write(view: View, stream: BinaryIO) -> int:
    """Write the relation layer; the number of nodes and edges."""
    shown = [(node, flat(node.attributes, "id")) for node in nodes(view)]
    joined = [(edge, flat(edge.attributes, "id")) for edge in edges(view)]
    lines = Lines(stream)
    lines.write(tag("gexf", **_SPACES), tag("graph", defaultedgetype="directed", mode="static"))
    of_nodes = _attributes(lines, "node", columns(row for _, row in shown))
    of_edges = _attributes(lines, "edge", columns(row for _, row in joined))
    lines.write("<nodes>")
    for node, row in shown:
        red, green, blue = bytes.fromhex(node.colour[1:])
        colour = tag("viz:color", "/", r=red, g=green, b=blue)
        lines.write(tag("node", id=node.id, label=node.label), _values(of_nodes, row), colour, "</node>")
    lines.write("</nodes><edges>")
    for edge, row in joined:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target, "label": edge.label}
        lines.write(tag("edge", weight=edge.weight, **ends), _values(of_edges, row), _line(edge), "</edge>")
    lines.write("</edges></graph></gexf>")
    return len(shown) + len(joined)


def _attributes(lines: Lines, of: str, kinds: Mapping[str, type]) -> dict[str, str]:
    """Declare the columns; the id of each."""
    ids = {name: str(number) for number, name in enumerate(kinds)}
    declared = (tag("attribute", "/", id=ids[name], title=name, type=_TYPES[kind]) for name, kind in kinds.items())
    lines.write(tag("attributes", **{"class": of}), *declared, "</attributes>")
    return ids


def _values(ids: Mapping[str, str], row: Mapping[str, Value]) -> str:
    values = (tag("attvalue", "/", **{"for": ids[name]}, value=value) for name, value in row.items())
    return f"<attvalues>{''.join(values)}</attvalues>"


def _line(edge: Edge) -> str:
    """How the line looks."""
    thick = _THINNEST + (_THICKEST - _THINNEST) * edge.weight
    shape = tag("viz:shape", "/", value="dashed") if edge.attributes["claimed"] else ""
    return tag("viz:thickness", "/", value=round(thick, 2)) + shape
