"""Voices: who publishes and who is quoted, compared by name.

In: headings and names as written. Out: one key for each voice: "Morning Post", "morningpost.com" and an address there
are one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from kg.model import Heading
from kg.reference import tight

UNKNOWN = "?"
"""The one key of all publishers that are not known: they are not independent of each other."""

_HOST = re.compile(r"^(?:www\d?\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})\.?$", re.IGNORECASE)
_SECOND_LEVEL = 3  # letters at most in the middle of bbc.co.uk, gov.uk, com.au


@lru_cache(maxsize=50_000)
def voice(name: str | None) -> str:
    """The key of a publisher or speaker by its name, domain or address."""
    if not name or not name.strip():
        return UNKNOWN
    text = name.strip()
    if "://" in text:
        text = urlsplit(text).hostname or text
    match = _HOST.match(text)
    return tight(_site(match[1]) if match else text) or UNKNOWN


def voice_of(heading: Heading) -> str:
    """The key of a document's publisher: as given, else the host of its web address."""
    if heading.publisher:
        return voice(heading.publisher)
    address = heading.address or ""
    return voice(address) if address.startswith(("http://", "https://")) else UNKNOWN


def _site(host: str) -> str:
    """The name within a host: bbc of news.bbc.co.uk."""
    labels = host.lower().split(".")
    labels = labels[:-1]
    if len(labels) > 1 and len(labels[-1]) <= _SECOND_LEVEL:
        labels = labels[:-1]
    return labels[-1]
