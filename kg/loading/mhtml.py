"""MHTML (RFC 2557), as browsers save a page with its pictures in one file. Bytes in; the page, its address and day out."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import NamedTuple

from kg.errors import LoadError
from kg.loading.dates import day_of
from kg.loading.decoding import decoded
from kg.loading.markup import encoding_of, page_text
from kg.loading.settings import settings

_HEAD = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE)
_REMEDY = "save the page as HTML"


class SavedPage(NamedTuple):
    """The source of a page, where it was, and when it was saved."""

    source: str
    address: str | None = None
    retrieved: str | None = None


def is_mhtml(head: bytes) -> bool:
    """Whether a file begins with the headers of a page with its parts."""
    return _HEAD.match(head.replace(b"\r\n", b"\n")) is not None


def saved_page(data: bytes, place: str) -> SavedPage:
    """The page in a file; raises `LoadError` if there is none, or its parts cannot be told apart."""
    if not is_mhtml(data[: settings().head_bytes]):
        return SavedPage(page_text(data, place))
    try:
        message = message_from_bytes(data, EmailMessage, policy=default)
        part = next((p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)
        body = part.get_payload(decode=True) if part is not None else None
    except Exception as error:  # a broken message may break any part of the parser
        why = f"the parts of the page cannot be told apart ({type(error).__name__})"
        raise LoadError(why, place=place, remedy=_REMEDY) from error
    if part is None or not isinstance(body, bytes):
        raise LoadError("there is no page among its parts", place=place, remedy=_REMEDY)
    named = encoding_of(str(part.get_content_charset() or ""))
    source = decoded(body, place, named) if named else page_text(body, place)
    address = _header(message, "Snapshot-Content-Location") or _header(part, "Content-Location")
    return SavedPage(source, address, day_of(_header(message, "Date")))


def _header(message: Message, name: str) -> str | None:
    try:
        return str(message[name] or "").strip() or None
    except Exception:  # its value is no such header's
        return None
