"""Archives: recognised by content, bounded in what they unpack to, and never trusted with a name."""

from __future__ import annotations

import gzip
import io
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from loading_by_hand import documents, loaded, only, refused

from kg.loading import load
from kg.loading.settings import settings
from kg.model import Refusal

REPORT = "Tin Heron broke into a depot of Northgate Foods.\n"


def zip_of(members: Mapping[str, str | bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tar_of(members: Mapping[str, str | bytes | tarfile.TarInfo], mode: str = "w:") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = content if isinstance(content, tarfile.TarInfo) else tarfile.TarInfo(name)
            data = b"" if isinstance(content, tarfile.TarInfo) else content.encode() if isinstance(content, str) else content
            info.name, info.size = name, len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def link(kind: bytes, target: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo()
    info.type, info.linkname = kind, target
    return info


def names(things: list[object]) -> tuple[list[str], dict[str, str]]:
    """Places of what was loaded, and reasons by the place of what was refused, each without the archive's own."""
    places = [t.place.partition("/in:")[2] for t in things if not isinstance(t, Refusal)]  # type: ignore[attr-defined]
    return places, {t.place.partition("/in:")[2]: t.why for t in things if isinstance(t, Refusal)}


TWO = {"b/two.txt": f"two {REPORT}", "a.txt": f"one {REPORT}", ".hidden.txt": REPORT, "__MACOSX/a.txt": REPORT}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (zip_of(TWO), ["a.txt", "b/two.txt"]),
        (tar_of(TWO), ["b/two.txt", "a.txt"]),
        (tar_of(TWO, "w:gz"), ["b/two.txt", "a.txt"]),
        (zip_of({"a.txt.gz": gzip.compress(REPORT.encode())}), ["a.txt.gz"]),
    ],
    ids=["zip", "tar", "tgz", "gz in zip"],
)
def test_an_archive_is_recognised_by_its_content(tmp_path: Path, data: bytes, found: list[str]) -> None:
    assert names(list(loaded(tmp_path, data))) == (found, {})


def test_a_compressed_file_is_what_its_content_is(tmp_path: Path) -> None:
    assert only(loaded(tmp_path, gzip.compress(REPORT.encode()), "report")).text == REPORT
    assert only(loaded(tmp_path, gzip.compress(REPORT.encode()), "report.txt.gz")).record == "report.txt.gz"


@pytest.mark.parametrize("make", [zip_of, tar_of])
@pytest.mark.parametrize(
    "name", ["../up.txt", "/etc/up.txt", "a/../../up.txt", "c:\\up.txt", "..\\up.txt", "\\\\host\\up.txt"]
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, make: object, name: str) -> None:
    places, why = names(list(loaded(tmp_path, make({name: REPORT, "good.txt": REPORT}))))  # type: ignore[operator]
    assert places == ["good.txt"]
    assert list(why.values()) == ["the name leads out of the archive"]


def test_only_plain_files_are_taken_from_a_tar(tmp_path: Path) -> None:
    data = tar_of(
        {
            "link.txt": link(tarfile.SYMTYPE, "/etc/hostname"),
            "hard.txt": link(tarfile.LNKTYPE, "good.txt"),
            "pipe.txt": link(tarfile.FIFOTYPE, ""),
            "folder": link(tarfile.DIRTYPE, ""),
            "good.txt": REPORT,
        }
    )
    places, why = names(list(loaded(tmp_path, data)))
    assert places == ["good.txt"]
    assert set(why) == {"link.txt", "hard.txt", "pipe.txt"}
    assert all("no plain file" in reason for reason in why.values())


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    inner = zip_of({"a.txt": REPORT})
    for data in (zip_of({"x.dat": inner}), zip_of({"x.dat": tar_of(TWO)}), tar_of({"x.dat": gzip.compress(inner)})):
        assert names(list(loaded(tmp_path, data))) == ([], {"x.dat": "an archive in an archive"})
    assert "an archive in an archive" in refused(loaded(tmp_path, gzip.compress(inner)))
    assert "an archive in an archive" in refused(loaded(tmp_path, gzip.compress(gzip.compress(b"x"))))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (zip_of({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "this is an Office document (save it as PDF"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "this is a 7-Zip archive (unpack it"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "this is an old Office document"),
        (zip_of({"a.txt": REPORT})[:60], "the archive cannot be read: File is not a zip file"),
        (gzip.compress(REPORT.encode())[:30], "cannot be read"),
        (gzip.compress(REPORT.encode())[:-6] + b"abcdef", "cannot be read: CRC check failed"),
        (b"\x1f\x8b\x00", "the archive cannot be read"),
        (tar_of({"a.txt": REPORT})[:300], "cannot be read: truncated header"),
        (zip_of({"a.txt": REPORT}, zipfile.ZIP_LZMA), "packed by a method that is not read here"),
    ],
)
def test_what_cannot_be_unpacked_says_why(tmp_path: Path, data: bytes, why: str) -> None:
    assert why in refused(loaded(tmp_path, data))


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(zip_of({"a.txt": REPORT}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "locked with a password" in refused(loaded(tmp_path, bytes(data)))


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test can reach."""
    own = (Path(__file__).parent.parent / "schema" / "loading.yaml").read_text()
    own = own.replace("max_members: 10000", "max_members: 3").replace("max_bytes: 1000000000", "max_bytes: 200000")
    (tmp_path / "own" / "schema").mkdir(parents=True)
    (tmp_path / "own" / "schema" / "loading.yaml").write_text(own)
    monkeypatch.setenv("KG_MATERIAL", str(tmp_path / "own"))
    assert settings().archives.max_members == 3


BOMB = bytes(1_000_000)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("data", "kept", "why"),
    [
        (zip_of({"a.txt": REPORT, "bomb.txt": BOMB}), 0, "the archive holds 2 files of 1,000,049 bytes"),
        (zip_of({f"{n}.txt": REPORT for n in range(4)}), 0, "the archive holds 4 files"),
        (tar_of({f"{n}.txt": f"{n} {REPORT}" for n in range(5)}), 3, "holds more than 3 files"),
        (tar_of({"a.txt": REPORT, "bomb.txt": BOMB}), 1, "unpacks to more than 200,000 bytes"),
        (tar_of({"a.txt": REPORT, "bomb.txt": BOMB}, "w:gz"), 0, "unpacks to more than 200,000 bytes"),
        (gzip.compress(BOMB), 0, "unpacks to more than 200,000 bytes"),
        (zip_of({"bomb.txt.gz": gzip.compress(BOMB)}), 0, "unpacks to more than 200,000 bytes"),
    ],
    ids=["large zip", "many in zip", "many in tar", "large tar", "bomb in tgz", "bomb in gz", "bomb in gz in zip"],
)
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, data: bytes, kept: int, why: str) -> None:
    things = loaded(tmp_path, data, "in.txt")
    assert len(documents(things)) == kept
    assert why in [t for t in things if isinstance(t, Refusal)][-1].why


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    data = bytearray(zip_of({"a.txt": BOMB}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(mark) + at
        data[start : start + 4] = (40).to_bytes(4, "little")
    assert "Bad CRC-32" in refused(loaded(tmp_path, bytes(data)))


def test_a_header_of_any_size_is_not_taken_into_memory(tmp_path: Path) -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 200_000_000
    bomb = gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + bytes(200_000_000), 1)
    tracemalloc.start()
    why = refused(loaded(tmp_path, bomb))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "a header of more than 1,000,000 bytes" in why
    assert peak < 40_000_000


def test_standard_input_may_be_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for data, count in ((REPORT.encode(), 1), (zip_of(TWO), 2), (gzip.compress(REPORT.encode()), 1)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert len(documents(list(load([Path("-")])))) == count
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    (refusal,) = load([Path("-")])
    assert isinstance(refusal, Refusal)
    assert refusal.place == "standard input"
