"""A document's text cut into sentences: Document in, `Sentence`s out, each with its place in the verbatim text.

Spans that the document marks as skipped are left out. Lines that a page or PDF has wrapped are read on; a heading, a
bullet and the title are sentences of their own kind. Nothing shifts: `s.text` is
`readable(document.text)[s.start:s.end]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from kg.model import Document
from kg.reading.characters import CAPITALS, is_whole, readable
from kg.reading.language import is_word
from kg.reading.lexicon import Lexicon

Kind = Literal["title", "heading", "bullet", "body"]
LONGEST = 1500  # code points of a sentence that are parsed; what is longer is cut at a space
SHORT = 5  # letters below which the word behind a full stop may be a name or unknown
BEFORE = 24  # code points beside a full stop that tell whether it ends a sentence
WRAP = 100  # a line longer than this was not wrapped by a page
_BULLET = re.compile(r"\s*(?:[*•·▪◦‣]|[-–—]|\d{1,2}[.)])\s+")
_BROKEN = 0.2  # of the lines with one right below: fewer that break off in a sentence are chance
_HEADING = re.compile(r"\s*#{1,6}\s+")
_BREAK = re.compile(
    r"(?<=[a-z]{3})[.!?](?=[A-Z][a-z]+[ ,'’(-])"  # no space behind: "hit.The"
    rf"|(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s++[\"'“‘(\[]*[{CAPITALS}0-9_*#])"
    r"|[.!?][\"”](?=\s)"
)
_TITLE_LINE = re.compile(r"^(?P<title>[^\n]+?) \| (?:https?://|hxxps?://|www\.)\S+")


@dataclass(frozen=True)
class Sentence:
    """One sentence, its place (code points) and the paragraph it stands in."""

    text: str
    start: int
    end: int
    paragraph: int
    kind: Kind = "body"


def sentences(document: Document, words: Lexicon) -> list[Sentence]:
    """All sentences of a document that are to be read, in order."""
    found: list[Sentence] = []
    whole = readable(document.text)
    for number, (start, end, kind) in enumerate(
        _paragraphs(whole, sorted((s.start, s.end) for s in document.skipped), words)
    ):
        text = whole[start:end]
        spans = [(0, len(text))] if kind in ("title", "heading") else _split(text, _abbreviation(words), words)
        for a, b in spans:
            found.extend(_pieces(text, start, a, b, number, kind))
    return [s for s in found if is_whole(document.text, s.start, s.end)]


def _paragraphs(text: str, skipped: Sequence[tuple[int, int]], words: Lexicon) -> Iterator[tuple[int, int, Kind]]:
    """Stretches of text that are read on, between skipped spans."""
    blocks = _Blocks(text, _is_wrapped(text), _furniture(words))
    position = 0
    title = _TITLE_LINE.match(text)
    if title:
        yield title.start("title"), title.end("title"), "title"
        position = text.find("\n", title.end())
        position = len(text) if position < 0 else position
    for start, end in [*skipped, (len(text), len(text))]:
        if start > position:
            yield from blocks.between(position, start)
        position = max(position, end)


def _is_wrapped(text: str) -> bool:
    """Whether a page has wrapped the lines: many break off before their sentence does."""
    lines = [line.strip() for line in text.split("\n")]
    pairs = [(a, b) for a, b in pairwise(lines) if a and b]
    broken = sum(len(a) <= WRAP and a[-1].isalnum() and (b[0].islower() or b[0].isdigit()) for a, b in pairs)
    return broken > _BROKEN * len(pairs)


@lru_cache(maxsize=2)
def _furniture(words: Lexicon) -> re.Pattern[str]:
    """Lines that are no sentences: rules, rows of tables, pictures and their captions."""
    captions = words.either("phrases", "captions")
    return re.compile(rf"\s*(?:[=*_~+-]{{3,}}\s*$|\||[*_]*!\[|\*{{1,2}}{captions}\b|{captions} \d+\s*[:—–-])")


@dataclass(frozen=True)
class _Blocks:
    text: str
    wrapped: bool  # whether lines that no author ended are read on
    furniture: re.Pattern[str]

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, Kind]]:
        """The blocks of lines between two places."""
        block: int | None = None
        last = start
        kind: Kind = "body"
        for line in re.finditer(r"[^\n]*\n?", self.text[start:end]):
            a = start + line.start()
            content = not self.furniture.match(line.group()) and line.group().strip()
            starts = _kind(line.group())
            ended = not self.wrapped or kind == "heading" or _ends(self.text[last:a])
            if block is not None and (not content or starts != "body" or ended):
                yield block, a, kind
                block = None
            if content and block is None:
                block, kind = a, starts
            last = a
        if block is not None:
            yield block, end, kind


def _kind(line: str) -> Kind:
    return "heading" if _HEADING.match(line) else "bullet" if _BULLET.match(line) else "body"


def _ends(line: str) -> bool:
    """Whether a line was ended by its author, not wrapped by a page."""
    return len(line.rstrip()) > WRAP or line.rstrip().endswith((".", "!", "?", ":", '."', ".”", ".'"))


@lru_cache(maxsize=4)
def _abbreviation(words: Lexicon) -> re.Pattern[str]:
    known = "|".join(re.escape(w) for w in sorted(words.lexis("abbreviations"), key=len, reverse=True))
    return re.compile(rf"(?:(?<!\w)(?:{known})|(?<![\w])[A-Z]|(?:\b[A-Z]\.)+[A-Z])\.$")


def _split(text: str, abbreviation: re.Pattern[str], words: Lexicon) -> list[tuple[int, int]]:
    spans, position = [], 0
    for match in _BREAK.finditer(text):
        before = text[max(position, match.end() - BEFORE) : match.end()]
        following = re.match(r"\s+([A-Z][a-z]+)", text[match.end() : match.end() + BEFORE])
        opens = following is not None and following.group(1) in words.lexis("openers")
        if match.group() == "." and ((abbreviation.search(before) and not opens) or not _apart(text, match.end(), words)):
            continue
        spans.append((position, match.end()))
        position = match.end()
    spans.append((position, len(text)))
    return spans


def _english(lower: str, words: Lexicon) -> bool:
    return lower in words.lemmas or is_word(lower)


def _apart(text: str, end: int, words: Lexicon) -> bool:
    """Whether a full stop without a space behind it ends a sentence: both words beside it are English."""
    if end >= len(text) or text[end].isspace() or not text[end].isalpha():
        return True
    before, after = re.search(r"(\w+)\.$", text[:end]), re.match(r"\w+", text[end:])
    if before is None or after is None or not before.group(1).islower() or not _english(before.group(1), words):
        return False
    return len(after.group()) < SHORT or _english(after.group().lower(), words)


def _pieces(text: str, offset: int, a: int, b: int, paragraph: int, kind: Kind) -> Iterator[Sentence]:
    marker = _marker(text[a:b], kind, opens=a == 0)
    a += marker.end() if marker else 0
    while a < b:
        cut = b if b - a <= LONGEST else (text.rfind(" ", a + 1, a + LONGEST) + 1 or a + LONGEST)
        piece = text[a:cut]
        left = len(piece) - len(piece.lstrip())
        clean = piece.strip()
        if any(c.isalpha() for c in clean):
            yield Sentence(clean, offset + a + left, offset + a + left + len(clean), paragraph, kind)
        a = cut


def _marker(text: str, kind: Kind, *, opens: bool) -> re.Match[str] | None:
    """The bullet or the signs of a heading before a piece's own words."""
    if kind == "body":
        return None
    return _BULLET.match(text) if kind == "bullet" and opens else _HEADING.match(text)
