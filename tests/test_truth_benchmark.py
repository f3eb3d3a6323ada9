"""The truth benchmark: the world is what it says, scores are what they are called, the page is of the results beside it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

import truth  # noqa: E402 (found by the line above)
from truth_bench import methods, scores  # noqa: E402
from truth_bench.page import page  # noqa: E402
from truth_bench.simulation import Report, Told  # noqa: E402


def simulated(world: str, seed: int = 0) -> Told:
    return truth.simulated({**truth.settings(), "incidents": 60}, world, seed)


def test_the_page_is_of_the_results_beside_it_and_of_all_worlds_and_methods() -> None:
    results = json.loads(truth.RESULTS.read_text(encoding="utf-8"))
    assert truth.PAGE.read_text(encoding="utf-8") == page(results)
    assert list(results["worlds"]) == list(truth.settings()["worlds"])
    assert all(list(found) == list(methods.METHODS) for found in results["worlds"].values())


def test_the_same_seed_gives_the_same_world_and_another_seed_another() -> None:
    assert simulated("usual").reports == simulated("usual").reports
    assert simulated("usual").reports != simulated("usual", 1).reports


def test_the_results_are_those_of_this_code() -> None:
    """One run of one world, as the results have it."""
    results = json.loads(truth.RESULTS.read_text(encoding="utf-8"))
    told = truth.simulated({**truth.settings(), "incidents": results["incidents"]}, "usual", 0)
    for name, judge in methods.METHODS.items():
        found = scores.score(judge(told), told.truth)
        assert round(found.brier, truth.DIGITS) == results["worlds"]["usual"][name]["brier"][0]


@pytest.mark.parametrize(
    ("world", "share"),
    [("nobody copies", 0.0), ("most copy", 0.8)],
)
def test_copies_are_as_frequent_as_the_world_says(world: str, share: float) -> None:
    reports = [r for r in simulated(world).reports if r.stance in ("asserted", "hedged")]
    originals = {r.origin for r in reports}
    later = len(reports) - len({r.incident for r in reports})
    assert (len(reports) - len(originals)) / later == pytest.approx(share, abs=0.08)


def test_a_hedge_tells_what_the_world_says() -> None:
    def wrong_among_hedged(world: str) -> float:
        told = simulated(world)
        hedged = [r.actor != told.truth[r.incident] for r in told.reports if r.stance == "hedged"]
        return sum(hedged) / len(hedged)

    assert wrong_among_hedged("a hedge tells much") > wrong_among_hedged("a hedge tells nothing") + 0.2


def report(actor: str, **more: Any) -> Report:
    usual = {"incident": 0, "day": 0, "publisher": "Paper 0", "stance": "asserted", "voice": "named", "origin": 1}
    return Report(actor=actor, **usual | {"speaker": "Expert 1", "words": "one two three four five six"} | more)  # type: ignore[arg-type]


def test_the_methods_judge_as_they_are_called() -> None:
    told = Told(
        [report("A"), report("A", day=1, publisher="Paper 1"), report("B", stance="hedged", day=2, speaker="Expert 2")]
    )
    key_a, key_b = (0, "A"), (0, "B")
    assert methods.counting_mentions(told) == {key_a: pytest.approx(2 / 3), key_b: pytest.approx(1 / 3)}
    assert methods.majority(told) == {key_a: 1.0, key_b: 0.0}
    assert methods.highest_confidence(told)[key_a] > methods.highest_confidence(told)[key_b]
    ours, counted = methods.ours(told), methods.copies_counted(told)
    assert ours[key_a] > ours[key_b]
    assert counted[key_a] > ours[key_a]  # the copy of the same words by the same expert


def test_the_scores_are_what_they_are_called() -> None:
    sure = [(1.0, True), (0.0, False)]
    assert scores.brier(sure) == scores.ece(sure) == 0
    assert scores.brier([(0.5, True), (0.5, False)]) == 0.25
    assert scores.ece([(0.95, False)] * 10) == pytest.approx(0.95)
    assert scores.first({(0, "A"): 0.9, (0, "B"): 0.9, (1, "A"): 0.2}, {0: "A", 1: "A"}) == 0.75
    scale = scores.fit([(0.1, False), (0.2, True), (0.3, False), (0.4, True)])
    assert [scale(x) for x in (0.05, 0.1, 0.25, 0.3, 0.9)] == [0.0, 0.0, 0.5, 0.5, 1.0]
