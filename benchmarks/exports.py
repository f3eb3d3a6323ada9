"""Exports of 100,000 edges, by format: seconds, memory, size. `python benchmarks/exports.py [--edges N]`; writes results/.

A ledger of made-up claims is filled once and its view computed once; then each format is written by a process of its own,
from the cached view as `kg export` does. Beside them stand networkx's own writers, given the same graph. The page for
browsers is left out: it is for what a reader can look at, and has a benchmark of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results" / "exports.json"
LEFT_OUT = {"html"}
CLAIMS_A_TEXT = 20
SPEAKERS = 2_000
BASELINES = ("networkx graphml", "networkx gexf", "networkx cytoscape")


def fill(path: Path, edges: int) -> None:
    """A ledger whose view has about so many edges: actors, victims and incidents, each said by one or two reports."""
    from kg.ledger import Ledger
    from kg.model import Claim, Document, Evidence, Reading, Ref, Speaker

    dice = random.Random(7)
    texts = edges // CLAIMS_A_TEXT
    with Ledger(path, create=True) as ledger:
        for number in range(texts):
            drawn = [
                (dice.randrange(edges // 8), dice.randrange(edges // 4), dice.randrange(SPEAKERS))
                for _ in range(CLAIMS_A_TEXT)
            ]
            lines = [f"Crew {crew} uses tool {tool}, says analyst {analyst}." for crew, tool, analyst in drawn]
            text = f"Report {number}.\n" + "\n".join(lines)
            document = Document(
                text=text, title=f"Report {number}", publisher=f"Paper {number % 50}", published="2025-05-01"
            )
            claims = tuple(
                Claim(
                    content_id=document.content_id,
                    relation="uses",
                    subject=Ref(name=f"Crew {crew}", type="ThreatGroup"),
                    object=Ref(name=f"Tool {tool}", type="Tool"),
                    stance=dice.choice(("asserted", "asserted", "hedged")),
                    speakers=(Speaker(kind="named", name=f"Analyst {analyst}"),),
                    evidence=(Evidence.cut(text, text.index(line), text.index(line) + len(line)),),
                )
                for line, (crew, tool, analyst) in zip(lines, drawn, strict=True)
            )
            ledger.add(document, None, [Reading(content_id=document.content_id, reader="bench", version="1", claims=claims)])


def write(home: Path, name: str) -> dict[str, Any]:
    """One format, in this process: how long it took, what it held at most, what was written."""
    import kg

    workspace = kg.open(home / "bench.db")
    target = home / name.replace(" ", ".")
    view = workspace.view()
    act: Callable[[], Any] = lambda: workspace.export(name, target).things  # noqa: E731 (one of two acts)
    if name in BASELINES:
        act = lambda: by_networkx(view.graph, name.split()[1], target)  # noqa: E731
        view.graph  # noqa: B018 (computed before the clock runs: these writers are given a graph)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, busy = time.perf_counter(), time.process_time()
    things = act()
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    files = [target] if target.is_file() else [p for p in target.rglob("*") if p.is_file()]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = sum(p.stat().st_size for p in files)
    return {
        "seconds": seconds,
        "busy": busy,
        "memory": most / 1024,
        "more": (most - before) / 1024,
        "size": size / 2**20,
        "things": things,
    }


def by_networkx(graph: Any, name: str, target: Path) -> int:
    """The graph by networkx's own writer; lists, which those of XML do not take, as text."""
    import networkx as nx

    if name == "cytoscape":
        target.write_text(json.dumps(nx.cytoscape_data(graph)), encoding="utf-8")
    else:
        for _, data in graph.nodes(data=True):
            data.update(plain(data))
        for *_, data in graph.edges(data=True):
            data.update(plain(data))
        {"graphml": nx.write_graphml, "gexf": nx.write_gexf}[name](graph, target)
    return int(graph.number_of_nodes() + graph.number_of_edges())


def plain(data: dict[str, Any]) -> dict[str, Any]:
    """Attributes as the writers of XML take them."""
    return {key: value if isinstance(value, bool | int | float) else str(value or "") for key, value in data.items()}


def measured(edges: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each format's numbers."""
    from kg.export import formats

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        began = time.perf_counter()
        fill(home / "bench.db", edges)
        filled = time.perf_counter()
        count = subprocess.run([sys.executable, __file__, "--child", folder, ""], check=True, capture_output=True, text=True)
        print(f"{int(count.stdout):,} edges; ledger filled in {filled - began:.0f} s, view computed in "
              f"{time.perf_counter() - filled:.0f} s")  # fmt: skip
        for name in (*sorted(set(formats()) - LEFT_OUT), *BASELINES):
            command = [sys.executable, __file__, "--child", folder, name]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            yield name, json.loads(done.stdout)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Time the exports.")
    parser.add_argument("--edges", type=int, default=100_000)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        home, name = given.child
        if name:
            print(json.dumps(write(Path(home), name)))
        else:
            import kg

            print(sum(1 for _ in kg.open(Path(home) / "bench.db").view().edges()))
        return
    found: dict[str, dict[str, Any]] = {}
    print(f"{'':20}{'s':>8}{'s busy':>8}{'MB in all':>12}{'MB of it':>10}{'MB file':>10}{'things':>10}")
    for name, told in measured(given.edges):
        found[name] = told
        print(
            f"{name:20}{told['seconds']:8.1f}{told['busy']:8.1f}{told['memory']:12.0f}{told['more']:10.0f}{told['size']:10.1f}{told['things']:10,}"
        )
    RESULTS.parent.mkdir(exist_ok=True)
    kept = {name: {key: round(value, 2) for key, value in told.items()} for name, told in found.items()}
    RESULTS.write_text(json.dumps({"edges": given.edges, **kept}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
