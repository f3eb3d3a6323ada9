"""The objects of a bundle: parsed JSON in; checked objects by id, with their markings and makers, out.

Only what is used is checked. The newest of several versions of an object counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from kg.errors import LoadError
from kg.loading.records import strictest
from kg.loading.settings import settings as loading_settings
from kg.loading.stix.settings import StixSettings
from kg.model import Marking, Refusal

Object = Mapping[str, Any]
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?=T|$)")
_MOST_REFUSED = 50  # objects of one file that are refused one by one


class Bundle:
    """Objects by id; and what was wrong with those that are not there."""

    def __init__(self, data: Any, place: str, known: StixSettings) -> None:
        self.place, self._known = place, known
        self.refused: list[Refusal] = []
        self.superseded = 0
        self.ends_only: set[str] = set()  # nothing is expected to come of them
        self._checks = {name: _CHECKS[kind] for kind, names in known.properties.items() for name in names}
        self.objects: dict[str, Object] = {}
        self._markings: dict[frozenset[str], Marking] = {}
        self._longest = loading_settings().records.max_name
        wrong = 0
        for number, item in enumerate(_items(data, place)):
            why = self._wrong(item)
            if why is None:
                self._take(item)
                continue
            wrong += 1
            if wrong <= _MOST_REFUSED:
                self.refused.append(Refusal(place=f"{place}: {_called(item, number)}", why=why, remedy="mend the object"))
        if wrong > _MOST_REFUSED:
            more = f"{wrong - _MOST_REFUSED:,} more objects are not as STIX has them"
            self.refused.append(Refusal(place=place, why=more, remedy="mend the objects"))

    def of_type(self, kind: str) -> Iterator[Object]:
        """All objects of a STIX type."""
        return (o for o in self.objects.values() if o["type"] == kind)

    def keep_as_end(self, object_id: str) -> None:
        """Forget all of an object but what it takes to name it."""
        item = self.objects[object_id]
        self.objects[object_id] = {key: item[key] for key in _NAMING if key in item}
        self.ends_only.add(object_id)

    def maker(self, item: Object) -> str | None:
        """The name of who created an object, where the bundle knows it."""
        found = self.objects.get(item.get("created_by_ref", ""))
        return found.get("name") or None if found else None

    def marking(self, *items: Object | None) -> Marking:
        """The strictest marking of some objects, those of parts of them included."""
        refs = frozenset(ref for item in items if item is not None for ref in _marking_refs(item))
        if refs not in self._markings:
            self._markings[refs] = strictest(self._known.markings.get(ref) or self._defined(ref) for ref in refs)
        return self._markings[refs]

    @cached_property
    def parents(self) -> dict[str, str]:
        """Technique -> the technique that it is a part of."""
        return {r["source_ref"]: r["target_ref"] for r in self.of_type("relationship") if _is_part(r)}

    def _take(self, item: Object) -> None:
        held = self.objects.get(item["id"])
        if held is not None:
            self.superseded += 1
        if held is None or version(item) > version(held):
            self.objects[item["id"]] = item if item["type"] != "observed-data" else self._unfolded(item)

    def _unfolded(self, item: Object) -> Object:
        """Observed data of STIX 2.0, which holds its observables itself, as 2.1 has it: with references to them."""
        inside = item.get("objects")
        found = inside.values() if isinstance(inside, dict) else ()
        kept = [
            {**one, "id": f"{one['type']}--{item['id'].partition('--')[2]}-{number}"}
            for number, one in enumerate(found)
            if isinstance(one, dict) and isinstance(one.get("type"), str)
        ]
        self.objects.update((one["id"], one) for one in kept if self._wrong(one) is None)
        return {**item, "object_refs": [*(item.get("object_refs") or ()), *(one["id"] for one in kept)]}

    def _defined(self, ref: str) -> Marking | None:
        """The level of a marking definition of the bundle; None for a statement."""
        definition = self.objects.get(ref)
        if definition is None:
            return self._known.unknown_marking
        named = [str((definition.get("definition") or {}).get("tlp", ""))]
        named += [str(e.get("tlp_2_0", "")) for e in (definition.get("extensions") or {}).values() if isinstance(e, dict)]
        words = loading_settings().markings
        levels = [words.get(name, name) for name in (n.casefold() for n in named if n)]
        found = [Marking(level) for level in levels if level in list(Marking)]
        return strictest(found) if found else (self._known.unknown_marking if levels else None)

    def _wrong(self, item: Any) -> str | None:
        """Why an object cannot be used; None if it can."""
        if not isinstance(item, dict):
            return f"an object is expected, this is {_kind(item)}"
        for name in ("type", "id"):
            if not isinstance(item.get(name), str):
                return f"it has no {name}"
        if not item["id"].startswith(f"{item['type']}--"):
            return f"its id {item['id'][:80]!r} is not one of type {item['type'][:40]!r}"
        for name, value in item.items():
            check = self._checks.get(name)
            if check and value is not None and not check(value):
                return f"{name} is {_kind(value)}, which it cannot be"
        if len(item.get("name") or "") > self._longest and item["type"] in self._known.objects:
            return f"its name has {len(item['name']):,} characters"
        needed = _NEEDED.get(item["type"], ())
        missing = next((name for name in needed if not item.get(name)), None)
        return f"it has no {missing}" if missing else None


def version(item: Object) -> str:
    """What orders the versions of an object: the time it was modified, without the letter that ends it."""
    return str(item.get("modified") or item.get("created") or "").rstrip("Z")


def day_of(item: Object, *names: str) -> str | None:
    """The day that the first of some properties gives; None where that is no date."""
    said = next((item[name] for name in names if item.get(name)), "")
    found = _DAY.match(said)
    return found[0] if found else None


def _marking_refs(item: Object) -> Iterator[str]:
    yield from item.get("object_marking_refs") or ()
    for part in item.get("granular_markings") or ():
        if isinstance(part.get("marking_ref"), str):
            yield part["marking_ref"]


def _items(data: Any, place: str) -> list[Any]:
    """The objects of a bundle, of a TAXII envelope, of a list, or the one object that stands alone."""
    if isinstance(data, dict) and "objects" in data and data.get("type") in (None, "bundle"):
        found = data["objects"]
    elif isinstance(data, dict) and data.get("type") == "bundle":
        found = []
    elif isinstance(data, dict):
        found = [data]
    else:
        found = data
    if not isinstance(found, list):
        remedy = "a STIX bundle holds a list of objects"
        raise LoadError(f"a list of objects is expected, this is {_kind(found)}", place=place, remedy=remedy)
    return found


def _is_part(item: Object) -> bool:
    return bool(item["relationship_type"] == "subtechnique-of")


def _called(item: Any, number: int) -> str:
    name = item.get("id") if isinstance(item, dict) else None
    return str(name)[:100] if name else f"object {number + 1}"


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "a truth value", int: "a number", float: "a number"}
    return names.get(type(value), "nothing")


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _mappings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, dict) for v in value)


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "text": lambda v: isinstance(v, str),
    "texts": _texts,
    "mappings": _mappings,
    "mapping": lambda v: isinstance(v, dict),
    "percentage": lambda v: type(v) is int and 0 <= v <= 100,
    "truth": lambda v: isinstance(v, bool),
}
_NAMING = ("type", "id", "name", "identity_class", "country", "pattern", "first_seen")
_NEEDED = {
    "relationship": ("relationship_type", "source_ref", "target_ref"),
    "sighting": ("sighting_of_ref",),
    "opinion": ("opinion", "object_refs"),
    "note": ("content",),
}
