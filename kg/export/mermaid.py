"""Mermaid for Markdown pages, wikis and issues: a flowchart; a claimed link is dotted, a well supported one thick.

In: a view. Out: a flowchart; a link says its relation, confidence, stances and status; the comment after it is JSON with its
speakers and quotes. Draw a part of the graph: Mermaid stops at 500 links or 50,000 characters, if not told otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from kg.export._json import encoded
from kg.export._told import edges, nodes
from kg.model import band

if TYPE_CHECKING:
    from kg.export._told import Edge
    from kg.view import View

TAKES, WRITES = "view", "file"
LOSES = (
    "what is only denied, or said of one thing alone",
    "aliases, dates and documents",
    "more than 500 links, unless maxEdges is set where it is drawn",
)
_KEPT = ("id", "speaker", "quote", "claim_stances", "claim_speakers", "claim_quotes")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSAFE = re.compile(r"[^\w .,:!?()'/+=$€£–—’“”-]")  # of a label: whatever its grammar, or HTML, may take for its own
_ARROWS = {"high": "==>", "moderate": "-->", "low": "-->"}


def write(view: View, stream: BinaryIO) -> int:
    """Write the relation layer; the number of nodes and edges."""
    stream.write(b"flowchart LR\n")
    names: dict[str, str] = {}
    colours: dict[str, str] = {}
    for node in nodes(view):
        names[node.id] = f"n{len(names)}"
        colours[node.kind] = node.colour
        label = f"{_label(node.label)}<br>{_label(node.attributes['type'])}"
        stream.write(f'  {names[node.id]}["{label}"]:::{node.kind}\n'.encode())
    for kind, colour in sorted(colours.items()):
        stream.write(f"  classDef {kind} stroke:{colour},stroke-width:2px\n".encode())
    count = len(names)
    for edge in edges(view):
        words = "<br>".join(map(_label, edge.words))
        stream.write(f'  {names[edge.source]} {_arrow(edge)}|"{words}"| {names[edge.target]}\n'.encode())
        stream.write(b"  %% " + _comment(edge) + b"\n")
        count += 1
    return count


def _arrow(edge: Edge) -> str:
    return "-.->" if edge.attributes["claimed"] else _ARROWS[band(edge.attributes["confidence"])]


def _comment(edge: Edge) -> bytes:
    """JSON on one line, without a percent sign, which could begin a directive."""
    return encoded({key: edge.attributes[key] for key in _KEPT}).replace(b"%", b"\\u0025")


def _label(text: str) -> str:
    """Text in a label: what is not plainly a letter, a digit or a mark is written as Mermaid's entity."""
    return _UNSAFE.sub(lambda m: f"#{ord(m[0])};", _CONTROL.sub("\ufffd", " ".join(text.split())))
