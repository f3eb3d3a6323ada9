"""How well confidence tells true attributions from false: `python benchmarks/truth.py [--runs N] [--incidents N]`.

Simulated worlds whose truth is known (`truth_bench/simulation.py`), several runs of each; our confidence and four simpler
methods judge the same reports and are scored. Writes `benchmarks/results/truth.json` and `docs/truth-benchmark.md`;
seeded, so that the same code writes the same page everywhere.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from truth_bench.methods import METHODS, ours  # noqa: E402 (found by the line above)
from truth_bench.page import OURS, page  # noqa: E402
from truth_bench.scores import score  # noqa: E402
from truth_bench.simulation import Simulation, Told  # noqa: E402

SCENARIOS = ROOT / "benchmarks" / "truth_bench" / "scenarios.yaml"
RESULTS = ROOT / "benchmarks" / "results" / "truth.json"
PAGE = ROOT / "docs" / "truth-benchmark.md"
BINS = (0, 15, 30, 50, 70, 85, 101)
EXPLAINED = ("usual", "nobody copies", "most copy", "good sources", "poor sources")
DIGITS = 4


def main() -> None:
    """Simulate, judge, score, write."""
    given = settings()
    parser = argparse.ArgumentParser(description="Score confidence on simulated worlds whose truth is known.")
    parser.add_argument("--runs", type=int, default=given["runs"])
    parser.add_argument("--incidents", type=int, default=given["incidents"])
    asked = parser.parse_args()
    began = time.perf_counter()
    results = measure({**given, "runs": asked.runs, "incidents": asked.incidents})
    for world, methods in results["worlds"].items():
        fitted = "  ".join(f"{name} {sum(m['fitted']) / len(m['fitted']):.3f}" for name, m in methods.items())
        print(f"{world:28} {fitted}")
    print(f"{time.perf_counter() - began:.0f} s")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(results), encoding="utf-8")


def settings() -> dict[str, Any]:
    """The worlds and the size of a run."""
    read: dict[str, Any] = yaml.safe_load(SCENARIOS.read_text(encoding="utf-8"))
    return read


def measure(given: dict[str, Any]) -> dict[str, Any]:
    """Scores of every method in every run of every world, and what our confidence meant in some."""
    worlds: dict[str, dict[str, dict[str, list[float]]]] = {}
    meaning: dict[str, list[tuple[float, int]]] = {}
    for world in given["worlds"]:
        runs = [simulated(given, world, seed) for seed in range(given["runs"])]
        worlds[world] = {name: _series([score(judge(told), told.truth) for told in runs]) for name, judge in METHODS.items()}
        if world in EXPLAINED:
            meaning[world] = _meaning(runs)
    bounds = [f"{low} to {high - 1}" for low, high in pairwise(BINS)]
    sizes = {"runs": given["runs"], "incidents": given["incidents"]}
    return {**sizes, "worlds": worlds, "bins": bounds, "meaning": meaning}


def simulated(given: dict[str, Any], world: str, seed: int) -> Told:
    """One run of a world."""
    settings_ = {**given["usual"], **given["worlds"][world]}
    return Simulation(settings_, given["incidents"], given["suspects"], given["sources"], seed).told


def _series(scores: list[Any]) -> dict[str, list[float]]:
    rows = [asdict(s) for s in scores]
    return {measure: [round(row[measure], DIGITS) for row in rows] for measure in rows[0]}


def _meaning(runs: list[Told]) -> list[tuple[float, int]]:
    """Share of true ones, and count, by confidence."""
    judged = [(round(100 * n), told.truth[i] == actor) for told in runs for (i, actor), n in ours(told).items()]
    found = []
    for low, high in pairwise(BINS):
        inside = [true for number, true in judged if low <= number < high]
        found.append((round(sum(inside) / len(inside), DIGITS) if inside else 0.0, len(inside)))
    return found


if __name__ == "__main__":
    assert OURS in METHODS
    main()
