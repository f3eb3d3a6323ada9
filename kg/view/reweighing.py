"""Weighing one proposition of a computed view anew, as if a source were not there.

In: the tables of a view, a proposition, a source to leave out. Out: its account from the claims that remain. Who is who is
taken from the view as it stands; what is left of rivals and of what is told of the incident is weighed anew as well.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache

from kg.belief import Ends, Vouching, Weighable, statement
from kg.belief.constants import constants
from kg.belief.fit import Records
from kg.belief.statements import Carrier, Statement
from kg.model import Account, Claim, Decision, Entity, Heading, Reliability
from kg.reference import reference
from kg.view.options import is_of, quotes


class Reweighing:
    """Accounts without one source, from the tables of a view."""

    def __init__(self, db: sqlite3.Connection, without: str) -> None:
        self._db = db
        self._without = without
        self._rated: dict[str, Reliability] = dict(db.execute("SELECT voice, reliability FROM rating").fetchall())
        self._carriers = lru_cache(maxsize=None)(self._read_carriers)
        self._weighable = Weighable(
            ends=_EndsOf(db),
            statements=lru_cache(maxsize=None)(self._statements),
            of=lru_cache(maxsize=None)(self._of),
            entity=lru_cache(maxsize=None)(self._entity),
            may_be=lru_cache(maxsize=None)(self._may_be),
            publishers=self._publishers(),
            decisions=_DecisionsOf(db),
            known=constants(),
        )

    def account(self, proposition: str) -> Account:
        """The account of a proposition from what remains."""
        return self._weighable.account(proposition)

    def _statements(self, proposition: str) -> tuple[Statement, ...]:
        sql = "SELECT body, vouching, accused, dropped FROM claim WHERE proposition = ? ORDER BY id"
        found = []
        for body, key, accused, dropped in self._db.execute(sql, (proposition,)).fetchall():
            claim = Claim.model_validate_json(body)
            carriers = self._carriers(claim.content_id)
            if carriers and not quotes(claim, self._without):
                found.append(statement(claim, carriers, Vouching(key, bool(accused)), self._rated, dropped))
        return tuple(found)

    def _read_carriers(self, content_id: str) -> tuple[Carrier, ...]:
        rows = self._db.execute("SELECT body, publisher FROM heading WHERE content = ?", (content_id,)).fetchall()
        carriers = [Carrier(Heading.model_validate_json(body), publisher) for body, publisher in rows]
        return tuple(sorted((c for c in carriers if not is_of(c.heading, self._without)), key=lambda c: c.rank))

    def _of(self, entity: str) -> list[str]:
        sql = "SELECT id FROM proposition WHERE subject = ? OR object = ? ORDER BY id"
        return [id_ for (id_,) in self._db.execute(sql, (entity, entity))]

    def _entity(self, entity: str) -> Entity:
        return Entity.model_validate_json(self._db.execute("SELECT body FROM entity WHERE id = ?", (entity,)).fetchone()[0])

    def _may_be(self, entity: str) -> Sequence[Records]:
        candidates: dict[int, list[str]] = {}
        for place, record in self._db.execute("SELECT candidate, record FROM may_be WHERE entity = ? ORDER BY 1, 2", (entity,)):
            candidates.setdefault(place, []).append(record)
        return [tuple(reference().record(r) for r in records) for _, records in sorted(candidates.items())]

    def _publishers(self) -> frozenset[str]:
        rows = self._db.execute("SELECT body, publisher FROM heading WHERE publisher != '?'").fetchall()
        names = {publisher for _, publisher in rows}
        gone = {p for body, p in rows if is_of(Heading.model_validate_json(body), self._without)}
        kept = {p for body, p in rows if p in gone and not is_of(Heading.model_validate_json(body), self._without)}
        return frozenset(names - (gone - kept))


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
            self[id_] = [*self.get(id_, ()), Decision.model_validate_json(body)]
