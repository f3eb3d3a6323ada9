"""Facts taken from a description: what is read, and what must not be."""

from __future__ import annotations

import pytest

from kg.reference.facts import Found, country, demonyms, facts, sectors


def found(text: str, kind: str) -> set[str]:
    return {fact.value for fact in facts(text) if fact.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("They deployed ransomware for financial gain.", "activities", {"ransomware"}),
        ("They deployed ransomware for financial gain.", "motives", {"financial"}),
        ("A group of hacktivists that defaces websites.", "activities", {"hacktivism", "defacement"}),
        ("Its attacks come without the use of ransomware.", "activities", set()),
        ("It steals data rather than deploying ransomware.", "activities", {"data theft"}),
        ("It has targeted retailers, airlines and hospitals in Spain.", "sectors", {"retail", "aviation", "healthcare"}),
        ("It has targeted retailers, airlines and hospitals in Spain.", "targets", {"Spain"}),
        ("Retail is a sector of the economy.", "sectors", set()),
        ("The group is based in Romania and attacks banks in Chile.", "targets", {"Chile"}),
        ("The group is based in Romania and attacks banks in Chile.", "country", {"Romania"}),
        ("An Iranian state-sponsored group targeting Israeli ports.", "country", {"Iran"}),
        ("An Iranian state-sponsored group targeting Israeli ports.", "targets", {"Israel"}),
        ("It targets firms for financial gain.", "sectors", set()),
        ("It attacked a Chile-based bank.", "country", set()),
        ("A crew that attacks shops in the Balkans, based in Europe.", "country", set()),
        ("Russian-speaking extortionists hit hotels in Italy.", "targets", {"Italy"}),
    ],
)
def test_what_a_description_records(text: str, kind: str, expected: set[str]) -> None:
    assert found(text, kind) == expected


def test_what_is_told_of_another_thing_is_not_read() -> None:
    text = "It runs a ransomware programme. Another hacktivist group, also named so, defaced sites in India. They hit Nepal."
    assert found(text, "activities") == {"ransomware"}
    assert found(text, "targets") == set()


def test_a_fact_keeps_its_words() -> None:
    text = "Since 2023 the crew has targeted supermarkets and other shops all over Northern Ireland."
    fact = next(fact for fact in facts(text) if fact.kind == "sectors")
    assert fact == Found("sectors", "retail", fact.words)
    assert fact.words in text
    assert "supermarkets" in fact.words


def test_sectors_and_countries_of_any_text() -> None:
    assert [f.value for f in sectors("a British department store chain and its insurer")] == ["retail", "insurance"]
    assert country("GB") == country("british") == country("Scotland") == "United Kingdom"
    assert country("Atlantis") is None
    assert demonyms()["Dutch"] == "Netherlands"
