"""What all STIX objects have: ids, dates, markings, our extension. In: parts of a view. Out: properties of an object."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import uuid5

from kg.export._stix.settings import StixSettings, settings
from kg.identity.dates import iso_period
from kg.model import Marking
from kg.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from kg.view import View

Object: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Maker:
    """Makes objects of one bundle. `modified`: when the latest that anything in it rests on was reported or decided."""

    known: StixSettings
    words: Vocabulary
    modified: str

    def id_of(self, type_: str, *parts: str) -> str:
        """The id of a thing: the same in every export (UUIDv5; STIX 2.1, 2.9)."""
        return f"{type_}--{uuid5(self.known.namespace, json.dumps([type_, *parts]))}"

    @cached_property
    def producer(self) -> str:
        """The id of the identity that makes the objects."""
        return self.id_of("identity", "producer")

    def make(
        self, type_: str, key: str, kind: str, said: Object, *, created: str | None = None, marking: Marking = Marking.CLEAR
    ) -> Object:
        """An object with its common properties and what our extension says: its kind, and `said`."""
        return {
            **self.bare(type_, key, created),
            "object_marking_refs": [self.known.tlp.markings[marking]],
            "extensions": {self.known.extension.id: {"extension_type": "property-extension", "kind": kind, **said}},
        }

    def bare(self, type_: str, key: str, created: str | None = None) -> Object:
        """An object with its common properties alone."""
        began = created or self.known.undated
        return {
            "type": type_,
            "spec_version": "2.1",
            "id": self.id_of(type_, key),
            "created_by_ref": self.producer,
            "created": began,
            "modified": max(began, self.modified),
        }


def maker(view: View, decided: Iterable[str]) -> Maker:
    """The maker of a view's bundle; `decided` are the times of the decisions that go with it."""
    reported = (moment(heading.published) for content in view.headings for heading in view.headings[content])
    known = settings()
    latest = max((m for m in (*reported, *map(moment, decided)) if m), default=known.undated)
    return Maker(known, vocabulary(), latest)


def moment(date: str | None) -> str | None:
    """A date as STIX writes it: the first moment of the day, month or year that is known; None where it is none."""
    if date is None:
        return None
    if "T" in date:
        with suppress(ValueError):
            at = datetime.fromisoformat(date)
            at = at.astimezone(UTC) if at.tzinfo else at
            return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"
    period = iso_period(date)
    return f"{period.first.isoformat()}T00:00:00.000Z" if period and period.first else None


def strictest(markings: Iterable[Marking]) -> Marking:
    """The marking of what rests on all of these."""
    return max(markings, key=list(Marking).index, default=Marking.CLEAR)


def least_strict(markings: Iterable[Marking]) -> Marking:
    """The marking of what each of these tells."""
    return min(markings, key=list(Marking).index, default=Marking.CLEAR)
