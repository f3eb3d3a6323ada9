"""What is supposed is what would be: claims left out, a voice more, and the fewest origins that an order rests on."""

from __future__ import annotations

from itertools import combinations

import pytest
from claims_by_hand import Case, decision, group, speakers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_confidence_properties import cases
from test_views import look, write

from kg.model import Stance
from kg.questions.compare import compare
from kg.questions.robust import robust
from kg.questions.verdict import Verdict
from kg.view import View
from kg.view.reweighing import Supposition

quick = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])


def blamed(tmp_path_factory: pytest.TempPathFactory, *told: tuple[str, str, str]) -> View:
    """A report for each (who vouches, whom they blame, stance)."""
    case = Case()
    for number, (voice, actor, stance) in enumerate(told):
        report = case.report(f"{voice} and {actor} {number}: " + "zyxwv"[number % 5] * 9, f"Paper {number}", "2025-05-02")
        report.hit("Northmark")
        report.blame("Northmark", group(actor), by=speakers(voice), stance=stance)
    return look(write(case, tmp_path_factory.mktemp("blamed") / "kg.db"))


def order(view: View) -> list[tuple[str, int]]:
    (found,) = robust(view, "Northmark").incidents
    return [(s.actor.name, s.confidence) for s in found.order]


@given(cases(), st.data())
@quick
def test_claims_left_out_leave_what_a_ledger_gives_in_which_they_are_misread(
    tmp_path_factory: pytest.TempPathFactory, case: Case, data: st.DataObject
) -> None:
    path = write(case, tmp_path_factory.mktemp("supposing") / "kg.db")
    whole = look(path)
    blames = sorted({c.id for c in case.claims if c.relation == "attributed_to"})
    gone = frozenset(data.draw(st.lists(st.sampled_from(blames), unique=True, min_size=1)))
    supposed = whole.supposing(list(whole.propositions), Supposition(gone=gone))
    case.decisions = [decision("misread", claim) for claim in sorted(gone)]
    part = look(write(case, path))
    for id_ in set(whole.propositions) & set(part.propositions):
        if whole.propositions[id_].claim_ids == part.propositions[id_].claim_ids and whole.entities == part.entities:
            assert supposed[id_].confidence == part.account(id_).confidence
            assert supposed[id_].status == part.account(id_).status


@pytest.mark.parametrize("stance", [Stance.ASSERTED, Stance.DENIED])
def test_a_voice_more_is_worth_what_one_is_worth(tmp_path_factory: pytest.TempPathFactory, stance: Stance) -> None:
    before = blamed(tmp_path_factory, ("Lantern Labs", "Tin Crow", "asserted"))
    after = blamed(tmp_path_factory, ("Lantern Labs", "Tin Crow", "asserted"), ("Harbour Police", "Tin Crow", str(stance)))
    (incident,) = compare(before, "Northmark").incidents
    prospect = next(p for p in incident.prospects if p.what == str(stance))
    (real,) = compare(after, "Northmark").incidents
    assert (prospect.confidence, prospect.status) == (real.attributions[0].confidence, real.attributions[0].status)


def test_the_losses_are_all_that_overturn_and_none_smaller_does(tmp_path_factory: pytest.TempPathFactory) -> None:
    view = blamed(
        tmp_path_factory,
        ("Lantern Labs", "Tin Crow", "asserted"),
        ("Harbour Police", "Tin Crow", "asserted"),
        ("Valley Agency", "Tin Crow", "hedged"),
        ("Quiet Office", "Clay Owl", "asserted"),
        ("Distant Shores", "Clay Owl", "hedged"),
    )
    (found,) = robust(view, "Northmark").incidents
    verdict = Verdict(view, found.incident.id)
    assert found.smallest
    assert [name for name, _ in order(view)] == ["Tin Crow", "Clay Owl"]
    sizes = {len(loss.origins) for loss in found.losses}
    assert sizes == {2}
    overturning = {frozenset(gone) for gone in combinations(verdict.origins, 2) if verdict.overturned(verdict.without(gone))}
    assert {frozenset(loss.origins) for loss in found.losses} == overturning
    assert not any(verdict.overturned(verdict.without([name])) for name in verdict.origins)
    for loss in found.losses:
        assert [(s.above, s.below) for s in loss.swaps] == [("Clay Owl", "Tin Crow")]


def test_an_order_of_one_has_nothing_to_lose(tmp_path_factory: pytest.TempPathFactory) -> None:
    view = blamed(tmp_path_factory, ("Lantern Labs", "Tin Crow", "asserted"))
    (found,) = robust(view, "Northmark").incidents
    assert (found.losses, len(found.order)) == ((), 1)


def test_where_there_are_many_origins_the_weightiest_are_tried_and_the_rest_is_counted(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    told = [(f"Voice {n}", "Tin Crow" if n % 3 else "Clay Owl", "hedged") for n in range(20)]
    (found,) = compare(blamed(tmp_path_factory, *told), "Northmark").incidents
    assert (len(found.bearings), found.others) == (12, 8)
    assert not robust(blamed(tmp_path_factory, *told), "Northmark").incidents[0].smallest
