"""The workspace: loading real text, reading again, deciding, erasing, handing on."""

from __future__ import annotations

from pathlib import Path

import networkx
import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli import main
from kg.errors import KgError, LedgerError, UsageError
from kg.ledger import Ledger
from kg.model import Marking, Reading
from kg.workspace import Workspace

REPORT = """Northmark outage | https://news.example/northmark | 2025-05-06

Northmark Stores was hit by a cyberattack in April. The attack on Northmark Stores has been linked to the group Tin Crow.
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "northmark.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def workspace(tmp_path: Path, report: Path) -> Workspace:
    """A ledger into which the report has been loaded."""
    made = kg.open(tmp_path / "kg.db")
    assert made.load([report]).new == 1
    return made


def run(workspace: Workspace, *arguments: str, code: int = 0) -> Result:
    environment = {"KG_LEDGER": str(workspace.path_to_ledger), "KG_ANALYST": "ana", "KG_DEBUG": ""}
    result = CliRunner().invoke(main, arguments, env=environment)
    assert result.exit_code == code, result.stderr
    return result


def test_a_question_before_the_first_load_creates_nothing(tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        kg.open(tmp_path / "kg.db").status()
    assert not list(tmp_path.iterdir())


def test_what_is_read_can_be_asked(workspace: Workspace) -> None:
    (path,) = workspace.path("Tin Crow", "Northmark Stores").paths
    assert path.steps[0].speaker_kind == "unnamed"
    assert path.steps[0].quote in REPORT
    (row,) = workspace.claims(relation="attributed_to")
    assert row.document == "northmark.txt"
    assert "Northmark Stores" in row.subject["victims"]
    start, end = row.evidence[0]["start"], row.evidence[0]["end"]
    assert REPORT[start:end] == row.quote


def test_loading_again_adds_nothing_and_says_so(workspace: Workspace, report: Path) -> None:
    with Ledger(workspace.path_to_ledger) as ledger:
        before = ledger.state()
    again = workspace.load([report])
    assert (again.new, again.claims, len(again.loaded)) == (0, 0, 1)
    with Ledger(workspace.path_to_ledger) as ledger:
        assert ledger.state() == before
    assert "1 there already" in run(workspace, "load", str(report)).stdout


def test_what_is_refused_is_told_and_the_rest_is_loaded(tmp_path: Path, report: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"\xff\xfe\x00\x01binary\x00")
    (tmp_path / "in" / "b.txt").write_bytes(b"")
    (tmp_path / "in" / "c.txt").write_bytes(report.read_bytes())
    made = kg.open(tmp_path / "kg.db")
    result = run(made, "load", str(tmp_path / "in"), code=3)
    assert result.stdout.startswith("1 document new")
    assert "2 refused" in result.stdout
    assert {"a.txt", "b.txt", "c.txt"} <= set(result.stdout.replace("/", " ").replace(":", " ").split())


def test_reading_again_says_what_was_gained_and_lost(workspace: Workspace, report: Path) -> None:
    with Ledger(workspace.path_to_ledger) as ledger:
        (reading,) = ledger.readings()
    kept = reading.claims[0]
    misread = kept.model_copy(update={"subject": kept.subject.model_copy(update={"name": "Somebody Else"})})
    old = kg.open(workspace.path_to_ledger.with_name("old.db"))
    with Ledger(workspace.path_to_ledger) as ledger, Ledger(old.path_to_ledger, create=True) as older:
        document = next(ledger.documents())
        claims = (misread.model_copy(), *reading.claims[1:])
        content, reader = document.content_id, reading.reader
        older.add(document, readings=[Reading(content_id=content, reader=reader, version="0+old", claims=claims)])
    first, second = old.load([report]).loaded[0], old.load([report]).loaded[0]
    assert (first.new, first.changed) == (False, True)  # who publishes it had not been said yet
    assert (second.new, second.changed) == (False, False)
    again = old.load([], reread=True).reread
    assert again is not None
    assert again.documents == 1
    assert [(c.relation, c.subject) for c in again.gained] == [(kept.relation, kept.subject.name)]
    assert [(c.relation, c.subject) for c in again.lost] == [(kept.relation, "Somebody Else")]
    settled = old.load([], reread=True).reread
    assert settled is not None
    assert settled.documents == 0
    assert {c.claim for c in old.claims()} == {c.claim for c in workspace.claims()}


def test_a_misread_claim_counts_no_longer_until_that_is_undone(workspace: Workspace) -> None:
    (claim,) = workspace.claims(relation="attributed_to")
    run(workspace, "misread", claim.claim[:8], "--why", "it is a question")
    assert workspace.path("Tin Crow", "Northmark Stores").paths == ()
    (row,) = workspace.claims(relation="attributed_to")
    assert row.dropped is not None
    assert "it is a question" in row.dropped
    (decision,) = workspace.decisions()
    assert (decision.act, decision.by, decision.holds) == ("misread", "ana", True)
    run(workspace, "undo", decision.id[:8], "--why", "it is none")
    assert workspace.path("Tin Crow", "Northmark Stores").paths != ()
    assert [(d.act, d.holds) for d in workspace.decisions()] == [("misread", False), ("undo", True)]


def test_withdraw_dispute_confirm_and_reliability(workspace: Workspace) -> None:
    ends = ("Northmark Stores", "attributed_to", "Tin Crow")
    before = workspace.explain(*ends)
    run(workspace, "dispute", *ends, "--why", "no source")
    assert workspace.explain(*ends).status == "disputed"
    run(workspace, "confirm", before.proposition, "--why", "seen it", "--by", "ben")
    assert workspace.explain(*ends).status in ("confirmed", "disputed")
    run(workspace, "reliability", "NEWS.EXAMPLE", "e", "--why", "often wrong")
    assert [(s.name, d.targets) for s, d in zip(workspace.sources(), workspace.decisions()[-1:], strict=False)] == [
        ("news.example", ("news.example", "E"))
    ]
    run(workspace, "withdraw", "northmark.txt", "--why", "retracted")
    assert run(workspace, "path", "Tin Crow", "Northmark Stores", code=1).stdout == ""


def test_same_joins_names_and_different_parts_them(workspace: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "crow.txt"
    other.write_text("Ransomware group Corvid Collective claimed the attack on Ferrymill.\n", encoding="utf-8")
    workspace.load([other], source="wire.example", published="2025-05-20")
    names = [e.name for e in workspace.view().entities.values() if "Corvid" in e.name]
    assert len(names) == 1
    run(workspace, "same", "Tin Crow", names[0], "--why", "one crew, two names")
    joined = workspace.show("Tin Crow")
    assert workspace.show(names[0]).id == joined.id
    assert any("one crew, two names" in j.reason for j in joined.joins)
    run(workspace, "same", "Tin Crow", "Nobody Known", "--why", "x", code=1)


def test_a_decision_wants_a_reason_and_a_name(workspace: Workspace) -> None:
    with pytest.raises(UsageError):
        workspace.decide("withdraw", "northmark.txt", why=" ", by="ana")
    with pytest.raises(KgError):
        workspace.decide("withdraw", "no such thing", why="x", by="ana")
    assert workspace.decisions() == []


def test_erasing_leaves_no_byte_of_the_text(workspace: Workspace, tmp_path: Path) -> None:
    workspace.status()
    run(workspace, "erase", "northmark.txt", "--why", "court order", "--yes")
    left = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p.name.startswith("kg.db"))
    assert b"Tin Crow" not in left
    assert workspace.status().documents == 0


def test_the_exported_ledger_loads_back_whole(workspace: Workspace, tmp_path: Path) -> None:
    run(workspace, "export", "ledger", "-o", str(tmp_path / "out.jsonl"))
    other = kg.open(tmp_path / "other.db")
    other.load([tmp_path / "out.jsonl"])
    with Ledger(workspace.path_to_ledger) as a, Ledger(other.path_to_ledger) as b:
        assert a.state() == b.state()
    run(workspace, "export", "ledger", "-o", str(tmp_path / "out.jsonl"), "--as-of", "2025", code=2)


def test_graphml_opens_elsewhere(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "out.graphml"
    run(workspace, "export", "graphml", "-o", str(path))
    read, graph = networkx.read_graphml(path, force_multigraph=True), workspace.view().graph
    assert set(read.nodes) == set(graph.nodes)
    assert set(read.edges(keys=True)) == set(graph.edges(keys=True))
    assert all(
        read.edges[edge][name] == graph.edges[edge][name] for edge in read.edges for name in ("confidence", "claimed")
    )
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_an_export_that_cannot_be_written_leaves_what_was_there(workspace: Workspace, tmp_path: Path) -> None:
    run(workspace, "export", "graphml", "-o", str(tmp_path / "no" / "x.graphml"), code=2)
    assert not (tmp_path / "no").exists()


def test_evaluate_of_a_ledger_and_of_texts(workspace: Workspace, report: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    claim = (
        '{"relation": "attributed_to", "subject": {"name": "Northmark Stores", "type": "Organization"}, "object": {"name": '
        '"Tin Crow", "type": "ThreatGroup"}, "required": true, "stance": ["hedged"], "speaker": ["unnamed"], '
        '"speaker_kind": ["unnamed"], "evidence": [[112, 180]]}'
    )
    gold.write_text(f'{{"doc": "northmark", "entities": [], "claims": [{claim}]}}\n', encoding="utf-8")
    result = workspace.evaluate(gold)
    assert (result.claims["attributed_to"].f1, result.stance_accuracy, result.speaker_accuracy) == (1.0, 1.0, 1.0)
    fresh = kg.open(tmp_path / "none.db").evaluate(gold, texts=report)
    assert fresh == result
    assert not (tmp_path / "none.db").exists()


def test_a_dry_run_says_what_would_happen_and_writes_nothing(tmp_path: Path, report: Path) -> None:
    made = kg.open(tmp_path / "none.db")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00")
    printed = run(made, "load", str(report), str(report), str(tmp_path / "bad.txt"), "--dry-run", code=3).stdout
    assert printed.startswith("1 document would be new, 1 of them texts to be read, 1 there already, 1 refused\n")
    assert [c.strip() for c in printed.splitlines()[3].split("  ") if c.strip()][:2] == ["Northmark outage", "text"]
    assert [p.name for p in tmp_path.iterdir()] == ["bad.txt"]


def test_a_dry_run_knows_what_is_there(workspace: Workspace, report: Path) -> None:
    with Ledger(workspace.path_to_ledger) as ledger:
        before = ledger.state()
    again = workspace.load([report], dry_run=True)
    assert (again.dry, again.new, again.changed, [f.loader for f in again.loaded]) == (True, 0, 0, ["text"])
    assert workspace.load([report], marking=Marking.RED, dry_run=True).changed == 1
    with Ledger(workspace.path_to_ledger) as ledger:
        assert ledger.state() == before
