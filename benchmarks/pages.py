"""Saved pages and PDFs a second, beside the libraries alone: `python benchmarks/pages.py [--texts DIR]`.

Pages and PDFs are made of the annotated news beside the project where they are, else of `samples/`: each text in a page with
menus, teasers and a footer, and in a PDF with running titles. The library route takes text and metadata out of each file and
keeps nothing (trafilatura; pypdf). kg's own takes it from the folder to documents: encoding, hash, text with paragraphs,
metadata checked, leftovers and language marked. Processor time of one process, the median of several passes in turn; then
whole `kg load` commands, reading included, by the clock. Prints a table; writes `benchmarks/results/pages.json`.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from pdf_by_hand import pdf  # noqa: E402 (a file of the tests)

from kg.loading import Loaded, load  # noqa: E402
from kg.model import Document  # noqa: E402

NEWS = ROOT.parent / "shared" / "corpus" / "news"
RESULTS = ROOT / "benchmarks" / "results" / "pages.json"
FILES, PASSES, READ = 200, 5, 40  # files of each kind; passes over them; pages that are loaded and read
LINES_A_PAGE = 45
Form = Callable[[Document, int], bytes]
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Daily Post</title>
<meta property="og:site_name" content="Daily Post"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2025-05-06T09:00:00Z"><script>var page = {{}};</script>
<link rel="canonical" href="https://daily.example/{number}"></head><body>
<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>{body}
<div class="related"><h3>Related</h3><ul>{menu}</ul></div></article><aside><h2>Most read</h2><ol>{menu}</ol></aside></main>
<footer><p>Copyright Daily Post. All rights reserved.</p><a href="/privacy">Privacy</a></footer></body></html>
"""
MENU = "".join(f"<li><a href='/{n}'>Another story, number {n}</a></li>" for n in range(12))


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Time the loading of pages and PDFs.")
    parser.add_argument("--texts", type=Path, default=NEWS if NEWS.is_dir() else ROOT / "samples")
    texts = [t.document for t in load([parser.parse_args().texts]) if isinstance(t, Loaded)]
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages, pdfs = written(folder / "pages", texts, as_page, ".html"), written(folder / "pdf", texts, as_pdf, ".pdf")
        told["pages"] = compared("saved pages", "trafilatura", pages, with_trafilatura)
        told["pdf"] = compared("PDFs", "pypdf", pdfs, with_pypdf)
        few = written(folder / "few", texts, as_page, ".html", READ)
        told["kg load"] = {str(jobs): loaded(few, folder / f"{jobs}.db", jobs) for jobs in sorted({1, os.cpu_count() or 1})}
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def written(
    folder: Path, texts: list[Document], form: Callable[[Document, int], bytes], ending: str, count: int = FILES
) -> Path:
    """So many files of a form, each with a title of its own."""
    folder.mkdir()
    for number, text in zip(range(count), cycle(texts), strict=False):
        (folder / f"{number:03}{ending}").write_bytes(form(text, number))
    return folder


def as_page(text: Document, number: int) -> bytes:
    """A page with what stands around an article."""
    title = html.escape(f"{text.title or 'Report'}, {number}")
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text.text.splitlines() if line.strip())
    return PAGE.format(title=title, body=body, menu=MENU, number=number).encode()


def as_pdf(text: Document, number: int) -> bytes:
    """A PDF with running titles, in the letters that its font has."""
    plain = text.text.encode("latin-1", "ignore").decode("latin-1")
    lines = [piece for line in plain.splitlines() for piece in textwrap.wrap(line, 95) or [""]]
    parts = [lines[at : at + LINES_A_PAGE] for at in range(0, len(lines), LINES_A_PAGE)]
    pages = [["Daily Post", *part, str(page)] for page, part in enumerate(parts, 1)]
    return pdf(pages, {"Title": f"Report {number}", "Producer": "bench", "CreationDate": "D:20250506090000Z"})


def with_trafilatura(path: Path) -> object:
    """Text and metadata of a page."""
    from trafilatura import extract

    return extract(path.read_bytes(), output_format="json", with_metadata=True, include_comments=False)


def with_pypdf(path: Path) -> object:
    """Text and metadata of a PDF."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    return reader.metadata, [page.extract_text() for page in reader.pages]


def compared(what: str, library: str, folder: Path, alone: Callable[[Path], object]) -> dict[str, float]:
    """Files a second by both routes, in turn."""
    files = sorted(folder.iterdir())
    assert all(alone(path) for path in files)
    assert sum(isinstance(t, Loaded) for t in load([folder])) == len(files)
    times: dict[str, list[float]] = {library: [], "kg": []}
    for _ in range(PASSES):
        times[library].append(seconds(lambda: [alone(path) for path in files]))
        times["kg"].append(seconds(lambda: list(load([folder]))))
    rates = {name: round(len(files) / median(taken), 1) for name, taken in times.items()}
    print(
        f"{what}: {library} alone {rates[library]:.0f} a second, kg {rates['kg']:.0f} ({rates['kg'] / rates[library]:.0%})"
    )
    return rates


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def loaded(folder: Path, ledger: Path, jobs: int) -> float:
    """Pages a second of a whole `kg load`."""
    command = [sys.executable, "-m", "kg", "load", str(folder), "--jobs", str(jobs), "--ledger", str(ledger)]
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    rate = READ / (time.perf_counter() - began)
    print(f"kg load --jobs {jobs}: {rate:.1f} pages a second, read and written, start of the program included")
    return round(rate, 2)


if __name__ == "__main__":
    main()
