"""MISP events and galaxies become claims: of whom an event tells, how sure its tags say it is, what a galaxy suspects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from stix_by_hand import Found, short

from kg.loading.misp.settings import settings
from kg.model import Marking
from kg.vocabulary import vocabulary

Item = dict[str, Any]
EVENT = "5a3c2fcd-8328-42bb-a95e-4f4402de0b81"


def event(*attributes: Item, tags: tuple[str, ...] = (), **more: Any) -> Item:
    """An event of Lantern Lab."""
    base = {"uuid": EVENT, "info": "Heron in the reeds", "date": "2025-05-06", "timestamp": "1746525600"}
    named = [{"name": t} for t in tags]
    return {"Event": {**base, "Orgc": {"name": "Lantern Lab"}, "Attribute": list(attributes), "Tag": named, **more}}


def attribute(kind: str, value: str, number: int = 1, **more: Any) -> Item:
    """An attribute."""
    return {"uuid": f"00000000-0000-4000-8000-{number:012}", "type": kind, "value": value, "timestamp": "1746525600", **more}


def thing(template: str, number: int, **attributes: str) -> Item:
    """An object of a template, with its attributes by relation."""
    found = [{"object_relation": relation, "value": value} for relation, value in attributes.items()]
    return {"uuid": f"30000000-0000-4000-8000-{number:012}", "name": template, "Attribute": found}


def cluster(value: str, number: int = 1, **meta: Any) -> Item:
    """A cluster of a galaxy's file."""
    return {"uuid": f"10000000-0000-4000-8000-{number:012}", "value": value, "meta": meta}


def galaxy(*clusters: Item, kind: str = "threat-actor") -> Item:
    """A galaxy's file."""
    return {
        "uuid": "7cdff317-a673-4474-84ec-4f1754947823",
        "name": "Birds",
        "type": kind,
        "version": 30,
        "values": list(clusters),
    }


def loaded(folder: Path, content: Any) -> Found:
    """What loading a file of this gives."""
    path = folder / "made.json"
    path.write_text(json.dumps(content))
    return Found(path)


def test_an_event_with_a_victim_tells_of_an_incident(tmp_path: Path) -> None:
    tags = ('misp-galaxy:threat-actor="Tin Heron"', 'misp-galaxy:tool="Reed Loader"', 'misp-galaxy:sector="Retail"')
    found = loaded(tmp_path, event(attribute("target-org", "Harrow & Vale", first_seen="2025-04-22T08:00:00"), tags=tags))
    assert found.said == [
        "Heron in the reeds affected Harrow & Vale",
        "Heron in the reeds attributed_to Tin Heron",
        "Heron in the reeds uses Reed Loader",
    ]
    assert {(c.subject.type, c.subject.local) for c in found.claims} == {("Incident", "Harrow & Vale/2025-04-22")}
    hit = next(c for c in found.claims if c.relation == "affected")
    assert (hit.qualifiers, hit.event_date) == ({"sector": "Retail"}, "2025-04-22")
    assert [s.name for s in hit.speakers] == ["Lantern Lab"]
    (document,) = found.documents
    assert (document.document.publisher, document.document.published) == ("Lantern Lab", "2025-05-06")
    assert (document.document.title, document.document.address) == ("Heron in the reeds", f"misp:{EVENT}")


def test_an_event_without_victims_tells_of_a_campaign(tmp_path: Path) -> None:
    tags = ('misp-galaxy:mitre-intrusion-set="Tin Heron - G9999"', 'misp-galaxy:country="norway"')
    found = loaded(tmp_path, event(attribute("vulnerability", "CVE-2025-9999"), tags=tags))
    assert found.said == [
        "Heron in the reeds attributed_to Tin Heron",
        "Heron in the reeds exploits CVE-2025-9999",
        "Heron in the reeds targets Norway",
    ]
    assert {c.subject.type for c in found.claims} == {"Campaign"}
    actor = next(c.object for c in found.claims if c.relation == "attributed_to")
    assert actor and (actor.forms, actor.ids) == (("G9999",), ("attack:G9999",))


def test_each_victim_has_an_incident_and_very_many_a_campaign(tmp_path: Path) -> None:
    few = [attribute("target-org", f"Shop {n}", n) for n in range(1, 4)]
    assert loaded(tmp_path, event(*few)).said == [f"Heron in the reeds affected Shop {n}" for n in range(1, 4)]
    many = [attribute("target-org", f"Shop {n}", n) for n in range(1, 20)]
    assert {short(c).split(" Shop")[0] for c in loaded(tmp_path, event(*many)).claims} == {"Heron in the reeds targets"}


def test_what_is_marked_for_detection_indicates_what_the_event_or_its_own_cluster_is_about(tmp_path: Path) -> None:
    own = {"Tag": [{"name": 'misp-galaxy:malpedia="Reed Loader"'}]}
    found = loaded(
        tmp_path,
        event(
            attribute("domain|ip", "reeds.example|198.51.100.7", 1, to_ids=True),
            attribute("filename|sha256", "a.exe|abc123", 2, to_ids="1", **own),
            attribute("url", "https://fen.example", 3, to_ids=False),
        ),
    )
    assert found.said == [
        "abc123 indicates Heron in the reeds",
        "abc123 indicates Reed Loader",
        "reeds.example indicates Heron in the reeds",
    ]
    assert found.omitted == {("attributes of type url", "not marked for detection (to_ids)"): 1}


@pytest.mark.parametrize(
    ("tag", "stance", "stated"),
    [
        ('admiralty-scale:information-credibility="1"', "asserted", 90),
        ('admiralty-scale:information-credibility="3"', "hedged", 50),
        ('admiralty-scale:information-credibility="6"', "asserted", None),  # cannot be judged: says nothing
        ('estimative-language:likelihood-probability="very-likely"', "asserted", 85),
        ('estimative-language:likelihood-probability="roughly-even-chance"', "hedged", 50),
        ('estimative-language:likelihood-probability="very-unlikely"', "negated", 85),
        ('estimative-language:confidence-in-analytic-judgment="moderate"', "hedged", 50),
        ('osint:certainty="93"', "asserted", 93),
    ],
)
def test_tags_say_how_sure_it_is(tag: str, stance: str, stated: int | None, tmp_path: Path) -> None:
    (claim,) = loaded(tmp_path, event(tags=(tag, 'misp-galaxy:threat-actor="Tin Heron"'))).claims
    assert (str(claim.stance), claim.stated) == (stance, stated)


def test_an_attributes_own_tags_go_before_the_events_and_the_most_cautious_counts(tmp_path: Path) -> None:
    sure = 'admiralty-scale:information-credibility="1"'
    own = {"Tag": [{"name": 'osint:certainty="40"'}, {"name": 'osint:certainty="60"'}]}
    found = loaded(
        tmp_path, event(attribute("threat-actor", "Tin Heron", **own), attribute("vulnerability", "CVE-1", 2), tags=(sure,))
    )
    assert {c.object.name: c.stated for c in found.claims if c.object} == {"Tin Heron": 40, "CVE-1": 90}


def test_reliability_is_that_of_the_maker(tmp_path: Path) -> None:
    found = loaded(tmp_path, event(attribute("threat-actor", "Tin Heron"), tags=('admiralty-scale:source-reliability="b"',)))
    (document,) = found.documents
    assert [(s.name, s.reliability) for s in document.also] == [("Lantern Lab", "B")]


@pytest.mark.parametrize(
    ("tag", "level"),
    [
        ("tlp:white", "clear"),
        ("TLP:GREEN", "green"),
        ("tlp:amber+strict", "amber+strict"),
        ("tlp:unclear", "clear"),
        ("tlp:blue", "red"),
    ],
)
def test_tlp_is_kept(tag: str, level: str, tmp_path: Path) -> None:
    (document,) = loaded(tmp_path, event(attribute("threat-actor", "Tin Heron"), tags=(tag,))).documents
    assert document.document.marking == Marking(level)


def test_what_is_more_restricted_than_the_event_is_a_document_of_its_own(tmp_path: Path) -> None:
    secret = attribute("threat-actor", "Tin Heron", 2, Tag=[{"name": "tlp:red"}])
    found = loaded(tmp_path, event(attribute("vulnerability", "CVE-1"), secret, tags=("tlp:green",)))
    assert {d.document.address: str(d.document.marking) for d in found.documents} == {
        f"misp:{EVENT}": "green",
        f"misp:{EVENT}#red": "red",
    }


def test_the_page_an_event_was_made_from_vouches_in_the_end(tmp_path: Path) -> None:
    page = attribute("link", "https://www.fen-post.example/heron", category="External analysis")
    scan = attribute("link", "https://www.virustotal.com/x", 3, category="External analysis")
    (claim,) = loaded(tmp_path, event(page, scan, attribute("threat-actor", "Tin Heron", 2))).claims
    assert [s.name for s in claim.speakers] == ["Lantern Lab", "fen-post.example"]
    assert claim.evidence[1].model_dump()["record"] == "https://www.fen-post.example/heron"


def test_excerpts_and_reports_are_read_but_not_the_attackers_words(tmp_path: Path) -> None:
    words = "Tin Heron broke into Harrow & Vale in April, the retailer said in a statement to the press."
    found = loaded(
        tmp_path,
        event(
            attribute("text", words, category="External analysis"),
            attribute("text", f"Note: {words}", 2, category="Artifacts dropped"),
            EventReport=[
                {"uuid": "20000000-0000-4000-8000-000000000001", "name": "In words", "content": f"Report: {words}"}
            ],
        ),
    )
    assert sorted(d.document.text for d in found.documents) == [f"Report: {words}", words]
    assert {d.document.publisher for d in found.documents} == {"Lantern Lab"}


def test_objects_that_are_things_are_named_and_refer_to_each_other(tmp_path: Path) -> None:
    victim = thing("victim", 1, name="Harrow & Vale", sectors="retail")
    malware, flaw = thing("malware", 2, name="Reed Loader"), thing("vulnerability", 3, id="CVE-2025-9999")
    malware["ObjectReference"] = [{"referenced_uuid": flaw["uuid"], "relationship_type": "exploits"}]
    found = loaded(tmp_path, event(Object=[victim, malware, flaw]))
    assert found.said == [
        "Heron in the reeds affected Harrow & Vale",
        "Heron in the reeds exploits CVE-2025-9999",
        "Heron in the reeds uses Reed Loader",
        "Reed Loader exploits CVE-2025-9999",
    ]
    assert next(c for c in found.claims if c.relation == "affected").qualifiers == {"sector": "retail"}


def test_what_names_nothing_or_is_spoken_of_by_nothing_is_counted(tmp_path: Path) -> None:
    idle, empty = thing("organization", 1, name="Marsh Bank"), thing("malware", 2, type="worm")
    gone = attribute("domain", "gone.example", 3, deleted=True, to_ids=True)
    long = attribute("target-org", "x" * 1000, 4)
    found = loaded(tmp_path, event(gone, long, attribute("threat-actor", "Tin Heron"), Object=[idle, empty]))
    assert found.said == ["Heron in the reeds attributed_to Tin Heron"]
    assert found.omitted == {
        ("objects of template organization", "nothing is said of it"): 1,
        ("objects of template malware", "it names nothing, or at too great a length"): 1,
        ("attributes", "deleted by its maker"): 1,
        ("attributes of type target-org", "it names nothing, or at too great a length"): 1,
    }


def test_what_a_galaxy_suspects_is_hedged(tmp_path: Path) -> None:
    meta = {
        "country": "NO", "attribution-confidence": "50", "cfr-suspected-victims": ["Sweden", "Harrow & Vale"],
        "cfr-suspected-state-sponsor": "Norway", "targeted-sector": ["Retail"], "synonyms": ["Grey Wader", "Tin Heron"],
    }  # fmt: skip
    found = loaded(tmp_path, galaxy(cluster("Tin Heron", **meta)))
    assert found.said == [
        "Tin Heron alias_of Grey Wader",
        "Tin Heron located_in Norway [hedged]",
        "Tin Heron sponsored_by Norway [hedged]",
        "Tin Heron targets Harrow & Vale [hedged]",
        "Tin Heron targets Retail",
        "Tin Heron targets Sweden [hedged]",
    ]
    kinds = {c.object.name: c.object.type for c in found.claims if c.object}
    assert (kinds["Sweden"], kinds["Harrow & Vale"], kinds["Retail"]) == ("Location", "Organization", "Sector")
    assert {c.stated for c in found.claims if c.relation == "located_in"} == {50}
    assert found.documents[0].document.publisher == "MISP galaxy"


def test_related_clusters_are_as_likely_as_their_tags_say(tmp_path: Path) -> None:
    one, two, three = cluster("Tin Heron"), cluster("Marsh Wolf", 2), cluster("Fen Fox", 3)
    one["related"] = [
        {"dest-uuid": two["uuid"], "type": "similar", "tags": ['estimative-language:likelihood-probability="likely"']},
        {"dest-uuid": three["uuid"], "type": "similar", "tags": ['estimative-language:likelihood-probability="unlikely"']},
        {"dest-uuid": "gone", "type": "similar"},
    ]
    found = loaded(tmp_path, galaxy(one, two, three))
    assert found.said == ["Tin Heron overlaps_with Fen Fox [negated]", "Tin Heron overlaps_with Marsh Wolf"]
    assert found.omitted == {("relation similar of clusters", "an end of it is in no file and no list"): 1}


def test_a_name_that_several_clusters_bear_makes_them_one_in_nothing(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, galaxy(cluster("Tin Heron", synonyms=["Fen Crew"]), cluster("Marsh Wolf", 2, synonyms=["Fen Crew"]))
    )
    assert found.said == ["Marsh Wolf overlaps_with Fen Crew", "Tin Heron overlaps_with Fen Crew"]


@pytest.mark.parametrize(
    "wrap", [lambda e: {"response": [e]}, lambda e: [e, e], lambda e: e["Event"]], ids=["response", "list", "bare"]
)
def test_collections_and_bare_events_are_known(wrap: Any, tmp_path: Path) -> None:
    bare = event(attribute("threat-actor", "Tin Heron"), threat_level_id="1")
    assert loaded(tmp_path, wrap(bare)).said == ["Heron in the reeds attributed_to Tin Heron"]


def test_what_an_export_of_clusters_says_is_what_the_galaxy_says(tmp_path: Path) -> None:
    one = cluster("Tin Heron")
    one |= {"type": "threat-actor", "GalaxyElement": [{"key": "synonyms", "value": "Grey Wader"}]}
    content = {"Galaxy": {"name": "Birds", "type": "threat-actor"}, "GalaxyCluster": [one]}
    assert loaded(tmp_path, content).said == ["Tin Heron alias_of Grey Wader"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"Event": "none", "Orgc": {}}, "this is no MISP event"),
        ({EVENT: {"info": "x", "date": "2025-01-01", "Orgc": {"name": "y"}}}, "this is the manifest of a feed"),
    ],
)
def test_what_is_neither_is_refused_with_what_to_do(content: Any, why: str, tmp_path: Path) -> None:
    (refusal,) = loaded(tmp_path, content).refused
    assert why in refusal.why
    assert refusal.remedy


def test_values_of_wrong_types_break_nothing(tmp_path: Path) -> None:
    odd = event(
        attribute("threat-actor", "Tin Heron"), {"type": 7, "value": None}, {"type": "target-org", "value": "x" * 10_000},
        tags=("tlp:white",), date="whenever", timestamp="soon",
    )["Event"]  # fmt: skip
    odd |= {
        "Attribute": [*odd["Attribute"], 17, None],
        "Galaxy": "none",
        "Object": [{"name": 5, "Attribute": {}}],
        "info": ["x"],
    }
    found = loaded(tmp_path, {"Event": odd})
    assert [c.object.name for c in found.claims if c.object] == ["Tin Heron"]
    assert found.documents[0].document.published is None


def test_every_word_of_the_mapping_is_one_of_the_vocabulary() -> None:
    known, words = settings(), vocabulary()
    assert {r.relation for rs in known.relationships.values() for r in rs} <= set(words.relations)
    assert {r.relation for r in known.elements.values() if r.relation} <= set(words.relations)
    types = {*known.galaxies, *known.event_words, *known.attributes.values(), *known.victim_types}
    types |= {r.type for r in known.objects.values()} | {r.type for r in known.elements.values() if r.type}
    assert types <= set(words.types)
    assert set(known.event_words.values()) <= set(known.relationships)


def test_the_corpus_loads(corpus: Path) -> None:
    for path in sorted((corpus / "misp").glob("*.json")):
        found = Found(path)
        assert not found.refused, path.name
        assert found.claims or found.omitted, path.name
        for claim in found.claims:
            vocabulary().check(claim)
