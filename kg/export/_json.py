"""Data as JSON. In: plain data, with strings of any origin. Out: bytes that every reader of JSON takes (RFC 8259, UTF-8)."""

from __future__ import annotations

import json
from typing import Any


def encoded(data: Any) -> bytes:
    """One line of JSON; half of a character pair, which UTF-8 cannot hold, becomes U+FFFD."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
