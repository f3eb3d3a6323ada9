"""The ledger: what goes in comes out, once; nothing is changed; what is no ledger is refused."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import EvidenceError, LedgerError, LedgerVersionError, ModelError
from kg.ledger import Ledger, version_rank
from kg.model import (
    Adoption,
    Claim,
    Decision,
    Document,
    Evidence,
    Marking,
    Reading,
    RecordEvidence,
    Ref,
    Source,
    Span,
    Speaker,
    Stance,
    Tombstone,
)

SENTENCE = "Northgate Foods said on Monday that Paper Crane had broken into its depots."


def claim(document: Document, who: str = "Paper Crane", stance: Stance = Stance.HEDGED, confidence: float = 0.5) -> Claim:
    return Claim(
        content_id=document.content_id,
        relation="attributed_to",
        subject=Ref(name="attack on Northgate Foods", type="Incident", local="Northgate Foods"),
        object=Ref(name=who, type="ThreatGroup"),
        stance=stance,
        speakers=(Speaker(kind="named", name="Northgate Foods", words="said"),),
        evidence=(Evidence.cut(document.text, 0, min(20, len(document.text))),),
        extraction_confidence=confidence,
    )


def reading(document: Document, *claims: Claim, version: str = "0.1.0+aa", reader: str = "rules") -> Reading:
    return Reading(content_id=document.content_id, reader=reader, version=version, claims=claims)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "kg.db", create=True) as ledger:
        yield ledger


def test_what_goes_in_comes_out(ledger: Ledger) -> None:
    document = Document(text=SENTENCE, title="Northgate", publisher="a.example", skipped=(Span(start=0, end=3, why="x"),))
    read = reading(document, claim(document))
    assert ledger.add(document, Source(name="a.example", reliability="B"), [read])
    assert ledger.document(document.id) == document == ledger.document(document.content_id)
    assert list(ledger.documents()) == [document]
    assert ledger.text(document.content_id) == SENTENCE
    assert list(ledger.readings()) == [read]
    assert list(ledger.claims()) == list(read.claims)
    assert ledger.sources() == {"a.example": Source(name="a.example", reliability="B")}
    heading = ledger.headings()[0]
    assert (heading.id, heading.title, heading.publisher) == (document.id, "Northgate", "a.example")
    assert ledger.has_document(document.id)
    assert ledger.has_reading(read.id)


def test_the_same_twice_adds_nothing(ledger: Ledger) -> None:
    document = Document(text=SENTENCE)
    things = (document, Source(name="a.example"), [reading(document, claim(document))])
    assert ledger.add(*things)
    state = ledger.state()
    assert not ledger.add(*things)
    assert ledger.state() == state


def test_each_new_thing_changes_the_state(ledger: Ledger) -> None:
    document = Document(text=SENTENCE)
    states = [ledger.state()]
    decision = Decision(act="same", targets=("a", "b"), by="ann", at="2025-06-01T12:00:00+00:00", why="one office")
    for add in (
        lambda: ledger.add(document),
        lambda: ledger.add(document.model_copy(update={"publisher": "b.example"})),
        lambda: ledger.add(document, readings=[reading(document)]),
        lambda: ledger.add(document, readings=[reading(document, claim(document), version="0.2.0+bb")]),
        lambda: ledger.add_source(Source(name="b.example")),
        lambda: ledger.add_decision(decision),
        lambda: ledger.add_tombstone(Tombstone(document_id="d", content_id="c", by="ann", at="2025", why="law")),
    ):
        assert add()
        states.append(ledger.state())
    assert len(set(states)) == len(states)
    assert ledger.decisions() == [decision]


def test_a_text_under_two_mastheads_is_stored_once(ledger: Ledger, tmp_path: Path) -> None:
    for publisher in ("a.example", "b.example"):
        ledger.add(Document(text=SENTENCE, publisher=publisher))
    assert len(ledger.headings()) == 2
    with sqlite3.connect(tmp_path / "kg.db") as other:
        assert other.execute("SELECT count(*) FROM contents").fetchone() == (1,)
    other.close()


def test_a_reading_must_be_of_the_text_and_quote_it(ledger: Ledger) -> None:
    document, other = Document(text=SENTENCE), Document(text="Something else altogether, twenty words or not.")
    with pytest.raises(ModelError):
        ledger.add(document, readings=[reading(other)])
    false = claim(document).model_copy(update={"evidence": (Evidence(start=1, end=5, quote="Nope"),)})
    with pytest.raises(EvidenceError):
        ledger.add(document, readings=[reading(document, false)])
    assert ledger.headings() == []


def test_claims_are_those_of_the_newest_reading_in_any_order_of_loading(tmp_path: Path) -> None:
    document = Document(text=SENTENCE)
    old = reading(document, claim(document, "Paper Crane"), version="0.9.0+ff")
    new = reading(document, claim(document, "Tin Heron"), version="0.10.0+00")
    other = reading(document, claim(document, "Glass Stork"), reader="by-hand", version="1")
    adoptions = [Adoption(reader="rules", version=v, at=at) for v, at in (("0.9.0+ff", "2025-02"), ("0.10.0+00", "2025-01"))]
    said = []
    for number, order in enumerate(([old, new, other], [other, new, old])):
        with Ledger(tmp_path / f"{number}.db", create=True) as ledger:
            for each in order:
                ledger.add(document, readings=[each])
            by_rank = [c.object.name for c in ledger.claims() if c.object]
            for adoption in adoptions[:: 1 - 2 * number]:
                assert ledger.add_adoption(adoption)
            said.append((by_rank, [c.object.name for c in ledger.claims() if c.object]))
    assert said[0] == said[1]
    assert [set(names) for names in said[0]] == [{"Tin Heron", "Glass Stork"}, {"Paper Crane", "Glass Stork"}]


def test_a_version_is_adopted_until_another_is(ledger: Ledger) -> None:
    document = Document(text=SENTENCE)
    for version, who in (("1+aa", "Paper Crane"), ("1+bb", "Tin Heron")):
        ledger.add(document, readings=[reading(document, claim(document, who), version=version)])
    for version, who in (("1+aa", "Paper Crane"), ("1+bb", "Tin Heron"), ("1+aa", "Paper Crane")):
        state = ledger.state()
        assert ledger.adopt("rules", version)
        assert ledger.state() != state
        assert not ledger.adopt("rules", version)
        assert [c.object.name for c in ledger.claims() if c.object] == [who]
    ledger.adopt("rules", "1+cc")  # which has read nothing here yet
    assert [c.object.name for c in ledger.claims() if c.object] == ["Tin Heron"]


def test_versions_are_ordered_by_release_then_by_hash() -> None:
    ordered = ["0.1.0+zz", "0.2.0rc1+aa", "0.2.0+aa", "0.2.0+ab", "0.2.0.1+aa", "0.10.0+aa", "1+aa"]
    assert sorted(random.Random(7).sample(ordered, len(ordered)), key=version_rank) == ordered


def test_of_two_descriptions_the_stricter_marking_counts(tmp_path: Path) -> None:
    clear, red = Document(text=SENTENCE, title="open"), Document(text=SENTENCE, title="closed", marking=Marking.RED)
    assert clear.id == red.id
    for number, order in enumerate(([clear, red], [red, clear])):
        with Ledger(tmp_path / f"{number}.db", create=True) as ledger:
            assert all(ledger.add(d) for d in order)
            assert [h.marking for h in ledger.headings()] == [Marking.RED]
            assert ledger.document(clear.id).title == "closed"
            assert len(list(ledger.descriptions())) == 2
            assert ledger.has(clear)
            assert not ledger.has(clear.model_copy(update={"title": "another"}))


def test_statements_about_a_source_are_merged_in_any_order(tmp_path: Path) -> None:
    said = [Source(name="a"), Source(name="a", reliability="B"), Source(name="a", reliability="D", kind="vendor")]
    for number, order in enumerate((said, said[::-1])):
        with Ledger(tmp_path / f"{number}.db", create=True) as ledger:
            for source in order:
                ledger.add_source(source)
            assert ledger.sources() == {"a": Source(name="a", reliability="D", kind="vendor")}


@pytest.mark.parametrize("table", ["contents", "documents", "sources", "readings", "claims", "decisions", "log"])
def test_nothing_is_changed_or_deleted(ledger: Ledger, tmp_path: Path, table: str) -> None:
    document = Document(text=SENTENCE)
    ledger.add(document, Source(name="a"), [reading(document, claim(document))])
    ledger.add_decision(Decision(act="same", targets=("a", "b"), by="ann", at="2025", why="x"))
    other = sqlite3.connect(tmp_path / "kg.db")
    for sql in (f"UPDATE {table} SET row = row + 100", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            other.execute(sql)
    other.close()


def test_a_replacing_insert_is_refused_too(ledger: Ledger) -> None:
    ledger.add(Document(text=SENTENCE))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        ledger._db.execute("INSERT OR REPLACE INTO contents SELECT row, content_id, 'x' FROM contents")


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger here"):
        Ledger(tmp_path / "kg.db")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(LedgerError, match="folder"):
        Ledger(tmp_path / "nowhere" / "kg.db", create=True)
    with pytest.raises(LedgerError, match="folder"):
        Ledger(tmp_path, create=True)


def test_what_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "report.txt"
    text.write_text(SENTENCE * 100)
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE mine (a)")
    other.close()
    before = {path: path.read_bytes() for path in (text, foreign)}
    for path in before:
        with pytest.raises(LedgerError, match="not a ledger"):
            Ledger(path, create=True)
    assert {path: path.read_bytes() for path in (text, foreign)} == before


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    Ledger(path, create=True).close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(LedgerVersionError, match="format 99"):
        Ledger(path)


def test_a_damaged_ledger_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with Ledger(path, create=True) as ledger:
        ledger.add(Document(text=SENTENCE * 1000))
    data = bytearray(path.read_bytes())
    data[2000:] = b"\xff" * (len(data) - 2000)
    path.write_bytes(data)
    with pytest.raises(LedgerError, match="cannot be used"), Ledger(path) as ledger:
        list(ledger.documents())


def test_a_ledger_without_the_right_to_write_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with Ledger(path, create=True) as ledger:
        ledger.add(Document(text=SENTENCE))
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with Ledger(path) as ledger:
            assert len(ledger.headings()) == 1
    finally:
        tmp_path.chmod(0o755)


names = st.text(min_size=1, max_size=12)
texts = st.text(min_size=1, max_size=60)
broken = st.just("") | st.just("\ud800")  # a lone surrogate, which JSON may hold


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, Reading]:
    text = draw(texts)
    document = Document(
        text=text + draw(broken),
        title=draw(st.none() | texts | broken),
        publisher=draw(st.none() | names),
        published=draw(st.none() | st.sampled_from(["2025", "2025-06", "2025-06-12"])),
        marking=draw(st.sampled_from(Marking)),
    )
    start = draw(st.integers(0, len(text) - 1))
    quoted = Evidence.cut(text, start, draw(st.integers(start + 1, len(text))))
    evidence = draw(st.sampled_from([(quoted,), (RecordEvidence(record="r--1", detail="d"),), (quoted, quoted)]))
    made = Claim(
        content_id=document.content_id,
        relation="stolen",
        subject=Ref(name=draw(texts), type="Organization", forms=tuple(draw(st.lists(names, max_size=2)))),
        stance=draw(st.sampled_from(Stance)),
        speakers=tuple(draw(st.lists(st.builds(Speaker, kind=st.just("unnamed"), words=texts), max_size=2))),
        evidence=evidence,
        qualifiers=draw(st.dictionaries(names, texts, max_size=2)),
        event_date=draw(st.none() | names),
        extraction_confidence=draw(st.floats(0, 1)),
    )
    return document, reading(document, made)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(documents(), max_size=4))
def test_any_document_comes_back_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[Document, Reading]]
) -> None:
    folder = tmp_path_factory.mktemp("ledger")
    found = list({document.content_id: (document, read) for document, read in found}.values())  # one reading of each text
    states = []
    for name, order in (("a", found), ("b", found[::-1])):
        with Ledger(folder / name, create=True) as ledger:
            for document, read in order:
                ledger.add(document, readings=[read])
            assert sorted(ledger.documents(), key=lambda d: d.id) == sorted((d for d, _ in found), key=lambda d: d.id)
            assert sorted(ledger.readings(), key=lambda r: r.id) == sorted((r for _, r in found), key=lambda r: r.id)
            states.append(ledger.state())
    assert states[0] == states[1]


@given(documents())
def test_ids_are_of_what_is_said_and_survive_json(pair: tuple[Document, Reading]) -> None:
    document, read = pair
    made = read.claims[0]
    again = Claim.model_validate(made.model_dump(mode="json"))
    assert (again, again.id) == (made, made.id)
    assert made.model_copy(update={"extraction_confidence": 1.0}).id == made.id
    assert made.model_copy(update={"stance": Stance.DENIED if made.stance != Stance.DENIED else Stance.HEDGED}).id != made.id
    assert Document(text=document.text).content_id == document.content_id
    assert Document(text=document.text + "x").content_id != document.content_id
    assert document.model_copy(update={"publisher": (document.publisher or "") + "x"}).id != document.id
