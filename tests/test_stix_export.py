"""STIX: every type of thing is valid, doubt never leaves bare, and nobody is shown what they may not see."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import hand_ledger
import pytest
from claims_by_hand import Case, decision, group, malware, org, speakers
from hypothesis import given
from hypothesis import strategies as st
from read_back.stix import ours, rows

import kg
from kg.export._stix.common import moment
from kg.export._stix.excerpts import Excerpt
from kg.export._stix.settings import settings
from kg.ledger import Ledger
from kg.model import Claim, Evidence, Marking, Ref
from kg.vocabulary import vocabulary
from kg.workspace import Workspace


def written(case: Case, path: Path) -> Workspace:
    with Ledger(path, create=True) as ledger:
        for report in case.reports:
            ledger.add(report.document, None, [report.reading])
        for source in case.sources.values():
            ledger.add_source(source)
        for made in case.decisions:
            ledger.add_decision(made)
    return kg.open(path)


def objects(workspace: Workspace, folder: Path, **options: Any) -> list[dict[str, Any]]:
    workspace.export("stix", folder / "bundle.json", **options)
    found: list[dict[str, Any]] = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))["objects"]
    return found


@pytest.fixture(scope="module")
def affair(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return kg.open(hand_ledger.write(tmp_path_factory.mktemp("affair") / "kg.db"))


def test_every_type_and_relation_is_valid(tmp_path: Path) -> None:
    """A claim of every relation between ends of all their types."""
    case = Case()
    known = vocabulary()
    text = "Something is said of something."
    for number, relation in enumerate(known.relations.values()):
        report = case.report(f"{text} {number}", f"Paper {number}", "2025-05")
        for subject in relation.domain:
            for object_ in relation.range or (None,):
                ends = [Ref(name=f"{kind} one", type=kind, local="x" if known.types[kind].local else None)
                        for kind in (subject, object_) if kind]  # fmt: skip
                if len(ends) == 2 and ends[0] == ends[1]:
                    ends[1] = ends[1].model_copy(update={"name": f"{object_} two", "local": "y" if ends[1].local else None})
                report.claim(ends[0], relation.name, ends[1] if object_ else None)
    workspace = written(case, tmp_path / "kg.db")
    workspace.export("stix", tmp_path / "bundle.json")
    found = rows(tmp_path / "bundle.json")
    edges = [p for p in workspace.view().propositions.values() if p.is_edge]
    assert len(found) == len(edges) > len(known.relations)
    assert set(settings().objects) == set(known.types)


@pytest.mark.parametrize(
    ("name", "pattern", "kind"),
    [
        ("198.51.100.7", "[ipv4-addr:value = '198.51.100.7']", "stix"),
        ("evil.example", "[domain-name:value = 'evil.example']", "stix"),
        ("https://evil.example/a'b", "[url:value = 'https://evil.example/a\\'b']", "stix"),
        ("d41d8cd98f00b204e9800998ecf8427e", "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']", "stix"),
        ("[ipv4-addr:value = '198.51.100.7']", "[ipv4-addr:value = '198.51.100.7']", "stix"),
        ("[broken", "\\[broken", "pcre"),
        ("a.b", "a\\.b", "pcre"),
    ],
)
def test_observables_have_patterns(name: str, pattern: str, kind: str, tmp_path: Path) -> None:
    case = Case()
    case.report("It points to Rustfall.").claim(Ref(name=name, type="Indicator"), "indicates", malware("Rustfall"))
    found = objects(written(case, tmp_path / "kg.db"), tmp_path)
    (indicator,) = [o for o in found if o["type"] == "indicator"]
    assert (indicator["pattern"], indicator["pattern_type"]) == (pattern, kind)
    assert len(rows(tmp_path / "bundle.json")) == 1


def test_doubt_never_leaves_bare(affair: Workspace, tmp_path: Path) -> None:
    found = objects(affair, tmp_path)
    claimed = [o for o in found if o["type"] == "relationship" and ours(o)["claimed"]]
    assert claimed
    for edge in claimed:
        assert f"confidence {edge['confidence']}" in edge["description"]
        notes = [o for o in found if o["type"] == "note" and edge["id"] in o["object_refs"]]
        assert [n for n in notes if n["content"].endswith(settings().statuses[ours(edge)["status"]])]
    (rumour,) = [o for o in claimed if "Paper Moon" in o["description"]]
    (status,) = [o for o in found if ours(o).get("kind") == "status" and rumour["id"] in o["object_refs"]]
    assert status["abstract"].startswith("disputed: ")


def test_a_denial_is_an_opinion_and_what_is_only_denied_is_no_relationship(affair: Workspace, tmp_path: Path) -> None:
    (denial,) = [o for o in objects(affair, tmp_path) if o["type"] == "opinion"]
    assert denial["opinion"] == "strongly-disagree"
    assert denial["authors"] == ["Paper Moon"]
    case = Case()
    report = case.report("Paper Moon denies that it attacked Northmark.", "Harbour News", "2025-05-01")
    report.blame("Northmark", group("Paper Moon"), stance="denied", by=speakers("Paper Moon"))
    found = objects(written(case, tmp_path / "denied.db"), tmp_path)
    assert not [o for o in found if o["type"] in ("relationship", "opinion")]
    (note,) = [o for o in found if ours(o).get("kind") == "claim"]
    assert {ref.split("--")[0] for ref in note["object_refs"]} == {"incident", "intrusion-set"}


def test_ids_are_the_same_in_every_ledger(affair: Workspace, tmp_path: Path) -> None:
    case = hand_ledger.case()
    case.reports.reverse()
    a, b = (objects(w, tmp_path) for w in (affair, written(case, tmp_path / "other.db")))
    assert a == b
    assert max(Counter(o["id"] for o in a).values()) == 1


def story() -> Case:
    case = Case()
    open_ = case.report("Northmark was hit. Tin Crow did it, police say.", "Morning Post", "2025-05-01")
    open_.hit("Northmark", quote="Northmark was hit.")
    open_.blame("Northmark", group("Tin Crow"), quote="Tin Crow did it, police say.", by=speakers("Harbour Police"))
    secret = case.report("Clay Owl did it to Northmark.", "Desk", "2025-05-02", marking=Marking.AMBER_STRICT)
    secret.blame("Northmark", group("Clay Owl"))
    secret.hit("Northmark")
    case.rate("Morning Post", "B")
    return case


def test_what_is_marked_stays_marked(tmp_path: Path) -> None:
    workspace = written(story(), tmp_path / "kg.db")
    of = {id_: level for level, id_ in settings().tlp.markings.items()}
    marked = {o["id"]: of[o["object_marking_refs"][0]] for o in objects(workspace, tmp_path) if "object_marking_refs" in o}
    found = {o["id"]: o for o in objects(workspace, tmp_path)}
    names = {o.get("name"): marked[o["id"]] for o in found.values() if ours(o).get("kind") == "entity"}
    assert names["Clay Owl"] == "amber+strict"
    assert names["Tin Crow"] == "clear"
    for o in found.values():
        if "Clay Owl" in json.dumps(o) and o["type"] != "incident":
            assert marked[o["id"]] == "amber+strict", o
    seen = objects(workspace, tmp_path, tlp=Marking.CLEAR)
    assert "Clay Owl" not in json.dumps(seen)
    assert {of[o["object_marking_refs"][0]] for o in seen if "object_marking_refs" in o} == {"clear"}


def test_who_is_how_reliable_and_what_analysts_decided_goes_with_it(tmp_path: Path) -> None:
    case = story()
    workspace = written(case, tmp_path / "kg.db")
    (blamed,) = [p for p in workspace.view().propositions.values() if p.object == workspace.view().find("Tin Crow").id]
    with Ledger(tmp_path / "kg.db") as ledger:
        ledger.add_decision(decision("confirm", blamed.id, why="seen the logs", proposition={"quote": "x"}))
        ledger.add_decision(decision("different", "Tin Crow", "Clay Owl", why="two crews"))
        ledger.add_decision(decision("withdraw", "Desk", why="retracted"))
    found = objects(workspace, tmp_path)
    decided = {ours(o)["decision"]["act"]: o for o in found if ours(o).get("kind") == "decision"}
    assert set(decided) == {"confirm", "different"}
    assert decided["confirm"]["opinion"] == "strongly-agree"
    assert decided["confirm"]["object_refs"][0].startswith("relationship--")
    saw = {"subject": blamed.subject, "relation": "attributed_to", "object": blamed.object}
    assert ours(decided["confirm"])["decision"]["saw"] == {"proposition": saw}
    (source,) = [ours(o)["source"] for o in found if ours(o).get("kind") == "source"]
    assert source == {"name": "Morning Post", "kind": "publisher", "reliability": "B"}
    assert "Clay Owl did it" not in json.dumps(found)
    assert max(o["modified"] for o in found if "modified" in o) == "2025-07-01T10:00:00.000Z"
    assert rows(tmp_path / "bundle.json")


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2025", "2025-01-01T00:00:00.000Z"),
        ("2025-06", "2025-06-01T00:00:00.000Z"),
        ("2025-06-12", "2025-06-12T00:00:00.000Z"),
        ("2025-06-12T10:20:30.456789+02:00", "2025-06-12T08:20:30.456Z"),
        ("2025-06-12T10:20:30", "2025-06-12T10:20:30.000Z"),
        ("2025-06-12T99:99", "2025-06-12T00:00:00.000Z"),
        ("in June", None),
        (None, None),
    ],
)
def test_dates_are_moments(date: str | None, written: str | None) -> None:
    assert moment(date) == written


@given(st.text(min_size=1, max_size=60), st.data())
def test_an_excerpt_holds_each_quote_where_it_says(text: str, data: st.DataObject) -> None:
    claims = []
    for _ in range(data.draw(st.integers(0, 6))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        cut = (Evidence.cut(text, start, end),)
        claims.append(Claim(content_id="c", relation="uses", subject=org("A"), stance="asserted", evidence=cut))
    excerpt = Excerpt("c", claims)
    moved = [Claim.model_validate({**excerpt.moved(c), "content_id": "c"}) for c in claims]
    for claim in moved:
        claim.evidence[0].check(excerpt.text, "here")  # type: ignore[union-attr]
    for a, b in zip(claims, moved, strict=True):
        for c, d in zip(claims, moved, strict=True):
            meets = a.evidence[0].start < c.evidence[0].end and c.evidence[0].start < a.evidence[0].end  # type: ignore[union-attr]
            assert (b.evidence[0].start < d.evidence[0].end and d.evidence[0].start < b.evidence[0].end) is meets  # type: ignore[union-attr]
