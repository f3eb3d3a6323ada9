"""The public lists: look-up, homonyms, facts with their words, names for a gazetteer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SchemaError
from kg.reference import Fact, Record, Reference, reference, tight
from kg.reference.records import _lines_from, record_from_json, record_to_json
from kg.reference.things import grouped, why_same
from kg.vocabulary import vocabulary


def values(facts: tuple[Fact, ...]) -> set[str]:
    return {fact.value for fact in facts}


@pytest.mark.parametrize("name", ["Scattered Spider", "scattered-spider", "UNC3944", "Octo Tempest", "Muddled Libra"])
def test_an_actor_is_found_by_any_of_its_names(name: str) -> None:
    groups = reference().lookup(name)
    assert {"mitre-attack:groups", "misp-galaxy:threat-actor"} & {record.list for record in groups}
    assert "Scattered Spider" in {record.name for record in groups}


def test_facts_of_an_actor_stand_with_the_words_they_came_from() -> None:
    (group,) = (r for r in reference().lookup("Scattered Spider") if r.list == "mitre-attack:groups")
    assert "ransomware" in values(group.activities)
    assert "financial" in values(group.motives)
    (retail,) = (fact for fact in group.sectors if fact.value == "retail")
    assert "retail" in retail.words.lower()
    assert "BlackCat" in values(group.uses)
    assert group.external_ids["attack"] == "G1015"


def test_one_name_of_two_things_is_never_merged() -> None:
    things = reference().things("DragonForce")
    assert len(things) == 2
    hacktivists = next(thing for thing in things if any("hacktivism" in values(r.activities) for r in thing))
    cartel = next(thing for thing in things if thing is not hacktivists)
    assert {r.country for r in hacktivists} == {"Malaysia"}
    assert not any("ransomware" in values(r.activities) for r in hacktivists)
    assert all("ransomware" in values(r.activities) for r in cartel)
    assert not any("hacktivism" in values(r.activities) for r in cartel)
    assert {r.id for r in reference().homonyms("DragonForce")} == {r.id for r in (*hacktivists, *cartel)}


def test_records_of_one_thing_are_no_homonyms() -> None:
    assert len(reference().lookup("BlackCat")) > 1
    assert len(reference().things("BlackCat")) == 1
    assert reference().homonyms("BlackCat") == ()


@pytest.mark.parametrize("name", ["Hamas", "No Such Name At All", "", "\u200b"])
def test_what_no_list_has_is_not_found(name: str) -> None:
    assert reference().lookup(name) == ()
    assert reference().things(name) == ()


def test_a_ransomware_programme_that_runs_an_operation_is_a_group_too() -> None:
    listed = {r.id: r for r in reference().lookup("Qilin")}
    entry = listed["misp-galaxy:ransomware/Qilin"]
    assert entry.types == ("Malware", "ThreatGroup")
    assert {"ransomware", "extortion"} <= values(entry.activities)


@pytest.mark.parametrize(
    ("name", "kind", "role"),
    [
        ("ICO", "Organization", "regulator"),
        ("Google Threat Intelligence Group", "Organization", "security-vendor"),
        ("National Crime Agency", "Organization", "law-enforcement"),
        ("BleepingComputer", "Organization", "media"),
        ("Cobalt Strike", "Tool", None),
        ("PsExec", "Tool", None),
        ("Emotet", "Malware", None),
        ("Britain", "Location", None),
    ],
)
def test_names_carry_their_type_and_role(name: str, kind: str, role: str | None) -> None:
    assert (kind, role) in {(n.type, n.role) for n in reference().names() if n.form == name}


def test_names_that_are_words_are_told() -> None:
    common = {n.form: n.common for n in reference().names()}
    assert [form for form in ("Play", "Royal", "SEA", "at", "Hive", "Akira", "Silence", "Turkey") if not common[form]] == []
    safe = ("Scattered Spider", "DragonForce", "LockBit", "Black Basta", "Emotet", "APT-C-36", "Germany", "CrowdStrike")
    assert [form for form in safe if common[form]] == []


def test_every_name_leads_to_a_record_of_its_type() -> None:
    types = vocabulary().types
    for name in list(reference().names())[::97]:
        found = reference().lookup(name.form)
        assert any(name.type in record.types for record in found), name
        assert name.type in types
        assert name.role is None or name.role in types[name.type].roles


def test_every_record_is_well_formed() -> None:
    types, seen = vocabulary().types, set()
    for record in reference().records():
        assert set(record.types) <= set(types), record.id
        assert record.id.startswith(f"{record.list}/")
        assert record.id not in seen
        seen.add(record.id)
        facts = (*record.activities, *record.motives, *record.sectors, *record.targets, *record.origin, *record.uses)
        assert all(fact.value and fact.words for fact in facts), record.id
        assert not record.country or record.country in values(record.origin)
    assert len(seen) > 5000


def test_what_a_list_holds_to_be_the_same_is_there() -> None:
    for record in list(reference().records("misp-galaxy:threat-actor"))[::40]:
        for other in record.same:
            assert record.id in reference().record(other).same


def test_an_unknown_record_is_an_error_with_a_remedy() -> None:
    with pytest.raises(SchemaError, match="make reference"):
        reference().record("misp-galaxy:threat-actor/Nobody")


def test_a_users_own_list_is_asked_too(tmp_path: Path) -> None:
    record = record_("own/Example Crew", "Example Crew", ("ransomware",))
    (tmp_path / "own.jsonl").write_text(record_to_json(record) + "\n", encoding="utf-8")
    line = "\t".join((tight(record.name), record.name, "ThreatGroup", "0", "", record.id))
    (tmp_path / "names.tsv").write_text(line + "\n", encoding="utf-8")
    assert Reference((tmp_path,)).lookup("example-crew") == (record,)
    assert Reference((tmp_path,)).lookup("example") == ()


def record_(id_: str, name: str, activities: tuple[str, ...] = (), **more: object) -> Record:
    facts = tuple(Fact(value, f"told of {value}") for value in activities)
    kind = ("ThreatGroup",)
    return Record(id_, id_.partition("/")[0], kind[0], kind, name, activities=facts)._replace(**more)  # type: ignore[arg-type]


def test_only_more_than_a_name_makes_records_one() -> None:
    hacktivists, cartel = (
        record_("a/X", "X", ("hacktivism", "data theft")),
        record_("b/X", "X", ("ransomware", "data theft")),
    )
    assert why_same(hacktivists, cartel) is None
    assert why_same(cartel, record_("c/X", "X", ("ransomware",))) == "both are recorded for ransomware"
    assert "the same" in str(why_same(cartel, record_("d/X", "X", same=("b/X",))))
    assert "2 names" in str(why_same(record_("e/X", "X", aliases=("Y",)), record_("f/Y", "Y", aliases=("x",))))
    assert "G1" in str(why_same(*(record_(f"{n}/X", "X", external_ids={"attack": "G1"}) for n in "gh")))
    assert why_same(*(record_("j/X", "X", ("espionage",), country=country) for country in ("China", "Iran"))) is None
    assert why_same(cartel, record_("i/X", "X", ("ransomware",), types=("Tool",))) is None


def test_a_bare_record_joins_the_only_thing_and_no_one_of_two() -> None:
    bare, hacktivists, cartel = (
        record_("z/X", "X"),
        record_("a/X", "X", ("hacktivism",)),
        record_("b/X", "X", ("ransomware",)),
    )
    assert grouped([bare, cartel]) == ((cartel, bare),)
    assert grouped([bare, hacktivists, cartel]) == ((hacktivists,), (cartel,), (bare,))


@given(
    st.permutations(
        [record_(f"{n}/X", "X", kinds) for n, kinds in (("a", ("ransomware",)), ("b", ("hacktivism",)), ("c", ()))]
    )
)
def test_the_order_of_records_changes_nothing(records: list[Record]) -> None:
    assert grouped(records) == grouped(sorted(records))


@given(st.lists(st.text("ab\tc", max_size=4), max_size=12), st.text("abc", min_size=1, max_size=3))
def test_the_search_finds_what_a_scan_finds(lines: list[str], key: str) -> None:
    ordered = sorted(line.encode() for line in lines)
    content = b"".join(line + b"\n" for line in ordered)
    prefix = f"{key}\t".encode()
    assert list(_lines_from(content, prefix)) == [line for line in ordered if line.startswith(prefix)]


def test_a_record_comes_back_as_it_was_written() -> None:
    for record in list(reference().records("mitre-attack:groups"))[::20]:
        assert record_from_json(record_to_json(record).encode()) == record
