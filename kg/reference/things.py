"""Which records of one name are about one thing, and why.

In: the records that bear a name. Out: groups of them. Records are never joined by the name alone: a list must say that
they are the same, or they share an ATT&CK id, or a second name, or their first name and country of origin, or a kind of
activity that tells actors apart (`distinctive` in `schema/reference_facts.yaml`). An entry that records nothing beside
its name joins the only thing of its type, if there is only one. What is not joined stays a homonym.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from kg.reference.names import tight
from kg.reference.records import Record


def grouped(records: Iterable[Record]) -> tuple[tuple[Record, ...], ...]:
    """Records that bear one name in groups, each about one thing; groups and their records in the order of their ids."""
    ordered = sorted(records, key=lambda record: record.id)
    group = {record.id: record.id for record in ordered}
    for a, b in combinations(ordered, 2):
        if why_same(a, b):
            _join(group, a, b)
    telling = [record for record in ordered if not _says_nothing(record)]
    for bare in (record for record in ordered if _says_nothing(record)):
        others = {group[record.id]: record for record in telling if set(record.types) & set(bare.types)}
        if len(others) == 1:
            _join(group, bare, *others.values())
    leaders = sorted(set(group.values()))
    return tuple(tuple(record for record in ordered if group[record.id] == leader) for leader in leaders)


def why_same(a: Record, b: Record) -> str | None:
    """Why two records that share a name are held to be about one thing; None when nothing but the name says so."""
    if not set(a.types) & set(b.types):
        return None
    if b.id in a.same or a.id in b.same:
        return "a list holds them to be the same"
    attack = a.external_ids.get("attack")
    if attack and attack == b.external_ids.get("attack"):
        return f"both are ATT&CK {attack}"
    shared = {tight(name) for name in a.names} & {tight(name) for name in b.names}
    if len(shared) > 1:
        return f"they share {len(shared)} names"
    if a.country and b.country and a.country != b.country:
        return None
    if a.country and a.country == b.country and tight(a.name) == tight(b.name):
        return f"both lists call it so and place it in {a.country}"
    alike = sorted(_kinds(a) & _kinds(b))
    return f"both are recorded for {', '.join(alike)}" if alike else None


def _join(group: dict[str, str], a: Record, b: Record) -> None:
    old, new = sorted((group[a.id], group[b.id]), reverse=True)
    group.update({id_: new for id_, leader in group.items() if leader == old})


def _says_nothing(record: Record) -> bool:
    """A record with no fact cannot be told from another of its type: it is no thing of its own where there is only one."""
    return not (record.country or record.activities or record.motives or record.sectors or record.targets)


def _kinds(record: Record) -> set[str]:
    from kg.reference.facts import fact_words

    return {fact.value for fact in record.activities} & set(fact_words().distinctive)
