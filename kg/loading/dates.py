"""Dates as files write them: text in, an ISO day (or month, or year) out, or None for what is no date.

A day is the day where it was written: an hour and its zone are cut off, not converted.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ].*)?", re.DOTALL)
_SLASHED = re.compile(r"^\s*(\d{4})/(\d{2})/(\d{2})\b")  # as scholarly pages have it
_BROWSER = re.compile(r"(\w{3} \w{3} \d{1,2} \d{4})\b.*", re.DOTALL)  # Date.prototype.toString of ECMAScript


def iso_date(value: str | None) -> str | None:
    """An ISO 8601 date without its time, if that is what it is."""
    found = _ISO.fullmatch(value.strip()) if value else None
    if not found:
        return None
    try:
        date.fromisoformat((found[1] + "-01-01")[:10])
    except ValueError:
        return None
    return found[1]


def day_of(value: str | None) -> str | None:
    """A date as ISO 8601, RFC 822 (RSS, mail) or a browser writes it."""
    if not value:
        return None
    known = iso_date(_SLASHED.sub(r"\1-\2-\3", value))
    if known:
        return known
    try:
        return parsedate_to_datetime(value.strip()).date().isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        pass
    found = _BROWSER.fullmatch(value.strip())
    try:
        return datetime.strptime(found[1], "%a %b %d %Y").date().isoformat() if found else None
    except ValueError:
        return None
