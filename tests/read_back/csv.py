"""The tables, as the csv module reads them; quotes and speakers of all claims stand in a table of their own."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from read_back.common import Row, split

from kg.export._cells import meant

Table = list[dict[str, str]]


def rows(path: Path) -> list[Row]:
    names = {node["id"]: node["name"] for node in table(path / "nodes.csv")}
    said: dict[str, Table] = defaultdict(list)
    for claim in table(path / "claims.csv"):
        if not claim["dropped"]:
            said[claim["proposition"]].append(claim)
    return [
        Row(
            names[edge["source"]],
            edge["relation"],
            names[edge["target"]],
            int(edge["confidence"]),
            edge["status"],
            edge["claimed"] == "True",
            split(edge["stances"]),
            frozenset(claim["speaker"] for claim in said[edge["id"]]),
            frozenset(claim["quote"] for claim in said[edge["id"]]),
        )
        for edge in table(path / "edges.csv")
    ]


def table(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as stream:
        return [{key: meant(value) for key, value in row.items()} for row in csv.DictReader(stream)]
