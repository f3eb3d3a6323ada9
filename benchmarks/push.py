"""Relationships a second that `kg push` writes into Neo4j, in a graph of both layers: `python benchmarks/push.py`.

A proposition is one relationship with all its properties (quote, speaker, doubt ...); its claim hangs on both entities, on a
document and on a speaker by four more. The relation layer alone, which `benchmarks/cypher.py` loads, stands beside it. Each
is pushed to a server just started, emptied, and pushed again. Writes `benchmarks/results/push.json`.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cypher import graph, server

from kg.cypher.connection import address
from kg.cypher.layers import Edge, Node, PlainLayers, Rows
from kg.cypher.push import push

RESULTS = Path(__file__).resolve().parent / "results" / "push.json"
CLAIMS_A_DOCUMENT, SPEAKERS, EDGES_A_CLAIM = 10, 50, 4


def both_layers(relationships: int) -> PlainLayers:
    """A graph of this many relationships, about a fifth of them propositions, the others of their claims."""
    relations = graph(relationships // (1 + EDGES_A_CLAIM))
    rows = Rows()
    claims = list(_claims(rows, relations.all_edges))
    documents = [_document(rows, number) for number in range(len(claims) // CLAIMS_A_DOCUMENT + 1)]
    speakers = [rows.node(("Speaker",), {"id": f"s{number}", "name": f"Speaker {number}"}) for number in range(SPEAKERS)]
    edges = [
        edge
        for number, claim in enumerate(claims)
        for edge in _claim_edges(rows, number, relations.all_edges[number], claim)
    ]
    nodes = (*relations.all_nodes, *claims, *documents, *speakers)
    return PlainLayers(nodes, (*relations.all_edges, *edges), key=f"layers-{relationships}", state="bench")


def _document(rows: Rows, number: int) -> Node:
    given = {"id": f"d{number:06}", "title": f"Report {number} on an attack", "publisher": "The Paper", "marking": "clear"}
    return rows.node(("Document",), {**given, "address": f"https://paper.example/{number}", "published": "2025-05-01"})


def _claims(rows: Rows, relations: tuple[Edge, ...]) -> Iterator[Node]:
    for number, relation in enumerate(relations):
        told = {key: relation.properties[key] for key in ("relation", "quote", "confidence", "status")}
        said = {"stance": "hedged", "speaker": "people familiar with the matter", "speaker_kind": "unnamed"}
        yield rows.node(("Claim",), {"id": f"c{number:015x}", **told, **said, "proposition": relation.properties["id"]})


def _claim_edges(rows: Rows, number: int, relation: Edge, claim: Node) -> Iterator[Edge]:
    here = ("Claim", claim.id)
    yield rows.edge("SUBJECT", here, relation.source, {})
    yield rows.edge("OBJECT", here, relation.target, {})
    yield rows.edge("FROM_DOCUMENT", here, ("Document", f"d{number // CLAIMS_A_DOCUMENT:06}"), {})
    yield rows.edge("SAID_BY", here, ("Speaker", f"s{number % SPEAKERS}"), {"vouches": True})


def measured(layers: PlainLayers) -> dict[str, float]:
    """Relationships a second while they are written: by a server just started, and by a warm one."""
    for settings in server():
        os.environ.update(settings)
        where = address()
        first = push(layers, where)
        push(replace(layers, all_nodes=(), all_edges=(), key="nothing"), where)
        warm = push(layers, where)
        return {
            "relationships": first.edges_written,
            "just started": round(first.edges_a_second),
            "warm": round(warm.edges_a_second),
            "seconds": round(first.seconds, 2),
        }
    raise SystemExit("no server")


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Time kg push.")
    parser.add_argument("--relationships", type=int, default=100_000)
    wanted = parser.parse_args().relationships
    found = {"both layers": measured(both_layers(wanted)), "relation layer alone": measured(graph(wanted))}
    for name, told in found.items():
        print(f"{name:22}" + "  ".join(f"{key} {value:,}" for key, value in told.items()))
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
