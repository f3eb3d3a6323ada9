"""docs/confidence.md says what schema/confidence.yaml holds."""

from __future__ import annotations

from pathlib import Path

from kg.belief.constants import constants
from kg.model import Status

TEXT = (Path(__file__).parent.parent / "docs" / "confidence.md").read_text(encoding="utf-8")
FLOWING = " ".join(TEXT.split())


def rows(first: str) -> list[list[str]]:
    """The rows of the table whose first heading this is."""
    lines = TEXT[TEXT.index(f"| {first} |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


def test_the_table_of_relations() -> None:
    told = [[name, *map(float, numbers)] for name, *numbers in rows("kind of relation")]
    expected = [
        [name, k.one_origin, k.all, k.speaker["named"], k.speaker["author"], k.speaker["unnamed"]]
        for name, k in constants().classes.items()
    ]
    assert told == expected
    for kind in constants().classes:
        told_relations = {r for r, k in constants().relations.items() if k == kind and r in FLOWING}
        assert told_relations == {r for r, k in constants().relations.items() if k == kind}


def test_the_table_of_fit() -> None:
    fit = constants().fit
    expected = [fit.actor, fit.activity, fit.sector, fit.country, fit.malware, fit.contradiction]
    assert [float(points) for _, points in rows("what agrees")] == expected
    assert f"may add up to {fit.most:g} points" in FLOWING


def test_every_status_is_told_in_the_order_in_which_they_are_tried() -> None:
    assert [status for status, _ in rows("status")] == [str(s) for s in Status]


def test_the_numbers_in_the_text() -> None:
    known = constants()
    stance, rating, against = known.stance, known.reliability, known.against
    for sentence in (
        f"asserted {stance['asserted']:g}, hedged {stance['hedged']:g}, self-claimed {stance['self-claimed']:g}",
        ", ".join(f"{letter} {share:g}" for letter, share in rating.items()),
        f"at most {known.caps.unnamed_alone:g} points",
        f"at most {known.caps.self_claimed_alone:g}, until",
        f"negated {against.negated:g}, denied {against.denied:g}, denied by the accused {against.denied_by_accused:g}",
        ", ".join(f"{kind} {share:g}" for kind, share in against.speaker.items()),
        f"takes {against.rival:g} x its own support",
        f"take {against.refutes_from:g} of the support",
        f"a rival has {against.rival_disputes_from:g} points",
        f"{known.copies.same_wording:g} stand in the other (and at least {known.copies.shared_pairs})",
        f"{known.copies.hedge_lost:g} of its word pairs",
        f"within {known.copies.reworded_days} days",
        f"runs of {known.copies.run_of_words} words",
        f"{known.copies.same_text:g} stand in the other (and at least {known.copies.runs_shared})",
        f"lifts a proposition to at least {known.decisions.confirmed_at_least:g}",
        f"takes {known.decisions.disputed_takes:g} of what it has",
    ):
        assert sentence in FLOWING


def test_the_worked_sums() -> None:
    known = constants()
    routine, blame = known.of("affected"), known.of("attributed_to")
    author = routine.one_origin * routine.speaker["author"] * known.reliability["F"]
    nobody = blame.one_origin * known.stance["hedged"] * blame.speaker["unnamed"] * known.reliability["F"]
    assert f"{routine.one_origin:g} x 0.95 x 0.85 = {author:.0f} points" in FLOWING
    assert f"{blame.one_origin:g} x 0.5 x 0.35 x 0.85 = {nobody:.0f}." in FLOWING
