"""Record claims in identity and belief: ids join, versions replace, numbers weigh, indicators are taken letter by letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from stix_by_hand import bundle, identity, made, related

import kg
from kg.belief.constants import constants
from kg.belief.fit import list_loaded
from kg.identity.voices import voice
from kg.questions.explain import explain

HERON, LOADER, LAB = made("intrusion-set", "Tin Heron"), made("malware", "Reed Loader"), identity("Lantern Lab")


def workspace(folder: Path, *files: list[Any]) -> kg.Workspace:
    """A ledger with a bundle for each list of objects."""
    import json

    found = kg.open(folder / "kg.db")
    for number, objects in enumerate(files):
        path = folder / f"{number}.json"
        path.write_text(json.dumps(bundle(*objects)))
        assert not found.load([path]).refused
    return found


def uses(**more: Any) -> dict[str, Any]:
    """The one relationship, in one version or another."""
    return related(HERON, "uses", LOADER, created_by_ref=LAB["id"]) | more


def support(found: kg.Workspace) -> int:
    """The confidence of the one `uses` there is."""
    return next(p.confidence for p in found.view().propositions.values() if p.relation == "uses")


@pytest.mark.parametrize("turn", [1, -1], ids=["older first", "newer first"])
def test_a_later_version_takes_the_place_of_an_earlier(turn: int, tmp_path: Path) -> None:
    ends = [HERON, LOADER, LAB]
    early, late = [*ends, uses(confidence=90)], [*ends, uses(confidence=20, modified="2025-06-01T00:00:00.000Z")]
    both = workspace(tmp_path, *[early, late][::turn])
    alone = tmp_path / "alone"
    alone.mkdir()
    assert support(both) == support(workspace(alone, late))
    (kept, gone) = sorted(both.view().claims.values(), key=lambda c: c.stated or 0)
    assert both.view().dropped(kept.id) is None
    assert both.view().dropped(gone.id) == "an earlier version of the record, which has been replaced"


def test_what_is_revoked_later_is_supported_by_nothing(tmp_path: Path) -> None:
    ends = [HERON, LOADER, LAB]
    found = workspace(tmp_path, [*ends, uses()], [*ends, uses(revoked=True, modified="2025-06-01T00:00:00.000Z")])
    (proposition,) = found.view().propositions.values()
    assert not proposition.is_edge
    assert proposition.confidence == 0


def test_nobody_replaces_anothers_record(tmp_path: Path) -> None:
    other = identity("Fen Forger")
    forged = uses(created_by_ref=other["id"], revoked=True, modified="2026-01-01T00:00:00.000Z")
    found = workspace(tmp_path, [HERON, LOADER, LAB, uses()], [HERON, LOADER, other, forged])
    assert support(found) > 0


def test_what_bears_one_id_is_one_thing_whatever_it_is_called(tmp_path: Path) -> None:
    renamed = {**HERON, "name": "Grey Wader", "modified": "2025-06-01T00:00:00.000Z"}
    tool = made("tool", "Pole")
    found = workspace(
        tmp_path, [HERON, LOADER, related(HERON, "uses", LOADER)], [renamed, tool, related(renamed, "uses", tool)]
    )
    entity = found.view().find("Grey Wader")
    assert entity == found.view().find("Tin Heron")
    assert [j.reason for j in entity.joins] == [f"both are stix:{HERON['id']}"]
    assert entity.external_ids["stix"] == HERON["id"]
    assert entity.external_ids["stix_type"] == "intrusion-set"


def test_indicators_are_compared_letter_by_letter(tmp_path: Path) -> None:
    sites = [made("domain-name", value=v) for v in ("a-b.example", "a.b.example", "A-b.example")]
    found = workspace(tmp_path, [LOADER, *sites, *(related(s, "indicates", LOADER) for s in sites)])
    assert {e.name for e in found.view().entities.values() if e.type == "Indicator"} == {s["value"] for s in sites}


@pytest.mark.parametrize("sure", [100, 70, 40])
def test_a_stated_number_weighs_in_place_of_the_stance(sure: int, tmp_path: Path) -> None:
    found = workspace(tmp_path, [HERON, LOADER, LAB, uses(confidence=sure)])
    known = constants()
    kind = known.of("uses")
    expected = kind.one_origin * sure / 100 * known.reliability["F"]
    account = found.view().account(next(iter(found.view().propositions)))
    assert account.lines[0].points in (
        pytest.approx(expected * kind.speaker["named"], abs=0.1),
        pytest.approx(expected * kind.speaker["author"], abs=0.1),
    )
    assert f"({sure} of 100 sure)" in account.lines[0].label


def test_a_citation_and_the_cited_page_are_one_origin(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    address = "https://www.fen-post.example/heron"
    page.write_text(
        f"---\naddress: {address}\ntitle: Heron\n---\nThe hacking group Tin Heron used malware called Reed Loader.\n"
    )
    cites = uses(external_references=[{"source_name": "Fen Post 2025", "url": address}])
    found = workspace(tmp_path, [HERON, LOADER, LAB, cites])
    assert not found.load([page]).refused
    (proposition,) = [p for p in found.view().propositions.values() if p.relation == "uses"]
    assert len(proposition.claim_ids) == 2
    assert len(proposition.origins) == 1
    assert explain(found.view(), proposition.id)


def test_loading_again_adds_nothing(tmp_path: Path) -> None:
    found = workspace(tmp_path, [HERON, LOADER, LAB, uses()])
    again = found.load([tmp_path / "0.json"])
    assert (again.new, again.changed, again.claims) == (0, 0, 0)


@pytest.mark.parametrize(
    ("name", "publisher"), [("mitre-attack:groups", "The MITRE Corporation"), ("misp-galaxy:threat-actor", "MISP galaxy")]
)
def test_a_list_that_is_loaded_is_not_fit_as_well(name: str, publisher: str) -> None:
    assert list_loaded(name, frozenset({voice(publisher)}), constants().fit)
    assert not list_loaded(name, frozenset({voice("Lantern Lab")}), constants().fit)
