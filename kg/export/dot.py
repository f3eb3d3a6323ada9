"""DOT for Graphviz: `dot -Tsvg graph.dot -o graph.svg` draws it.

In: a view. Out: a directed graph with every attribute of nodes and edges; lists are text with " | " between their items. A
line is as thick as it is well supported, a claimed link is dashed; the tool tip of a line is its quote, and who says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

from kg.export._flat import flat
from kg.export._told import edges, nodes

if TYPE_CHECKING:
    from kg.export._told import Edge
    from kg.view import View

TAKES, WRITES = "view", "file"
LOSES = (
    "what is only denied, or said of one thing alone",
    "control characters and bars within lists (they become � and ¦), single backslashes (they are doubled)",
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_THINNEST, _THICKEST = 0.6, 4.0  # points
_HEAD = """digraph kg {
  graph [rankdir=LR, charset="UTF-8"];
  node [shape=box, style=rounded, penwidth=2, fontname="sans-serif"];
  edge [fontname="sans-serif", fontsize=9];
"""


def write(view: View, stream: BinaryIO) -> int:
    """Write the relation layer; the number of nodes and edges."""
    stream.write(_HEAD.encode())
    count = 0
    for node in nodes(view):
        said = f"{node.attributes['type']}: {node.label}"
        drawn = {"label": _shown(node.label), "tooltip": _shown(said), "color": node.colour}
        stream.write(f"  {_quoted(node.id)} {_list(flat(node.attributes), drawn)};\n".encode())
        count += 1
    for edge in edges(view):
        ends = f"{_quoted(edge.source)} -> {_quoted(edge.target)}"
        stream.write(f"  {ends} {_list(flat(edge.attributes), _drawn(edge))};\n".encode())
        count += 1
    stream.write(b"}\n")
    return count


def _drawn(edge: Edge) -> dict[str, str]:
    """How the line looks."""
    given = edge.attributes
    thick = _THINNEST + (_THICKEST - _THINNEST) * edge.weight
    return {
        "label": _shown(", ".join(edge.words)),
        "tooltip": _shown(f"{given['sentence']}: {given['confidence']} {given['band']}, {given['status']}. "
                          f"“{given['quote']}” said by {given['speaker']}"),
        "penwidth": f"{thick:.2f}",
        "weight": str(1 + given["confidence"]),
        **({"style": "dashed"} if given["claimed"] else {}),
    }  # fmt: skip


def _list(cells: Mapping[str, object], drawn: Mapping[str, str]) -> str:
    """Attributes in brackets."""
    return f"[{', '.join(f'{key}={_quoted(value)}' for key, value in (*drawn.items(), *cells.items()))}]"


def _shown(text: str) -> str:
    """Text to be drawn: on one line, and Graphviz reads `&amp;` in it."""
    return " ".join(text.split()).replace("&", "&amp;")


def _quoted(value: object) -> str:
    r"""A string; Graphviz reads `\"` and `\\` in it, and a single backslash at its end would not end it."""
    text = "true" if value is True else "false" if value is False else str(value)
    return '"' + _CONTROL.sub("\ufffd", text).replace("\\", "\\\\").replace('"', '\\"') + '"'
