"""Views: computed once, cached beside the ledger, and the same as what a ledger without the rest would give."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from claims_by_hand import Case, decision, group, incident, malware, org, seed_case, speakers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_confidence_properties import cases

from kg.errors import AmbiguousName, UnknownName, UsageError
from kg.ledger import Ledger
from kg.model import Marking, Status
from kg.view import View, ViewOptions, view
from kg.view.tables import KEPT, folder_of


def write(case: Case, path: Path) -> Path:
    with Ledger(path, create=True) as ledger:
        for report in case.reports:
            ledger.add(report.document, None, [report.reading])
        for source in case.sources.values():
            ledger.add_source(source)
        for made in case.decisions:
            ledger.add_decision(made)
    return path


def look(path: Path, **options: object) -> View:
    with Ledger(path) as ledger:
        return view(ledger, ViewOptions(**options))  # type: ignore[arg-type]


def story() -> Case:
    """Reports by several publishers over a month, one restricted, one undated."""
    case = Case()
    case.report("Northmark was hit in April.", "Morning Post", "2025-05-01").hit("Northmark", date="in April")
    second = case.report("Lantern Labs said Tin Crow robbed Northmark.", "Evening Post", "2025-05-10")
    second.hit("Northmark")
    second.blame("Northmark", group("Tin Crow"), by=speakers("Lantern Labs"))
    third = case.report("Police say Tin Crow did it to Northmark.", "Valley News", "2025-06", marking=Marking.AMBER)
    third.hit("Northmark")
    third.blame("Northmark", group("Tin Crow"), by=speakers("Harbour Police"))
    fourth = case.report("Clay Owl robbed Northmark, people say.", "Rag")
    fourth.hit("Northmark")
    fourth.blame("Northmark", group("Clay Owl"), by=speakers("(people)"))
    return case


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(story(), tmp_path / "kg.db")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> View:
    return look(write(seed_case(), tmp_path_factory.mktemp("seeds") / "kg.db"))


def blame(seen: View, actor: str) -> int:
    actor_id = seen.find(actor).id
    (confidence,) = (p.confidence for p in seen.of(actor_id) if p.relation == "attributed_to")
    return confidence


# --- the cache


def test_a_view_is_computed_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = look(path)
    monkeypatch.setattr("kg.view.building.build", lambda *_: pytest.fail("computed again"))
    again = look(path)
    assert dict(again.propositions) == dict(first.propositions)
    assert again.entities.items() == first.entities.items()
    assert again.left_out == first.left_out == 0


def test_a_change_of_the_ledger_or_of_the_options_is_another_view(path: Path) -> None:
    before = len(look(path).claims)
    assert len(look(path, without=("Rag",)).claims) < before
    case = Case()
    case.report("Greenbasket was hit.", "Morning Post").hit("Greenbasket")
    write(case, path)
    assert len(look(path).claims) == before + 1


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\0" + b"\0" * 4000])
def test_a_damaged_cache_is_made_anew(path: Path, damage: bytes) -> None:
    expected = dict(look(path).propositions)
    (cache,) = folder_of(path).iterdir()
    cache.write_bytes(damage)
    assert dict(look(path).propositions) == expected


def test_a_deleted_cache_is_made_anew_and_an_open_view_does_not_mind(path: Path) -> None:
    first = look(path)
    for cache in folder_of(path).iterdir():
        cache.unlink()
    assert first.find("Tin Crow").name == look(path).find("Tin Crow").name


def test_where_nothing_can_be_written_the_view_is_kept_in_memory(path: Path) -> None:
    folder_of(path).write_text("a file where the folder would be")
    assert look(path).find("Tin Crow").name == "Tin Crow"


def test_caches_do_not_pile_up(path: Path) -> None:
    for day in range(1, KEPT + 5):
        look(path, as_of=f"2025-05-{day:02}")
    assert len(list(folder_of(path).iterdir())) == KEPT


def test_asking_a_cached_view_imports_nothing_heavy(path: Path) -> None:
    look(path)
    code = """
import sys
from kg.ledger import Ledger
from kg.view import view
with Ledger(sys.argv[1]) as ledger:
    seen = view(ledger)
tin = seen.find("Tin Crow")
assert seen.of(tin.id) and list(seen.edges()) and seen.account(seen.of(tin.id)[0].id).lines
print(sorted(m for m in sys.modules if m.split(".")[0] in {"networkx", "spacy", "rich", "neo4j"}
    or m.startswith(("kg.identity", "kg.belief", "kg.reading"))))
"""
    asked = [sys.executable, "-c", code, str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env=environment)
    assert done.stdout.strip() == "[]", done.stderr


# --- finding


@pytest.mark.parametrize("name", ["Northmark Stores", "northmark", "NORTHMARK STORES", "Organization:Northmark"])
def test_a_name_in_any_form_finds_its_entity(seeds: View, name: str) -> None:
    assert seeds.find(name).name == "Northmark Stores"


def test_ids_handles_and_listed_aliases_find_it(seeds: View) -> None:
    spider = seeds.find("Octo Tempest")
    assert spider.name == "Scattered Spider"
    assert seeds.find(spider.id) == spider
    struck = seeds.find("northmark-stores/undated")
    assert struck.type == "Incident"
    assert seeds.find("Northmark", "Incident") == struck


def test_an_unknown_name_is_answered_with_the_nearest(seeds: View) -> None:
    with pytest.raises(UnknownName) as error:
        seeds.find("Hamaz")
    assert error.value.nearest[0] == "Hamas"
    with pytest.raises(UnknownName):
        seeds.find("Hamas", "Malware")


def test_a_name_of_two_things_is_answered_with_words_that_find_each(tmp_path: Path) -> None:
    case = Case()
    case.report("Paper Moon uses Paper Moon.").claim(group("Paper Moon"), "uses", malware("Paper Moon"))
    seen = look(write(case, tmp_path / "kg.db"))
    with pytest.raises(AmbiguousName) as error:
        seen.find("Paper Moon")
    assert [seen.find(c).type for c in error.value.candidates] == ["Malware", "ThreatGroup"]


def test_an_own_name_goes_before_an_alias(tmp_path: Path) -> None:
    case = Case()
    report = case.report("Moon Ltd and Paper Moon (Moon) differ.")
    report.claim(org("Moon Ltd"), "investigates", group("Paper Moon", "Moon"))
    assert look(write(case, tmp_path / "kg.db")).find("Moon").type == "Organization"


def test_two_attacks_on_one_victim_are_told_apart_by_their_handles(tmp_path: Path) -> None:
    case = Case()
    for year in ("2023", "2025"):
        case.report(f"Northmark was hit in {year}.", published=f"{year}-06-01").hit("Northmark", date=f"{year}-05")
    with pytest.raises(AmbiguousName) as error:
        look(write(case, tmp_path / "kg.db")).find("Northmark", "Incident")
    assert set(error.value.candidates) == {"northmark/2023-05", "northmark/2025-05"}


# --- looking at a part


def test_as_of_a_date_what_was_reported_by_then_counts_and_undated_reports_are_counted_out(path: Path) -> None:
    seen = look(path, as_of="2025-05-05")
    assert {e.name for e in seen.entities.values() if e.type == "ThreatGroup"} == set()
    assert seen.left_out == 1
    assert blame(look(path, as_of="2025-05"), "Tin Crow") < blame(look(path, as_of="2025-06-30"), "Tin Crow")
    assert blame(look(path, as_of="2025-05-05", include_undated=True), "Clay Owl")


def test_a_month_has_been_reported_when_it_is_over(path: Path) -> None:
    assert len(look(path, as_of="2025-06-29").headings) == 2
    assert len(look(path, as_of="2025-06").headings) == 3


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="2025-13"):
        ViewOptions(as_of="2025-13")


def test_a_reader_sees_what_their_level_allows_and_it_is_computed_from_that(path: Path) -> None:
    green, all_ = look(path, tlp=Marking.GREEN), look(path)
    assert blame(green, "Tin Crow") < blame(all_, "Tin Crow")
    assert "Harbour Police" not in " ".join(line.label for p in green.propositions for line in green.account(p).lines)
    assert len(look(path, tlp="amber").claims) == len(all_.claims)


@pytest.mark.parametrize("source", ["Evening Post", "evening-post.example", "Lantern Labs"])
def test_a_source_is_left_out_by_publisher_or_speaker(path: Path, source: str) -> None:
    assert blame(look(path, without=(source,)), "Tin Crow") < blame(look(path), "Tin Crow")


def test_an_analysts_judgement_counts_from_its_day_on_and_a_mended_reading_always(tmp_path: Path) -> None:
    case = story()
    actor = next(c for c in case.claims if c.relation == "attributed_to")
    case.decisions = [decision("misread", actor.id, at="2026-01-01T00:00:00Z")]
    path = write(case, tmp_path / "kg.db")
    seen = look(path, as_of="2025-05-31")
    assert [p.status for p in seen.propositions.values() if p.relation == "attributed_to"] == [Status.WITHDRAWN]
    assert seen.dropped(actor.id)
    target = next(p.id for p in look(path).of(look(path).find("Tin Crow").id))
    with Ledger(path) as ledger:
        ledger.add_decision(decision("confirm", target, at="2026-01-02T00:00:00Z"))
    assert look(path).propositions[target].status is Status.CONFIRMED
    assert look(path, as_of="2025-12").propositions[target].status is not Status.CONFIRMED


def test_decisions_that_mean_nothing_here_are_told(path: Path) -> None:
    lost = decision("confirm", "0000000000000000")
    with Ledger(path) as ledger:
        ledger.add_decision(lost)
    assert look(path).orphaned == (lost,)


quick = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@given(cases(), st.data())
@quick
def test_without_a_source_is_what_a_ledger_without_it_gives(
    tmp_path_factory: pytest.TempPathFactory, case: Case, data: st.DataObject
) -> None:
    """A whole view without a publisher equals the view of a ledger that never had it."""
    folder = tmp_path_factory.mktemp("without")
    source = data.draw(st.sampled_from(["Morning Post", "Evening Post", "List A"]))
    mine = look(write(case, folder / "a.db"), without=(source,))
    rest = Case([r for r in case.reports if r.document.publisher != source], case.sources)
    for report in rest.reports:
        report.claims = [c for c in report.claims if source not in [s.name for s in c.speakers]]
    theirs = look(write(rest, folder / "b.db"))
    assert dict(mine.propositions) == dict(theirs.propositions)
    assert dict(mine.entities) == dict(theirs.entities)
    assert dict(mine.headings) == dict(theirs.headings)


@given(cases(), st.data())
@quick
def test_an_account_without_a_source_agrees_with_the_whole_view(
    tmp_path_factory: pytest.TempPathFactory, case: Case, data: st.DataObject
) -> None:
    """One proposition weighed anew gives what the whole view without the source gives, where identity is the same."""
    path = write(case, tmp_path_factory.mktemp("account") / "kg.db")
    source = data.draw(st.sampled_from(["Morning Post", "Evening Post", "Lantern Labs", "List A"]))
    whole, part = look(path), look(path, without=(source,))
    same = {i for i in set(whole.entities) & set(part.entities) if whole.entities[i].aliases == part.entities[i].aliases}
    for id_ in set(whole.propositions) & set(part.propositions):
        ends = part.propositions[id_]
        if {ends.subject, ends.object} <= same and whole.entities.keys() == part.entities.keys():
            assert whole.account(id_, without=source).confidence == part.account(id_).confidence


def test_an_account_of_nothing_is_refused(path: Path) -> None:
    with pytest.raises(UsageError):
        look(path).account("0000000000000000")


def test_what_is_left_without_all_that_speaks_for_it_is_nothing(path: Path) -> None:
    seen = look(path)
    (id_,) = (p.id for p in seen.of(seen.find("Clay Owl").id))
    account = seen.account(id_, without="Rag")
    assert (account.confidence, account.status, account.lines) == (0, Status.WITHDRAWN, ())


# --- the graph


def test_the_graph_holds_the_edges_with_their_doubt(seeds: View) -> None:
    graph = seeds.graph
    hamas, struck = seeds.find("Hamas").id, seeds.find("northmark-stores/undated").id
    (edge,) = graph[struck][hamas].values()
    assert graph.nodes[hamas]["name"] == "Hamas"
    assert graph.nodes[struck]["handle"] == "northmark-stores/undated"
    assert graph.nodes[seeds.find("Northmark").id]["roles"] == ["victim"]
    assert {
        "relation": "attributed_to",
        "band": "low",
        "status": "unverified",
        "claimed": True,
        "stances": ["hedged"],
        "speaker": "no named speaker (has been linked)",
        "speaker_kind": "unnamed",
        "document": seeds.headings[seeds.claims[edge["claim_ids"][0]].content_id][0].label,
    }.items() <= edge.items()
    assert "Hamas" in edge["quote"]
    assert set(graph.edges(keys=True)) == {(s, t, p) for p, s, t, *_ in seeds.edges()}


def test_what_nobody_supports_is_no_edge_but_is_there(tmp_path: Path) -> None:
    case = Case()
    report = case.report("Tin Crow did not do it.")
    report.claim(incident("Northmark"), "attributed_to", group("Tin Crow"), stance="negated")
    seen = look(write(case, tmp_path / "kg.db"))
    assert seen.graph.number_of_edges() == 0
    assert [p.status for p in seen.of(seen.find("Tin Crow").id)] == [Status.REFUTED]


def test_source_of_names_the_publisher_or_the_document(path: Path) -> None:
    seen = look(path)
    assert {seen.source_of(c) for c in seen.claims.values()} == {"Morning Post", "Evening Post", "Valley News", "Rag"}
