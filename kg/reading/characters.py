"""Characters of the world's texts as the reader takes them: one for one, so that no offset shifts."""

from __future__ import annotations

import re

CAPITALS = "A-Z" + "".join(chr(c) for c in range(0xC0, 0x250) if chr(c).isupper())  # Latin, for a character class
_ODD = re.compile(r"[\t\r\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]")
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
