"""loaders/table.py and its mapping: rows as claims, and errors that name row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading_by_hand import documents, loaded, refused

from kg.loading import Loaded, load
from kg.model import Claim, Origin, Refusal

SEEDS = Path(__file__).parent / "loaders" / "table"
MAPPING = (SEEDS / "incidents.mapping.yaml").read_text(encoding="utf-8")
HEADER = "Victim,Day,Group,Certainty,Said by,Country,Link,Reported"


def table(folder: Path, rows: str, mapping: str | None = MAPPING, name: str = "t.csv") -> list[Loaded | Refusal]:
    if mapping is not None:
        (folder / "t.mapping.yaml").write_text(mapping, encoding="utf-8")
    return loaded(folder, f"{HEADER}\n{rows}", name)


def claims(things: list[Loaded | Refusal]) -> list[Claim]:
    return [c for t in things if isinstance(t, Loaded) for r in t.readings for c in r.claims]


def triple(claim: Claim) -> tuple[object, ...]:
    object_, speaker = claim.object and claim.object.name, claim.speaker and claim.speaker.name
    return claim.relation, claim.subject.local, object_, str(claim.stance), speaker


def why(things: list[Loaded | Refusal]) -> list[str]:
    return [f"{t.place.rsplit('/', 1)[-1]}: {t.why}" for t in things if isinstance(t, Refusal)]


def test_rows_are_claims_of_their_sources() -> None:
    things = list(load([SEEDS]))
    first, second, third = documents(things)
    assert (first.publisher, first.address) == ("Incident register of Freedonia", "https://daily.example/northgate")
    assert (first.published, first.record, third.record) == ("2025-05-06", "incidents.csv row 2", "incidents.csv row 4")
    assert (second.published, third.published) == ("2025-05-09", None)
    said = [
        (c.relation, c.subject.local, c.object and c.object.name, str(c.stance), c.speaker and c.speaker.name)
        for c in claims(things)
    ]
    assert said == [
        ("affected", "Northgate Foods/2025-04-22", "Northgate Foods", "asserted", None),
        ("attributed_to", "Northgate Foods/2025-04-22", "Tin Heron", "hedged", "Lantern Security"),
        ("affected", "Ferrymill plc/2025-05-03", "Ferrymill plc", "asserted", None),
        ("attributed_to", "Ferrymill plc/2025-05-03", "Tin Heron", "asserted", None),
        ("attributed_to", "Ferrymill plc/2025-05-03", "Paper Moon", "asserted", None),
        ("affected", "Larkfield, Sons & Co/", "Larkfield, Sons & Co", "asserted", None),
    ]
    (evidence,) = claims(things)[0].evidence
    assert evidence.model_dump()["record"] == "incidents.csv row 2"
    assert (claims(things)[0].event_date, claims(things)[0].qualifiers) == ("2025-04-22", {"country": "Freedonia"})


def test_rows_of_one_address_are_one_document(tmp_path: Path) -> None:
    rows = "A plc,1.4.2025,,,,,https://a.example/1,2025-04-02\nB plc,2.4.2025,,,,,https://a.example/1,2025-04-02\n"
    things = table(tmp_path, rows)
    (document,) = documents(things)
    assert document.record == "t.csv"
    assert document.text.split("\n\n")[1].startswith("Victim: B plc\nDay: 2.4.2025")
    assert len(claims(things)) == 2
    assert documents(table(tmp_path, rows + "C plc,,,,,,,\n"))[0] == document  # a new row leaves the others as they are


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A plc,31.2.2025,,,,,,", "t.csv: row 2: column 'Day': '31.2.2025' is no date like %d.%m.%Y"),
        ("A plc,,X,maybe,,,,", "t.csv: row 2: column 'Certainty': 'maybe' is not among its words"),
        ("A plc,,,,,,,yesterday", "t.csv: row 2: column 'Reported': 'yesterday' is no date"),
        (",,,,,Freedonia,,", "t.csv: row 2: no claim comes of the row: the things that it would speak of are empty"),
        ("A plc,1.4.2025", "t.csv: row 2: the row has 2 cells, the header has 8"),
        ("A plc,,,,,,,,,", "t.csv: row 2: the row has 10 cells, the header has 8"),
        (f"A plc,,{';'.join(map(str, range(1200)))},,,,,", "t.csv: row 2: column 'Group': more than 1,000 values together"),
    ],
)  # fmt: skip
def test_a_row_that_is_wrong_is_told_and_the_others_are_loaded(tmp_path: Path, row: str, reason: str) -> None:
    things = table(tmp_path, f"{row}\n\n,,,,,,,\nB plc,,,,,,,\n")
    assert why(things) == [reason]
    assert [c.object.name for c in claims(things) if c.object] == ["B plc"]


def test_rows_that_speak_against_each_other_are_told(tmp_path: Path) -> None:
    rows = "A plc,,,,,,https://a.example/1,2025-04-02\nB plc,,,,,,https://a.example/1,2025-04-03\n"
    reason = "t.csv: row 3: published is '2025-04-03', but row 2 says '2025-04-02' of the same address"
    assert why(table(tmp_path, rows)) == [reason]


def test_a_quote_that_is_not_closed_ends_the_table_there(tmp_path: Path) -> None:
    things = table(tmp_path, 'A plc,,,,,,,\n"B plc,,,,,,,\n')
    assert why(things) == ["t.csv: row 3: no CSV: unexpected end of data"]
    assert len(claims(things)) == 1


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("{Victim}", "{Target}", "names a column 'Target' (things: attack: name) that the table has not (its columns are"),
        ("affected", "hit", "claims: 1: no relation is called 'hit' (one of acts_against"),
        ("ThreatGroup", "Gang", "things: group: no type is called 'Gang' (one of AttackPattern"),
        ("subject: attack", "subject: raid", "claims: 1: no thing is called 'raid' (one of attack, group, victim)"),
        ("{Day}", "{Day", "has a brace too many"),
        ("stance:", "stanza:", "stanza: Extra inputs are not permitted"),
        ("things:", "", "not YAML"),
        ("object: victim", "object: group", "no object of affected is called 'ThreatGroup' (one of Organization)"),
        ("country:", "colour:", "no qualifier of affected is called 'colour' (one of attempt, country,"),
        ("date:", 'stated: "{Country}", date:', "column 'Country': 'X' is no number from 0 to 100"),
        ("confirmed: asserted", "confirmed: certain", "column 'Certainty': 'certain' is no stance (one of asserted"),
    ],
)  # fmt: skip
def test_a_mapping_that_is_wrong_is_told_with_its_key(tmp_path: Path, before: str, after: str, reason: str) -> None:
    assert reason in refused(table(tmp_path, "A plc,1.4.2025,Tin Heron,confirmed,,X,,\n", MAPPING.replace(before, after)))


def test_where_no_mapping_is_the_columns_are_shown(tmp_path: Path) -> None:
    assert f"write t.mapping.yaml beside it or give --mapping FILE (docs/tables.md); the columns are: {HEADER})" in refused(
        table(tmp_path, "A plc,,,,,,,\n", None)
    )


def test_a_mapping_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING, encoding="utf-8")
    origin = Origin(name="", mapping=str(tmp_path / "m.yaml"), publisher="somebody")
    for data in (
        f"{HEADER}\nA plc,,,,,,,\n",
        f"\ufeff{HEADER}\nA plc,,,,,,,\n".replace(",", ";"),
        f"{HEADER}\nA plc,,,,,,,\n".replace(",", "\t"),
    ):
        assert len(claims(loaded(tmp_path, data, "report", origin))) == 1  # recognised by its lines, and its delimiter found
