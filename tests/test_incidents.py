"""Which attacks that reports tell of are one."""

from __future__ import annotations

import random

import pytest
from claims_by_hand import Case, decision
from hypothesis import given, settings
from hypothesis import strategies as st
from records_by_hand import NOTHING

from kg.identity import Identified, identify


def identified(case: Case) -> Identified:
    return identify(case.claims, case.headings, NOTHING, case.decisions)


def handles(case: Case) -> list[str]:
    return sorted(e.handle for e in identified(case).entities.values() if e.handle)


def told(*tellings: tuple[str | None, str | None], victim: str = "Northmark") -> Case:
    """One report for each (published, event date) on one victim."""
    case = Case()
    for i, (published, event) in enumerate(tellings):
        case.report(f"Report {i}: {victim} was attacked {event}.", published=published).hit(victim, date=event)
    return case


days = st.one_of(st.none(), st.sampled_from(["2023-04-01", "2025-03-01", "2025-05-14", "2025-06-30", "2025", "2024-12"]))
events = st.sampled_from([None, "in April", "April 22", "last week", "on Tuesday", "2025", "2025-02-20", "in 2024"])


def test_one_attack_in_many_reports_is_one_incident_with_a_month_in_its_handle() -> None:
    case = told(("2025-05-14", "April 22"), ("2025-06-01", "in April"), ("2025-04-25", "on Tuesday"), ("2025-08-10", None))
    assert handles(case) == ["northmark/2025-04"]


def test_each_join_says_why() -> None:
    case = told(("2025-05-14", "April 22"), ("2025-06-01", "in April"), ("2025-06-02", None), (None, None))
    (incident,) = (e for e in identified(case).entities.values() if e.type == "Incident")
    reasons = " / ".join(j.reason for j in incident.joins)
    assert len(incident.joins) == 3
    assert "the dates agree: 2025-04-01 to 2025-04-30 and 2025-04-22" in reasons
    assert "reported within 120 days" in reasons
    assert "the only incident told of it" in reasons


def test_attacks_a_year_apart_are_two() -> None:
    case = told(("2025-05-14", "April 22"), ("2024-05-02", "in April"))
    assert handles(case) == ["northmark/2024-04", "northmark/2025-04"]


def test_a_report_long_after_without_a_date_is_not_the_old_attack() -> None:
    assert handles(told(("2023-09-20", "in September"), ("2025-06-01", None))) == [
        "northmark/2023-09",
        "northmark/by-2025-06",
    ]


def test_a_report_without_any_date_joins_the_only_attack_and_no_other() -> None:
    assert handles(told(("2025-05-14", "April 22"), (None, None))) == ["northmark/2025-04"]
    two = handles(told(("2025-05-14", "April 22"), ("2023-05-02", "in April"), (None, None)))
    assert two == ["northmark/2023-04", "northmark/2025-04", "northmark/undated"]


def test_a_month_without_a_year_chooses_among_attacks() -> None:
    case = told(("2025-05-14", "April 22"), ("2024-11-02", "in October"), (None, "in April"))
    assert handles(case) == ["northmark/2024-10", "northmark/2025-04"]


def test_a_month_against_the_only_attack_is_another() -> None:
    assert handles(told(("2025-05-14", "April 22"), (None, "in October"))) == ["northmark/2025-04", "northmark/undated"]


def test_undated_reports_close_in_time_are_one_story_and_far_apart_two() -> None:
    assert handles(told(("2025-05-14", None), ("2025-07-14", None))) == ["northmark/by-2025-05"]
    apart = handles(told(("2023-05-14", None), ("2025-07-14", None)))
    assert apart == ["northmark/by-2023-05", "northmark/by-2025-07"]


def test_an_undated_report_never_bridges_two_dated_attacks() -> None:
    case = told(("2025-03-01", "2025-02-20"), ("2025-05-01", "2025-04-22"), ("2025-04-01", None), ("2025-03-15", None))
    assert handles(case) == ["northmark/2025-02", "northmark/2025-04"]


def test_a_year_alone_holds_no_two_attacks_together() -> None:
    case = told(("2025-03-01", "2025-02-20"), ("2025-05-01", "2025-04-22"), ("2026-06-01", "in 2025"))
    assert handles(case) == ["northmark/2025", "northmark/2025-02", "northmark/2025-04"]


def test_two_attacks_that_one_report_tells_apart_stay_apart() -> None:
    case = Case()
    report = case.report("Northmark was attacked on 20 April and again on 25 April.", published="2025-05-01")
    report.hit("Northmark", when="2025-04-20", date="20 April")
    report.hit("Northmark", when="2025-04-25", date="25 April")
    case.report("Northmark was attacked on April 21.", published="2025-05-02").hit("Northmark", date="April 21")
    assert handles(case) == ["northmark/2025-04-20", "northmark/2025-04-25"]


def test_victims_are_never_mixed() -> None:
    case = told(("2025-05-14", "April 22"))
    case.report("Greenbasket was hit on April 22.", published="2025-05-14").hit("Greenbasket", date="April 22")
    assert handles(case) == ["greenbasket/2025-04", "northmark/2025-04"]


def test_the_victims_names_are_joined_before_its_attacks() -> None:
    case = Case()
    one = case.report("Northmark Stores (NS) was hit in April.", published="2025-05-01")
    one.hit("Northmark Stores", forms=("NS",), date="in April")
    case.report("NS was hit on April 22.", published="2025-05-03").hit("NS", date="April 22")
    assert len(handles(case)) == 1


def test_an_older_handles_id_leads_to_the_incident() -> None:
    early = identified(told((None, None)))
    (old,) = (e.id for e in early.entities.values() if e.type == "Incident")
    later = identified(told((None, None), ("2025-05-14", "April 22")))
    assert later.entities[later.redirects[old]].handle == "northmark/2025-04"


def test_an_analyst_joins_what_no_rule_joins() -> None:
    case = told(("2023-09-20", "in September"), ("2025-06-01", None))
    case.decisions.append(decision("same", "northmark/2023-09", "northmark/by-2025-06", why="the date was a slip"))
    (incident,) = (e for e in identified(case).entities.values() if e.type == "Incident")
    assert incident.handle == "northmark/2023-09"
    assert any("ana" in j.reason and "a slip" in j.reason for j in incident.joins)


def test_an_analysts_word_holds_for_older_handles_too() -> None:
    """What was decided while less was known holds when the incidents have got other handles."""
    before = identified(told(("2025-06-01", None)))
    after = identified(told(("2025-06-01", None), ("2025-05-02", "April 22")))
    (old,) = (e.id for e in before.entities.values() if e.type == "Incident")
    assert after.entities[after.redirects[old]].handle == "northmark/2025-04"
    late = told(("2025-06-01", None), ("2025-05-02", "April 22"), ("2023-09-20", "September 3"))
    late.decisions.append(decision("same", "northmark/by-2025-06", "northmark/2023-09", why="the date was a slip"))
    assert len(handles(late)) == 1


def test_an_analyst_tells_attacks_apart_that_a_later_report_would_join() -> None:
    case = told(("2025-04-22", "April 20"), ("2025-05-16", "May 14"))
    case.decisions.append(decision("different", "northmark/2025-04", "northmark/2025-05", why="another gang"))
    between = case.report("Northmark was attacked between.", published="2025-05-06")
    between.hit("Northmark", date="May 2")
    assert handles(case) == ["northmark/2025-04", "northmark/2025-05"]
    case.decisions.append(decision("undo", case.decisions[0].id, at="2025-07-02T00:00:00Z"))
    assert len(handles(case)) == 1


@given(st.lists(st.tuples(days, events), min_size=2, max_size=8), st.integers(1, 7))
@settings(deadline=None)
def test_an_older_handle_never_leads_to_an_attack_that_its_reports_do_not_tell_of(
    tellings: list[tuple[str | None, str | None]], known: int
) -> None:
    """Where its reports are of several attacks by now it leads nowhere; an attack that bears it now goes before."""
    before, after = identified(told(*tellings[:known])), identified(told(*tellings))
    for entity in before.entities.values():
        if entity.type != "Incident" or entity.id in after.entities:
            continue
        now = {after.of_ref[key] for key, id_ in before.of_ref.items() if id_ == entity.id}
        assert entity.id not in after.redirects or after.redirects[entity.id] in now


@given(st.lists(st.tuples(days, events), max_size=12), st.randoms())
@settings(deadline=None)
def test_the_order_of_reports_changes_nothing(tellings: list[tuple[str | None, str | None]], chance: random.Random) -> None:
    case = told(*tellings)
    before = identified(case)
    chance.shuffle(case.reports)
    after = identified(case)
    assert before.entities == after.entities
    assert before.of_ref == after.of_ref


@pytest.mark.parametrize("count", [400])
def test_many_reports_on_one_victim_are_clustered_in_time(count: int) -> None:
    tellings = [(f"2025-{1 + i % 12:02}-{1 + i % 28:02}", ("in April", None, "yesterday")[i % 3]) for i in range(count)]
    assert handles(told(*tellings))


def test_nothing_is_reported_before_it_happens() -> None:
    assert len(handles(told(("2025-02-01", None), ("2025-05-01", "2025-04-22")))) == 2
    # a day that lies behind the first report was misread or meant something else: the others date the attack
    case = told(("2025-04-23", None), ("2025-05-02", "last week"), ("2025-05-03", "today"))
    assert handles(case) == ["northmark/2025-04"]
