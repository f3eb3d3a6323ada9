"""Every homonym of the shipped lists: a report that bears the name never links what the lists hold apart."""

from __future__ import annotations

from collections import defaultdict

import pytest
from claims_by_hand import Case, group

from kg.identity import identify
from kg.reference import Reference, reference, tight


def homonyms(lists: Reference) -> list[str]:
    """Names of actors that several things of the lists bear, in normal spelling."""
    forms: dict[str, str] = {}
    for name in lists.names():
        if name.type == "ThreatGroup":
            forms.setdefault(tight(name.form), name.form)
    return sorted(form for form in forms.values() if len(lists.things(form)) > 1)


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
