"""What a file of MISP holds: parsed JSON in; events and clusters out. MISP writes them in many wrappers.

Also here: how a value of loosely written JSON is looked at without trust.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from kg.errors import LoadError

Item = Mapping[str, Any]
_EVENT_KEYS = {"info", "date"}
_MANIFEST = {"info", "date", "Orgc"}


class Contents:
    """Events and galaxies (each with its clusters) of one file; `other` counts what is neither."""

    def __init__(self, data: Any, place: str) -> None:
        self.events: list[Item] = []
        self.galaxies: list[tuple[Item, list[Item]]] = []
        self.other = 0
        for item in _unwrapped(data):
            self._take(item)
        if not self.events and not self.galaxies:
            if _is_manifest(data):
                why, remedy = "this is the manifest of a feed: it lists events, but holds none", "load the feed's folder"
            else:
                why, remedy = "this is no MISP event, collection of events, or galaxy", "export it from MISP as JSON"
            raise LoadError(why, place=place, remedy=remedy)

    def _take(self, item: Any) -> None:
        if not isinstance(item, dict):
            self.other += 1
        elif isinstance(item.get("Event"), dict):
            self.events.append(item["Event"])
        elif "values" in item and "uuid" in item:
            self.galaxies.append((item, items(item, "values")))
        elif isinstance(item.get("GalaxyCluster"), dict):
            self.galaxies.append((part(item, "Galaxy"), [item["GalaxyCluster"]]))
        elif "GalaxyCluster" in item:
            self.galaxies.append((part(item, "Galaxy") or item, items(item, "GalaxyCluster")))
        elif item.keys() >= _EVENT_KEYS:
            self.events.append(item)
        else:
            self.other += 1


def _unwrapped(data: Any) -> Iterator[Any]:
    if isinstance(data, dict) and "response" in data:
        data = data["response"]
    yield from data if isinstance(data, list) else [data]


def _is_manifest(data: Any) -> bool:
    listed = data.values() if isinstance(data, dict) else ()
    return bool(listed) and all(isinstance(v, dict) and v.keys() >= _MANIFEST for v in listed)


def items(item: Item, key: str) -> list[Item]:
    """The objects of a list; whatever else stands there is left out."""
    found = item.get(key)
    return [v for v in found if isinstance(v, dict)] if isinstance(found, list) else []


def part(item: Item, key: str) -> Item:
    """An object within an object; an empty one where there is none."""
    found = item.get(key)
    return found if isinstance(found, dict) else {}


def text(item: Item, *keys: str) -> str:
    """The first of several properties that holds a text or a number, as text; else nothing."""
    for key in keys:
        value = item.get(key)
        if type(value) is int:
            return str(value)
        if type(value) is str and (words := value.strip()):
            return words
    return ""


def truth(item: Item, key: str) -> bool:
    """A truth value, which may be written as a word or a digit."""
    return str(item.get(key)).casefold() in ("true", "1")


def values(item: Item) -> dict[str, list[str]]:
    """The elements of a cluster by key, as a galaxy's file, an event and an export write them."""
    found: dict[str, list[str]] = {}
    for key, value in part(item, "meta").items():
        found[key] = [str(v).strip() for v in (value if isinstance(value, list) else [value]) if isinstance(v, (str, int))]
    for element in items(item, "GalaxyElement"):
        found.setdefault(text(element, "key"), []).append(text(element, "value"))
    return found


def day(item: Item, key: str) -> str | None:
    """The ISO day of a date; None where that is none."""
    try:
        return datetime.fromisoformat(text(item, key)[:10]).date().isoformat()
    except ValueError:
        return None


def moment(item: Item, key: str) -> str | None:
    """A Unix time stamp as ISO date and time; None where there is none."""
    stamp = text(item, key)
    if not stamp.isdecimal() or not 0 < int(stamp) < 2**33:
        return None
    return datetime.fromtimestamp(int(stamp), UTC).isoformat(timespec="seconds").removesuffix("+00:00")
