"""Every homonym of the shipped lists: a report that bears the name never links what the lists hold apart."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import combinations

import networkx
import pytest
from claims_by_hand import Case, group, org

from kg.belief import believe
from kg.graph import graph
from kg.identity import identify
from kg.identity.nodes import Node
from kg.identity.records import Records
from kg.identity.settings import settings
from kg.model import Ref
from kg.reference import Reference, normal, reference, tight

TYPES = sorted(settings().context.types)


def homonyms(lists: Reference, kind: str = "ThreatGroup") -> list[str]:
    """Names of a type that several things of the lists bear, in normal spelling."""
    forms: dict[str, str] = {}
    for name in lists.names():
        if name.type == kind:
            forms.setdefault(tight(name.form), name.form)
    return sorted(form for form in forms.values() if len(lists.things(form)) > 1)


@lru_cache(maxsize=1)
def every_homonym() -> dict[tuple[str, str], list[str | None]]:
    """(type, name) -> for each thing that it may mean, a name that only this thing bears, or None."""
    lists = reference()
    records = Records(lists, settings().instead_of)
    found: dict[tuple[str, str], list[str | None]] = {}
    for kind in TYPES:
        for form in homonyms(lists, kind):
            things = records.candidates(Node(kind, normal(form)))
            if len(things) > 1:
                names = [[n for i in sorted(t) for n in records.known[i].names] for t in things]
                own = [
                    [n for n in ns if records.candidates(Node(kind, normal(n))) == (t,)]
                    for ns, t in zip(names, things, strict=True)
                ]
                found[kind, form] = [ns[0] if ns else None for ns in own]
    return found


def reports_on(kind: str, form: str, own: list[str | None]) -> tuple[Case, list[tuple[str, str | None]]]:
    """A report on the bare name, and one on each thing that calls it by both names; each with a victim of its own."""
    case = Case()
    told: list[tuple[str, str | None]] = []
    for i, name in enumerate([None, *(n for n in own if n)]):
        victim = f"Firm {i}"
        report = case.report(f"Report {i} on {form} and {victim}.")
        report.claim(Ref(name=form, type=kind), "targets", org(victim))
        if name:
            report.claim(Ref(name=form, type=kind), "alias_of", Ref(name=name, type=kind))
        told.append((victim, name))
    return case, told


def test_a_report_on_one_bearer_of_a_name_never_links_another() -> None:
    """All homonyms of all types: no path of the graph leads from one's victim, or own name, to another's."""
    assert len(every_homonym()) > 100
    told_apart = 0
    for (kind, form), own in every_homonym().items():
        case, told = reports_on(kind, form, own)
        identified = identify(case.claims, case.headings, reference())
        believed = believe(case.claims, identified, case.headings, {})
        made = graph(identified.entities.values(), believed.propositions.values()).to_undirected()
        victims = {e.name: e.id for e in identified.entities.values() if e.type == "Organization"}
        ends = [victims[victim] for victim, _ in told]
        for a, b in combinations(ends, 2):
            assert not networkx.has_path(made, a, b), f"{kind} {form} links {told}"
        told_apart += len(ends) > 2
    assert told_apart > 20


def test_a_report_without_context_leaves_the_name_ambiguous() -> None:
    for kind, form in every_homonym():
        case = Case()
        case.report("A report.").claim(Ref(name=form, type=kind), "targets", org("Northmark"))
        identified = identify(case.claims, case.headings, reference())
        (entity,) = (e for e in identified.entities.values() if e.type == kind)
        assert entity.ambiguous, f"{kind} {form}"


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    """Homonym -> for each thing that bears it, another name that only this thing bears."""
    lists = reference()
    names: dict[str, list[str]] = defaultdict(list)
    for form in homonyms(lists):
        for thing in lists.things(form):
            own = [n for r in thing for n in r.names if tight(n) != tight(form) and len(lists.things(n)) == 1]
            if own:
                names[form].append(own[0])
    return names


def test_there_are_homonyms_with_names_of_their_own(found: dict[str, list[str]]) -> None:
    assert len(found) > 20
    assert sum(len(own) > 1 for own in found.values()) > 5


def test_no_report_on_a_homonym_links_what_the_lists_hold_apart(found: dict[str, list[str]]) -> None:
    """One ledger with a report on each homonym and on each thing that bears it under its own name."""
    case = Case()
    for i, (form, own) in enumerate(sorted(found.items())):
        case.report(f"Report {i} on the attack on Firm {i}.").blame(f"Firm {i}", group(form))
        for j, name in enumerate(own):
            case.report(f"Report {i} {j} on the attack on Shop {i} {j}.").blame(f"Shop {i} {j}", group(name))
    identified = identify(case.claims, case.headings, reference())
    actors = [e for e in identified.entities.values() if e.type == "ThreatGroup"]
    by_name: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        for name in {actor.name, *(a for j in actor.joins for a in (j.a, j.b))}:
            by_name[tight(name)].add(actor.id)
    for form, own in found.items():
        ids = [by_name[tight(name)] for name in own]
        for i, mine in enumerate(ids):
            for other in ids[i + 1 :]:
                assert not mine & other, f"{form} links {own}"


def test_a_homonym_is_ambiguous_or_known_for_a_reason(found: dict[str, list[str]]) -> None:
    """By the name alone it is one of its things only where the lists give that one its main name."""
    for form in found:
        case = Case()
        case.report("A report.").blame("Northmark", group(form))
        (actor,) = (
            e for e in identify(case.claims, case.headings, reference()).entities.values() if e.type == "ThreatGroup"
        )
        if not actor.ambiguous:
            kinds = [t for t in reference().things(form) if any("ThreatGroup" in r.types for r in t)]
            assert len(kinds) == 1, f"{form}: {kinds}"
