"""How fast the reader reads, on one core and in several processes: `python benchmarks/reading.py [--texts DIR]`.

Texts: the annotated news beside the project where they are, else `samples/`. Words are what blanks divide. The model's
load is timed apart; a pass over all texts is timed as processor time of one thread (other work on the machine does not
count) and repeated in one process, whose memory is looked at before, after the first pass and after the last. Then whole
`kg load` commands with 1, 2, ... processes, by the clock. Prints a table; writes `benchmarks/results/reading.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT.parent / "shared" / "corpus" / "news"
RESULTS = ROOT / "benchmarks" / "results" / "reading.json"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
PASSES = 7
WORDS_LOADED = 60_000  # for the processes: copies of the texts, each with a line of its own, until there are so many words

ONE_CORE = """
import json, resource, sys, time
from pathlib import Path

def memory():  # MB now, not the peak: flat or growing is the question
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6

started = time.perf_counter()
from kg.loading import load
from kg.loading.flow import Loaded
from kg.model import Document
from kg.reading import Reader
texts = [thing.document for thing in load([Path(p) for p in sys.argv[2:]]) if isinstance(thing, Loaded)]
reader = Reader()
reader.read(Document(text="Example Corp was hit by a ransomware attack. Example Corp said so."))
ready = time.perf_counter() - started
seen, seconds, claims = [memory()], [], 0
for number in range(int(sys.argv[1])):
    began = time.process_time()
    claims = sum(len(reader.read(text).claims) for text in texts)
    seconds.append(time.process_time() - began)
    seen.append(memory())
words = sum(len(text.text.split()) for text in texts)
told = {"texts": len(texts), "words": words, "claims": claims, "ready": ready, "seconds": seconds, "memory": seen}
print(json.dumps(told))
"""


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Time the reader.")
    parser.add_argument("--texts", type=Path, default=NEWS if NEWS.is_dir() else ROOT / "samples")
    texts = sorted(p for p in parser.parse_args().texts.iterdir() if p.suffix in (".txt", ".md") and p.name != "GUIDE.md")
    one = one_core(texts)
    processes = {jobs: loading(texts, jobs) for jobs in sorted({1, 2, os.cpu_count() or 1})}
    print(f"{one['texts']} texts, {one['words']} words, {one['claims']} claims")
    print(f"ready: imports, model, names        {one['ready']:9.2f} s")
    print(f"one core, median of {PASSES} passes       {one['words_a_second']:9.0f} words a second")
    print(f"memory ready, after 1, after {PASSES}       {'  '.join(f'{m:.0f}' for m in one['memory'])} MB")
    for jobs, (words, seconds) in processes.items():
        print(f"kg load --jobs {jobs}, {words} words    {seconds:9.2f} s  {words / seconds:6.0f} words a second, all told")
    RESULTS.parent.mkdir(exist_ok=True)
    told = {"one_core": one, "kg_load": {jobs: {"words": w, "seconds": round(s, 2)} for jobs, (w, s) in processes.items()}}
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def one_core(texts: list[Path]) -> dict[str, Any]:
    """Passes over the texts in a process of one thread."""
    command = [sys.executable, "-c", ONE_CORE, str(PASSES), *map(str, texts)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env={**os.environ, **ONE_THREAD})
    told = json.loads(done.stdout)
    memory = [round(told["memory"][i], 1) for i in (0, 1, -1)]
    rate = told["words"] / median(told.pop("seconds"))
    return {**told, "ready": round(told["ready"], 2), "memory": memory, "words_a_second": round(rate)}


def loading(texts: list[Path], jobs: int) -> tuple[int, float]:
    """Words, and seconds of a whole `kg load` of many copies in so many processes, each of one thread."""
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder) / "texts"
        many.mkdir()
        words, number = 0, 0
        while words < WORDS_LOADED:
            for path in texts:
                text = f"{path.read_text(encoding='utf-8')}\n\nCopy {number}.\n"
                (many / f"{number}-{path.name}").write_text(text, encoding="utf-8")
                words += len(text.split())
                number += 1
        command = [
            sys.executable,
            "-m",
            "kg",
            "load",
            str(many),
            "--jobs",
            str(jobs),
            "--ledger",
            str(Path(folder) / "kg.db"),
        ]
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, cwd=ROOT, env={**os.environ, **ONE_THREAD}, check=False)
        if done.returncode not in (0, 3):
            raise SystemExit(done.stderr.decode())
        return words, time.perf_counter() - began


if __name__ == "__main__":
    main()
