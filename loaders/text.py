"""Plain text and Markdown: one report a file.

Where it comes from may stand in a YAML front matter, or in a first line `title | address | date` (a remark in brackets may
follow the address). The text is verbatim, front matter and first line included; what of it is not read is marked. What the
file says of itself comes before what the user says of it, except that the stricter marking holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, BinaryIO

from kg.errors import LoadError
from kg.loading.dates import iso_date
from kg.loading.decoding import looks_like_text, read_text
from kg.loading.documents import host, read_part
from kg.loading.language import language_of
from kg.loading.leftovers import leftovers
from kg.loading.settings import settings
from kg.model import Document, Marking, Origin, Refusal, Span

FORMAT = "plain text and Markdown, in UTF-8"
YIELDS = ("documents",)

_FENCE = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_REMARKED = re.compile(r"(?P<address>\S*)(?:\s+[(\[].*[)\]])?")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass
class _Preface:
    """What a file says of itself before its text begins, and which part of that is not read."""

    fields: dict[str, str] = field(default_factory=dict)
    skipped: list[Span] = field(default_factory=list)
    headline: tuple[int, int] | None = None  # where the title stands, if it is read
    complaints: list[str] = field(default_factory=list)


def sniff(head: bytes, name: str) -> float:
    """Sure of a text's suffix (also to say what is wrong with the file); unsure of a name without one."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in settings().text.suffixes:
        return 0.0
    if suffix:
        return 0.6
    return 0.3 if looks_like_text(head) else 0.0


def load(stream: BinaryIO, origin: Origin) -> Iterator[Document | Refusal]:
    """The one document of the file; a date that is none is refused, and the document goes undated."""
    text = read_text(stream, origin.name)
    preface = _front_matter(text, origin.name) or _title_line(text) or _Preface()
    said = preface.fields
    address = said.get("address")
    skipped = tuple(sorted((*preface.skipped, *leftovers(text, preface.skipped, preface.headline)), key=lambda s: s.start))
    yield Document(
        text=text,
        title=said.get("title"),
        address=address,
        publisher=said.get("publisher") or origin.publisher or host(address),
        published=said.get("published") or origin.published,
        retrieved=said.get("retrieved"),
        language=said.get("language") or language_of(read_part(text, skipped)),
        marking=_marking(said.get("marking"), origin),
        skipped=skipped,
        record=PurePath(origin.name).name or None,
    )
    for complaint in preface.complaints:
        yield Refusal(place=origin.name, why=complaint, remedy="give dates as 2025, 2025-06 or 2025-06-12")


def _title_line(text: str) -> _Preface | None:
    """`title | address | date`; the title may itself hold a bar, the address and the date may be left empty."""
    line = text.partition("\n")[0].rstrip("\r")
    parts = line.rsplit(" | ", 2) if line.count(" | ") >= 2 else []
    if len(parts) < 3:
        return None
    title, where, when = (p.strip() for p in parts)
    found = _REMARKED.fullmatch(where)
    if not title or not found or not (_WEB.fullmatch(found["address"]) or (not where and _is_date(when))):
        return None
    start = len(line) - len(line.lstrip())
    end = line.index(title, start) + len(title)
    preface = _Preface({"title": title}, [Span(start=end, end=len(line), why="address and date")], (start, end))
    if where:
        preface.fields["address"] = found["address"]
    _take_date(preface, "published", when)
    return preface


def _front_matter(text: str, place: str) -> _Preface | None:
    """The block of YAML between two lines of dashes. Its title is read, the rest is not."""
    limits = settings().front_matter
    match = _FENCE.match(text, 0, limits.max_chars)
    if not match:
        return None
    said = _mapping(match[1], place)
    if not said:
        return None  # two lines of dashes around something else
    preface = _Preface()
    for name, keys in limits.keys.items():
        value = next((said[k] for k in keys if said.get(k) not in (None, "")), None)
        if value is None:
            continue
        if not isinstance(value, str):
            raise LoadError(f"{name} in the front matter is no single value", place=place, remedy="write one line for it")
        if name in ("published", "retrieved"):
            _take_date(preface, name, value)
        else:
            preface.fields[name] = value.strip()
    title = preface.fields.get("title")
    at = text.find(title, match.start(1), match.end(1)) if title else -1
    end = match.end()
    if title and at >= 0:
        preface.headline = (at, at + len(title))
        preface.skipped = [
            Span(start=0, end=at, why="front matter"),
            Span(start=at + len(title), end=end, why="front matter"),
        ]
    else:
        preface.skipped = [Span(start=0, end=end, why="front matter")]
    return preface


def _mapping(block: str, place: str) -> dict[str, Any]:
    import yaml

    try:
        # Every value as it is written: a loader of dates would stumble over one that is none.
        data = yaml.load(block, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 (both are safe)
    except yaml.YAMLError as error:
        if not any(line.partition(":")[0].strip().lower() in _known_keys() for line in block.splitlines()):
            return {}
        where = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        remedy = "mend it, or take the lines of dashes away"
        raise LoadError(f"the front matter is no YAML (line {where})", place=place, remedy=remedy) from error
    said = {str(key).strip().lower(): value for key, value in data.items()} if isinstance(data, dict) else {}
    return said if _known_keys() & said.keys() else {}


def _known_keys() -> frozenset[str]:
    return frozenset(key for keys in settings().front_matter.keys.values() for key in keys)


def _take_date(preface: _Preface, name: str, value: str) -> None:
    value = value.strip()
    day = value.partition("T")[0].partition(" ")[0] if name == "published" else value
    if not value:
        return
    if _is_date(day.partition("T")[0]):
        preface.fields[name] = day
    else:
        preface.complaints.append(f"{value!r} is no date; the document is loaded undated")


def _is_date(value: str) -> bool:
    return value != "" and iso_date(value) == value


def _marking(said: str | None, origin: Origin) -> Marking:
    """The stricter of what the file says and what the user says."""
    own = Marking.CLEAR
    if said:
        name = said.casefold().removeprefix("tlp:").strip()
        name = settings().markings.get(name, name)
        if name not in list(Marking):
            remedy = f"one of {', '.join(Marking)}"
            raise LoadError(f"{said!r} is no TLP 2.0 marking", place=origin.name, remedy=remedy)
        own = Marking(name)
    given = origin.marking or Marking.CLEAR
    return given if given.allows(own) else own
