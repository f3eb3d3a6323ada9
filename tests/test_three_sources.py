"""One attack told by a text, by STIX and by MISP is one incident, with three kinds of evidence."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

import kg
from kg.model import Evidence, RecordEvidence, Status

TOLD = Path(__file__).parent.parent / "docs" / "examples" / "three-sources"
FILES = ("report.md", "bundle.json", "event.json")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> kg.Workspace:
    """A ledger of all three."""
    workspace = kg.open(tmp_path_factory.mktemp("three") / "three.db")
    report = workspace.load([TOLD])
    assert (report.new, report.refused) == (3, ())
    return workspace


def test_one_incident_with_three_kinds_of_evidence(workspace: kg.Workspace) -> None:
    view = workspace.view()
    (incident,) = [e for e in view.entities.values() if e.type == "Incident"]
    assert incident.handle == "brackley-freight/2025-03"
    blamed, hit = (next(p for p in view.of(incident.id) if p.relation == r) for r in ("attributed_to", "affected"))
    for proposition in (blamed, hit):
        first = [view.claims[id_].evidence[0] for id_ in proposition.claim_ids]
        records = sorted(e.record.partition("--")[0] for e in first if isinstance(e, RecordEvidence))
        assert len([e for e in first if isinstance(e, Evidence)]) == 1
        assert len(records) == 2 and "relationship" in records
        assert len(proposition.origins) == 3
        assert proposition.status is Status.CORROBORATED
    assert {view.entities[str(blamed.object)].name, view.entities[str(hit.object)].name} == {"Tin Heron", "Brackley Freight"}


def test_each_source_keeps_how_sure_it_is_and_who_may_see_it(workspace: kg.Workspace) -> None:
    view = workspace.view()
    blamed = next(p for p in view.propositions.values() if p.relation == "attributed_to")
    told = {c.speakers[-1].name: (str(c.stance), c.stated) for i in blamed.claim_ids for c in (view.claims[i],)}
    assert told == {
        "Lantern Security": ("hedged", None),
        "Marsh CERT": ("hedged", 60),
        "Fen Sharing Centre": ("asserted", 70),
    }
    assert "Fen Sharing Centre asserts it (70 of 100 sure)" in view.account(blamed.id).lines[0].label
    assert "reliability B" in view.account(blamed.id).lines[0].label
    seen = workspace.view(tlp="clear")
    assert len(next(p for p in seen.propositions.values() if p.relation == "attributed_to").claim_ids) == 2


@pytest.mark.parametrize("order", list(itertools.permutations(FILES))[1:], ids=" ".join)
def test_the_order_of_loading_changes_nothing(order: tuple[str, ...], workspace: kg.Workspace, tmp_path: Path) -> None:
    other = kg.open(tmp_path / "other.db")
    for name in order:
        other.load([TOLD / name])
    expected, found = workspace.view().propositions, other.view().propositions
    assert {p.id: (p.confidence, p.status, p.claim_ids) for p in found.values()} == {
        p.id: (p.confidence, p.status, p.claim_ids) for p in expected.values()
    }
