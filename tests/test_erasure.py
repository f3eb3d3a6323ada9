"""Erasing: not a byte of the text stays in the ledger's files, a tombstone does, and the rest is untouched."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kg.errors import LedgerError
from kg.ledger import Ledger
from kg.model import Claim, Decision, Document, Evidence, Reading, Ref, Source

SECRET = "Ottilie Brandmeier of Quillmoor opened the infected letter."
OTHER = "Tin Heron broke into a depot of Northgate Foods."


def read(document: Document) -> Reading:
    claims = tuple(
        Claim(
            content_id=document.content_id,
            relation="works_for",
            subject=Ref(name=document.text[:18], type="Person"),
            object=Ref(name="Quillmoor", type="Organization"),
            stance="asserted",
            evidence=(Evidence.cut(document.text, start, len(document.text)),),
        )
        for start in range(3)
    )
    return Reading(content_id=document.content_id, reader="r", version="1", claims=claims)


def fill(path: Path, *documents: Document) -> None:
    with Ledger(path, create=True) as ledger:
        for document in documents:
            ledger.add(document, Source(name=document.publisher or "x"), [read(document)])


def bytes_of(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


def test_no_byte_of_the_text_stays(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    secret, other = Document(text=SECRET, title="Brandmeier", publisher="a"), Document(text=OTHER, publisher="b")
    fill(path, *(Document(text=f"{OTHER} {n}", publisher=str(n)) for n in range(40)), secret, other)
    claim = read(secret).claims[0]
    seen = Decision(act="misread", targets=(claim.id,), by="ann", at="2025", why="x", saw=claim.model_dump(mode="json"))
    cache = tmp_path / "kg.db.view"
    cache.mkdir()
    (cache / "graph").write_text(SECRET)
    (tmp_path / "kg.db.view-2").write_text(SECRET)
    (tmp_path / "kg.db.cypher" / "one").mkdir(parents=True)
    (tmp_path / "kg.db.cypher" / "one" / "page").write_text(SECRET)
    with Ledger(path) as ledger:
        ledger.add_decision(seen)
        assert b"Brandmeier" in bytes_of(tmp_path)
        before = ledger.state()
        stone = ledger.erase(secret.id, "asked to", "ann")
        assert b"Brandmeier" not in bytes_of(tmp_path)  # while it is open: neither in the file nor in its log
        assert ledger.state() != before
        assert (stone.document_id, stone.content_id, stone.why, stone.by) == (
            secret.id,
            secret.content_id,
            "asked to",
            "ann",
        )
        assert ledger.tombstones() == [stone]
        assert secret.content_id not in {h.content_id for h in ledger.headings()} | {c.content_id for c in ledger.claims()}
        assert [(d.id, d.saw) for d in ledger.decisions()] == [(seen.id, {"erased": secret.content_id})]
        assert ledger.document(other.id) == other
    assert b"Brandmeier" not in bytes_of(tmp_path)


def test_the_guards_stand_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    secret = Document(text=SECRET)
    fill(path, secret, Document(text=OTHER))
    with Ledger(path) as ledger:
        ledger.erase(secret.id, "asked to", "ann")
    with sqlite3.connect(path) as other, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        other.execute("DELETE FROM documents")
    other.close()


def test_a_ledger_without_it_and_one_that_lost_it_differ_by_the_tombstone_alone(tmp_path: Path) -> None:
    secret, other = Document(text=SECRET, publisher="b"), Document(text=OTHER, publisher="b")
    fill(tmp_path / "a.db", secret, other)
    fill(tmp_path / "b.db", other)
    with Ledger(tmp_path / "a.db") as a, Ledger(tmp_path / "b.db") as b:
        stone = a.erase(secret.id, "asked to", "ann")
        assert b.add_tombstone(stone)
        assert a.state() == b.state()


def test_what_was_erased_is_not_taken_in_again(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    secret = Document(text=SECRET, publisher="a")
    fill(path, secret)
    with Ledger(path) as ledger:
        ledger.erase(secret.id, "asked to", "ann")
        assert ledger.has_document(secret.id)
        assert ledger.has(secret)
        assert not ledger.add(secret)
        assert not ledger.add(secret.model_copy(update={"publisher": "another"}))  # the same text under another name
        assert ledger.headings() == []


def test_a_text_that_another_document_carries_stays_with_it(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    one, two = Document(text=SECRET, publisher="one"), Document(text=SECRET, publisher="two")
    fill(path, one, two)
    with Ledger(path) as ledger:
        ledger.erase(one.id, "withdrawn by its publisher", "ann")
        assert [h.id for h in ledger.headings()] == [two.id]
        assert len(list(ledger.claims())) == 3
        ledger.erase(two.id, "asked to", "ann")
    assert b"Brandmeier" not in bytes_of(tmp_path)


def test_what_is_not_there_cannot_be_erased(tmp_path: Path) -> None:
    fill(tmp_path / "kg.db", Document(text=OTHER))
    with Ledger(tmp_path / "kg.db") as ledger, pytest.raises(LedgerError, match="no document 0123"):
        ledger.erase("0123", "asked to", "ann")


def test_erasing_says_when_another_process_holds_the_old_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.ledger.format.BUSY_SECONDS", 0.1)
    path = tmp_path / "kg.db"
    secret = Document(text=SECRET)
    fill(path, secret, Document(text=OTHER))
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM documents").fetchone()  # holds its snapshot
    with Ledger(path) as ledger:
        with pytest.raises(LedgerError, match="another process"):
            ledger.erase(secret.id, "asked to", "ann")
        reader.close()
        ledger.erase(secret.id, "asked to", "ann")
        assert len(ledger.tombstones()) == 1
    assert b"Brandmeier" not in bytes_of(tmp_path)
