"""How fast STIX and MISP are loaded, side by side with the libraries that are made for them: `python benchmarks/loaders.py`.

STIX: ATT&CK where the corpus stands beside the project, else made-up objects; `kg load` into a new ledger against
`stix2.MemoryStore` of the same file. MISP: copies of the corpus' events, each with ids of its own; `kg load` against
`pymisp.MISPEvent`. Every run is a process of its own, by turns, so that what else the machine does falls on all alike; the
least of the runs counts, as processor time (other work does not count, imports do) and by the clock; and the most memory
that one took. `kg load` makes claims, checks them, writes them to disk, and starts the reader for excerpts in events (that
alone takes a second); the libraries only build objects. Prints a table; writes `benchmarks/results/loaders.json`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
RESULTS = ROOT / "benchmarks" / "results" / "loaders.json"
RUNS = 5
EVENTS = 1000  # of MISP, copies
MADE_UP = 20_000  # objects of STIX, where there is no corpus

# Each takes the path as its first argument, and says how many things it made of it.
WAYS = {
    "kg load": """
import kg, tempfile
with tempfile.TemporaryDirectory() as folder:
    report = kg.open(f"{folder}/kg.db").load([path])
    made = report.claims
""",
    "stix2": """
import stix2
store = stix2.MemoryStore(allow_custom=True)
store.load_from_file(path)
made = len(store.query())
""",
    "pymisp": """
import warnings
warnings.simplefilter("ignore")
from pymisp import MISPEvent
made = 0
for one in sorted(Path(path).iterdir()):
    event = MISPEvent()
    event.load_file(one)
    made += 1
""",
}
RUN = """
import json, resource, sys, time
from pathlib import Path
path = sys.argv[1]
began = time.perf_counter()
{body}
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({{"made": made, "clock": time.perf_counter() - began, "processor": time.process_time(),
                   "megabytes": usage.ru_maxrss / 1024}}))
"""


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Time the loaders of STIX and MISP.")
    parser.add_argument("--runs", type=int, default=RUNS)
    runs = parser.parse_args().runs
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        bundle, objects = stix_file(Path(folder))
        told["stix"] = {"objects": objects} | compared(bundle, ["kg load", "stix2"], objects, runs)
        events, count = misp_events(Path(folder))
        told["misp"] = {"events": count} | compared(events, ["kg load", "pymisp"], count, runs)
    for kind, (what, *_) in zip(told, [["objects"], ["events"]], strict=True):
        print(f"{kind}: {told[kind][what]:,} {what}")
        for way, found in told[kind].items():
            if isinstance(found, dict):
                print(
                    f"  {way:20} {found['processor']:7.2f} s of processor  {found['clock']:7.2f} s by the clock"
                    f"  {found['a_second']:9,.0f} {what} a second  {found['megabytes']:5.0f} MB  {found['made']:,} made"
                )
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def compared(path: Path, ways: list[str], count: int, runs: int) -> dict[str, Any]:
    """The least of several runs of each way, by turns."""
    found: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    for _ in range(runs):
        for way in ways:
            code = RUN.format(body=WAYS[way])
            done = subprocess.run(
                [sys.executable, "-c", code, str(path)], capture_output=True, text=True, cwd=ROOT, check=True
            )
            found[way].append(json.loads(done.stdout.splitlines()[-1]))
    return {way: summed(each, count) for way, each in found.items()}


def summed(runs: list[dict[str, float]], count: int) -> dict[str, float]:
    """What several runs come to."""
    least = min(run["processor"] for run in runs)
    return {
        "processor": round(least, 2),
        "clock": round(min(run["clock"] for run in runs), 2),
        "a_second": round(count / least),
        "megabytes": round(max(run["megabytes"] for run in runs)),
        "made": int(runs[0]["made"]),
    }


def stix_file(folder: Path) -> tuple[Path, int]:
    """A bundle, unpacked, and how many objects it holds."""
    packed = CORPUS / "stix" / "attack-enterprise.json.gz"
    content = json.loads(gzip.decompress(packed.read_bytes())) if packed.is_file() else made_up()
    path = folder / "bundle.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path, len(content["objects"])


def made_up() -> dict[str, Any]:
    """Groups that use malware."""
    when = {"created": "2025-05-06T10:00:00.000Z", "modified": "2025-05-06T10:00:00.000Z", "spec_version": "2.1"}
    groups = [
        {"type": "intrusion-set", "id": f"intrusion-set--{uuid.uuid4()}", "name": f"Heron {n}", **when} for n in range(200)
    ]
    used = [
        {"type": "malware", "id": f"malware--{uuid.uuid4()}", "name": f"Reed {n}", "is_family": True, **when}
        for n in range(200)
    ]
    links = [
        {"type": "relationship", "id": f"relationship--{uuid.uuid4()}", "relationship_type": "uses", **when}
        | {"source_ref": groups[n % 200]["id"], "target_ref": used[n // 200 % 200]["id"]}
        for n in range(MADE_UP - 400)
    ]
    return {"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": [*groups, *used, *links]}


def misp_events(folder: Path) -> tuple[Path, int]:
    """A folder of events, copies of those of the corpus, and how many."""
    home = folder / "events"
    home.mkdir()
    files = sorted((CORPUS / "misp").glob("*.json")) or [ROOT / "docs" / "examples" / "three-sources" / "event.json"]
    contents = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    events = [found for content in contents if "Attribute" in (found := content.get("Event", content))]
    for number in range(EVENTS):
        copy = renamed(events[number % len(events)])
        (home / f"{number}.json").write_text(json.dumps({"Event": copy}), encoding="utf-8")
    return home, EVENTS


def renamed(event: dict[str, Any]) -> dict[str, Any]:
    """A copy of an event with ids of its own for it, its attributes and its objects."""
    copy: dict[str, Any] = json.loads(json.dumps(event))
    holders = [copy, *copy.get("Object", [])]
    for item in [*holders, *(a for holder in holders for a in holder.get("Attribute", []))]:
        item["uuid"] = str(uuid.uuid4())
    return copy


if __name__ == "__main__":
    main()
