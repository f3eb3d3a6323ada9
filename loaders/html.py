"""Saved web pages: the article of each, without what stands around it.

What a page says of itself (title, author, date, site, address) comes from its metadata, not from a guess at its text.
The document's text is what was taken out of the page, its title first; offsets count in that. `raw` is the file's hash.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from kg.errors import LoadError
from kg.loading.dates import day_of
from kg.loading.decoding import read_bytes
from kg.loading.documents import made
from kg.loading.extras import extra, quiet
from kg.loading.markup import beginning, paragraphs
from kg.loading.mhtml import is_mhtml, saved_page
from kg.loading.settings import settings
from kg.model import Document, Origin, Refusal

FORMAT = "saved web pages (HTML, MHTML)"
YIELDS = ("documents",)

_PUBLISHED = "datePublished"  # of schema.org
_IN_JSON = re.compile(rf'"{_PUBLISHED}"\s*:\s*"([^"]*)"')


def sniff(head: bytes, name: str) -> float:
    """Sure of a page's first element; a suffix alone is enough to say what is wrong with the file."""
    if is_mhtml(head) or beginning(head).lower().startswith(settings().pages.begins):
        return 0.9
    return 0.5 if PurePath(name).suffix.lower() in settings().pages.suffixes else 0.0


def load(stream: BinaryIO, origin: Origin) -> Iterator[Document | Refusal]:
    """The one document of the page."""
    data = read_bytes(stream, origin.name, settings().pages.max_bytes)
    page = saved_page(data, origin.name)
    tree = _tree(page.source, origin.name)
    published = _published(tree)
    found = _extracted(tree, origin.name)
    text = paragraphs(found.body) if found.body is not None else ""
    if len(text) < settings().pages.min_chars:
        raise _no_article(origin.name)
    yield made(
        text,
        origin,
        title=found.title,
        author=found.author,
        address=found.url or page.address or _saved(page.source, "address"),
        site=found.sitename,
        published=published,
        retrieved=page.retrieved or day_of(_saved(page.source, "retrieved")),
        raw=hashlib.sha256(data).hexdigest(),
    )


def _tree(source: str, place: str) -> Any:
    with extra("web", "web pages"):
        from trafilatura import load_html
    quiet("trafilatura", "htmldate", "courlan")
    tree = load_html(source)
    if tree is None:
        raise _no_article(place)
    return tree


def _extracted(tree: Any, place: str) -> Any:
    """What trafilatura (Barbaresi 2021) finds: the article's body, and the page's metadata."""
    from trafilatura import bare_extraction

    dates = {"extensive_search": False}  # its guess at the date is not used; this one takes the least time
    try:
        found = bare_extraction(tree, with_metadata=True, include_comments=False, date_extraction_params=dates)
    except Exception as error:  # a broken page may break any part of the extraction
        why = f"the page is broken ({type(error).__name__})"
        raise LoadError(why, place=place, remedy="save its text as a .txt file") from error
    if found is None:
        raise _no_article(place)
    return found


def _published(tree: Any) -> str | None:
    """The day of publication, where the page's metadata give it: meta elements, JSON-LD, or a time that is marked so."""
    known = settings().pages.published
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        said.setdefault(name, meta.get("content") or "")
    dates = [said[name] for name in known if name in said]
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            dates += _IN_JSON.findall(script.text or "")
    dates += [t.get("datetime") or "" for t in tree.iter("time") if _PUBLISHED in (t.get("itemprop"), t.get("class"))]
    return next((day for value in dates if (day := day_of(value))), None)


def _no_article(place: str) -> LoadError:
    return LoadError("no article is found in the page", place=place, remedy="save its text as a .txt file")


def _saved(source: str, field: str) -> str | None:
    """What the browser that saved the page wrote at its beginning."""
    known = settings().pages
    patterns = known.address if field == "address" else known.retrieved
    head = source[: known.sample]
    return next((found[1] for pattern in patterns if (found := pattern.search(head))), None)
