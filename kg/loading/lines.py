"""The lines of a text and their shape: which are running text, which may be menus. Text in, lines with offsets out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from kg.loading.cues import Cues, Shape

_MARKS = re.compile(r"^[\W_]+|[\W_]+$|[\ue000-\uf8ff]+")  # ornaments, and the icons of web fonts
_ENDS = (".", "!", "?", ":", ";", '."', ".”", '?"', ".)", ".’", ".'", ",”", ',"', ".*", "._")
_WORD = re.compile(r"[\w’'&$£€-]+")
_LONG = 500  # code points
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(slots=True)
class Line:
    """One line: where it stands in the text, what it says, what it looks like, and why it is not read, if it is not."""

    start: int
    end: int
    raw: str
    text: str  # without marks around it
    words: tuple[str, ...]
    blank: bool
    is_short: bool
    prose: bool = False
    cue: str = ""  # strong, weak or section
    indicator: bool = False
    why: str = ""

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with it."""
        return self.raw.rstrip().endswith(_ENDS)

    @property
    def emphasised(self) -> bool:
        """Whether the whole line is set in italics."""
        whole = self.raw.strip()
        return len(whole) > 2 and whole[0] == whole[-1] and whole[0] in "_*" and whole[1] not in "_*"


def lines_of(text: str, cues: Cues) -> list[Line]:
    """The lines of a text with their shape."""
    lines, at = [], 0
    for raw in text.split("\n"):
        lines.append(_line(raw, at))
        at += len(raw) + 1
    wrap = _wrap(lines, cues.shape)
    for line in lines:
        _shape(line, cues, wrap)
    for before, line in pairwise(lines):
        if before.prose and not before.ends_sentence and not line.blank and not line.cue:
            line.prose = line.prose or line.text[:1].islower() or line.ends_sentence
    return lines


def _line(raw: str, at: int) -> Line:
    """A line; what is too long to be a cue is not searched for ornaments, which takes time in the square of its length."""
    short = len(raw) <= _LONG
    plain = _LINK.sub(r"\1", raw) if short else raw
    return Line(
        start=at,
        end=at + len(raw),
        raw=raw,
        text=_MARKS.sub("", plain) if short else raw.strip(),
        words=tuple(_WORD.findall(plain)),
        blank=not raw.strip(),
        is_short=short,
    )


def _shape(line: Line, cues: Cues, wrap: int | None) -> None:
    shape = cues.shape
    lower = sum(w[:1].islower() for w in line.words)
    if lower >= shape.lower_share * max(len(line.words), 1):
        full = wrap is not None and len(line.raw.rstrip()) >= shape.prose_share * wrap
        sentence = len(line.words) >= shape.prose_words and line.ends_sentence
        line.prose = full or sentence or len(line.words) > shape.headline_words
    line.indicator = line.is_short and bool(cues.is_indicator.search(line.raw))
    if len(line.words) > shape.max_line_words or line.blank or line.indicator or not line.is_short:
        return
    if cues.strong.match(line.text) or (line.emphasised and cues.picture.match(line.raw.strip())):
        line.cue = "strong"
    elif not line.prose and cues.section.match(line.text):
        line.cue = "section"
    elif not line.prose and cues.company.match(line.text):
        line.cue = "weak"
    if line.cue:
        line.prose = False


def _wrap(lines: list[Line], shape: Shape) -> int | None:
    """The width at which the text is wrapped by hand, or None: the one whose lines hold most of its characters."""
    lengths = Counter(len(line.raw.rstrip()) for line in lines if not line.blank)
    count = lengths.total()
    if count < shape.wrap_lines or sum(n for size, n in lengths.items() if size > shape.wrap_below) > count // 20:
        return None
    mass = {
        width: sum(size * n for size, n in lengths.items() if 0.8 * width <= size <= width)
        for width in lengths
        if width <= shape.wrap_below
    }
    return max(mass, key=lambda width: (mass[width], -width), default=None)
