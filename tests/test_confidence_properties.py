"""What holds of confidence whatever the ledger says: order, removal, copies, sums, caps."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from claims_by_hand import Case, decision, group, malware, org, service, speakers
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from records_by_hand import SMALL

from kg.belief import Believed, believe
from kg.belief.constants import constants
from kg.identity import Identified, identify
from kg.model import Account, Ref, Status

ACTORS = ("Tin Crow", "Paper Moon", "Quiet Heron", "Clay Owl")
VICTIMS = ("Northmark", "Greenbasket")
PUBLISHERS = (None, "Morning Post", "Evening Post", "Lantern Labs", "List A")
STANCES = ("asserted", "hedged", "self-claimed", "denied", "negated", "unknown")
CHAINS = (
    (),
    ("Lantern Labs",),
    ("(sources)",),
    ("Morning Post", "(sources)"),
    ("Tin Crow",),
    ("Evening Post", "Lantern Labs"),
)
TEXTS = (
    "The raid on {victim} was probably carried out by the crew {actor} on Sunday night, it was said.",
    "The raid on {victim} was carried out by the crew {actor} on Sunday night.",
    "Who robbed {victim}? {actor} did, according to some.",
)
quick = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A small ledger in which all that bears on confidence meets: copies, hedges, denials, rivals, links, fit."""
    case = Case()

    def pick(options: Sequence[Any]) -> Any:
        return draw(st.sampled_from(options))

    for i in range(draw(st.integers(1, 7))):
        victim, actor = pick(VICTIMS), pick(ACTORS)
        text = f"{pick(TEXTS).format(victim=victim, actor=actor)} {pick(('', f'No. {i}'))}"
        report = case.report(text, pick(PUBLISHERS), pick((None, "2025-05-01", "2025-05-03", "2024-01-01")))
        more = {"capacity": pick(("operator", "ransomware brand"))} if draw(st.booleans()) else {}
        headline = {"headline": "yes"} if draw(st.integers(0, 5)) == 0 else {}
        told = {"sector": pick(("retail", "government")), "country": "UK", "method": "ransomware"}
        report.hit(victim, date=pick((None, "in April")), **told)
        report.blame(victim, group(actor), stance=pick(STANCES), by=speakers(*pick(CHAINS)), **more, **headline)
        if draw(st.booleans()):
            report.claim(group(actor), pick(("linked_to", "alias_of")), group(pick(ACTORS)), stance=pick(STANCES[:2]))
        if draw(st.booleans()):
            report.claim(org(victim), "disrupted", service("web shop", victim), stance=pick(STANCES))
        if draw(st.booleans()):
            report.claim(Ref(name="Ada Poe", type="Person"), "works_for", org("Lantern Labs"))
            report.claim(group(actor), "uses", malware("CrowLock"), by=speakers("Ada Poe"))
    case.rate(pick(("Morning Post", "Lantern Labs")), pick("ABCDEF"))
    for report in case.reports:  # one text has one reading, whoever publishes it
        report.claims = [c for c in case.claims if c.content_id == report.document.content_id]
    return case


def judged(case: Case) -> tuple[Identified, Believed]:
    found = identify(case.claims, case.headings, SMALL, case.decisions)
    return found, believe(case.claims, found, case.headings, case.sources, case.decisions)


def accounts(case: Case) -> list[Account]:
    return list(judged(case)[1].accounts.values())


@given(cases(), st.randoms())
@quick
def test_loading_order_changes_nothing(case: Case, chance: random.Random) -> None:
    before = judged(case)[1]
    chance.shuffle(case.reports)
    for report in case.reports:
        chance.shuffle(report.claims)
    assert judged(case)[1] == before


@given(cases())
@quick
def test_loading_twice_changes_nothing(case: Case) -> None:
    before = judged(case)[1]
    for report in case.reports:
        report.claims = report.claims * 2
    assert judged(case)[1] == before


@given(cases())
@quick
def test_every_account_adds_up_and_no_line_is_left_out(case: Case) -> None:
    known = {c.id for c in case.claims}
    believed = judged(case)[1]
    for account in believed.accounts.values():
        running = 0.0
        for line in account.lines:
            running = round(running + line.points, 1)
            assert line.running == running
            assert line.kind != "copy" or line.points == 0
            assert set(line.claim_ids) <= known
        assert account.confidence == int(running + 0.5)
        told = {id_ for line in account.lines for id_ in line.claim_ids}
        assert told >= set(believed.propositions[account.proposition].claim_ids)


@given(cases())
@quick
def test_caps_hold(case: Case) -> None:
    believed = judged(case)[1]
    claims = {c.id: c for c in case.claims}
    for account in believed.accounts.values():
        p = believed.propositions[account.proposition]
        support = [claims[i] for i in p.claim_ids if str(claims[i].stance) in ("asserted", "hedged", "self-claimed")]
        if not support:
            assert account.confidence == 0
        if all(c.speaker_kind == "unnamed" for c in support):
            assert account.confidence < 30
        if all(str(c.stance) == "self-claimed" for c in support):
            assert account.confidence < 70
        fit = sum(line.points for line in account.lines if line.kind == "fit")
        taken = sum(line.points for line in account.lines if line.label.startswith("fit gives"))
        assert fit + taken <= constants().fit.most + 0.05
        if account.status is Status.CORROBORATED:
            assert len(p.origins) > 1


@given(cases(), st.data())
@quick
def test_a_copy_adds_nothing(case: Case, data: st.DataObject) -> None:
    """The same text again, by the same publisher on the same day but in another place, changes no confidence."""
    before = {a.proposition: a.confidence for a in accounts(case)}
    report = data.draw(st.sampled_from(case.reports))
    document = report.document
    case.report(document.text, document.publisher, document.published, address="mirror/1")
    assert {a.proposition: a.confidence for a in accounts(case)} == before


@given(cases(), st.data())
@quick
def test_what_is_withdrawn_leaves_what_a_ledger_without_it_gives(case: Case, data: st.DataObject) -> None:
    report = data.draw(st.sampled_from(case.reports))
    contents = [r for r in case.reports if r.document.content_id == report.document.content_id]
    rest = Case([r for r in case.reports if r not in contents], case.sources)
    case.decisions = [decision("withdraw", r.document.id) for r in contents]
    left, without = judged(case)[1], judged(rest)[1]
    for id_, account in without.accounts.items():
        now = left.accounts.get(id_)
        if now is not None:  # its id may rest on a name or a date that only the withdrawn report gave
            assert (now.confidence, now.status) == (account.confidence, account.status)
    for id_ in set(left.accounts) - set(without.accounts):
        assert left.accounts[id_].status in (Status.WITHDRAWN, without_status(left, without, id_))


def without_status(left: Believed, without: Believed, id_: str) -> Status:
    """The status of the proposition with the same claims that count, whatever it is called."""
    ids: Sequence[str] = left.propositions[id_].claim_ids
    return next((p.status for p in without.propositions.values() if set(p.claim_ids) & set(ids)), Status.WITHDRAWN)


def with_one_more(case: Case, data: st.DataObject, stance: str) -> tuple[Account, Account]:
    """The account of an attribution before and after a voice and a publisher that nobody has heard speak of it.

    Only where who is who stays as it was: a report may also show that two attacks are one, or that it means another.
    """
    before = judged(case)[1]
    claim = data.draw(st.sampled_from([c for c in case.claims if c.relation == "attributed_to"]))
    by = data.draw(
        st.sampled_from((("Agency of Distant Shores",), (), ("(sources)",), ("Agency of Distant Shores", "(sources)")))
    )
    report = case.report("A wholly different wording from far away.", "Fresh Gazette", "2025-05-04")
    added = report.claim(claim.subject, "attributed_to", claim.object, stance=stance, by=speakers(*by))
    after = judged(case)[1]
    groups = [
        {frozenset(p.claim_ids) - {added.id} for p in b.propositions.values()} - {frozenset()} for b in (before, after)
    ]
    assume(groups[0] == groups[1] and after.of_claim[added.id] == after.of_claim[claim.id])
    return before.accounts[before.of_claim[claim.id]], after.accounts[after.of_claim[claim.id]]


@given(cases(), st.data())
@quick
def test_one_more_independent_origin_never_lowers(case: Case, data: st.DataObject) -> None:
    before, after = with_one_more(case, data, data.draw(st.sampled_from(("asserted", "hedged"))))
    assert after.confidence >= before.confidence


@given(cases(), st.data())
@quick
def test_a_denial_never_raises(case: Case, data: st.DataObject) -> None:
    before, after = with_one_more(case, data, data.draw(st.sampled_from(("denied", "negated"))))
    assert after.confidence <= before.confidence


@given(cases(), st.data())
@quick
def test_that_something_is_not_known_changes_nothing(case: Case, data: st.DataObject) -> None:
    before, after = with_one_more(case, data, "unknown")
    assert after.confidence == before.confidence


@given(cases(), st.data())
@quick
def test_a_copy_under_another_masthead_changes_nothing(case: Case, data: st.DataObject) -> None:
    """The same text word for word in fifty other places, on a later day or undated as it is: no confidence moves."""
    before = judged(case)[1]
    document = data.draw(st.sampled_from(case.reports)).document
    dates = [r.document.published for r in case.reports if r.document.content_id == document.content_id]
    known = ("Morning Post", "Lantern Labs") if all(dates) else ()  # an undated original may as well be the copy
    for number in range(data.draw(st.sampled_from((1, 2, 50)))):
        masthead = data.draw(st.sampled_from((f"Mirror {number}", *known))) if number < 2 else f"Mirror {number}"
        case.report(document.text, masthead, "2025-06-30" if all(dates) else None)
    after = judged(case)[1]
    assert {i: a.confidence for i, a in after.accounts.items()} == {i: a.confidence for i, a in before.accounts.items()}
