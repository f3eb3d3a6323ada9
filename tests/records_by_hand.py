"""A small reference for tests: a few records of invented actors, grouped as `kg.reference` groups them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.reference import Fact, Record, normal
from kg.reference.things import grouped


def record(list_name: str, name: str, *aliases: str, type_: str = "ThreatGroup", **facts: object) -> Record:
    values: dict[str, object] = {
        key: tuple(Fact(v, f"told of {v}") for v in facts.pop(key, ()))  # type: ignore[attr-defined]
        for key in ("activities", "motives", "sectors", "targets", "uses")
    }
    return Record(
        id=f"{list_name}/{name}", list=list_name, type=type_, types=(type_,), name=name, aliases=aliases, **values, **facts
    )  # type: ignore[arg-type]


class SmallReference:
    """Records by name."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = tuple(records)

    def things(self, name: str) -> tuple[tuple[Record, ...], ...]:
        return grouped(r for r in self._records if normal(name) in {normal(n) for n in r.names})


EXTORTIONISTS = record(
    "list-a:groups",
    "Tin Crow",
    "Gray Magpie",
    "UNC1234",
    activities=("extortion",),
    sectors=("retail",),
    targets=("United Kingdom",),
    uses=("CrowLock",),
)
SAME_ELSEWHERE = record("list-b:groups", "Tin Crow", "Gray Magpie", "Storm-77", motives=("financial",))
HACKTIVISTS = record("list-a:groups", "Paper Moon", country="Freedonia", activities=("hacktivism", "defacement"))
BRAND = record("list-c:malware", "Paper Moon", type_="Malware", activities=("ransomware", "extortion"), sectors=("retail",))
BRAND = BRAND._replace(types=("Malware", "ThreatGroup"))
SPIES = record("list-a:groups", "Quiet Heron", "Gray Magpie Two", activities=("espionage",), sectors=("government",))
CROWLOCK = record("list-c:malware", "CrowLock", type_="Malware", activities=("ransomware",))

SMALL = SmallReference((EXTORTIONISTS, SAME_ELSEWHERE, HACKTIVISTS, BRAND, SPIES, CROWLOCK))
NOTHING = SmallReference(())
