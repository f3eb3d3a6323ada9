"""Names: found by lists, patterns and capitals; typed by their company; short forms joined to the full one."""

from __future__ import annotations

import pytest
from reading_steps import Steps


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The hacking group Night Heron came back.", "Night Heron", "ThreatGroup"),
        ("A group called Copper Viper came back.", "Copper Viper", "ThreatGroup"),
        ("The hospital group called Harrow Vale came back.", "Harrow Vale", "Organization"),
        ("A crew calling itself Night Heron came back.", "Night Heron", "ThreatGroup"),
        ("The Night Heron ransomware gang came back.", "Night Heron", "ThreatGroup"),
        ("They were hit by UNC7714 and by TA9021 at once.", "UNC7714", "ThreatGroup"),
        ("Microsoft watched Copper Blizzard for years.", "Copper Blizzard", "ThreatGroup"),
        ("It dropped a backdoor called RustKettle.", "RustKettle", "Malware"),
        ("It dropped the RustKettle backdoor.", "RustKettle backdoor", "Malware"),
        ("They abused CVE-2025-11877 at once.", "CVE-2025-11877", "Vulnerability"),
        ("On Monday the analyst Marta Lindqvist spoke of it.", "Marta Lindqvist", "Person"),
        ("The Ministry of Transport was told.", "Ministry of Transport", "Organization"),
        ("It all happened at Brandt Holdings.", "Brandt Holdings", "Organization"),
        ("The gang is in Moldova.", "Moldova", "Location"),
    ],
)
def test_types_by_the_words_beside_a_name(steps: Steps, text: str, name: str, kind: str) -> None:
    assert steps.types(text).get(name) == kind


@pytest.mark.parametrize(
    "plain",
    [
        "Play was stopped by rain at noon.",
        "Royal guards stood at the gate of the Royal Society.",
        "Cactus plants need no water.",
        "Snatch squads came at dawn.",
        "First they came on foot.",
    ],
)
def test_a_name_that_is_a_word_wants_company(steps: Steps, plain: str) -> None:
    word = plain.split()[0]
    assert "ThreatGroup" not in steps.types(plain).values()
    (actor,) = [
        n for n, kind in steps.types(f"They were hit by the {word} ransomware gang.").items() if kind == "ThreatGroup"
    ]
    assert actor.split()[0] == word


@pytest.mark.parametrize(
    ("text", "full", "forms"),
    [
        ("The Larvian Privacy Office (LPO) came. The LPO left.", "Larvian Privacy Office", {"LPO"}),
        ("Brandt & Sohn (B&S) closed. B&S opened.", "Brandt & Sohn", {"B&S"}),
        ("Marta Lindqvist came. He saw Lindqvist.", "Marta Lindqvist", {"Lindqvist"}),
        ("Brandt Group plc closed. Then Brandt opened.", "Brandt Group plc", {"Brandt"}),
    ],
)
def test_short_forms_are_the_full_name(steps: Steps, text: str, full: str, forms: set[str]) -> None:
    assert set(steps.names(text)[full].shorter) == forms


def test_different_names_stay_apart(steps: Steps) -> None:
    assert {"Halden Rail", "Halden Airports"} <= steps.names("He left Halden Rail and went to Halden Airports.").keys()


@pytest.mark.parametrize(
    "text",
    [
        "The attack began. However, nobody saw it. Attackers moved on. Servers failed.",
        "On Monday in March, the CEO and the CISO met the IT staff about VPN access.",
        "“Nobody knows,” he said. “Everything is gone.”",
    ],
)
def test_what_is_no_name_is_none(steps: Steps, text: str) -> None:
    assert steps.names(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Pellham Bank was hit by Lazarus Group, Harrow Labs said.",
        "Northmoor Council was hit by Qilin.",
        "Both Northmoor Council and Pellham Bank were hit by Qilin.",
    ],
)
def test_a_short_sentence_full_of_names_is_no_headline(steps: Steps, text: str) -> None:
    expected = {n for n in ("Pellham Bank", "Northmoor Council", "Harrow Labs", "Lazarus Group", "Qilin") if n in text}
    assert expected <= steps.names(text).keys()


def test_a_headline_in_title_case_names_only_what_the_text_names(steps: Steps) -> None:
    text = "Hackers Hit Pellham Bank In Massive Attack | https://example.test/1\n\nThey broke into Pellham Bank last week."
    names = steps.names(text)
    assert [m.sentence for m in names["Pellham Bank"].mentions] == [0, 1]
    assert not [n for n in names if "Massive" in n or "Hackers" in n]


def test_places_are_offsets_in_the_document(steps: Steps) -> None:
    text = "Nothing yet.\n\n“Copper Viper” hit Halden Rail’s depot, said the gang Copper Viper."
    for name in steps.names(text).values():
        for mention in name.mentions:
            assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The Verden Police came.", "Verden Police", "law-enforcement"),
        ("The Ministry of Transport came.", "Ministry of Transport", "government"),
        ("The Larvian Privacy Commissioner came.", "Larvian Privacy Commissioner", "regulator"),
    ],
)
def test_roles_by_what_the_name_says(steps: Steps, text: str, name: str, role: str) -> None:
    assert steps.names(text)[name].role == role
