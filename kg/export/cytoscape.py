"""Cytoscape JSON (.cyjs) for Cytoscape, Cytoscape.js and networkx.

In: a view. Out: nodes and edges with all their attributes; lists stay lists, so that of an edge each claim can be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.export._json import encoded
from kg.export._told import edges, nodes

if TYPE_CHECKING:
    from kg.view import View

TAKES, WRITES = "view", "file"
LOSES = ("what is only denied, or said of one thing alone",)
_HEAD = (
    b'{"format_version":"1.0","generated_by":"kg","target_cytoscapejs_version":"~3","data":{"name":"kg"},\n'
    b'"directed":true,"multigraph":true,"elements":{'
)


def write(view: View, stream: BinaryIO) -> int:
    """Write the relation layer; the number of nodes and edges."""
    stream.write(_HEAD)
    count = 0
    for name, items in (("nodes", _nodes(view)), ("edges", _edges(view))):
        stream.write(b'%s\n"%s":[' % (b"," if name == "edges" else b"", name.encode()))
        for number, data in enumerate(items):
            stream.write((b",\n" if number else b"\n") + encoded({"data": data}))
            count += 1
        stream.write(b"]")
    stream.write(b"}}\n")
    return count


def _nodes(view: View) -> Iterator[dict[str, Any]]:
    for node in nodes(view):
        flat = {key: value for key, value in node.attributes.items() if value is not None}
        ids = [f"{scheme}: {value}" for scheme, value in sorted(flat.pop("external_ids").items())]
        yield {**flat, "value": node.id, "label": node.label, "external_ids": ids}  # networkx knows a node by its value


def _edges(view: View) -> Iterator[dict[str, Any]]:
    for edge in edges(view):
        given = {key: value for key, value in edge.attributes.items() if value is not None}
        ends = {"source": edge.source, "target": edge.target, "interaction": edge.label, "label": edge.label}
        yield {**given, **ends, "key": edge.id, "weight": edge.weight}
