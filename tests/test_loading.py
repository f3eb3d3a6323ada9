"""Loading: what is found, in which order, by which loader; what is refused and why; reading in processes."""

from __future__ import annotations

import gzip
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import EvidenceError, ReaderError
from kg.loading import Loaded, load, loaders
from kg.loading.inputs import inputs
from kg.loading.settings import schema_file, settings
from kg.model import Claim, Document, Evidence, Origin, Reading, Ref, Refusal

REPORT = "Tin Heron broke into a depot of Northgate Foods. Nobody has said how they came in.\n"


def write(path: Path, content: str | bytes = REPORT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def places(things: list[Loaded | Refusal], root: Path) -> list[str]:
    return [os.path.relpath(t.place, root) for t in things]


def refusals(things: list[Loaded | Refusal]) -> dict[str, str]:
    return {t.place.rsplit("/", 1)[-1]: f"{t.why} ({t.remedy})" for t in things if isinstance(t, Refusal)}


def test_folders_are_walked_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b.txt", ".hidden.txt", ".git/x.txt", "c.txt"):
        write(tmp_path / name, f"{name} {REPORT}")
    (tmp_path / "a" / "circle").symlink_to(tmp_path)
    assert places(list(load([tmp_path])), tmp_path) == ["a/b.txt", "a/z.md", "b.txt", "c.txt"]
    assert places(list(load([tmp_path / "c.txt", tmp_path / "a"])), tmp_path) == ["c.txt", "a/b.txt", "a/z.md"]
    assert places(list(load([tmp_path / ".hidden.txt"])), tmp_path) == [".hidden.txt"]  # asked for by its name


def test_what_only_serves_the_file_beside_it_is_passed_over(tmp_path: Path) -> None:
    names = ("page.html", "page_files/a.txt", "other_files/b.txt", "t.csv", "t.mapping.yaml", "x.mapping.yaml")
    for name in names:
        write(tmp_path / name)
    found = [os.path.relpath(each.place, tmp_path) for each in inputs([tmp_path])]
    assert found == ["other_files/b.txt", "page.html", "t.csv", "x.mapping.yaml"]


def test_what_cannot_be_loaded_is_refused_and_the_rest_is_loaded(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b-empty.txt", "")
    write(tmp_path / "c-blank.txt", "\ufeff \r\n\n\t")
    write(tmp_path / "d-binary.txt", b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 40)
    write(tmp_path / "e-unknown.xyz", "whatever")
    write(tmp_path / "f-cut.txt", "Café".encode()[:-1])
    os.mkfifo(tmp_path / "g-pipe.txt")
    write(tmp_path / "h.txt", REPORT + "again")
    things = list(load([tmp_path, tmp_path / "missing.txt"]))
    assert [t.place.rsplit("/", 1)[-1] for t in things if isinstance(t, Loaded)] == ["a.txt", "h.txt"]
    why = refusals(things)
    assert "empty" in why["b-empty.txt"]
    assert "empty" in why["c-blank.txt"]
    assert "control characters" in why["d-binary.txt"]
    assert "no loader recognises this file" in why["e-unknown.xyz"]
    assert "plain text and Markdown" in why["e-unknown.xyz"]
    assert "breaks off in the middle of a character at byte 3" in why["f-cut.txt"]
    assert "no file" in why["g-pipe.txt"]
    assert "no such file" in why["missing.txt"]


@pytest.mark.parametrize(
    ("text", "encoding", "named", "byte"),
    [
        ("The café said “no” to the gang.", "cp1252", "WINDOWS-1252", 7),
        ("Хакеры взломали сеть магазинов в Москве.", "cp1251", "WINDOWS-1251", 0),
        ("ハッカーが小売業者を攻撃した", "shift_jis", "SHIFT_JIS", 0),
        ("黑客攻击了零售商的网络", "gb18030", "GB18030", 0),
        ("The gang said no.", "utf-16", "UTF-16", 0),
        ("The gang said no.", "utf-16-le", "UTF-16LE", None),
        ("The gang said no.", "utf-16-be", "UTF-16BE", None),
        ("The gang said no.", "utf-32", "UTF-32", 0),
    ],
)
def test_a_wrong_encoding_is_named_with_the_byte_and_how_to_convert(
    tmp_path: Path, text: str, encoding: str, named: str, byte: int | None
) -> None:
    data = text.encode(encoding)
    write(tmp_path / "a report.txt", data)
    (why,) = refusals(list(load([tmp_path]))).values()
    assert f"looks like {named} " in why
    assert f"iconv -f {named} -t UTF-8 '" in why
    if byte is not None:
        assert f"byte 0x{data[byte]:02x} at {byte} (line 1)" in why
    assert data.decode(named.replace("WINDOWS-", "cp")) == text  # the advice is right


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.write(REPORT.encode())
        stream.truncate(100_000_000)
    packed = tmp_path / "huge.txt.gz"
    with gzip.open(packed, "wb", compresslevel=1) as stream:
        for _ in range(12):
            stream.write(REPORT.encode() * 20_000)
    write(tmp_path / "small.txt")
    start = time.perf_counter()
    things = list(load([tmp_path]))
    assert time.perf_counter() - start < 2
    assert set(refusals(things)) == {"huge.txt", "huge.txt.gz"}
    assert all("longer than 10,000,000 bytes" in why for why in refusals(things).values())
    assert [t.place for t in things if isinstance(t, Loaded)] == [str(tmp_path / "small.txt")]


def test_archives_are_unpacked(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.txt.gz", "wb") as stream:
        stream.write(REPORT.encode())
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("two.txt", "one/x.md", "__MACOSX/one.txt", ".hidden.txt", "data.bin"):
            archive.writestr(name, f"{name}: {REPORT}")
        archive.writestr("inner.zip", b"PK\x03\x04 an archive")
    write(tmp_path / "c.zip", b"PK\x03\x04 no archive")
    write(tmp_path / "d.txt.gz", b"\x1f\x8b no archive")
    things = list(load([tmp_path]))
    found = [t.place.rsplit("/", 1)[-1] for t in things if isinstance(t, Loaded)]
    assert found == ["a.txt.gz", "x.md", "b.zip:two.txt"]
    assert next(t.document.text for t in things if isinstance(t, Loaded)) == REPORT
    assert set(refusals(things)) == {"b.zip:data.bin", "b.zip:inner.zip", "c.zip", "d.txt.gz"}
    assert "cannot be read" in refusals(things)["c.zip"]


def material(folder: Path, **files: str) -> str:
    for name, text in files.items():
        write(folder / name.replace("__", "/").replace("_YAML", ".yaml").replace("_PY", ".py"), text)
    return str(folder)


def test_archives_have_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = (Path(__file__).parent.parent / "schema" / "loading.yaml").read_text()
    small = own.replace("max_members: 10000", "max_members: 3").replace("max_bytes: 1000000000", "max_bytes: 5000")
    monkeypatch.setenv("KG_MATERIAL", material(tmp_path / "own", schema__loading_YAML=small))
    assert settings().archives.max_members == 3
    folder = tmp_path / "in"
    for name, count, size in (("many", 4, 1), ("large", 2, 60), ("right", 2, 1)):
        write(folder / f"{name}.zip", b"")
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(count):
                archive.writestr(f"{number}.txt", f"{number} {REPORT * size}")
    with gzip.open(folder / "bomb.txt.gz", "wb") as stream:
        stream.write(REPORT.encode() * 100)
    things = list(load([folder]))
    assert set(refusals(things)) == {"many.zip", "large.zip", "bomb.txt.gz"}
    assert "4 files" in refusals(things)["many.zip"]
    assert len([t for t in things if isinstance(t, Loaded)]) == 2


LOADER = '''"""Reads greetings."""
from kg.model import Claim, Document, RecordClaim, RecordEvidence, Ref
FORMAT = "greetings"
YIELDS = ("claims",)
def sniff(head, name):
    return 1.0 if head.startswith(b"HELLO") else 0.0
def load(stream, origin):
    for number, line in enumerate(stream):
        if b"boom" in line:
            raise RuntimeError("boom")
        document = Document(text="Greeting by " + origin.name.rsplit("/")[-1], publisher=origin.publisher)
        claim = Claim(content_id=document.content_id, relation="stolen", subject=Ref(name=line.decode().strip(), type="X"),
                      stance="asserted", evidence=(RecordEvidence(record=f"line {number}"),))
        yield RecordClaim(document=document, claim=claim)
'''


def test_a_loader_is_a_file_that_no_list_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {info.name for info in loaders()}
    own = material(tmp_path / "own", loaders__greetings_PY=LOADER, loaders__broken_PY="import nothing_of_this_name")
    monkeypatch.setenv("KG_MATERIAL", own)
    assert {info.name for info in loaders()} == before | {"greetings"}
    info = next(i for i in loaders() if i.name == "greetings")
    assert (info.format, info.yields, info.doc) == ("greetings", ("claims",), "Reads greetings.")
    write(tmp_path / "in" / "a.txt", "HELLO Ann\nHELLO Ben\n")
    write(tmp_path / "in" / "b.txt", "HELLO\nboom\n")
    write(tmp_path / "in" / "c.txt")
    things = list(load([tmp_path / "in"], Origin(name="", publisher="p", reliability="C")))
    assert [type(t) for t in things] == [Refusal, Loaded, Refusal, Loaded]
    assert "broken.py" in things[0].place
    assert "RuntimeError: boom" in refusals(things)["b.txt"]
    first = things[1]
    assert isinstance(first, Loaded)
    assert first.source is not None
    assert (first.source.name, first.source.reliability) == ("p", "C")
    (reading,) = first.readings
    assert (reading.reader, reading.version) == ("greetings", info.version)
    assert [c.subject.name for c in reading.claims] == ["HELLO Ann", "HELLO Ben"]


# Readers for the tests of processes: functions of a module, as the flow wants them.


def quote(document: Document) -> Reading:
    claim = Claim(
        content_id=document.content_id,
        relation="stolen",
        subject=Ref(name="Northgate Foods", type="Organization"),
        stance="asserted",
        evidence=(Evidence.cut(document.text, 0, 9),),
    )
    return Reading(content_id=document.content_id, reader="quote", version=str(os.getpid()), claims=(claim,))


def stumble(document: Document) -> Reading:
    if "raise" in document.text:
        raise EvidenceError("not there", remedy="look again")
    if "divide" in document.text:
        raise ZeroDivisionError
    return quote(document)


def die(document: Document) -> Reading:
    if "die" in document.text:
        os._exit(9)
    return quote(document)


def unready(document: Document) -> Reading:
    raise ReaderError("the language model is missing")


def test_documents_are_read_once_unless_known(tmp_path: Path) -> None:
    seen: list[str] = []

    def noting(document: Document) -> Reading:
        seen.append(document.text)
        return quote(document)

    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")  # the same text
    write(tmp_path / "c.txt", REPORT + "c")
    things = [t for t in load([tmp_path], read=noting, known=lambda d: d.text.endswith("c")) if isinstance(t, Loaded)]
    assert [len(t.readings) for t in things] == [1, 0, 0]
    assert seen == [REPORT]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_document_that_cannot_be_read_is_refused(tmp_path: Path, jobs: int) -> None:
    for number in range(12):
        write(tmp_path / f"{number:02}.txt", f"{number} {REPORT}{ {3: 'raise', 5: 'divide'}.get(number, '') }")
    things = list(load([tmp_path], read=stumble, jobs=jobs))
    assert [t.place.rsplit("/", 1)[-1] for t in things] == [f"{n:02}.txt" for n in range(12)]
    assert refusals(things) == {
        "03.txt": "not there (look again)",
        "05.txt": "it could not be read: ZeroDivisionError:  (report it)",
    }
    pids = {r.version for t in things if isinstance(t, Loaded) for r in t.readings}
    assert (str(os.getpid()) in pids) == (jobs == 1)


@pytest.mark.slow
def test_a_document_that_kills_its_process_is_refused(tmp_path: Path) -> None:
    for number in range(20):
        write(tmp_path / f"{number:02}.txt", f"{number} {REPORT}{'die' if number in (4, 13) else ''}")
    things = list(load([tmp_path], read=die, jobs=2))
    assert [t.place.rsplit("/", 1)[-1] for t in things] == [f"{n:02}.txt" for n in range(20)]
    assert set(refusals(things)) == {"04.txt", "13.txt"}
    assert all(len(t.readings) == 1 for t in things if isinstance(t, Loaded))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reader_that_cannot_start_stops_the_load(tmp_path: Path, jobs: int) -> None:
    write(tmp_path / "a.txt")
    with pytest.raises(ReaderError, match="language model"):
        list(load([tmp_path], read=unready, jobs=jobs))


def test_no_more_documents_are_held_than_are_on_their_way(tmp_path: Path) -> None:
    for number in range(60):
        write(tmp_path / f"{number:02}.txt", f"{number} {REPORT}")
    taken: list[str] = []

    def known(document: Document) -> bool:
        taken.append(document.text)
        return False

    flow = load([tmp_path], read=quote, jobs=2, known=known)
    next(flow)
    assert len(taken) < 20
    assert len(list(flow)) == 59


def test_settings_are_read_again_when_their_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = (Path(__file__).parent.parent / "schema" / "loading.yaml").read_text()
    monkeypatch.setenv("KG_MATERIAL", material(tmp_path, schema__loading_YAML=own))
    model: Callable[..., object] = type(settings())
    assert settings().head_bytes == 8192
    write(tmp_path / "schema" / "loading.yaml", own.replace("8192", "4096"))
    os.utime(tmp_path / "schema" / "loading.yaml", ns=(1, 1))
    assert settings().head_bytes == 4096
    assert schema_file(model, "loading.yaml") is settings()  # type: ignore[arg-type, type-var]
