"""The ends of claims: objects of a bundle in, `Ref`s out, or None for what the vocabulary has no place for.

A technique that is part of another is named with it, as ATT&CK does ("Acquire Infrastructure: Botnet"), since several parts
bear one name. An incident gets the key that the reader gives it, victim and date, so that all sources' tellings of it meet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from kg.loading.settings import settings as loading_settings
from kg.loading.stix.bundle import Bundle, Object, day_of
from kg.loading.stix.settings import ObjectRule, StixSettings
from kg.model import Ref, digest
from kg.reference.facts import country
from kg.vocabulary import vocabulary


class Things:
    """Object id -> the end of a claim that it is."""

    def __init__(self, bundle: Bundle, known: StixSettings) -> None:
        self._bundle, self._known = bundle, known
        self._longest = loading_settings().records.max_name
        self._refs: dict[str, Ref | None] = {}
        self._keys: dict[str, str] = {}  # incident -> what names it within a document
        self._roles = frozenset(vocabulary().types["Organization"].roles)
        self._named_by_alias = frozenset(vocabulary().relations["alias_of"].domain)

    def ref(self, object_id: str) -> Ref | None:
        """The end that an object is."""
        if object_id not in self._refs:
            item = self._bundle.objects.get(object_id)
            self._refs[object_id] = self._made(item) if item else None
        return self._refs[object_id]

    def names(self, item: Object) -> list[str]:
        """The other names of an object, each once."""
        rule = self._known.objects[item["type"]]
        name = item.get("name")
        found = (alias for key in rule.names for alias in item.get(key) or ())
        return [a for a in dict.fromkeys(found) if a.strip() and a != name and len(a) <= self._longest]

    def has_alias_claims(self, ref: Ref) -> bool:
        """Whether other names of such a thing are claims, which can be denied; else they are forms of its name."""
        return ref.type in self._named_by_alias

    def struck(self, incident: Object, victims: Iterable[Ref]) -> None:
        """Note whom an incident struck, before it is named."""
        names = sorted(v.name for v in victims)
        key = f"{names[0]}/{day_of(incident, 'first_seen') or 'undated'}" if names else ""
        if key and key not in self._keys.values():  # of two that begin alike the second keeps its id
            self._keys[incident["id"]] = key

    def _made(self, item: Object) -> Ref | None:
        rule = self._known.objects.get(item["type"])
        name = self._name(item, rule) if rule else None
        if rule is None or not name:
            return None
        kind = (
            self._known.identities.get(item.get("identity_class", ""), rule.type)
            if item["type"] == "identity"
            else rule.type
        )
        return Ref(
            name=name,
            type=kind,
            local=self._keys.get(item["id"], item["id"]) if kind == "Incident" else None,
            forms=self._forms(item, name, kind),
            role=next((r for r in item.get("roles") or () if r in self._roles), None) if kind == "Organization" else None,
            ids=() if kind == "Indicator" else self._ids(item),
        )

    def _name(self, item: Object, rule: ObjectRule) -> str | None:
        if item["type"] == "attack-pattern":
            parent = self._bundle.objects.get(self._bundle.parents.get(item["id"], ""))
            name = item.get("name")
            return f"{parent['name']}: {name}" if name and parent and parent.get("name") else name
        found = (self._value(item, key) for key in rule.name)
        name = next((v for v in found if v), None) or item.get("name")
        if name and len(name) > self._longest:  # a long pattern or path: its beginning, and what tells it from others
            return f"{name[: self._longest - 40]}… {digest(name)}"
        return name

    def _value(self, item: Object, key: str) -> str | None:
        value = item.get(key)
        if key == "pattern" and isinstance(value, str) and len(value) < 2 * self._longest:
            single = self._known.pattern_value.match(value.strip())
            return single[1].replace("\\'", "'") if single else value.strip()
        if key == "hashes" and isinstance(value, dict):
            value = next((value[h] for h in self._known.hashes if value.get(h)), None)
        if key in ("country", "region") and isinstance(value, str):
            return country(value) or value.replace("-", " ").strip()
        if key == "number" and type(value) is int:
            return f"AS{value}"
        return value.strip() if isinstance(value, str) else None

    def _forms(self, item: Object, name: str, kind: str) -> tuple[str, ...]:
        found = [reference["external_id"] for reference in self._own_entries(item)]
        if kind not in self._named_by_alias:
            found += self.names(item)
        if item["type"] == "attack-pattern" and self._alike[item.get("name")] == 1:
            found.append(item["name"])
        return tuple(sorted({f for f in found if f != name}))

    def _ids(self, item: Object) -> tuple[str, ...]:
        schemes = self._known.citations.ids
        listed = (f"{schemes[r['source_name']]}:{r['external_id']}" for r in self._own_entries(item))
        return (f"stix:{item['id']}", f"stix_type:{item['type']}", *listed)

    def _own_entries(self, item: Object) -> list[Object]:
        """The references of an object to its own entry in a list."""
        schemes = self._known.citations.ids
        found = item.get("external_references") or ()
        return [r for r in found if r.get("source_name") in schemes and isinstance(r.get("external_id"), str)]

    @cached_property
    def _alike(self) -> Counter[str | None]:
        return Counter(o.get("name") for o in self._bundle.of_type("attack-pattern"))
