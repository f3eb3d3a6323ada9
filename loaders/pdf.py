"""PDF files: the text of each, page by page.

Pages are parted by a form feed, so that a place can be traced to its page; running titles and page numbers are marked.
Title, author and date come from the metadata only where these can be trusted: not a file's name, not the day of printing.
"""

from __future__ import annotations

import hashlib
import io
import re
import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, BinaryIO
from unicodedata import normalize

from kg.errors import LoadError
from kg.loading.decoding import read_bytes
from kg.loading.documents import made
from kg.loading.extras import extra, quiet
from kg.loading.settings import settings
from kg.model import Document, Origin, Refusal, Span

FORMAT = "PDF with text in it"
YIELDS = ("documents",)

_MARK, _WITHIN = b"%PDF-", 1024  # PDF 1.7, annex H.3.4.1: readers accept the mark there
_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
_BREAK = "\n\f"  # no blank line: a sentence may go on over the page
_NUMBER = re.compile(r"\d+")
_Line = tuple[tuple[int, int], str]  # place on the page, and shape: the text with its numbers left open
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 (every loader is asked alike)
    """Sure of the mark, whatever the file is called."""
    return 1.0 if _MARK in head[:_WITHIN] else 0.0


def load(stream: BinaryIO, origin: Origin) -> Iterator[Document | Refusal]:
    """The one document of the file."""
    data = read_bytes(stream, origin.name, settings().pdf.max_bytes)
    reader = _opened(data, origin.name)
    pages: list[str] = []
    for page in _pages(reader, origin.name):
        if isinstance(page, Refusal):
            yield page
        pages.append(page if isinstance(page, str) else "")
    if not any(pages):
        raise _no_text(reader, origin.name)
    about = _about(reader)
    yield made(
        _BREAK.join(pages),
        origin,
        title=_trusted(about.get("/Title"), settings().pdf.no_title),
        author=_trusted(about.get("/Author"), settings().pdf.no_author),
        published=_published(reader),
        raw=hashlib.sha256(data).hexdigest(),
        skipped=_furniture(pages),
    )


def _opened(data: bytes, place: str) -> Any:
    """A reader of the file; raises `LoadError` for one that is damaged or locked."""
    with extra("web", "PDF files"):
        from pypdf import PdfReader
        from pypdf.errors import DependencyError
    quiet("pypdf")
    unlock = f"unlock it: qpdf --decrypt {shlex.quote(place)} unlocked.pdf"
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except DependencyError as error:
        raise LoadError("the PDF is encrypted", place=place, remedy=unlock) from error
    except Exception as error:  # a damaged file may break any part of the parser
        raise LoadError(f"the PDF is damaged: {error}", place=place, remedy="fetch it again") from error
    if locked:
        raise LoadError("the PDF is locked with a password", place=place, remedy=unlock)
    if count > settings().pdf.max_pages:
        why = f"the PDF has {count:,} pages, more than the {settings().pdf.max_pages:,} that are read"
        raise LoadError(why, place=place, remedy="load the chapters in it as files of their own")
    return reader


def _pages(reader: Any, place: str) -> Iterator[str | Refusal]:
    """The text of each page, or why there is none."""
    left = settings().text.max_bytes
    for number in range(len(reader.pages)):
        try:
            text = _plain(reader.pages[number].extract_text())
        except Exception as error:  # the other pages are read
            why = f"the page cannot be read: {type(error).__name__}: {error}"
            yield Refusal(place=f"{place}: page {number + 1}", why=why[:300], remedy="print the PDF anew, or load its text")
            continue
        left -= len(text)
        if left < 0:
            why = f"its text is longer than {settings().text.max_bytes:,} characters, which is no report"
            raise LoadError(why, place=place, remedy="load the reports in it as files of their own")
        yield text


def _plain(text: str) -> str:
    """Letters that a font has as one are several again: a reader looks for "official", not for "o\ufb03cial"."""
    return _LIGATURE.sub(lambda found: normalize("NFKC", found[0]), _CONTROLS.sub("", text)).strip()


def _no_text(reader: Any, place: str) -> LoadError:
    """Why no page has text: they are pictures of one, or there is nothing on them."""
    count = len(reader.pages)
    try:
        pictures = any("/XObject" in (page.get("/Resources") or {}) for page in reader.pages)
    except Exception:  # it is damaged as well
        pictures = False
    if not pictures:
        return LoadError(f"no text is found on the {count} pages of the PDF", place=place, remedy="look at it")
    remedy = f"recognise its text: ocrmypdf {shlex.quote(place)} with-text.pdf"
    return LoadError(f"a scanned PDF: its {count} pages are pictures without text", place=place, remedy=remedy)


def _furniture(pages: Sequence[str]) -> tuple[Span, ...]:
    """Running titles and page numbers: lines at the ends of pages that come again on others, but for their numbers."""
    limits = settings().pdf
    least = max(limits.furniture_pages, limits.furniture_share * len(pages))
    ends = [_ends(page, limits.furniture_lines) for page in pages]
    count = Counter(shape for both in ends for shape in {s for end in both for _, s in end})
    spans, at = set(), 0
    for page, both in zip(pages, ends, strict=True):
        for end in both:
            for (start, stop), _ in takewhile(lambda line: count[line[1]] >= least, end):
                spans.add((at + start, at + stop))
        at += len(page) + len(_BREAK)
    return tuple(Span(start=start, end=stop, why="running title") for start, stop in sorted(spans))


def _ends(page: str, size: int) -> tuple[list[_Line], list[_Line]]:
    """The first lines of a page from its top, and the last from its bottom."""
    lines = [(m.span(), _NUMBER.sub("#", m.group().strip())) for m in re.finditer(r"[^\n]+", page) if m.group().strip()]
    return lines[:size], lines[: -size - 1 : -1]


def _about(reader: Any) -> Mapping[str, object]:
    """The metadata, as far as they can be read."""
    try:
        return dict(reader.metadata or {})
    except Exception:  # they are damaged; the pages are not
        return {}


def _trusted(value: object, untrusted: Sequence[re.Pattern[str]]) -> str | None:
    """An entry of the metadata, unless it is what programs put there by themselves."""
    text = " ".join(str(value).split()) if value is not None else ""
    return None if not text or any(p.search(text) for p in untrusted) else text


def _published(reader: Any) -> str | None:
    """The day on which the file was made, unless by a program that prints pages."""
    try:
        about = reader.metadata
        made_by = f"{about.producer or ''} {about.creator or ''}"
        day = about.creation_date
    except Exception:  # no metadata, or no date
        return None
    if day is None or any(p.search(made_by) for p in settings().pdf.no_date):
        return None
    return str(day.date().isoformat())
