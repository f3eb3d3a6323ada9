"""Documents of texts that were taken out of something: the text and what it says of itself in, a `Document` out."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import urlsplit

from kg.errors import LoadError
from kg.loading.language import language_of
from kg.loading.leftovers import leftovers
from kg.loading.settings import settings
from kg.model import Document, Marking, Origin, Span


def made(
    text: str,
    origin: Origin,
    *,
    title: str | None = None,
    author: str | None = None,
    address: str | None = None,
    site: str | None = None,
    published: str | None = None,
    retrieved: str | None = None,
    raw: str | None = None,
    skipped: tuple[Span, ...] = (),
) -> Document:
    """A document whose text begins with its title; what of it is no report is marked. What it lacks, the user may have said.

    `site` is who publishes it; without it, the user's word counts, then the host of the address. Spans that are `skipped`
    already are counted in the text as given. Raises `LoadError` for a text that is too long for a report.
    """
    limit = settings().text.max_bytes
    if len(text) > limit:
        why = f"its text is longer than {limit:,} characters, which is no report"
        raise LoadError(why, place=origin.name, remedy="load the reports in it as files of their own")
    whole, shift = _with_title(text, title)
    headline = (0, len(title)) if title and whole.startswith(title) else None
    moved = [Span(start=s.start + shift, end=s.end + shift, why=s.why) for s in skipped]
    spans = tuple(sorted((*moved, *leftovers(whole, moved, headline)), key=lambda s: s.start))
    return Document(
        text=whole,
        title=title,
        author=author,
        address=address,
        publisher=site or origin.publisher or host(address),
        published=published or origin.published,
        retrieved=retrieved,
        language=language_of(read_part(whole, spans)),
        marking=origin.marking or Marking.CLEAR,
        skipped=spans,
        record=PurePath(origin.name).name or None,
        raw=raw,
    )


def host(address: str | None) -> str | None:
    """The site of an address, without what only says that it is on the web."""
    try:
        name = urlsplit(address).hostname if address else None
    except ValueError:  # an address that is none tells nothing
        name = None
    return re.sub(r"^www\d*\.", "", name) if name else None


def read_part(text: str, skipped: tuple[Span, ...]) -> str:
    """The text without what is marked."""
    at, parts = 0, []
    for span in skipped:
        parts.append(text[at : span.start])
        at = max(at, span.end)
    return " ".join([*parts, text[at:]])


def _with_title(text: str, title: str | None) -> tuple[str, int]:
    """The text with its title as first paragraph, and by how much that moved it."""
    first = text.partition("\n")[0].removeprefix("## ")
    if not title:
        return text, 0
    if first == title:
        body = text[len(text.partition("\n")[0]) :]
        return title + body, len(title + body) - len(text)
    return f"{title}\n\n{text}".rstrip("\n"), len(title) + 2
