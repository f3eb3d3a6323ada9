"""Text in XML, written as it comes. In: strings of any origin. Out: strings that stand in an element or an attribute.

Written by hand: networkx's writer of GEXF holds the whole tree (0.8 GB more for 100,000 edges) and writes the day into it;
that of GraphML writes otherwise where lxml is installed.
"""

from __future__ import annotations

import re
from typing import BinaryIO

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, 2.2: no way to write these
_MEANT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_MEANS = re.compile('[&<>"\t\n\r]')


def quoted(value: object) -> str:
    """A value as it stands between the quotes of an attribute, or in an element; what XML has no way to write is U+FFFD."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if not text.isprintable():
        text = _NOT_XML.sub("\ufffd", text)
    return _MEANS.sub(lambda m: _MEANT[m[0]], text)


def tag(name: str, close: str = "", /, **attributes: object) -> str:
    """A start tag with its attributes; `close` is "/" for an empty element. Absent attributes are left out."""
    given = "".join(f' {key}="{quoted(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{given}{close}>"


class Lines:
    """A stream that takes lines of text."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.write('<?xml version="1.0" encoding="UTF-8"?>')

    def write(self, *parts: str) -> None:
        """Write the parts as one line."""
        self._stream.write(("".join(parts) + "\n").encode())
