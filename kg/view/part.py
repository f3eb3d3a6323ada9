"""A part of a view: what lies around a name, is supported well enough, has some status or relation.

In: a view and a `Selection`. Out: a view of what was chosen, whose numbers are those of the whole: leaving something out of
sight makes nothing less supported. (What is to count as not there is left out by `ViewOptions`.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.errors import UnknownName
from kg.model import Entity, Heading, Proposition, Status, digest
from kg.view import View
from kg.view.rows import HeadingRows, Model, Rows
from kg.vocabulary import check_word, vocabulary

HOPS = 2  # between an actor and a victim stands an incident


@dataclass(frozen=True)
class Selection:
    """What is wanted of a view. Empty wants everything; several statuses or relations want any of them.

    `hops` are edges that pass the rest of the selection, followed either way from the entity that is called `about`.
    """

    about: str | None = None
    hops: int = HOPS
    min_confidence: int = 0
    statuses: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.about is not None or self.min_confidence > 0 or bool(self.statuses or self.relations)

    @property
    def key(self) -> str:
        """A short hash: what tells the part from the whole, and from other parts."""
        around = (self.about, self.hops) if self.about is not None else None
        return digest("part", around, self.min_confidence, sorted(self.statuses), sorted(self.relations))

    @property
    def words(self) -> str:
        """The selection as a reader says it; empty for everything."""
        said = [f"{self.hops} hops around {self.about}" if self.about is not None else ""]
        said += [f"confidence {self.min_confidence} and above" if self.min_confidence else ""]
        said += [" or ".join(sorted(chosen)) for chosen in (self.statuses, self.relations)]
        return ", ".join(filter(None, said))


class _Row(NamedTuple):
    """A proposition without its claims."""

    id: str
    subject: str
    object: str | None
    relation: str
    confidence: int
    edge: int
    status: str


class Part(View):
    """A view of some entities and propositions of another. `whole` is that other."""

    def __init__(self, whole: View, selection: Selection, entities: Iterable[str], propositions: Iterable[str]) -> None:
        super().__init__(whole._db, whole.options)
        self.whole = whole
        self.selection = selection
        self.entities = _Some(whole.entities, entities)
        self.propositions = _Some(whole.propositions, propositions)
        told = whole._db.execute("SELECT id, content, proposition FROM claim ORDER BY id")
        of = [(id_, content) for id_, content, proposition in told if proposition in self.propositions]
        self.claims = _Some(whole.claims, (id_ for id_, _ in of))
        self.headings = _SomeHeadings(whole.headings, sorted({content for _, content in of}))

    def find(self, name: str, type: str | None = None) -> Entity:  # noqa: A002 (the model's word for it)
        """The entity of this name, where it is in the part; else `UnknownName`."""
        found = self.whole.find(name, type)
        if found.id not in self.entities:
            raise UnknownName(name)
        return found

    def bearers(self, name: str) -> list[Entity]:
        """Every entity of the part that bears this name."""
        return [entity for entity in self.whole.bearers(name) if entity.id in self.entities]

    def edges(self) -> Iterable[tuple[str, str, str, str, int]]:
        """(proposition, source entity, target entity, relation, confidence) of every edge of the part."""
        return (edge for edge in self.whole.edges() if edge[0] in self.propositions)

    def kinds(self) -> Iterable[tuple[str, str, tuple[str, ...]]]:
        """(entity, type, roles) of every entity of the part."""
        return (kind for kind in self.whole.kinds() if kind[0] in self.entities)

    def of(self, entity_id: str) -> list[Proposition]:
        """Every proposition of the part with this end."""
        return [p for p in self.whole.of(entity_id) if p.id in self.propositions]


def part(view: View, selection: Selection) -> View:
    """The part of a view that is wanted; the view itself where all of it is.

    Raises `UsageError` for a relation or status that there is none of, `UnknownName` or `AmbiguousName` for `about`.
    """
    if not selection:
        return view
    for relation in selection.relations:
        check_word("relation", relation, vocabulary().relations)
    for status in selection.statuses:
        check_word("status", status, list(Status))
    chosen = [row for row in _rows(view) if _passes(row, selection)]
    ends: set[str] = set()
    if selection.about is not None:
        ends = _around(view.find(selection.about).id, selection.hops, chosen)
        chosen = [row for row in chosen if row.subject in ends and (row.object is None or row.object in ends)]
    ends |= {end for row in chosen for end in (row.subject, row.object) if end is not None}
    owners = (view.entities[end].owner for end in ends)
    ends |= {owner for owner in owners if owner is not None and owner in view.entities}
    return Part(view, selection, sorted(ends), [row.id for row in chosen])


def _rows(view: View) -> Iterator[_Row]:
    sql = """SELECT id, subject, object, relation, confidence, edge, json_extract(body, '$.status')
             FROM proposition ORDER BY id"""
    return map(_Row._make, view._db.execute(sql))


def _passes(row: _Row, wanted: Selection) -> bool:
    return (
        row.confidence >= wanted.min_confidence
        and (not wanted.statuses or row.status in wanted.statuses)
        and (not wanted.relations or row.relation in wanted.relations)
    )


def _around(centre: str, hops: int, rows: Iterable[_Row]) -> set[str]:
    """Entities that so many edges lead to, whichever way they point."""
    beside: Mapping[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.edge and row.object is not None:
            beside[row.subject].add(row.object)
            beside[row.object].add(row.subject)
    reached = border = {centre}
    for _ in range(hops):
        border = {other for entity in border for other in beside[entity]} - reached
        reached = reached | border
    return reached


class _Some(Rows[Model]):
    """Some rows of a table."""

    def __init__(self, whole: Rows[Model], ids: Iterable[str]) -> None:
        self._whole, self._model = whole, whole._model
        self._ids_of_part = dict.fromkeys(ids)

    def __getitem__(self, key: str) -> Model:
        if key not in self._ids_of_part:
            raise KeyError(key)
        return self._whole[key]

    def __contains__(self, key: object) -> bool:
        return key in self._ids_of_part

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids_of_part)

    def __len__(self) -> int:
        return len(self._ids_of_part)

    def items(self) -> list[tuple[str, Model]]:  # type: ignore[override]
        """All ids of the part with their models."""
        return [(key, self._whole[key]) for key in self]


class _SomeHeadings(HeadingRows):
    """The headings of some texts."""

    def __init__(self, whole: HeadingRows, contents: Iterable[str]) -> None:
        self._whole = whole
        self._contents = dict.fromkeys(contents)

    def __getitem__(self, key: str) -> tuple[Heading, ...]:
        if key not in self._contents:
            raise KeyError(key)
        return self._whole[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)
