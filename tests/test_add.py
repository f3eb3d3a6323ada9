"""An analyst's own claim: weighed, marked, exported and taken out like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hand_ledger
import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.errors import AmbiguousName, EvidenceError, ModelError, UsageError
from kg.model import Marking, Stance
from kg.workspace import Workspace
from kg.workspace.adding import Added, Statement

QUOTE = "Two servers answer to names that Tin Crow has used before."


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return kg.open(hand_ledger.write(tmp_path / "kg.db"))


def say(workspace: Workspace, *ends: str, by: str = "ana", **more: Any) -> Added:
    more = {"quote": QUOTE} | more
    return workspace.add(Statement(*ends, **more), by=by)


def test_it_counts_for_the_attack_that_is_known_and_the_analyst_vouches(workspace: Workspace) -> None:
    before = workspace.explain("Northmark", "attributed_to", "Tin Crow")
    added = say(workspace, "Northmark", "attributed_to", "Tin Crow")
    after = workspace.explain("Northmark", "attributed_to", "Tin Crow")
    assert (added.proposition, added.before, added.confidence) == (
        before.proposition, before.confidence, after.confidence,
    )  # fmt: skip
    assert after.confidence > before.confidence
    (claim,) = (c for c in after.claims if c.claim == added.claim)
    assert (claim.speaker, claim.publisher, claim.quote) == ("ana", "ana", QUOTE)


def test_saying_it_twice_adds_nothing(workspace: Workspace) -> None:
    first, second = (say(workspace, "Northmark", "attributed_to", "Tin Crow", published="2025-06-01") for _ in range(2))
    assert (first.new, second.new) == (True, False)
    assert first.claim == second.claim
    assert first.confidence == second.confidence


def test_a_denial_takes(workspace: Workspace) -> None:
    added = say(workspace, "Northmark", "attributed_to", "Tin Crow", stance=Stance.DENIED)
    assert added.before is not None
    assert added.confidence < added.before


def test_a_record_will_do_and_new_things_are_named_with_their_type(workspace: Workspace) -> None:
    added = say(workspace, "Tin Crow", "uses", "Tool:Sprocket", quote=None, record="case 12, row 3")
    assert added.sentence == "Tin Crow uses Sprocket"
    assert added.before is None
    assert workspace.explain(added.claim).lines[0].claims[0].quote == "case 12, row 3"


def test_a_quote_that_the_reader_missed_is_its_documents_own(workspace: Workspace) -> None:
    row = next(iter(workspace.claims(about="Ferrymill plc")))
    quote = "The Data Protection Office (DPO) is investigating Ferrymill plc."
    added = say(workspace, "Old Heron", "targets", "Ferrymill plc", quote=quote, document=row.label)
    told = workspace.explain(added.claim).claims[0]
    assert (told.document, told.quote, told.speaker_kind) == (row.label, quote, "author")


def test_who_vouches_beside_the_analyst_is_kept(workspace: Workspace) -> None:
    added = say(workspace, "Northmark", "attributed_to", "Tin Crow", speakers=("Harbour Police", "(a witness)"))
    (told,) = (c for c in workspace.explain(added.claim).claims if c.claim == added.claim)
    assert told.chain == ("ana", "Harbour Police", "a witness")
    assert told.speaker_kind == "unnamed"


def test_it_is_marked_dated_exported_and_taken_out(workspace: Workspace, tmp_path: Path) -> None:
    more: dict[str, Any] = {"marking": Marking.RED, "published": "2025-07-01"}
    added = say(workspace, "Northmark", "attributed_to", "Tin Crow", **more)
    assert added.claim not in workspace.view(tlp=Marking.AMBER).claims
    assert added.claim not in workspace.view(as_of="2025-06-30").claims
    workspace.export("ledger", tmp_path / "all.jsonl")
    again = kg.open(tmp_path / "again.db")
    again.load([tmp_path / "all.jsonl"])
    assert again.explain(added.claim) == workspace.explain(added.claim)
    workspace.decide("misread", added.claim, why="the server was sold", by="ana")
    assert workspace.view().propositions[added.proposition].confidence == added.before


@pytest.mark.parametrize(
    ("ends", "more", "error", "words"),
    [
        (("Northmark", "attributed_to", "Tin Crow"), {"quote": None}, UsageError, "what it rests on"),
        (("Northmark", "attributed_to", "Tin Crow"), {"by": " "}, UsageError, "needs an analyst"),
        (("Northmark", "praises", "Tin Crow"), {}, UsageError, "praises"),
        (("Northmark", "attributed_to", "Clay Owl"), {}, UsageError, "ThreatGroup:Clay Owl"),
        (("Northmark", "attributed_to", "Rustfall"), {}, UsageError, "of type Malware"),
        (("Northmark", "attributed_to", "Tin Crow"), {"qualifiers": {"mood": "bad"}}, ModelError, "mood"),
        (("Northmark", "attributed_to", "Tin Crow"), {"document": "Business round-up"}, EvidenceError, "not there"),
    ],
)
def test_what_does_not_fit_is_refused(
    workspace: Workspace, ends: tuple[str, ...], more: dict[str, Any], error: type[Exception], words: str
) -> None:
    state = len(workspace.view().claims)
    with pytest.raises(error, match=words):
        say(workspace, *ends, **more)
    assert len(workspace.view().claims) == state


def test_of_two_attacks_the_one_that_is_meant_is_named(workspace: Workspace) -> None:
    say(workspace, "Northmark", "affected", "Northmark", event_date="2023-02", published="2023-03-01")
    say(workspace, "Incident:raid on the depot", "affected", "Northmark", event_date="2019-02", published="2019-03-01")
    with pytest.raises(AmbiguousName) as error:
        say(workspace, "Northmark", "attributed_to", "Old Heron")
    handle = next(c for c in error.value.candidates if "2019" in c)
    assert say(workspace, handle, "attributed_to", "Old Heron").confidence
    attacks = workspace.compare("Northmark").incidents
    assert ["Old Heron"] in [[a.actor.name for a in i.attributions if a.actor] for i in attacks]


def test_the_command(workspace: Workspace) -> None:
    ends = ["Northmark", "attributed_to", "Tin Crow", "--quote", QUOTE, "-q", "capacity=operator", "--by", "ana"]
    result = CliRunner().invoke(main, ["add", *ends, "--ledger", str(workspace.path_to_ledger)])
    assert not result.exit_code, result.stderr
    assert "attack on Northmark Stores is attributed to Tin Crow\n40 → 60 moderate" in result.stdout
