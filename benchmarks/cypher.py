"""One graph of 100,000 relations in Neo4j, the embedded engine and networkx, side by side: `python benchmarks/cypher.py`.
Longer than other files, so that all three stand beside each other.

Each is asked in a process of its own: to load the graph; for a path, cold (a new process, what was loaded is on disk or at
the server) and warm; and for a filter over two hops. What they answer must be the same. Prints a table with the ratio to the
best; writes `benchmarks/results/cypher.json`. Neo4j is a server of its own, started and removed here. Times are medians.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from kg.cypher import open_engine
from kg.cypher.layers import Edge, Node, PlainLayers, Rows
from kg.model import band

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "cypher.json"
SERVER = ROOT / "tools" / "neo4j" / "server.py"
NAME = "bench"
PAIRS, COLD, HOPS = 50, 5, 11  # paths asked warm, processes asked cold, times the filter runs
PATH = (
    "MATCH (a:Entity {id: $a}), (b:Entity {id: $b}) "
    "MATCH p = shortestPath((a)-[:ATTRIBUTED_TO|AFFECTED|LINKED_TO*..8]-(b)) RETURN length(p) AS n"
)
TWO_HOPS = (
    "MATCH (g:ThreatGroup)<-[r:ATTRIBUTED_TO]-(i:Incident)-[s:AFFECTED]->(v:Victim) "
    "WHERE r.confidence >= 70 AND s.confidence >= 70 AND r.status <> 'disputed' RETURN count(*) AS n"
)
WORDS = "The attack has been linked to the group by people familiar with the matter"


def graph(relations: int) -> PlainLayers:
    """Groups, incidents and victims, a fifth as many as relations, joined at random, with all properties of a real one."""
    dice, rows = random.Random(4), Rows()
    kinds = {"ThreatGroup": relations // 25, "Incident": relations // 10, "Organization": relations * 3 // 50}
    ids = {kind: [f"{kind[0].lower()}{number:015x}" for number in range(count)] for kind, count in kinds.items()}
    nodes = tuple(_node(rows, kind, id_) for kind in kinds for id_ in ids[kind])
    between = {
        "attributed_to": ("Incident", "ThreatGroup", 0.4),
        "affected": ("Incident", "Organization", 0.3),
        "linked_to": ("ThreatGroup", "ThreatGroup", 0.3),
    }
    seen: set[tuple[str, str, str]] = set()
    for relation, (source, target, share) in between.items():
        wanted = len(seen) + round(relations * share)
        while len(seen) < wanted:
            a, b = dice.choice(ids[source]), dice.choice(ids[target])
            if a != b:
                seen.add((relation, a, b))
    edges = tuple(_edge(rows, dice, number, *known) for number, known in enumerate(sorted(seen)))
    return PlainLayers(nodes, edges, key=f"bench-{relations}", state="bench")


def _node(rows: Rows, kind: str, id_: str) -> Node:
    given = {"id": id_, "name": f"Name of {id_}", "type": kind, "names": [f"Name of {id_}", id_]}
    return rows.node(rows.words.entity_labels(kind, ["victim"] if kind == "Organization" else []), given)


def _edge(rows: Rows, dice: random.Random, number: int, relation: str, source: str, target: str) -> Edge:
    confidence, day = dice.randrange(100), f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
    given = {
        "id": f"p{number:015x}",
        "relation": relation,
        "confidence": confidence,
        "band": band(confidence),
        "status": dice.choice(("unverified", "disputed", "corroborated")),
        "claimed": confidence < 50,
        "stances": ["asserted", "hedged"],
        "origins": [f"o{number % 997}"],
        "claim_ids": [f"{number:016x}"],
        "first_reported": day,
        "last_reported": day,
        "quote": f"{WORDS}, report {number} says.",
        "speaker": "the text itself",
        "speaker_kind": "author",
        "document": f"Report {number % 5003}",
        "path": "attribution",
    }
    return rows.edge(rows.words.relations[relation], ("Entity", source), ("Entity", target), given)


def pairs(layers: PlainLayers) -> list[tuple[str, str]]:
    """Groups and victims to seek paths between."""
    dice = random.Random(5)
    groups = [node.id for node in layers.all_nodes if "ThreatGroup" in node.labels]
    victims = [node.id for node in layers.all_nodes if "Victim" in node.labels]
    return [(dice.choice(groups), dice.choice(victims)) for _ in range(PAIRS)]


def in_engine(name: str, layers: PlainLayers, home: Path, part: str) -> dict[str, Any]:
    """What an engine of Cypher takes; what is loaded stays for the processes that ask."""
    layers = replace(layers, home=home)
    if part == "load":
        return loaded(name, layers)
    with open_engine(name, layers) as engine:

        def path(a: str, b: str) -> Any:
            rows = engine.run(PATH, {"a": a, "b": b}).rows
            return rows[0][0] if rows else None

        return asked(path, lambda: engine.run(TWO_HOPS).rows[0][0], home, part)


def loaded(name: str, layers: PlainLayers) -> dict[str, Any]:
    """Seconds to load; of Neo4j also relations a second while they were written, at first and with the server warm."""
    began = time.perf_counter()
    if name == "embedded":
        open_engine(name, layers).close()
        return {"load": time.perf_counter() - began}
    from kg.cypher.connection import address
    from kg.cypher.push import push

    first = push(layers, address())
    took = time.perf_counter() - began
    push(replace(layers, all_nodes=(), all_edges=(), key="nothing"), address())
    return {"load": took, "first_rate": first.edges_a_second, "warm_rate": push(layers, address()).edges_a_second}


def in_networkx(layers: PlainLayers, home: Path, part: str) -> dict[str, Any]:
    """The same questions in networkx, which reads its rows from JSON Lines."""
    rows = home / "rows.jsonl"
    if part == "load":
        with rows.open("w", encoding="utf-8") as stream:
            for node in layers.all_nodes:
                stream.write(json.dumps([node.id, {"labels": node.labels, **node.properties}]) + "\n")
            for edge in layers.all_edges:
                stream.write(json.dumps([edge.type, edge.source[1], edge.target[1], edge.properties]) + "\n")
    began = time.perf_counter()
    made = read(rows)
    if part == "load":
        return {"load": time.perf_counter() - began}
    either_way = made.to_undirected(as_view=True)

    def path(a: str, b: str) -> int | None:
        import networkx

        try:
            return len(networkx.bidirectional_shortest_path(either_way, a, b)) - 1
        except networkx.NetworkXNoPath:
            return None

    return asked(path, lambda: two_hops(made), home, part)


def read(rows: Path) -> Any:
    """The graph of the rows."""
    import networkx

    made: Any = networkx.MultiDiGraph()
    with rows.open(encoding="utf-8") as stream:
        for line in map(json.loads, stream):
            if len(line) == 2:
                made.add_node(line[0], **line[1])
            else:
                kind, source, target, properties = line
                made.add_edge(source, target, key=properties["id"], type=kind, **properties)
    return made


def two_hops(made: Any) -> int:
    """The filter over two hops."""
    blamed = [(i, d) for i, _, d in made.edges(data=True) if d["type"] == "ATTRIBUTED_TO" and d["confidence"] >= 70]
    return sum(
        hit["type"] == "AFFECTED" and hit["confidence"] >= 70
        for incident, data in blamed
        if data["status"] != "disputed"
        for _, _, hit in made.out_edges(incident, data=True)
    )


def asked(path: Callable[[str, str], Any], hops: Callable[[], Any], home: Path, part: str) -> dict[str, Any]:
    """One path if cold; else all of them and the filter, timed, with what was answered."""
    between = json.loads((home / "pairs.json").read_text())
    if part == "cold":
        return {"answers": [path(*between[0])]}
    path(*between[0])
    found = [timed(lambda a=a, b=b: path(a, b)) for a, b in between]  # type: ignore[misc]
    counted = [timed(hops) for _ in range(HOPS)]
    return {
        "warm": median(seconds for _, seconds in found),
        "hops": median(seconds for _, seconds in counted),
        "answers": [answer for answer, _ in found],
        "count": counted[0][0],
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def timed(act: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and how long it takes."""
    began = time.perf_counter()
    return act(), time.perf_counter() - began


def child(which: str, relations: int, home: Path, part: str, settings: dict[str, str]) -> dict[str, Any]:
    """One process: what it tells, and its `seconds`, all of them."""
    command = [sys.executable, str(Path(__file__)), "--child", which, part, str(home), "--relations", str(relations)]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **settings})
    return {**json.loads(done.stdout.splitlines()[-1]), "seconds": time.perf_counter() - began}


def run_child(which: str, part: str, home: Path, relations: int) -> None:
    """What a process does: it loads the graph, or asks of what was loaded."""
    layers = PlainLayers((), (), key=f"bench-{relations}", state="bench")
    if part == "load":
        layers = graph(relations)
        (home / "pairs.json").write_text(json.dumps(pairs(layers)))
    print(json.dumps((in_networkx if which == "networkx" else partial(in_engine, which))(layers, home, part)))


def server() -> Iterator[dict[str, str]]:
    """A Neo4j of our own, and how it is reached."""
    ours = [sys.executable, str(SERVER), "--name", NAME]
    uri = subprocess.run([*ours, "start", "--port", "0", "--fresh"], check=True, capture_output=True, text=True).stdout
    try:
        yield {"NEO4J_URI": uri.strip(), "NEO4J_USERNAME": "", "NEO4J_PASSWORD": "", "NEO4J_DATABASE": ""}
    finally:
        subprocess.run([*ours, "stop"], check=True, capture_output=True)
        shutil.rmtree(ROOT / ".local" / "neo4j" / NAME, ignore_errors=True)


def size(folder: Path) -> float:
    """Megabytes on disk."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 2**20


def server_memory() -> float:
    """Megabytes that the server has resident."""
    pid = (ROOT / ".local" / "neo4j" / NAME / "running").read_text().split()[0]
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    """Measure, compare, print, write."""
    parser = argparse.ArgumentParser(description="Time the engines.")
    parser.add_argument("--relations", type=int, default=100_000)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        which, part, home = given.child
        run_child(which, part, Path(home), given.relations)
        return
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for settings in server():
            for which in ("neo4j", "embedded", "networkx"):
                found[which] = measured(which, given.relations, Path(folder) / which, settings)
    report(found, given.relations)


def measured(which: str, relations: int, home: Path, settings: dict[str, str]) -> dict[str, Any]:
    """All numbers of one engine."""
    home.mkdir()
    told = child(which, relations, home, "load", settings) | child(which, relations, home, "ask", settings)
    colds = [child(which, relations, home, "cold", settings) for _ in range(COLD)]
    if any(cold["answers"] != told["answers"][:1] for cold in colds):
        raise SystemExit(f"{which} answers otherwise when cold")
    told |= {"cold": median(cold["seconds"] for cold in colds), "disk": size(home)}
    if which == "neo4j":
        store = ROOT / ".local" / "neo4j" / NAME / "store" / "data" / "databases" / "neo4j"
        told |= {"memory": server_memory(), "disk": size(store)}
    del told["seconds"]
    return told


def report(found: dict[str, dict[str, Any]], relations: int) -> None:
    """A table with the ratio to the best; all must have answered alike."""
    answers = [(told.pop("answers"), told.pop("count")) for told in found.values()]
    assert answers.count(answers[0]) == len(answers), "the engines do not answer alike"
    lines = {
        "load": ("load, s", 1),
        "cold": ("one path, cold process, s", 1),
        "warm": ("one path, warm, ms", 1000),
        "hops": ("two-hop filter, ms", 1000),
        "memory": ("memory, MB", 1),
        "disk": ("disk, MB", 1),
    }
    print(f"{relations:,} relations; {sum(a is not None for a in answers[0][0])} paths found, two hops {answers[0][1]:,}")
    print(f"{'':28}" + "".join(f"{name:>18}" for name in found))
    for key, (label, factor) in lines.items():
        best = min(told[key] for told in found.values())
        cells = (f"{told[key] * factor:9.2f} ({told[key] / best:5.1f}x)" for told in found.values())
        print(f"{label:28}" + "".join(f"{cell:>18}" for cell in cells))
    print(f"{'relations a second, load':28}" + "".join(f"{relations / told['load']:>18,.0f}" for told in found.values()))
    first, warm = found["neo4j"]["first_rate"], found["neo4j"]["warm_rate"]
    print(f"relations a second while Neo4j writes them: {first:,.0f} just started, {warm:,.0f} warm")
    RESULTS.parent.mkdir(exist_ok=True)
    kept = {name: {key: round(value, 5) for key, value in told.items()} for name, told in found.items()}
    RESULTS.write_text(json.dumps({"relations": relations, **kept}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
