"""loaders/pdf.py: text page by page, what is marked, which metadata are trusted, and files that hold no text."""

from __future__ import annotations

import time
import tracemalloc
import zlib
from pathlib import Path

import pytest
from loading_by_hand import documents, loaded, only, refused, skipped
from pdf_by_hand import pdf

from kg.model import Refusal

BODY = ["Tin Heron broke into a depot of Northgate Foods in April, and it took", "the data of drivers, the company said (on"]
WORDS = ("First", "Then", "At last")
ABOUT = {"Title": "A break-in", "Author": "Ann Lee", "CreationDate": "D:20250506233000-05'00'", "Producer": "LaTeX"}


def test_pages_are_parted_and_running_titles_marked(tmp_path: Path) -> None:
    pages = [["Northmark report", *(f"{word} {line}" for line in BODY), f"{word}", f"{n}"] for n, word in enumerate(WORDS)]
    document = only(loaded(tmp_path, pdf(pages, ABOUT), "report.txt"))
    title, _, text = document.text.partition("\n\n")
    assert title == document.title == "A break-in"
    assert (document.author, document.published) == ("Ann Lee", "2025-05-06")
    assert text.split("\n\f") == ["\n".join(page) for page in pages]
    assert skipped(document) == ["Northmark report", "0", "Northmark report", "1", "Northmark report", "2"]


@pytest.mark.parametrize(
    ("about", "title", "published"),
    [
        ({"Title": "Microsoft Word - report_final.docx"}, None, "2025-05-06"),
        ({"Title": "report.indd"}, None, "2025-05-06"),
        ({"Title": "untitled"}, None, "2025-05-06"),
        ({"Title": "  Two   spaces "}, "Two spaces", "2025-05-06"),
        ({"Producer": "Skia/PDF m120", "Creator": "Mozilla/5.0 Chrome/120"}, "A break-in", None),
        ({"CreationDate": "yesterday"}, "A break-in", None),
    ],
)
def test_metadata_are_taken_where_they_can_be_trusted(
    tmp_path: Path, about: dict[str, str], title: str | None, published: str | None
) -> None:
    document = only(loaded(tmp_path, pdf([BODY], {**ABOUT, **about})))
    assert (document.title, document.published) == (title, published)


def test_a_file_without_text_says_what_is_to_be_done(tmp_path: Path) -> None:
    scanned = refused(loaded(tmp_path, pdf([[], []], ABOUT, scanned=True), "a scan.pdf"))
    assert "a scanned PDF: its 2 pages are pictures without text (recognise its text: ocrmypdf '" in scanned
    assert "a scan.pdf' with-text.pdf)" in scanned
    assert "no text is found on the 1 pages" in refused(loaded(tmp_path, pdf([[]]), "empty.pdf"))


def test_a_damaged_or_locked_file_is_refused(tmp_path: Path) -> None:
    whole = pdf([BODY], ABOUT)
    assert "the PDF is damaged" in refused(loaded(tmp_path, whole[:80], "cut.pdf"))
    locked = whole.replace(b"/Info 5 0 R", b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [(a) (a)]")
    locked = locked.replace(b"(%s)", b"<" + b"00" * 32 + b">")
    assert "locked with a password (unlock it: qpdf --decrypt" in refused(loaded(tmp_path, locked, "locked.pdf"))


def test_a_page_that_cannot_be_read_costs_no_other_page(tmp_path: Path) -> None:
    broken = pdf([BODY, ["The second page."]]).replace(b"/Font << /F1 3 0 R >>", b"/Font << /F1 /Not >>   ", 1)
    things = loaded(tmp_path, broken)
    assert "The second page." in documents(things)[0].text


def with_stream(data: bytes, said: bytes = b"") -> bytes:
    """A PDF of one page whose content is this stream."""
    whole = pdf([["x"]])
    start, end = whole.index(b"<< /Length"), whole.index(b"endstream", whole.index(b"BT /F1")) + len(b"endstream")
    return whole[:start] + b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), said, data) + whole[end:]


@pytest.mark.parametrize(
    "data",
    [
        with_stream(zlib.compress(bytes(200_000_000), 1), b"/Filter /FlateDecode"),
        with_stream(zlib.compress(zlib.compress(bytes(200_000_000), 1)), b"/Filter [/FlateDecode /FlateDecode]"),
        with_stream(b"[" * 100_000),
        with_stream(b"q " * 100_000 + b"BT (x) Tj ET"),
        pdf([["x"]]).replace(b"/Type /Pages /Kids [7 0 R]", b"/Type /Pages /Kids [2 0 R 2 0 R]"),
        pdf([["x"]]).replace(b"/Parent 2 0 R", b"/Parent 7 0 R"),
        pdf([["x"]]).replace(b"/Count 1", b"/Count 999999999"),
        pdf([["x"]]).replace(b"/Size 8", b"/Size 99999999 /Prev 9"),
    ],
    ids=["bomb", "bomb in bomb", "deep", "many states", "its own kid", "its own parent", "count", "table"],
)  # fmt: skip
def test_a_malicious_file_takes_neither_time_nor_memory(tmp_path: Path, data: bytes) -> None:
    start = time.process_time()
    tracemalloc.start()
    things = loaded(tmp_path, data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - start < 20
    assert peak < 400_000_000
    assert not [t for t in things if isinstance(t, Refusal) and "the loader failed" in t.why]


def test_letters_that_a_font_has_as_one_are_several(tmp_path: Path) -> None:
    data = pdf([["o\x02ce"]]).replace(
        b"/BaseFont /Helvetica", b"/BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [2 /ffi] >>"
    )
    assert only(loaded(tmp_path, data)).text == "office"
