"""The page of `kg export html` at 30, 300 and 3,000 things: `python benchmarks/page.py`.

For each size a ledger of made-up incidents is written and exported; a browser (chromium, without a network) opens the page.
Prints the export's time, the page's size, and the time from opening it to its first picture, cold; the median of several
openings. Writes `benchmarks/results/page.json`.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import kg
from kg.ledger import Ledger
from kg.model import Claim, Document, Evidence, Reading, Ref, Speaker, Stance

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
RESULTS = ROOT / "benchmarks" / "results" / "page.json"
SIZES, OPENINGS = (30, 300, 3000), 5
FIRST = "Amber Tin Paper Old Black Grey Silent Hollow Iron Salt Cedar Marsh Quiet Stone Winter Copper"
LAST = "Crow Moon Heron Lantern Fox Harbour Finch Raven Anvil Thistle Otter Bell Quarry Ember Sparrow Kite"
STANCES = (Stance.ASSERTED, Stance.ASSERTED, Stance.HEDGED, Stance.HEDGED, Stance.SELF_CLAIMED, Stance.DENIED)


class Reports:
    """Made-up reports of incidents: a few crews that hit many victims, with malware, services and those who look into it."""

    def __init__(self, things: int) -> None:
        self.dice = random.Random(7)
        self.victims = things * 2 // 7
        self.crews = [self.name("crew", number) for number in range(max(3, things // 14))]
        self.malware = [self.name("kit", number) for number in range(max(2, things // 20))]

    def name(self, what: str, number: int) -> str:
        """A name that was made up."""
        first, last = FIRST.split()[number % 16], LAST.split()[number // 16 % 16]
        return f"{first} {last} {what}{number // 256 or ''}"

    def write(self, path: Path) -> None:
        """All reports into a ledger at `path`."""
        with Ledger(path, create=True) as ledger:
            for number in range(self.victims):
                text, claims = self.report(number)
                day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
                publisher = f"paper-{number % 7}.example"
                document = Document(text=text, title=f"Report {number}", publisher=publisher, published=day)
                made = tuple(c.model_copy(update={"content_id": document.content_id}) for c in claims)
                ledger.add(
                    document, None, [Reading(content_id=document.content_id, reader="made", version="1", claims=made)]
                )

    def report(self, number: int) -> tuple[str, list[Claim]]:
        """The text of one report and its claims."""
        victim = Ref(name=self.name("plc", number), type="Organization", role="victim")
        attack = Ref(name=f"attack on {victim.name}", type="Incident", local=victim.name)
        crew = self.crews[min(int(self.dice.paretovariate(0.9)) - 1, len(self.crews) - 1)]
        rival = self.dice.choice(self.crews)
        said: list[tuple[Ref, str, Ref]] = [(attack, "affected", victim)]
        said.append((attack, "attributed_to", Ref(name=crew, type="ThreatGroup")))
        if number % 3 == 0 and rival != crew:
            said.append((attack, "attributed_to", Ref(name=rival, type="ThreatGroup")))
        if number % 2 == 0:
            kit = Ref(name=self.dice.choice(self.malware), type="Malware")
            said.append((Ref(name=crew, type="ThreatGroup"), "uses", kit))
        said.append((victim, "disrupted", Ref(name=f"web shop {number}", type="Service", local=victim.name)))
        return self.told(said)

    def told(self, said: list[tuple[Ref, str, Ref]]) -> tuple[str, list[Claim]]:
        """What is said, a sentence each, and as claims."""
        text, claims = "", []
        for subject, relation, object_ in said:
            sentence = (
                f"It is said that {subject.name} {relation.replace('_', ' ')} {object_.name}, in a report that we made up. "
            )
            evidence = Evidence(start=len(text), end=len(text) + len(sentence) - 1, quote=sentence[:-1])
            text += sentence
            stance = self.dice.choice(STANCES) if relation == "attributed_to" else Stance.ASSERTED
            by = (Speaker(kind="unnamed", words="sources"),) if stance is Stance.HEDGED else ()
            claims.append(
                Claim(
                    content_id="",
                    relation=relation,
                    subject=subject,
                    object=object_,
                    stance=stance,
                    speakers=by,
                    evidence=(evidence,),
                )
            )
        return text, claims


def measure(things: int, folder: Path) -> dict[str, Any]:
    """Export and opening of a page with about so many things."""
    ledger, page = folder / f"{things}.db", folder / f"{things}.html"
    Reports(things).write(ledger)
    workspace = kg.open(ledger)
    workspace.view()
    began = time.perf_counter()
    workspace.export("html", page)
    seconds = time.perf_counter() - began
    graph = workspace.view().graph
    return {
        "things": graph.number_of_nodes(),
        "links": graph.number_of_edges(),
        "export_s": round(seconds, 2),
        "page_kb": round(page.stat().st_size / 1000),
        **opened(page),
    }


def opened(page: Path) -> dict[str, int]:
    """Milliseconds from opening a page to its first picture, and until all of it is there."""
    from tools.browser import browser

    times: list[dict[str, int]] = []
    for _ in range(OPENINGS):
        with browser() as driver:
            driver.get(page.resolve().as_uri())
            times.append(
                driver.execute_script(
                    "return {first: performance.getEntriesByName('picture')[0].startTime,"
                    " whole: performance.timing.loadEventEnd - performance.timing.navigationStart}"
                )
            )
    return {f"{name}_ms": round(median(t[name] for t in times)) for name in ("first", "whole")}


def main() -> None:
    """Measure all sizes, print a table, write the results."""
    with tempfile.TemporaryDirectory() as name:
        rows = [measure(size, Path(name)) for size in SIZES]
    for row in rows:
        print("  ".join(f"{key} {value:,}" for key, value in row.items()))
    RESULTS.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
