"""Characters of the world's texts as the reader takes them: other spaces as spaces, and what nobody sees as not there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

CAPITALS = "A-Z" + "".join(chr(c) for c in range(0xC0, 0x250) if chr(c).isupper())  # Latin, for a character class
_ODD = re.compile(r"[\t\r\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_HALF = re.compile(r"[\ud800-\udfff]")


def readable(text: str) -> str:
    """The text with a space for every other kind of space but the newline, and for half a character.

    >>> readable("Harrow\\xa0Labs")
    'Harrow Labs'
    """
    return _ODD.sub(" ", text)


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text holds no half of a character: such a stretch can be neither stored nor quoted."""
    return _HALF.search(text, start, end) is None


class Visible:
    """A text without what nobody sees in it (soft hyphens, zero widths, marks of direction), and the way back to the whole.

    >>> seen = Visible("Har\xadrow Labs")
    >>> seen.text, seen.outside(0, 6)
    ('Harrow Labs', (0, 7))
    """

    def __init__(self, whole: str) -> None:
        self.text = _INVISIBLE.sub("", whole)
        self._hidden = [m.start() for m in _INVISIBLE.finditer(whole)]
        self._cuts = [at - before for before, at in enumerate(self._hidden)]  # where each stood, in the visible text

    def inside(self, offset: int) -> int:
        """Where an offset of the whole text is in the visible one."""
        return offset - bisect_left(self._hidden, offset)

    def outside(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the whole text that a stretch of the visible one stands for."""
        return start + bisect_right(self._cuts, start), end + bisect_left(self._cuts, end)
