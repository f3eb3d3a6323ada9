"""kg export ledger and loading it back: the same content, whatever the ledger held."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kg.export import ledger as export
from kg.ledger import Ledger
from kg.loading import Loaded, load
from kg.model import (
    Adoption,
    Claim,
    Decision,
    Document,
    Evidence,
    Marking,
    Origin,
    Reading,
    Ref,
    Refusal,
    Source,
    Span,
)


def fill(ledger: Ledger) -> None:
    for number in range(12):
        text = f"{number}: Tin Heron broke into a depot; “we are sorry”, it said. \ud83d\ude00"
        text = text.encode("utf-16", "surrogatepass").decode("utf-16") + ("\ud800" if number == 3 else "")
        assert "\U0001f600" in text
        document = Document(text=text, title=f"T{number}", publisher="a", skipped=(Span(start=0, end=2, why="number"),))
        claims = tuple(
            Claim(
                content_id=document.content_id,
                relation="stolen",
                subject=Ref(name="Tin Heron", type="Organization", forms=("Heron",)),
                stance="hedged",
                evidence=(Evidence.cut(text, start, 40),),
                qualifiers={"detail": "bread"},
            )
            for start in range(number)
        )
        readings = [Reading(content_id=document.content_id, reader="r", version=v, claims=claims) for v in ("1+a", "2+b")]
        ledger.add(document, Source(name="a"), readings[: number % 3])
        ledger.add(
            document.model_copy(update={"publisher": "b", "marking": Marking.GREEN}), Source(name="b", reliability="B")
        )
        ledger.add(document.model_copy(update={"marking": Marking.RED}))  # another description of the first
    erased = Document(text="Nobody may know this.")
    ledger.add(erased)
    ledger.erase(erased.id, "asked to", "ann")
    ledger.adopt("r", "1+a")
    ledger.add_decision(Decision(act="same", targets=("x", "y"), by="ann", at="2025", why="“one” office", saw={"a": [1]}))


def take(ledger: Ledger, thing: Loaded) -> None:
    ledger.add(thing.document, thing.source, thing.readings)
    for extra in thing.also:
        if isinstance(extra, Source):
            ledger.add_source(extra)
        elif isinstance(extra, Decision):
            ledger.add_decision(extra)
        elif isinstance(extra, Adoption):
            ledger.add_adoption(extra)
        else:
            ledger.add_tombstone(extra)


@pytest.fixture
def exported(tmp_path: Path) -> tuple[Path, str]:
    path = tmp_path / "ledger.jsonl"
    with Ledger(tmp_path / "a.db", create=True) as ledger, path.open("wb") as stream:
        fill(ledger)
        count = export.write(ledger, stream)
        state = ledger.state()
    lines = path.read_bytes().splitlines()
    assert count == len(lines) - 2
    assert json.loads(lines[-1]) == {"kind": "end", "lines": count}
    return path, state


def test_an_export_loads_back_whole(tmp_path: Path, exported: tuple[Path, str]) -> None:
    path, state = exported
    with Ledger(tmp_path / "a.db") as a, Ledger(tmp_path / "b.db", create=True) as b:
        for _ in range(2):  # the second time adds nothing
            for thing in load([path], Origin(name="", publisher="given", reliability="E"), read=None):
                assert isinstance(thing, Loaded), thing
                take(b, thing)
            assert b.state() == state
        assert list(b.descriptions()) == list(a.descriptions())
        assert list(b.readings()) == list(a.readings())
        assert list(b.claims()) == list(a.claims())
        assert (b.sources(), b.decisions(), b.tombstones()) == (a.sources(), a.decisions(), a.tombstones())
        assert b.adoptions() == a.adoptions() != []
        again = io.BytesIO()
        export.write(b, again)
        assert again.getvalue() == path.read_bytes()


def test_what_an_export_holds_is_not_read_anew(exported: tuple[Path, str]) -> None:
    def never(document: Document) -> Reading:
        raise AssertionError(document.text)

    assert all(isinstance(t, Loaded) for t in load([exported[0]], read=never))


def test_a_stricter_marking_holds(exported: tuple[Path, str]) -> None:
    markings = {
        t.document.marking for t in load([exported[0]], Origin(name="", marking=Marking.AMBER)) if isinstance(t, Loaded)
    }
    assert markings == {Marking.AMBER, Marking.RED}


def test_an_export_that_is_cut_off_says_so(tmp_path: Path, exported: tuple[Path, str]) -> None:
    data = exported[0].read_bytes()
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(data[: len(data) // 2])
    things = list(load([cut]))
    assert len([t for t in things if isinstance(t, Loaded)]) > 5
    refusals = [t for t in things if isinstance(t, Refusal)]
    assert "cut off" in refusals[-1].why


def test_lines_that_cannot_be_taken_are_refused_and_the_rest_is_loaded(tmp_path: Path, exported: tuple[Path, str]) -> None:
    lines = exported[0].read_bytes().splitlines()
    strange = {
        2: b'{"kind":"document","title":7}',
        3: b'{"kind":"spell"}',
        4: b"[1]",
        5: b'{"kind":"reading","content_id":"0","reader":"r","version":"1"}',
    }
    whole = len([t for t in load([exported[0]]) if isinstance(t, Loaded)])
    path = tmp_path / "strange.jsonl"
    path.write_bytes(b"\n".join([lines[0], *strange.values(), *lines[1:]]) + b"\n")
    things = list(load([path]))
    assert len([t for t in things if isinstance(t, Loaded)]) == whole
    assert len([t for t in things if isinstance(t, Refusal)]) == len(strange)
    assert {t.place.rsplit(":", 1)[-1] for t in things if isinstance(t, Refusal)} >= {"2", "3", "4"}


def test_an_export_of_a_newer_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.jsonl"
    path.write_text('{"kind":"ledger","format":99}\n{"kind":"end","lines":0}\n')
    (refusal,) = load([path])
    assert isinstance(refusal, Refusal)
    assert "format 99" in refusal.why


def test_a_ledger_itself_is_refused_with_the_way_to_load_it(tmp_path: Path, exported: tuple[Path, str]) -> None:
    with Ledger(tmp_path / "a.db"):
        refusals = [t for t in load([tmp_path]) if isinstance(t, Refusal)]
    assert [(Path(r.place).name, r.remedy) for r in refusals] == [("a.db", "kg export ledger, and load what that writes")]
