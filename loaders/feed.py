"""RSS and Atom files: each entry a document.

An entry's HTML is cleaned to paragraphs, its title first; offsets count in that. No entity that a feed declares is expanded,
and nothing is fetched. Of a feed that breaks off, the entries before the break are loaded.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from kg.errors import LoadError
from kg.loading.dates import day_of
from kg.loading.decoding import read_bytes
from kg.loading.documents import made
from kg.loading.extras import extra
from kg.loading.markup import beginning, fragment, paragraphs
from kg.loading.settings import settings
from kg.model import Document, Origin, Refusal

FORMAT = "RSS and Atom feeds"
YIELDS = ("documents",)

_ROOT = re.compile(r"<(?:!doctype\s+)?(?:[\w.-]+:)?(\w+)[\s>\[]", re.IGNORECASE)
_PIECE = 1 << 16
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 (every loader is asked alike)
    """Sure of a feed's first element, whatever the file is called."""
    found = _ROOT.match(beginning(head))
    return 0.95 if found and found[1] in settings().feeds.roots else 0.0


def load(stream: BinaryIO, origin: Origin) -> Iterator[Document | Refusal]:
    """A document an entry; one without text or with a date that is none is told of."""
    data = read_bytes(stream, origin.name, settings().feeds.max_bytes)
    raw, feed, count = hashlib.sha256(data).hexdigest(), _Feed(), 0
    for element, line in _elements(data, origin.name):
        if _name(element) in settings().feeds.entries:
            count += 1
            yield from _document(feed, element, origin.model_copy(update={"name": f"{origin.name}:{line}"}), raw)
            element.clear()
        else:
            feed.take(element)
    if not count:
        yield Refusal(place=origin.name, why="the feed holds no entries", remedy="fetch it again")


@dataclass
class _Feed:
    """What a feed says of itself before its entries."""

    title: str | None = None

    def take(self, element: Any) -> None:
        """The name of the feed, if this is it."""
        parent = element.getparent()
        if parent is not None and _name(parent) in settings().feeds.channels and _name(element) == "title":
            self.title = self.title or _plain(element)


def _elements(data: bytes, place: str) -> Iterator[tuple[Any, int]]:
    """Each element when it has been read, and its line; raises `LoadError` where the feed is broken."""
    with extra("web", "web pages and feeds"):
        from lxml import etree
    parser = etree.XMLPullParser(
        events=("end",), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
    )
    broken = None
    for start in range(0, len(data), _PIECE):
        try:
            parser.feed(data[start : start + _PIECE])
        except etree.XMLSyntaxError as error:
            broken = error
        for _, element in parser.read_events():
            _check_entities(element, place)
            yield element, element.sourceline
        if broken:
            break
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        broken = broken or error
    if broken:
        why = f"the feed is broken: {broken.msg}"
        raise LoadError(why, place=f"{place}:{broken.lineno}", remedy="fetch it again") from broken


def _check_entities(element: Any, place: str) -> None:
    own = element.getroottree().docinfo.internalDTD
    if own is not None and next(own.iterentities(), None) is not None:
        remedy = "do not trust it; a feed has no need of them"
        raise LoadError("the feed declares entities of its own", place=f"{place}:1", remedy=remedy)


def _document(feed: _Feed, entry: Any, origin: Origin, raw: str) -> Iterator[Document | Refusal]:
    title, body, when = (_field(entry, what) for what in ("title", "body", "published"))
    heading = (_plain(title) or None) if title is not None else None
    text = _body(body) if body is not None else ""
    if not text and not heading:
        yield Refusal(place=origin.name, why="an entry without text", remedy="load the page that it leads to")
        return
    said = _plain(when) if when is not None else None
    published = day_of(said)
    yield made(
        text,
        origin,
        title=heading,
        author=_author(entry),
        address=_address(entry),
        site=feed.title,
        published=published,
        raw=raw,
    )
    if said and not published:
        remedy = "the feed should give it as RFC 822 or ISO 8601"
        yield Refusal(place=origin.name, why=f"{said[:80]!r} is no date; the entry is loaded undated", remedy=remedy)


def _name(element: Any) -> str:
    """The element's name, if it is of a namespace that is looked at."""
    namespace, _, local = element.tag.rpartition("}") if isinstance(element.tag, str) else ("", "", "")
    return local if namespace.removeprefix("{") in settings().feeds.namespaces else ""


def _all(entry: Any, what: str) -> list[Any]:
    """The elements that give a field, the best first."""
    names = settings().feeds.fields[what]  # type: ignore[index]
    found = [(names.index(_name(e)), number, e) for number, e in enumerate(entry) if _name(e) in names]
    return [e for *_, e in sorted(found, key=lambda f: f[:2])]


def _field(entry: Any, what: str) -> Any:
    return next((e for e in _all(entry, what) if len(e) or (e.text or "").strip()), None)


def _body(element: Any) -> str:
    """Paragraphs of what an entry holds: escaped HTML, or XHTML as elements."""
    if len(element):
        return paragraphs(element)
    if element.get("type") == "text":
        return str(element.text or "").strip()
    return paragraphs(fragment(element.text or ""))


def _plain(element: Any) -> str:
    """One line of text: of markup within, the words."""
    text = "".join(element.itertext())
    if "<" in text or "&" in text:
        text = paragraphs(fragment(text))
    return " ".join(text.split())


def _author(entry: Any) -> str | None:
    """The name alone, of an Atom person."""
    found = next(iter(_all(entry, "author")), None)
    if found is None:
        return None
    name = next((e for e in found if _name(e) == "name"), found)
    return _plain(name) or None


def _address(entry: Any) -> str | None:
    """Where the entry leads: the text of an RSS link, the href of an Atom link that is the entry itself."""
    for element in _all(entry, "address"):
        if element.get("rel", "alternate") == "alternate":
            address = (element.get("href") or element.text or "").strip()
            if _WEB.fullmatch(address):
                return address
    return None
