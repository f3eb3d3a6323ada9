"""Which names are one thing, and why; and which are not, however alike they look."""

from __future__ import annotations

import random

import pytest
from claims_by_hand import Case, decision, group, incident, malware, org, seed_case, service, speakers
from hypothesis import given, settings
from hypothesis import strategies as st
from records_by_hand import BRAND, HACKTIVISTS, NOTHING, SMALL, SmallReference, record

from kg.identity import Identified, Lookup, identify
from kg.identity.forms import agree
from kg.identity.voices import voice, voice_of
from kg.model import Claim, Entity, Heading, Ref
from kg.reference import reference


def identified(case: Case, lists: Lookup = NOTHING) -> Identified:
    return identify(case.claims, case.headings, lists, case.decisions)


def named(found: Identified, kind: str) -> dict[str, Entity]:
    return {e.name: e for e in found.entities.values() if e.type == kind}


def calling(*refs: Ref) -> Case:
    """One report for each Ref, in which an authority investigates it."""
    case = Case()
    for i, ref in enumerate(refs):
        case.report(f"Report {i} is about {ref.name}.", published="2025-05-01").claim(
            Ref(name="Harbour Police", type="Organization"), "investigates", ref
        )
    return case


def one_group(*names: str, lists: Lookup = NOTHING) -> bool:
    return len(named(identified(calling(*map(group, names)), lists), "ThreatGroup")) == 1


# --- forms


def test_a_form_that_a_report_introduces_joins_names_across_reports() -> None:
    refs = org("Marlowe & Sons", "M&S Ltd"), org("Marlowe and Sons Group plc", "M&S Ltd"), org("M&S Ltd")
    (entity,) = [e for e in named(identified(calling(*refs)), "Organization").values() if "Marlowe" in e.name]
    assert set(entity.aliases) | {entity.name} == {"Marlowe & Sons", "Marlowe and Sons Group plc", "M&S Ltd"}
    assert all(j.reason for j in entity.joins)


def test_names_that_no_report_ties_together_stay_apart() -> None:
    found = named(identified(calling(org("Co-op"), org("Co-operative Society"))), "Organization")
    assert {"Co-op", "Co-operative Society"} <= set(found)


def test_a_form_of_several_spellings_joins_them() -> None:
    refs = org("Co-op"), org("Co-op Group", "Co-op"), org("Co-operative Group", "Co-op")
    assert len(named(identified(calling(*refs)), "Organization")) == 2  # with the police


def test_an_abbreviation_of_two_different_bodies_joins_neither() -> None:
    refs = (
        org("Freedonian National Cyber Centre", "NCC"),
        org("Sylvanian National Cyber Centre", "NCC"),
        org("National Cyber Centre", "NCC"),
    )
    assert len(named(identified(calling(*refs)), "Organization")) == 5  # with the bare form and the police


def test_surnames_do_not_join_strangers() -> None:
    smiths = [Ref(name=f"{first} Smith", type="Person", forms=("Smith",)) for first in ("Ada", "Bob")]
    found = identified(calling(*smiths, Ref(name="Smith", type="Person")))
    assert {"Ada Smith", "Bob Smith", "Smith"} == {e.name for e in found.entities.values() if e.type == "Person"}


@pytest.mark.parametrize(
    ("a", "b"), [("co op", "co operative group"), ("ico", "information commissioners office"), ("google", "google cloud")]
)
def test_a_shorter_way_to_write_a_name(a: str, b: str) -> None:
    assert agree(a, b)
    assert agree(b, a)


@pytest.mark.parametrize(("a", "b"), [("dutch police", "uk police"), ("ncc", "harbour police"), ("co op", "corner shop")])
def test_no_shorter_way_to_write_a_name(a: str, b: str) -> None:
    assert not agree(a, b)
    assert not agree(b, a)


# --- types and owners


def test_one_name_of_two_types_is_two_things() -> None:
    case = calling(group("Paper Moon"))
    case.reports[0].claim(group("Old Heron"), "uses", malware("Paper Moon"))
    found = identified(case)
    assert {(e.name, e.type) for e in found.entities.values()} >= {("Paper Moon", "ThreatGroup"), ("Paper Moon", "Malware")}


def test_services_are_never_joined_across_owners() -> None:
    case = Case()
    for i, owner in enumerate(("Northmark", "Greenbasket", "Northmark")):
        case.report(f"Report {i}: the website of {owner} is down.").claim(org(owner), "disrupted", service("website", owner))
    found = identified(case)
    websites = [e for e in found.entities.values() if e.type == "Service"]
    assert sorted(found.entities[e.owner or ""].name for e in websites) == ["Greenbasket", "Northmark"]


def test_a_service_follows_its_owners_names() -> None:
    case = Case()
    one = case.report("Northmark Stores (NS) closed its website.")
    one.claim(org("Northmark Stores", "NS"), "disrupted", service("website", "Northmark Stores"))
    case.report("NS reopened its website.").claim(org("NS"), "restored", service("website", "NS"))
    assert len([e for e in identified(case).entities.values() if e.type == "Service"]) == 1


def test_campaigns_of_two_reports_are_two() -> None:
    case = Case()
    for i in range(2):
        wave = Ref(name="wave of attacks", type="Campaign", local="wave of attacks")
        case.report(f"Report {i} of a wave of attacks.").claim(wave, "linked_to", incident("Northmark"))
    assert len([e for e in identified(case).entities.values() if e.type == "Campaign"]) == 2


def test_a_named_campaign_holds_the_incidents_that_reports_put_into_it() -> None:
    case = Case()
    for victim in ("Northmark", "Greenbasket"):
        report = case.report(f"The attack on {victim} was part of Operation Glass Door.")
        report.hit(victim)
        report.claim(incident(victim), "part_of", Ref(name="Operation Glass Door", type="Campaign"))
    found = identified(case)
    (campaign,) = (e for e in found.entities.values() if e.type == "Campaign")
    held = [found.ends(c) for c in case.claims if c.relation == "part_of"]
    assert {object_ for _, object_ in held} == {campaign.id}
    assert sorted(str(found.entities[subject].handle) for subject, _ in held) == ["greenbasket/undated", "northmark/undated"]


# --- lists


def test_names_that_one_record_bears_are_one() -> None:
    assert one_group("Tin Crow", "UNC1234", "Storm-77", lists=SMALL)
    assert not one_group("Tin Crow", "UNC1234")


def test_a_known_thing_brings_its_other_names_and_ids() -> None:
    (entity,) = named(identified(calling(group("UNC1234")), SMALL), "ThreatGroup").values()
    assert "Gray Magpie" in entity.aliases
    assert entity.external_ids["list-a:groups"] == "list-a:groups/Tin Crow"
    assert entity.ambiguous == ()


def test_a_name_of_several_things_is_none_of_them_by_the_name_alone() -> None:
    (entity,) = named(identified(calling(group("Paper Moon")), SMALL), "ThreatGroup").values()
    assert entity.external_ids == {}
    assert len(entity.ambiguous) == 2
    assert any("Freedonia" in candidate for candidate in entity.ambiguous)


def test_a_short_alias_of_two_records_of_one_list_joins_neither() -> None:
    lists = SmallReference(
        (
            record("list-a:groups", "APT901", "Grizzly", activities=("espionage",)),
            record("list-a:groups", "APT902", "Grizzly", activities=("espionage",)),
        )
    )
    found = named(identified(calling(group("APT901"), group("APT902"), group("Grizzly")), lists), "ThreatGroup")
    assert set(found) == {"APT901", "APT902", "Grizzly"}
    assert len(found["Grizzly"].ambiguous) == 2


def test_texts_cannot_join_what_a_list_holds_apart() -> None:
    case = calling(group("Tin Crow"), group("Quiet Heron"))
    case.report("Tin Crow is also called Quiet Heron.").claim(group("Tin Crow"), "alias_of", group("Quiet Heron"))
    assert len(named(identified(case, SMALL), "ThreatGroup")) == 2
    assert len(named(identified(case), "ThreatGroup")) == 1


MOONLIT = SmallReference((*SMALL._records, record("list-a:groups", "Moonlighters", "Paper Moon", activities=("fraud",))))


def test_a_text_decides_what_an_ambiguous_name_means_in_it_and_nowhere_else() -> None:
    case = calling(group("Paper Moon"))
    case.report("Paper Moon, also known as Moonlighters.").claim(group("Paper Moon"), "alias_of", group("Moonlighters"))
    found = named(identified(case, MOONLIT), "ThreatGroup")
    assert found["Moonlighters"].aliases == ("Paper Moon",)
    assert found["Paper Moon"].ambiguous
    case.report("Paper Moon is another name of Tin Crow.").claim(group("Paper Moon"), "alias_of", group("Tin Crow"))
    assert {name: bool(e.ambiguous) for name, e in named(identified(case, MOONLIT), "ThreatGroup").items()} == {
        "Moonlighters": False,
        "Paper Moon": True,
        "Tin Crow": False,
    }


def meaning(case: Case, number: int = -1) -> str:
    """What the name in a report of the case is held to be: its country or kind, or that it is ambiguous."""
    found = identified(case, SMALL)
    claim = case.reports[number].claims[-1]
    entity = found.entities[found.of_ref[claim.content_id, claim.object.key if claim.object else claim.subject.key]]
    return "ambiguous" if entity.ambiguous else ", ".join(sorted(entity.external_ids.values()))


HACKTIVISTS_ID, BRAND_ID = "list-a:groups/Paper Moon", "list-c:malware/Paper Moon"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The hacktivists of Paper Moon hit Northmark.", HACKTIVISTS_ID),
        ("The Paper Moon ransomware gang hit Northmark.", BRAND_ID),
        ("Paper Moon, no ransomware gang, hit Northmark.", "ambiguous"),
        ("Paper Moon, hacktivists turned ransomware gang, hit Northmark.", "ambiguous"),
        ("The gang Paper Moon hit Northmark.", "ambiguous"),
        ("Paper Moon hit Northmark, a chain of shops based in Freedonia.", "ambiguous"),
    ],
)
def test_the_kind_of_activity_decides_what_an_ambiguous_name_means(text: str, meant: str) -> None:
    case = Case()
    case.report(text).blame("Northmark", group("Paper Moon"))
    assert meaning(case) == meant


def test_another_name_of_the_thing_decides() -> None:
    case = Case()
    report = case.report("Paper Moon, whose Paper Moon locker is known, hit Northmark.")
    report.claim(group("Paper Moon"), "uses", malware("Paper Moon"))
    report.blame("Northmark", group("Paper Moon"))
    assert meaning(case) == BRAND_ID


@pytest.mark.parametrize(("stance", "meant"), [("asserted", HACKTIVISTS_ID), ("negated", "ambiguous")])
def test_where_it_comes_from_decides(stance: str, meant: str) -> None:
    case = Case()
    report = case.report("Paper Moon of Freedonia hit Northmark.")
    report.claim(group("Paper Moon"), "located_in", Ref(name="Iran", type="Location"), stance=stance)
    report.blame("Northmark", group("Paper Moon"))
    lists = SmallReference((HACKTIVISTS._replace(country="Iran"), BRAND))
    found = identified(case, lists)
    (entity,) = named(found, "ThreatGroup").values()
    assert ("ambiguous" if entity.ambiguous else entity.external_ids["list-a:groups"]) == meant


def test_a_claim_that_was_misread_decides_nothing() -> None:
    case = Case()
    report = case.report("Paper Moon, or Moonlighters, hit Northmark.")
    alias = report.claim(group("Paper Moon"), "alias_of", group("Moonlighters"))
    report.blame("Northmark", group("Paper Moon"))
    assert not named(identified(case, MOONLIT), "ThreatGroup")["Paper Moon"].ambiguous
    case.decisions.append(decision("misread", alias.id))
    assert named(identified(case, MOONLIT), "ThreatGroup")["Paper Moon"].ambiguous


def test_the_victim_alone_does_not_decide() -> None:
    case = Case()
    report = case.report("Paper Moon hit the shop Northmark.")
    report.hit("Northmark", sector="retail")
    report.blame("Northmark", group("Paper Moon"))
    assert meaning(case) == "ambiguous"


def test_a_report_on_the_same_attack_follows_one_that_tells_and_no_other_does() -> None:
    case = Case()
    for text, victim in (
        ("The Paper Moon ransomware gang hit Northmark.", "Northmark"),
        ("Paper Moon did it.", "Northmark"),
    ):
        report = case.report(text)
        report.hit(victim)
        report.blame(victim, group("Paper Moon"))
    assert meaning(case) == BRAND_ID
    report = case.report("Paper Moon hit Greenbasket.")
    report.hit("Greenbasket")
    report.blame("Greenbasket", group("Paper Moon"))
    assert meaning(case) == "ambiguous"
    report = case.report("The hacktivists of Paper Moon hit Northmark.")
    report.hit("Northmark")
    report.blame("Northmark", group("Paper Moon"))
    assert meaning(case) == HACKTIVISTS_ID
    assert meaning(case, 1) == "ambiguous"


def test_what_context_decides_is_shown_and_fits_no_better_for_it() -> None:
    case = Case()
    case.report("The Paper Moon ransomware gang hit Northmark.").blame("Northmark", group("Paper Moon"))
    found = identified(case, SMALL)
    (entity,) = named(found, "ThreatGroup").values()
    assert [j.reason for j in entity.joins] == ["by its context: the text tells of ransomware"]
    assert len(found.may_be[entity.id]) == 2


def test_the_id_that_a_source_gives_decides_and_fits() -> None:
    lists = SmallReference(
        (HACKTIVISTS._replace(external_ids={"list": "P-1"}), BRAND._replace(external_ids={"list": "P-2"}))
    )
    case = Case()
    given = Ref(name="Paper Moon", type="ThreatGroup", ids=("list:P-2",))
    case.report("Paper Moon hit Northmark.").blame("Northmark", given)
    found = identified(case, lists)
    (entity,) = named(found, "ThreatGroup").values()
    assert [j.reason for j in entity.joins] == ["the source gives it the id list:P-2"]
    assert [[r.id for r in things] for things in found.may_be[entity.id]] == [[BRAND_ID]]


def test_in_a_list_that_names_everything_other_names_decide_nothing() -> None:
    case = Case()
    report = case.report("A list.")
    for i in range(300):
        report.claim(group(f"Crew {i}"), "uses", malware("Paper Moon"))
    report.blame("Northmark", group("Paper Moon"))
    assert meaning(case) == "ambiguous"


def test_a_name_that_gets_a_meaning_is_found_by_its_older_id() -> None:
    case = calling(group("Paper Moon"))
    (before,) = named(identified(case, SMALL), "ThreatGroup").values()
    case = Case()
    case.report("The Paper Moon ransomware gang hit Northmark.").blame("Northmark", group("Paper Moon"))
    found = identified(case, SMALL)
    (now,) = named(found, "ThreatGroup").values()
    assert before.id != now.id == found.redirects[before.id]


def test_a_group_is_not_the_malware_that_bears_its_short_name() -> None:
    case = calling(group("CrowLock"))
    assert meaning(case) == "list-c:malware/CrowLock"
    case.report("CrowLock is a name of Tin Crow.").claim(group("CrowLock"), "alias_of", group("Tin Crow"))
    (entity,) = named(identified(case, SMALL), "ThreatGroup").values()
    assert "list-c:malware" not in entity.external_ids


def test_the_shipped_lists_know_an_ambiguous_name_and_an_unambiguous_one() -> None:
    found = named(identified(seed_case(), reference()), "ThreatGroup")
    assert [name for name, e in found.items() if e.ambiguous] == ["DragonForce"]
    assert [name for name, e in found.items() if e.external_ids] == ["Scattered Spider"]


# --- aliases that texts tell of


def alias(stance: str = "asserted", relation: str = "alias_of") -> Case:
    case = Case()
    case.report("A report on the two names.").claim(
        group("Old Heron"), relation, group("Clay Owl"), stance=stance, by=speakers("Lantern Labs")
    )
    return case


def test_an_asserted_alias_joins_and_says_who_asserts_it() -> None:
    (entity,) = named(identified(alias()), "ThreatGroup").values()
    assert [j.reason for j in entity.joins] == ["asserted to be one by Lantern Labs"]


@pytest.mark.parametrize("stance", ["hedged", "denied", "negated", "unknown", "self-claimed"])
def test_no_other_stance_joins(stance: str) -> None:
    assert len(named(identified(alias(stance)), "ThreatGroup")) == 2


def test_an_overlap_never_joins() -> None:
    assert len(named(identified(alias(relation="overlaps_with")), "ThreatGroup")) == 2


def test_a_contested_alias_does_not_join() -> None:
    case = alias()
    case.report("They are not one, says another.").claim(group("Clay Owl"), "alias_of", group("Old Heron"), stance="negated")
    assert len(named(identified(case), "ThreatGroup")) == 2


# --- analysts


def test_same_and_different_are_obeyed_and_shown() -> None:
    case = calling(group("Old Heron"), group("Clay Owl"))
    case.decisions = [decision("same", "Old Heron", "Clay Owl", why="one leak site")]
    (entity,) = named(identified(case), "ThreatGroup").values()
    assert [j.reason for j in entity.joins] == ["the same, says ana on 2025-07-01: one leak site"]
    case.decisions.append(decision("different", "Clay Owl", "Old Heron", at="2025-07-02T00:00:00Z"))
    assert len(named(identified(case), "ThreatGroup")) == 2


def test_different_goes_before_lists_and_texts() -> None:
    case = calling(group("Tin Crow"), group("UNC1234"), group("Storm-77"))
    case.decisions = [decision("different", "Tin Crow", "UNC1234")]
    names = [{e.name, *e.aliases} for e in named(identified(case, SMALL), "ThreatGroup").values()]
    assert len(names) == 2
    case = alias()
    case.decisions = [decision("different", "Old Heron", "Clay Owl")]
    assert len(named(identified(case), "ThreatGroup")) == 2


def test_what_is_undone_does_not_hold() -> None:
    case = alias()
    apart = decision("different", "Old Heron", "Clay Owl")
    undo = decision("undo", apart.id, at="2025-07-03T00:00:00Z")
    case.decisions = [apart, undo]
    assert len(named(identified(case), "ThreatGroup")) == 1
    case.decisions.append(decision("undo", undo.id, at="2025-07-04T00:00:00Z"))
    assert len(named(identified(case), "ThreatGroup")) == 2


def test_a_decision_on_names_that_are_not_there_is_reported() -> None:
    case = alias()
    case.decisions = [decision("same", "Old Heron", "Nobody At All")]
    assert identified(case).dropped.orphaned == tuple(case.decisions)


def test_a_misread_alias_joins_no_more() -> None:
    case = alias()
    case.decisions = [decision("misread", case.claims[0].id)]
    found = identified(case)
    assert len(named(found, "ThreatGroup")) == 2
    assert list(found.dropped.reasons) == [case.claims[0].id]


def test_a_misread_decision_follows_its_claim_into_a_new_reading() -> None:
    case = alias()
    saw = case.claims[0].model_dump(mode="json")
    old = case.claims[0]
    case.reports[0].claims[0] = Claim.model_validate({**saw, "stance": "hedged"})
    case.decisions = [decision("misread", old.id, claim=saw)]
    assert list(identified(case).dropped.reasons) == [case.claims[0].id] != [old.id]
    case.reports[0].claims[0] = Claim.model_validate({**saw, "relation": "overlaps_with"})
    assert identified(case).dropped.orphaned == tuple(case.decisions)


# --- ids, names, speakers


def test_an_id_that_an_entity_had_before_leads_to_it() -> None:
    before = named(identified(calling(group("Old Heron"))), "ThreatGroup")["Old Heron"].id
    case = alias()
    after = identified(case)
    (now,) = named(after, "ThreatGroup").values()
    assert after.redirects.get(before, before) == now.id


def test_the_name_shown_is_the_one_used_most() -> None:
    case = calling(org("Northmark", role="victim"), org("Northmark"), org("NORTHMARK"))
    assert "Northmark" in named(identified(case), "Organization")


def test_an_official_speaks_with_the_voice_of_the_organisation() -> None:
    case = Case()
    report = case.report("Rob Ell, an officer of Northmark, said so.")
    report.claim(Ref(name="Rob Ell", type="Person"), "works_for", org("Northmark"))
    found = identified(case)
    content = report.document.content_id
    assert found.speakers.key(content, "Rob Ell") == found.speakers.key(content, "Northmark") == "northmark"
    assert found.speakers.key(content, "Somebody Else") == "somebodyelse"


@pytest.mark.parametrize(
    "name", ["Morning Post", "The Morning Post", "morning-post.co.uk", "www.morningpost.com", "https://morningpost.com/a/"]
)
def test_a_publisher_is_known_by_name_and_by_address(name: str) -> None:
    assert voice(name) == "morningpost"


def test_an_address_names_a_publisher_only_on_the_web() -> None:
    blank = {"id": "x", "content_id": "y"}
    assert voice_of(Heading(**blank, address="https://news.bbc.co.uk/1")) == "bbc"
    assert voice_of(Heading(**blank, address="reports/one.txt")) == voice_of(Heading(**blank)) == "?"


# --- order


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Reports in which names, forms, aliases and types meet in all ways."""
    names = ("Tin Crow", "UNC1234", "Storm-77", "Paper Moon", "Gray Magpie", "Quiet Heron", "Co-op", "Co-op Group")
    words = st.sampled_from(names)
    case = Case()
    for i in range(draw(st.integers(1, 6))):
        report = case.report(f"Report {i}.", published=draw(st.sampled_from([None, "2025-05-01"])))
        for _ in range(draw(st.integers(1, 4))):
            kind = draw(st.sampled_from(["ThreatGroup", "Malware"]))
            a, b = (Ref(name=draw(words), type=kind, forms=tuple(draw(st.lists(words, max_size=1)))) for _ in range(2))
            relation = draw(st.sampled_from(["alias_of", "overlaps_with"]))
            report.claim(a, relation, b, stance=draw(st.sampled_from(["asserted", "hedged", "negated"])))
    return case


@given(cases(), st.randoms())
@settings(deadline=None)
def test_the_order_of_claims_changes_nothing(case: Case, chance: random.Random) -> None:
    before = identified(case, SMALL)
    chance.shuffle(case.reports)
    for report in case.reports:
        chance.shuffle(report.claims)
    after = identified(case, SMALL)
    assert before.entities == after.entities
    assert before.of_ref == after.of_ref
    assert before.redirects == after.redirects
