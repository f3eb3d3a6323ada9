"""CSV for `neo4j-admin database import full`: the fastest way into an empty Neo4j.

In: layers. Out: a folder. It holds a file a kind of node and a file a relationship type, `import.args` (what to give to
neo4j-admin) and `constraints.cypher`. The mark of a push is among the nodes, so that `kg push` continues from there.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kg.cypher.names import GraphWords, PropertyType, PropertyWord, graph_words
from kg.cypher.pushed import MARK_ID, schema_statements

if TYPE_CHECKING:
    from kg.cypher.layers import Layers, Value

TAKES = "layers"
WRITES = "folder"
LOSES = ("texts of documents",)
_BETWEEN = "\x1f"  # between the items of a list: a control character that no report prints
_TYPES: dict[PropertyType, str] = {
    "string": "string",
    "integer": "long",
    "float": "double",
    "boolean": "boolean",
    "strings": "string[]",
}
_FLAGS = ("--array-delimiter=U+001F", "--multiline-fields=true", "--input-encoding=UTF-8")


def write(layers: Layers, folder: Path) -> int:
    """Write both layers into an empty folder; how many nodes and relationships."""
    words = graph_words()
    with ExitStack() as stack:
        files = _Files(folder, words, stack)
        count = 0
        for node in layers.nodes():
            files.nodes(node.kind).write([node.id, _BETWEEN.join(node.labels)], node.properties)
            count += 1
        for edge in layers.edges():
            ends = [edge.source[1], edge.target[1]]
            files.edges(edge.type, edge.source[0], edge.target[0]).write(ends, edge.properties)
            count += 1
        _write_mark(layers, folder, words)
    names = [f"--nodes={name}" for name in (*files.node_names(), "marker.csv")]
    names += [f"--relationships={name}" for name in files.edge_names()]
    (folder / "import.args").write_text("\n".join((*_FLAGS, *map(shlex.quote, names))) + "\n", encoding="utf-8")
    (folder / "constraints.cypher").write_text(";\n".join(schema_statements(words)) + ";\n", encoding="utf-8")
    return count


class _File:
    """One CSV file; its columns are fixed by the words of the graph."""

    def __init__(self, stream: TextIO, ends: Iterable[str], columns: dict[str, PropertyWord]) -> None:
        self.stream = stream
        self.columns = columns
        heads = [f"{name}:{_TYPES[word.type]}" for name, word in columns.items()]
        stream.write(",".join((*ends, *heads)) + "\n")

    def write(self, ends: Iterable[str], properties: dict[str, Value]) -> None:
        cells = [*map(_quoted, ends), *(_cell(properties.get(name)) for name in self.columns)]
        self.stream.write(",".join(cells) + "\n")


class _Files:
    """The files of a folder, opened when something is to be written into them."""

    def __init__(self, folder: Path, words: GraphWords, stack: ExitStack) -> None:
        self.folder = folder
        self.words = words
        self.stack = stack
        self.opened: dict[str, _File] = {}
        stamp = PropertyWord(type=words.stamp.type, description=words.stamp.description)
        self.common = {words.stamp.name: stamp}

    def nodes(self, kind: str) -> _File:
        properties = {name: word for name, word in self.words.nodes[kind].properties.items() if name != "id"}
        ends = [f"id:ID({kind})", ":LABEL"]
        more = self.words.qualifiers if kind in ("Entity", "Claim") else {}
        return self._file(f"nodes-{kind}.csv", ends, lambda: {**properties, **more, **self.common})

    def edges(self, kind: str, source: str, target: str) -> _File:
        def columns() -> dict[str, PropertyWord]:
            word = self.words.claim_edges.get(kind)
            own = word.properties if word else {**self.words.relation_properties, **self.words.qualifiers}
            return {**own, **self.common}

        return self._file(f"relationships-{kind}.csv", [f":START_ID({source})", f":END_ID({target})"], columns)

    def node_names(self) -> list[str]:
        return [f"{name}" for name in self.opened if name.startswith("nodes-")]

    def edge_names(self) -> Iterator[str]:
        for name in self.opened:
            if name.startswith("relationships-"):
                yield f"{name.removeprefix('relationships-').removesuffix('.csv')}={name}"

    def _file(self, name: str, ends: list[str], columns: Callable[[], dict[str, PropertyWord]]) -> _File:
        if name not in self.opened:
            stream = self.stack.enter_context((self.folder / name).open("w", encoding="utf-8", newline=""))
            self.opened[name] = _File(stream, ends, columns())
        return self.opened[name]


def _write_mark(layers: Layers, folder: Path, words: GraphWords) -> None:
    values = [MARK_ID, words.label(words.marker), layers.state, layers.key, layers.options]
    heads = "id:ID(Marker),:LABEL,state:string,key:string,options:string,complete:boolean\n"
    (folder / "marker.csv").write_text(heads + ",".join((*map(_quoted, values), "true")) + "\n", encoding="utf-8")


def _cell(value: Value | None) -> str:
    """Nothing for an absent value, which is not the same as an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _quoted(_BETWEEN.join(item.replace(_BETWEEN, " ") for item in value))
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
