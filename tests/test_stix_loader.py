"""STIX bundles become claims: who says what, how surely, in which document; what is no claim is counted."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from stix_by_hand import WHEN, Found, bundle, identity, loaded, made, related, short

from kg.loading.stix.settings import settings
from kg.model import Marking, RecordEvidence
from kg.vocabulary import vocabulary

HERON = made("intrusion-set", "Tin Heron")
LOADER = made("malware", "Reed Loader")
LAB = identity("Lantern Lab")
AMBER_1 = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"


def test_a_relationship_is_a_claim_of_its_maker_with_its_record_as_evidence(tmp_path: Path) -> None:
    uses = related(HERON, "uses", LOADER, created_by_ref=LAB["id"], description="Seen in three cases.")
    (claim,) = loaded(tmp_path, HERON, LOADER, LAB, uses).claims
    assert short(claim) == "Tin Heron uses Reed Loader"
    assert [s.name for s in claim.speakers] == ["Lantern Lab"]
    assert claim.evidence == (
        RecordEvidence(record=uses["id"], detail="Seen in three cases.", version=WHEN.removesuffix("Z")),
    )
    assert f"stix:{HERON['id']}" in claim.subject.ids


def test_its_document_is_its_makers_on_the_day_it_was_made(tmp_path: Path) -> None:
    uses = related(HERON, "uses", LOADER, created_by_ref=LAB["id"])
    (found,) = loaded(tmp_path, HERON, LOADER, LAB, uses).documents
    assert (found.document.publisher, found.document.published) == ("Lantern Lab", "2025-05-06")
    assert uses["id"] in found.document.text


def test_a_report_tells_what_it_lists_and_its_description_is_read(tmp_path: Path) -> None:
    uses = related(HERON, "uses", LOADER)
    words = "Tin Heron used Reed Loader against Harrow & Vale, a chain of department stores, in April."
    more = {"published": "2025-06-01T00:00:00Z", "description": words, "created_by_ref": LAB["id"]}
    report = made("report", "Heron in the reeds", object_refs=[HERON["id"], LOADER["id"], uses["id"]], **more)
    text, records = loaded(tmp_path, HERON, LOADER, LAB, uses, report).documents
    for document in (text.document, records.document):
        assert (document.title, document.publisher, document.published) == (
            "Heron in the reeds",
            "Lantern Lab",
            "2025-06-01",
        )
    assert text.document.text == words
    assert not text.readings
    assert [short(c) for c in records.readings[0].claims] == ["Tin Heron uses Reed Loader"]


@pytest.mark.parametrize(
    ("sure", "stance"), [(100, "asserted"), (70, "asserted"), (69, "hedged"), (1, "hedged"), (0, "unknown")]
)
def test_confidence_becomes_stance_and_stays_as_a_number(sure: int, stance: str, tmp_path: Path) -> None:
    (claim,) = loaded(tmp_path, HERON, LOADER, related(HERON, "uses", LOADER, confidence=sure)).claims
    assert (str(claim.stance), claim.stated) == (stance, sure)


@pytest.mark.parametrize("mark", [{"revoked": True}, {"x_mitre_deprecated": True}])
def test_what_is_revoked_supports_nothing_and_is_counted(mark: dict[str, bool], tmp_path: Path) -> None:
    found = loaded(tmp_path, HERON, LOADER, related(HERON, "uses", LOADER, **mark))
    assert found.said == ["Tin Heron uses Reed Loader [unknown]"]
    assert found.omitted == {("relationship objects, kept as claims that support nothing", "revoked by its maker"): 1}


@pytest.mark.parametrize(
    ("opinion", "stance", "sure"),
    [
        ("strongly-agree", "asserted", 100),
        ("agree", "asserted", 70),
        ("neutral", "unknown", None),
        ("disagree", "negated", 70),
        ("strongly-disagree", "negated", 100),
    ],
)
def test_an_opinion_is_a_stance(opinion: str, stance: str, sure: int | None, tmp_path: Path) -> None:
    uses = related(HERON, "uses", LOADER, created_by_ref=LAB["id"], confidence=90)
    desk = identity("Marsh Desk")
    of = made(
        "opinion", opinion=opinion, object_refs=[uses["id"]], created_by_ref=desk["id"], explanation="Not the same code."
    )
    claims = {c.speakers[0].name: c for c in loaded(tmp_path, HERON, LOADER, LAB, desk, uses, of).claims}
    assert (str(claims["Marsh Desk"].stance), claims["Marsh Desk"].stated) == (stance, sure)
    assert claims["Marsh Desk"].quotes == ("Not the same code.",)
    assert (str(claims["Lantern Lab"].stance), claims["Lantern Lab"].stated) == ("asserted", 90)


def test_an_opinion_on_a_report_is_one_on_what_it_lists(tmp_path: Path) -> None:
    uses = related(HERON, "uses", LOADER)
    report = made("report", "Heron", object_refs=[uses["id"]], published=WHEN)
    of = made("opinion", opinion="disagree", object_refs=[report["id"]])
    assert loaded(tmp_path, HERON, LOADER, uses, report, of).said == [
        "Tin Heron uses Reed Loader",
        "Tin Heron uses Reed Loader [negated]",
    ]


def test_a_sighting_says_where_and_what_was_seen(tmp_path: Path) -> None:
    shop = identity("Harrow & Vale")
    address = made("ipv4-addr", value="198.51.100.7")
    seen = made("observed-data", object_refs=[address["id"]])
    where = {"where_sighted_refs": [shop["id"]], "observed_data_refs": [seen["id"]]}
    sighting = made("sighting", sighting_of_ref=LOADER["id"], first_seen=WHEN, **where)
    found = loaded(tmp_path, LOADER, shop, address, seen, sighting)
    assert found.said == ["198.51.100.7 indicates Reed Loader", "Reed Loader targets Harrow & Vale"]
    assert found.claims[0].event_date == "2025-05-06"


def test_observed_data_of_stix_2_0_holds_its_observables_itself(tmp_path: Path) -> None:
    seen = made(
        "observed-data", objects={"0": {"type": "domain-name", "value": "reeds.example"}, "1": {"type": "x"}, "2": 7}
    )
    del seen["spec_version"]
    sighting = made("sighting", sighting_of_ref=LOADER["id"], observed_data_refs=[seen["id"]])
    found = loaded(tmp_path, LOADER, seen, sighting)
    assert found.said == ["reeds.example indicates Reed Loader"]
    assert not found.refused


@pytest.mark.parametrize(
    ("place", "name"), [({"country": "NO"}, "Norway"), ({"region": "northern-europe"}, "northern europe")]
)
def test_places_are_named_as_lists_name_them(place: dict[str, str], name: str, tmp_path: Path) -> None:
    where = made("location", **place)
    assert loaded(tmp_path, HERON, where, related(HERON, "originates-from", where)).said == [f"Tin Heron located_in {name}"]


def test_citations_vouch_each_for_itself(tmp_path: Path) -> None:
    cites = [
        {"source_name": "Marsh 2024", "description": "Marsh. (2024). Reeds.", "url": "https://www.marsh.example/reeds"},
        {"source_name": "Kept", "url": "https://web.archive.org/web/2020/https://blog.fen.example/x"},
        {"source_name": "Shared", "url": "https://github.com/heron-hunter/notes"},
        {"source_name": "A book without address"},
        {"source_name": "mitre-attack", "external_id": "G9999", "url": "https://attack.example/G9999"},
    ]
    words = "[Tin Heron](https://lists.example/heron) uses it.(Citation: Marsh 2024)(Citation: A (B) C)"
    uses = related(HERON, "uses", LOADER, external_references=cites, created_by_ref=LAB["id"], description=words)
    claims = loaded(tmp_path, HERON, LOADER, LAB, uses).claims
    last = {c.speakers[-1].name: c for c in claims}
    assert set(last) == {"marsh.example", "blog.fen.example", "github.com/heron-hunter", "A book without address"}
    assert {c.speakers[0].name for c in claims} == {"Lantern Lab"}
    record, cited = last["marsh.example"].evidence
    assert record.detail == "Tin Heron uses it."
    assert (cited.record, cited.detail) == ("https://www.marsh.example/reeds", "Marsh. (2024). Reeds.")


def test_other_names_are_claims_unless_several_bear_them(tmp_path: Path) -> None:
    one = made("intrusion-set", "Tin Heron", aliases=["Tin Heron", "Grey Wader", "Fen Crew"])
    two = made("intrusion-set", "Marsh Wolf", aliases=["Fen Crew"])
    found = loaded(tmp_path, one, two)
    assert found.said == [
        "Marsh Wolf overlaps_with Fen Crew",
        "Tin Heron alias_of Grey Wader",
        "Tin Heron overlaps_with Fen Crew",
    ]


def test_parts_of_techniques_are_named_with_the_whole(tmp_path: Path) -> None:
    def technique(name: str, number: str) -> dict[str, object]:
        return made("attack-pattern", name, external_references=[{"source_name": "mitre-attack", "external_id": number}])

    whole, other = technique("Nest Building", "T9001"), technique("Egg Theft", "T9002")
    parts = [technique("Reeds", "T9001.001"), technique("Reeds", "T9002.001"), technique("Mud", "T9001.002")]
    wholes = [related(p, "subtechnique-of", w) for p, w in zip(parts, (whole, other, whole), strict=True)]
    found = loaded(tmp_path, whole, other, *parts, *wholes)
    assert {c.subject.name: c.subject.forms for c in found.claims} == {
        "Nest Building: Reeds": ("T9001.001",),
        "Egg Theft: Reeds": ("T9002.001",),
        "Nest Building: Mud": ("Mud", "T9001.002"),
    }


@pytest.mark.parametrize(
    ("definition", "level"),
    [
        (AMBER_1, "amber"),
        ("marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", "amber+strict"),
        ("marking-definition--00000000-0000-4000-8000-000000000000", "amber"),  # whatever it is, it is not in the file
        ({"definition_type": "tlp", "definition": {"tlp": "white"}}, "clear"),
        ({"definition_type": "statement", "definition": {"statement": "Copyright"}}, "clear"),
        ({"extensions": {"extension-definition--x": {"extension_type": "property-extension", "tlp_2_0": "red"}}}, "red"),
    ],
)
@pytest.mark.parametrize("on", ["relationship", "end", "part of it"])
def test_markings_are_kept_the_strictest_of_claim_and_ends(definition: object, level: str, on: str, tmp_path: Path) -> None:
    known = made("marking-definition", **definition) if isinstance(definition, dict) else None
    ref = known["id"] if known else definition
    mark = (
        {"granular_markings": [{"marking_ref": ref, "selectors": ["name"]}]}
        if on == "part of it"
        else {"object_marking_refs": [ref]}
    )
    heron = HERON if on == "relationship" else {**HERON, **mark}
    uses = related(heron, "uses", LOADER, **(mark if on == "relationship" else {}))
    (found,) = loaded(tmp_path, heron, LOADER, uses, *([known] if known else [])).documents
    assert found.document.marking == Marking(level)


def test_an_incident_is_called_by_its_victim_and_day(tmp_path: Path) -> None:
    shop = identity("Harrow & Vale", sectors=["retail"])
    attack = made("incident", "Case 17", first_seen="2025-04-22T00:00:00Z")
    found = loaded(tmp_path, shop, attack, HERON, related(attack, "impacts", shop), related(attack, "attributed-to", HERON))
    hit, blamed = sorted(found.claims, key=short, reverse=True)[::-1]
    assert {c.subject.local for c in found.claims} == {"Harrow & Vale/2025-04-22"}
    assert (hit.relation, hit.qualifiers, hit.event_date) == ("affected", {"sector": "retail"}, "2025-04-22")
    assert blamed.relation == "attributed_to"


def test_nothing_is_dropped_without_being_counted(tmp_path: Path) -> None:
    custom = made("x-nest", "Nest")
    action = made("course-of-action", "Patch")
    elsewhere = made("tool", "Elsewhere")
    idle = made("tool", "Idle")
    found = loaded(
        tmp_path, HERON, LOADER, custom, action, idle,
        related(action, "mitigates", LOADER), related(HERON, "uses", elsewhere), related(HERON, "uses", LOADER),
        made("note", content="Too short."), made("opinion", opinion="agree", object_refs=[HERON["id"]]),
        {**LOADER, "modified": "2020-01-01T00:00:00Z"},
    )  # fmt: skip
    assert found.said == ["Tin Heron uses Reed Loader"]
    assert found.omitted == {
        ("x-nest objects", "the vocabulary has no such thing"): 1,
        ("course-of-action objects", "the vocabulary has no such thing"): 1,
        ("tool objects", "no relationship that is read speaks of it"): 1,
        ("relationship mitigates: course-of-action to malware", "no relation of the vocabulary says this"): 1,
        ("relationship uses", "an end of it is not in the file"): 1,
        ("note objects", "its text is too short to read"): 1,
        ("opinion agree", "it is about no relationship that is read"): 1,
        ("objects", "the file has a newer version of them"): 1,
    }


def test_an_object_that_is_wrong_is_refused_and_the_others_are_loaded(tmp_path: Path) -> None:
    uses = related(HERON, "uses", LOADER)
    wrong = [
        17,
        {"type": "malware"},
        {**LOADER, "id": "tool--1"},
        {**HERON, "id": "intrusion-set--2", "aliases": "Fen Crew"},
        {**uses, "id": "relationship--3", "confidence": 101},
        {**uses, "id": "relationship--4", "target_ref": None},
        {**HERON, "id": "intrusion-set--5", "name": "x" * 1000},
    ]
    found = loaded(tmp_path, HERON, LOADER, uses, *wrong)
    assert found.said == ["Tin Heron uses Reed Loader"]
    assert [r.why for r in found.refused] == [
        "an object is expected, this is a number",
        "it has no id",
        "its id 'tool--1' is not one of type 'malware'",
        "aliases is a text, which it cannot be",
        "confidence is a number, which it cannot be",
        "it has no target_ref",
        "its name has 1,000 characters",
    ]
    assert all(r.place.startswith(str(tmp_path / "made.json: ")) for r in found.refused)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'{"type": "bundle", "id": "bundle--1", "objects": [', "this is no JSON"),
        (b'{"type": "bundle", "id": "bundle--1", "objects": "none"}', "a list of objects is expected, this is a text"),
        (b'{"type": "bundle", "id": "bundle--1", "x": ' + b"[" * 100_000 + b"}", "this is no JSON"),
        (b'{"type": "bundle", "id": "bundle--1", "x": "\xff"}', "this is no JSON"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_place(content: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    path.write_bytes(content)
    found = Found(path)
    assert not found.documents
    (refusal,) = found.refused
    assert why in refusal.why
    assert refusal.place.startswith(str(path))


def test_the_same_records_give_the_same_document_in_any_order_and_file(tmp_path: Path) -> None:
    objects = [HERON, LOADER, related(HERON, "uses", LOADER), made("tool", "Idle")]
    one, two = loaded(tmp_path, *objects), loaded(tmp_path, *reversed(objects))
    assert [d.document.id for d in one.documents] == [d.document.id for d in two.documents]
    other = loaded(tmp_path, HERON, {**LOADER, "name": "Reed Loader 2"}, objects[2])
    assert other.documents[0].document.id != one.documents[0].document.id


@pytest.mark.parametrize(
    "wrap", [lambda o: {"objects": o, "more": False}, lambda o: o, bundle], ids=["TAXII", "list", "bundle"]
)
def test_envelopes_and_lists_are_known_whatever_the_file_is_called(wrap: object, tmp_path: Path) -> None:
    path = tmp_path / "feed.dat"
    objects = [HERON, LOADER, related(HERON, "uses", LOADER)]
    path.write_text(json.dumps(wrap(*objects) if wrap is bundle else wrap(objects)))  # type: ignore[operator]
    assert Found(path).said == ["Tin Heron uses Reed Loader"]


def test_every_word_of_the_mapping_is_one_of_the_vocabulary() -> None:
    known, words = settings(), vocabulary()
    readings = [r for rs in known.relationships.values() for r in rs] + [*known.sighted.where, known.sighted.seen]
    assert {r.relation for r in readings} <= set(words.relations)
    types = {r.type for r in known.objects.values()} | set(known.identities.values())
    assert types | {t for r in readings for t in (*r.source, *r.target)} <= set(words.types)


def objects_of(path: Path) -> list[dict[str, Any]]:
    """The objects of a bundle, packed or not."""
    data = path.read_bytes()
    found: list[dict[str, Any]] = json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)["objects"]
    return found


@pytest.mark.parametrize("name", ["apt1", "attack-enterprise", "indicator-to-campaign-relationship", "infrastructure",
                                  "misp-event1_stix20", "misp-event1_stix21"])  # fmt: skip
def test_every_object_of_the_corpus_is_accounted_for(name: str, corpus: Path) -> None:
    (path,) = (corpus / "stix").glob(f"{name}.json*")
    objects, found = objects_of(path), Found(path)
    assert not found.refused
    said = {e.record for c in found.claims for e in c.evidence if isinstance(e, RecordEvidence)}
    refs = ("source_ref", "target_ref", "sighting_of_ref")
    ends = {item[key] for item in objects if item["id"] in said for key in refs if key in item}
    makers = {item.get("created_by_ref") for item in objects}
    told = {address.partition("#")[0] for d in found.documents if (address := d.document.address)}
    kinds = settings().context
    context = {item["id"] for item in objects if item["type"] in kinds}
    used = said | ends | makers | told | context
    accounted = [item for item in objects if item["id"] in used]
    embedded = sum(len(item["objects"]) for item in objects if isinstance(item.get("objects"), dict))
    omitted = sum(count for (what, _), count in found.omitted.items() if "kept as claims" not in what)
    assert len(accounted) + omitted == len(objects) + embedded
    for claim in found.claims[::50]:
        vocabulary().check(claim)


def ours(kind: str, on: str, name: str | None = None, **more: object) -> dict[str, object]:
    """An object of our own export."""
    more_of_note = {"content": "As it is for others."} if on == "note" else {}
    return made(
        on,
        name,
        **more_of_note,
        extensions={"extension-definition--39719997-a613-4a56-88c9-579c0f6627d0": {"kind": kind, **more}},
    )


def test_our_own_export_comes_back_as_documents_and_claims(tmp_path: Path) -> None:
    text = "It is said that Tin Heron used Reed Loader."
    report = ours("document", "report", "Heron", text=text, title="Heron", publisher="Fen Post", marking="green")
    said = {
        "relation": "uses", "subject": {"name": "Tin Heron", "type": "ThreatGroup"},
        "object": {"name": "Reed Loader", "type": "Malware"}, "stance": "hedged", "extraction_confidence": 0.9,
        "speakers": [{"kind": "unnamed", "words": "it is said"}],
        "evidence": [{"start": 16, "end": 43, "quote": "Tin Heron used Reed Loader."}],
    }  # fmt: skip
    claim = ours("claim", "note", claim=said, documents=[report["id"]])
    source = ours("source", "identity", "Fen Post", source={"name": "Fen Post", "reliability": "B"})
    entity = ours("entity", "intrusion-set", "Tin Heron", entity="x")
    wrong = ours("claim", "note", claim={**said, "stance": "shouted"}, documents=[report["id"]])
    lost = ours("claim", "note", claim=said, documents=["report--gone"])
    found = loaded(tmp_path, report, claim, source, entity, wrong, lost)
    (document,) = found.documents
    assert (document.document.text, document.document.marking) == (text, Marking.GREEN)
    assert [x.reliability for x in document.also] == ["B"]
    assert found.said == ["Tin Heron uses Reed Loader [hedged]"]
    assert found.claims[0].extraction_confidence == 0.9
    assert [r.why.split(":")[0] for r in found.refused] == [
        "stance",
        "1 claims stand in report--gone, which is not in the file",
    ]
    assert found.omitted == {("entity objects of our own export", "computed anew from the claims beside them"): 1}


def test_others_may_speak_of_what_we_exported(tmp_path: Path) -> None:
    entity = ours("entity", "intrusion-set", "Tin Heron", entity="x")
    assert loaded(tmp_path, entity, LOADER, related(entity, "uses", LOADER)).said == ["Tin Heron uses Reed Loader"]
