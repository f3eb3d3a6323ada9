"""`kg sources`: how much comes from each publisher, and what of it was disputed after it had said so."""

from __future__ import annotations

from pathlib import Path

from claims_by_hand import Case, group, speakers

import kg
from kg.ledger import Ledger

HIT = "Northmark Stores was hit, Lantern Labs said, by Tin Crow."


def shares(tmp_path: Path, case: Case) -> dict[str | None, float | None]:
    path = tmp_path / "kg.db"
    with Ledger(path, create=True) as ledger:
        for report in case.reports:
            ledger.add(report.document, readings=[report.reading])
    return {row.name: row.disputed for row in kg.open(path).sources()}


def blaming(case: Case, publisher: str, published: str, stance: str = "asserted", by: str = "Lantern Labs") -> None:
    report = case.report(f"{HIT} So says {publisher}.", publisher, published)
    report.hit("Northmark Stores", quote=HIT)
    report.blame("Northmark Stores", group("Tin Crow"), quote=HIT, stance=stance, by=speakers(by))


def test_only_what_was_said_before_the_dispute_counts_as_disputed_later(tmp_path: Path) -> None:
    case = Case()
    blaming(case, "early.example", "2025-05-01")
    blaming(case, "denial.example", "2025-05-03", "denied", "Tin Crow")
    blaming(case, "late.example", "2025-05-05")
    assert shares(tmp_path, case) == {"early.example": 0.5, "denial.example": 0.0, "late.example": 0.0}


def test_a_source_that_says_nothing_has_no_share(tmp_path: Path) -> None:
    case = Case()
    case.report("Nothing is known.", "quiet.example", "2025-05-01")
    assert shares(tmp_path, case) == {"quiet.example": None}


def test_who_contradicts_only_itself_is_not_disputed_and_an_analyst_disputes_without_a_date(tmp_path: Path) -> None:
    case = Case()
    report = case.report(f"{HIT} Tin Crow denies it.", "both.example", "2025-05-01")
    report.hit("Northmark Stores", quote=HIT)
    report.blame("Northmark Stores", group("Tin Crow"), quote=HIT, by=speakers("Lantern Labs"))
    report.blame(
        "Northmark Stores", group("Tin Crow"), quote="Tin Crow denies it.", stance="denied", by=speakers("Tin Crow")
    )
    assert shares(tmp_path, case) == {"both.example": 0.0}
    other = Case()
    blaming(other, "plain.example", "2025-05-01")
    (tmp_path / "other").mkdir()
    assert shares(tmp_path / "other", other) == {"plain.example": 0.0}
    workspace = kg.open(tmp_path / "other" / "kg.db")
    workspace.decide("dispute", "Northmark Stores", "attributed_to", "Tin Crow", why="no source", by="ana")
    assert [row.disputed for row in workspace.sources()] == [0.5]
