"""What `kg schema` lists, for those who write Cypher. In: the words of the graph. Out: labels, types and properties."""

from __future__ import annotations

from dataclasses import dataclass

from kg.cypher.names import GraphWords, PropertyWord, graph_words


@dataclass(frozen=True)
class PropertyLine:
    """One property: `on` is the label or relationship type that bears it."""

    on: str
    name: str
    type: str
    description: str


@dataclass(frozen=True)
class LabelLine:
    """One label: of what layer, of which kind, and what it says."""

    label: str
    layer: str
    of: str  # node, type of an Entity, or role of an Entity
    description: str


@dataclass(frozen=True)
class TypeLine:
    """One relationship type, with the labels at its ends, and how a path may pass."""

    type: str
    layer: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    path: str
    description: str


@dataclass(frozen=True)
class Listing:
    """All words of the graph."""

    labels: tuple[LabelLine, ...]
    types: tuple[TypeLine, ...]
    properties: tuple[PropertyLine, ...]


def listing(words: GraphWords | None = None) -> Listing:
    """The words that stand in the schema now."""
    known = words or graph_words()
    return Listing(tuple(_labels(known)), tuple(_types(known)), tuple(_properties(known)))


def _labels(words: GraphWords) -> list[LabelLine]:
    nodes = [LabelLine(words.label(name), node.layer, "node", node.description) for name, node in words.nodes.items()]
    types = [LabelLine(kind.label, "relation", "type of an Entity", kind.description) for kind in words.terms.types.values()]
    roles = [
        LabelLine(label, "relation", "role of an Entity", f"An Organization that reports know as {role.replace('-', ' ')}")
        for role, label in words.roles.items()
    ]
    return [*nodes, *types, *roles]


def _types(words: GraphWords) -> list[TypeLine]:
    label = words.types
    relations = [
        TypeLine(
            relation.neo4j,
            "relation",
            tuple(label[end] for end in relation.domain),
            tuple(label[end] for end in relation.range),
            "none" if relation.path == "none" else f"{relation.path_kind}, {relation.path}",
            relation.description,
        )
        for relation in words.terms.relations.values()
        if relation.range  # without an object it is told of in the claim layer alone
    ]
    claims = [
        TypeLine(name, "claim", (edge.source,), (edge.target,), "none", edge.description)
        for name, edge in words.claim_edges.items()
    ]
    return [*relations, *claims]


def _properties(words: GraphWords) -> list[PropertyLine]:
    lines = [_property(kind, name, word) for kind, node in words.nodes.items() for name, word in node.properties.items()]
    lines += [_property("(every relation)", name, word) for name, word in words.relation_properties.items()]
    for relation in words.terms.relations.values():
        lines += [_property(relation.neo4j, name, words.qualifiers[name]) for name in relation.qualifiers]
    for kind, edge in words.claim_edges.items():
        lines += [_property(kind, name, word) for name, word in edge.properties.items()]
    stamp = PropertyWord(type=words.stamp.type, description=words.stamp.description)
    return [*lines, _property("(everything)", words.stamp.name, stamp)]


def _property(on: str, name: str, word: PropertyWord) -> PropertyLine:
    return PropertyLine(on, name, "list of strings" if word.type == "strings" else word.type, word.description)
