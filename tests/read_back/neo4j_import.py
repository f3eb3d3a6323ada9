"""Files for bulk import, as CSV: the relation layer, and the claims that stand in a layer of their own."""

from __future__ import annotations

import csv
from pathlib import Path

from read_back.common import Row


def rows(path: Path) -> list[Row]:
    names = {node["id:ID(Entity)"]: node["name:string"] for node in table(path / "nodes-Entity.csv")}
    claims = {node["id:ID(Claim)"]: node for node in table(path / "nodes-Claim.csv")}
    found = []
    for file in sorted(path.glob("relationships-*.csv")):
        for edge in table(file):
            if "confidence:long" in edge:
                said = [claims[id_] for id_ in edge["claim_ids:string[]"].split("\x1f") if id_ in claims]
                found.append(_row(names, edge, said))
    return found


def _row(names: dict[str, str], edge: dict[str, str], said: list[dict[str, str]]) -> Row:
    return Row(
        names[edge[":START_ID(Entity)"]],
        edge["relation:string"],
        names[edge[":END_ID(Entity)"]],
        int(edge["confidence:long"]),
        edge["status:string"],
        edge["claimed:boolean"] == "true",
        frozenset(edge["stances:string[]"].split("\x1f")),
        frozenset(claim["speaker:string"] for claim in said),
        frozenset(claim["quote:string"] for claim in said),
    )


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
