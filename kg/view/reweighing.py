"""Weighing one proposition of a computed view anew, as if a source or some claims were not there, or a voice more were.

In: the tables of a view, a proposition, what to leave out or to suppose. Out: its account from what then is there. Who is
who is taken from the view as it stands; what is left of rivals and of what is told of the incident is weighed anew as well.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from kg.belief import Ends, Vouching, Weighable, statement
from kg.belief.constants import constants
from kg.belief.fit import Records
from kg.belief.statements import Carrier, Statement, Told
from kg.belief.supposing import supposed
from kg.identity.voices import voice
from kg.ledger.rows import parsed
from kg.model import Account, Claim, Decision, Entity, Heading, Reliability, Stance
from kg.reference import reference
from kg.view.options import quotes


class Models(Protocol):
    """The models of a view, made once: a `View`."""

    @property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id."""
        ...

    @property
    def entities(self) -> Mapping[str, Entity]:
        """Entities by id."""
        ...

    @property
    def headings(self) -> Mapping[str, tuple[Heading, ...]]:
        """Headings by content."""
        ...


@dataclass(frozen=True)
class Supposition:
    """What is weighed with: claims that are not there, and for propositions one more named, independent voice each."""

    gone: frozenset[str] = frozenset()
    voices: tuple[tuple[str, Stance], ...] = ()  # proposition, and what is said of it


class Reweighing:
    """Accounts without one source (or with all), from the tables of a view."""

    def __init__(self, db: sqlite3.Connection, without: str | None, models: Models) -> None:
        self._db = db
        self._without = without
        self._models = models
        self._gone = self._left_out()
        self._rated: dict[str, Reliability] = dict(db.execute("SELECT voice, reliability FROM rating").fetchall())
        self._carriers = lru_cache(maxsize=None)(self._read_carriers)
        self._weighable = Weighable(
            ends=_EndsOf(db),
            statements=lru_cache(maxsize=None)(self._statements),
            of=lru_cache(maxsize=None)(self._of),
            entity=models.entities.__getitem__,
            may_be=lru_cache(maxsize=None)(self._may_be),
            publishers=self._publishers(),
            decisions=_DecisionsOf(db),
            known=constants(),
        )

    def account(self, proposition: str) -> Account:
        """The account of a proposition from what remains."""
        return self._weighable.account(proposition)

    def supposing(self, what: Supposition) -> Weighable:
        """All that accounts are made of, if that were so."""
        base = self._weighable
        added = {id_: self._supposed(id_, stance) for id_, stance in what.voices}

        def statements(proposition: str) -> Sequence[Statement]:
            left = tuple(s for s in base.statements(proposition) if s.claim.id not in what.gone)
            return (*left, added[proposition]) if proposition in added else left

        same = {id_: origins for id_, origins in base._origins.items() if statements(id_) == base.statements(id_)}
        return replace(base, statements=lru_cache(maxsize=None)(statements), _origins=same, _facts={}, _blamed={})

    def _supposed(self, proposition: str, stance: Stance) -> Statement:
        ends, entities = self._weighable.ends[proposition], self._models.entities
        return supposed(proposition, ends, entities[ends.subject], entities[ends.object] if ends.object else None, stance)

    def _statements(self, proposition: str) -> tuple[Statement, ...]:
        sql = "SELECT id, vouching, dropped, told FROM claim WHERE proposition = ? ORDER BY id"
        found = []
        for id_, vouches, dropped, told in self._db.execute(sql, (proposition,)).fetchall():
            claim = self._models.claims[id_]
            carriers = self._carriers(claim.content_id)
            if carriers and not (self._without and quotes(claim, self._without)):
                vouching, tells = Vouching(*json.loads(vouches)), Told(*json.loads(told)) if told else None
                found.append(statement(claim, carriers, vouching, self._rated, dropped, tells))
        return tuple(found)

    def _read_carriers(self, content_id: str) -> tuple[Carrier, ...]:
        sql = "SELECT id, publisher, knows, counts FROM heading WHERE content = ?"
        rows = {row[0]: row[1:] for row in self._db.execute(sql, (content_id,)) if row[0] not in self._gone}
        any_counts = any(counts for *_, counts in rows.values())  # of a text that is withdrawn everywhere, all are named
        kept = {id_: (who, bool(knows)) for id_, (who, knows, counts) in rows.items() if counts or not any_counts}
        carriers = (Carrier(h, *kept[h.id]) for h in self._models.headings[content_id] if h.id in kept)
        return tuple(sorted(carriers, key=lambda c: c.rank))

    def _left_out(self) -> frozenset[str]:
        """Ids of the documents that are left out: as `kg.view.options.is_of` says it."""
        if self._without is None:
            return frozenset()
        sql = "SELECT id FROM heading WHERE :s IN (id, content, address, title, record) OR voice = :v"
        return frozenset(i for (i,) in self._db.execute(sql, {"s": self._without, "v": voice(self._without)}))

    def _of(self, entity: str) -> list[str]:
        sql = "SELECT id FROM proposition WHERE subject = ? OR object = ? ORDER BY id"
        return [id_ for (id_,) in self._db.execute(sql, (entity, entity))]

    def _may_be(self, entity: str) -> Sequence[Records]:
        candidates: dict[int, list[str]] = {}
        sql = "SELECT candidate, record FROM may_be WHERE entity = ? ORDER BY candidate, record"
        for place, record in self._db.execute(sql, (entity,)):
            candidates.setdefault(place, []).append(record)
        known = reference() if candidates else None
        return [tuple(known.record(r) for r in records) for _, records in sorted(candidates.items()) if known]

    def _publishers(self) -> frozenset[str]:
        """Keys of all publishers of whom a document remains."""
        sql = "SELECT publisher, count(*) FROM heading WHERE counts GROUP BY publisher"
        documents: dict[str, int] = dict(self._db.execute(sql).fetchall())
        for id_ in self._gone:
            publisher, counts = self._db.execute("SELECT publisher, counts FROM heading WHERE id = ?", (id_,)).fetchone()
            if counts:
                documents[publisher] -= 1
        return frozenset(publisher for publisher, count in documents.items() if count)


class _EndsOf(dict[str, Ends]):
    """Proposition id -> its ends, read when they are asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__()
        self._db = db

    def __missing__(self, key: str) -> Ends:
        row = self._db.execute("SELECT subject, relation, object FROM proposition WHERE id = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        self[key] = Ends(*row)
        return self[key]


class _DecisionsOf(dict[str, Sequence[Decision]]):
    """Proposition id -> analysts' words on it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__()
        for id_, body in db.execute("SELECT proposition, body FROM decision ORDER BY rowid"):
            self[id_] = [*self.get(id_, ()), parsed(Decision, body)]
