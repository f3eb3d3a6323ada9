"""Texts of reports as they may be shown. In: any text. Out: one line that nothing obeys, neither terminal nor browser."""

from __future__ import annotations

import re

_SPACE = re.compile(r"\s+")
# C0 and C1 controls, soft hyphen, zero-width and bidirectional marks, line and paragraph separators, lone surrogates
_HOSTILE = re.compile("[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def clean(text: str) -> str:
    """Text on one line; control characters and marks that turn the writing direction are made visible."""
    return _HOSTILE.sub(lambda m: f"\\u{ord(m[0]):04x}", _SPACE.sub(" ", text)).strip()
