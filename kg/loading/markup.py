"""Markup to text: the bytes of a page, or an element of it, in; its encoding, its first element, or its paragraphs out.

Headings begin with `## ` and items with `- `, as in Markdown, so that a reader sees what they are.
Paragraphs need lxml.
"""

from __future__ import annotations

import codecs
import re
from typing import Any

from kg.loading.decoding import decoded
from kg.loading.extras import extra
from kg.loading.settings import settings

_BEFORE = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w:.-]+)|<\?xml[^>]*encoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SPACE = re.compile(r"[^\S\n]+")


def beginning(head: bytes) -> str:
    """A file's first bytes as text, from its first element on: without comments, processing instructions, spaces."""
    encoding = next((e for mark, e in _MARKS if head.startswith(mark)), "latin-1")
    text = head.decode(encoding, "ignore").removeprefix("\ufeff")
    at = 0
    while found := _BEFORE.match(text, at):
        at = found.end()
    return text[at:]


def page_text(data: bytes, place: str) -> str:
    """The source of a page, in the encoding that it names, or UTF-8; raises `LoadError` if it is not in that encoding."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked:
        return decoded(data, place, marked)
    named = _CHARSET.search(data[: settings().pages.sample])
    label = (named[1] or named[2]).decode("ascii", "replace") if named else ""
    return decoded(data, place, encoding_of(label) or "utf-8")


def encoding_of(label: str) -> str | None:
    """Python's name of the encoding that pages call so; None for what no page is read in."""
    return next((e for e, labels in settings().pages.encodings.items() if label.lower() in labels), None)


def fragment(source: str) -> Any:
    """A piece of HTML as an lxml element, whatever is wrong with it."""
    with extra("web", "web pages and feeds"):
        from lxml import html
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    return html.document_fromstring(f"<div>{source}</div>".encode("utf-8", "replace"), parser=parser)


def paragraphs(root: Any) -> str:
    """The text of an element: a blank line between blocks, spaces as one, no scripts. Without recursion, in linear time."""
    with extra("web", "web pages and feeds"):
        from lxml import etree
    writer, dropped = _Writer(), settings().markup.dropped
    dropping: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            writer.write(element.tail if dropping is None else None)
            continue
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if event == "start" and dropping is None:
            if tag in dropped:
                dropping = element
            else:
                writer.open(tag)
                writer.write(element.text)
        elif event == "end" and (dropping is None or dropping is element):
            if dropping is None:
                writer.close(tag)
            dropping = None
            if element is not root:
                writer.write(element.tail)
    return writer.text()


class _Writer:
    """Blocks of text as they come."""

    def __init__(self) -> None:
        self._tags = settings().markup
        self._blocks: list[str] = []
        self._now: list[str] = []
        self._prefix = ""
        self._cells = 0  # of the row that is being written

    def open(self, tag: str) -> None:
        """An element begins."""
        if tag in self._tags.blocks:
            self._end()
        if tag in self._tags.headings:
            self._prefix = "## "
        elif tag in self._tags.bullets:
            self._prefix = "- "
        elif tag in self._tags.breaks:
            self._now.append("\n")
        elif tag in self._tags.cells:
            self._cells += 1
            self._now.append(" | " if self._cells > 1 else "")

    def close(self, tag: str) -> None:
        """An element ends."""
        if tag in self._tags.blocks:
            self._end()
            self._prefix = ""

    def write(self, text: str | None) -> None:
        """Text within an element; line ends of the source are spaces."""
        if text:
            self._now.append(text.replace("\n", " ").replace("\r", " "))

    def text(self) -> str:
        """All of it."""
        self._end()
        return "\n\n".join(self._blocks)

    def _end(self) -> None:
        lines = [_SPACE.sub(" ", line).strip() for line in "".join(self._now).split("\n")]
        block = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
        row = "| " if self._cells > 1 and not self._prefix else ""
        self._now, self._cells = [], 0
        if block:
            self._blocks.append(self._prefix + row + block)
            self._prefix = ""
