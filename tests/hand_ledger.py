"""A ledger without a reader: a made-up affair in eight reports, with copies, a lost hedge, a denial and a rival.

Northmark was hit. A vendor holds Tin Crow responsible, with a hedge; a magazine copies it without; the crew claims it on its
site; somebody unnamed links Paper Moon to it, which denies it. Tin Crow uses the malware Rustfall, as Old Heron does, which
hit Ferrymill. A regulator looks into both affairs.
"""

from __future__ import annotations

from pathlib import Path

from claims_by_hand import Case, group, incident, malware, org, speakers

from kg.ledger import Ledger
from kg.model import Ref

VENDOR = "Lantern Labs said the attack on Northmark Stores was likely the work of Tin Crow, a crew it has tracked for years."
COPY = "The attack on Northmark Stores was the work of Tin Crow, a crew it has tracked for years, Lantern Labs said."
OFFICE = org("Data Protection Office", "DPO", role="regulator")


def case() -> Case:
    """The reports and their claims."""
    made = Case()
    _news(made)
    _blame(made)
    _others(made)
    return made


def write(path: Path) -> Path:
    """The case as a ledger at `path`."""
    made = case()
    with Ledger(path, create=True) as ledger:
        for report in made.reports:
            publisher = report.document.publisher
            ledger.add(report.document, made.sources.get(publisher) if publisher else None, [report.reading])
    return path


def _news(made: Case) -> None:
    first = made.report(
        "Northmark Stores (Northmark) said on Tuesday that an attack had closed its web shop. "
        "The Data Protection Office (DPO) is investigating Northmark.",
        "harbour-news.example", "2025-05-06", title="Northmark web shop closed by attack",
    )  # fmt: skip
    hit = "Northmark Stores (Northmark) said on Tuesday that an attack had closed its web shop."
    first.hit("Northmark Stores", forms=("Northmark",), quote=hit, by=speakers("Northmark Stores"), sector="retail")
    first.claim(
        OFFICE,
        "investigates",
        org("Northmark Stores", "Northmark"),
        quote="The Data Protection Office (DPO) is investigating Northmark.",
    )
    second = made.report(
        "Northmark Stores remained closed online after last week's attack.",
        "evening-post.example", "2025-05-12", title="Still no orders at Northmark",
    )  # fmt: skip
    second.hit("Northmark Stores")


def _blame(made: Case) -> None:
    victim = "Northmark Stores"
    vendor = made.report(VENDOR, "harbour-news.example", "2025-05-14", title="Vendor names a crew")
    vendor.hit(victim)
    vendor.blame(victim, group("Tin Crow"), stance="hedged", by=speakers("Lantern Labs"))
    copy = made.report(COPY, "shop-weekly.example", "2025-05-20", title="Tin Crow behind attack")
    copy.hit(victim)
    copy.blame(victim, group("Tin Crow"), by=speakers("Lantern Labs"))
    site = made.report(
        "On its leak site Tin Crow claims the attack on Northmark Stores.", "leak-watch.example", "2025-05-22"
    )
    site.hit(victim)
    site.blame(victim, group("Tin Crow"), stance="self-claimed", by=speakers("Tin Crow"))
    rumour = made.report(
        "The attack on Northmark Stores has been linked to the group Paper Moon. "
        "Paper Moon denies that it attacked Northmark Stores.",
        title="Business round-up",
    )  # fmt: skip
    rumour.hit(victim, quote="The attack on Northmark Stores has been linked to the group Paper Moon.")
    linked = "The attack on Northmark Stores has been linked to the group Paper Moon."
    rumour.blame(victim, group("Paper Moon"), quote=linked, stance="hedged", by=speakers("(has been linked to)"))
    denial = "Paper Moon denies that it attacked Northmark Stores."
    rumour.blame(victim, group("Paper Moon"), quote=denial, stance="denied", by=speakers("Paper Moon"))


def _others(made: Case) -> None:
    tools = made.report(
        "Tin Crow uses Rustfall. Rustfall is also used by Old Heron, which is backed by Freedonia.",
        "lantern-labs.example", "2025-03-01", title="Two crews, one tool",
    )  # fmt: skip
    tools.claim(group("Tin Crow"), "uses", malware("Rustfall"), quote="Tin Crow uses Rustfall.")
    shared = "Rustfall is also used by Old Heron, which is backed by Freedonia."
    tools.claim(group("Old Heron"), "uses", malware("Rustfall"), quote=shared)
    tools.claim(group("Old Heron"), "sponsored_by", Ref(name="Freedonia", type="Location"), quote=shared)
    ferry = made.report(
        "Ferrymill plc was attacked in March by Old Heron, its chief executive said. "
        "The Data Protection Office (DPO) is investigating Ferrymill plc.",
        "evening-post.example", "2025-04-02", title="Ferrymill names its attacker",
    )  # fmt: skip
    said = "Ferrymill plc was attacked in March by Old Heron, its chief executive said."
    ferry.hit("Ferrymill plc", when="2025-03", quote=said, by=speakers("Ferrymill plc"))
    ferry.claim(
        incident("Ferrymill plc", "2025-03"), "attributed_to", group("Old Heron"), quote=said, by=speakers("Ferrymill plc")
    )
    ferry.claim(
        OFFICE,
        "investigates",
        org("Ferrymill plc"),
        quote="The Data Protection Office (DPO) is investigating Ferrymill plc.",
    )
