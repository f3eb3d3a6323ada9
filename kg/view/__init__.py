"""A view: the graph as computed from the claims of a ledger, with every doubt in it.

In: a ledger and options. Out: entities, propositions, claims and headings, the accounts of confidence, and a networkx graph.
Computed once and cached beside the ledger; the cache is keyed by the ledger's state, the schema, the program and the
options, and may be deleted at any time. What a question does not ask for is not loaded.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.ledger.rows import parsed
from kg.model import Account, Claim, Decision, Entity, Heading, Proposition
from kg.view.finding import bearers, find
from kg.view.options import ViewOptions
from kg.view.rows import HeadingRows, Rows
from kg.view.tables import cached

if TYPE_CHECKING:
    import networkx

    from kg.ledger import Ledger
    from kg.view.part import Selection
    from kg.view.reweighing import Reweighing, Supposition

__all__ = ["View", "ViewOptions", "view"]


class View:
    """What a ledger says, looked at in one way. Made by `view`. `selection` says which part of it this is; None is all."""

    selection: Selection | None = None

    def __init__(self, db: sqlite3.Connection, options: ViewOptions) -> None:
        self._db = db
        self.options = options
        self.entities: Rows[Entity] = Rows(db, "entity", Entity)
        self.propositions: Rows[Proposition] = Rows(db, "proposition", Proposition)
        self.claims: Rows[Claim] = Rows(db, "claim", Claim)
        self.headings = HeadingRows(db)
        self._reweighings: dict[str | None, Reweighing] = {}

    def __repr__(self) -> str:
        return f"<View: {len(self.entities)} entities, {len(self.propositions)} propositions, {len(self.claims)} claims>"

    @cached_property
    def left_out(self) -> int:
        """How many undated documents are not counted because the view is as of a date."""
        return int(self._facts("left_out")[0])

    @cached_property
    def orphaned(self) -> tuple[Decision, ...]:
        """Analysts' decisions that mean nothing that is in the view any more."""
        return tuple(parsed(Decision, body) for body in self._facts("orphaned"))

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Analysts' decisions that may be seen, undone ones too, of whatever date."""
        return tuple(parsed(Decision, body) for body in self._facts("decided"))

    @cached_property
    def graph(self) -> networkx.MultiDiGraph[str]:
        """Entities and propositions as a networkx graph (`kg.graph`)."""
        from kg.graph import graph

        told_of = (e for e in self.entities.values() if e.id not in self.silent)
        return graph(told_of, self.propositions.values(), self)

    def find(self, name: str, type: str | None = None) -> Entity:  # noqa: A002 (the model's word for it)
        """The entity of this id, handle, name or alias; of type Incident also by its victim.

        Raises `UnknownName` with the nearest names, `AmbiguousName` with the candidates.
        """
        return self.entities[find(self._db, name, type)]

    def part(self, selection: Selection) -> View:
        """What is wanted of it, as a view of its own; the numbers stay those of the whole (`kg.view.part`)."""
        from kg.view.part import part

        return part(self, selection)

    def bearers(self, name: str) -> list[Entity]:
        """Every entity that bears this name, whatever its type."""
        return [self.entities[id_] for id_ in bearers(self._db, name)]

    def edges(self) -> Iterable[tuple[str, str, str, str, int]]:
        """(proposition, source entity, target entity, relation, confidence) of every edge, light; loops left out."""
        sql = "SELECT id, subject, object, relation, confidence FROM proposition WHERE edge ORDER BY id"
        return iter(self._db.execute(sql).fetchall())

    def kinds(self) -> Iterable[tuple[str, str, tuple[str, ...]]]:
        """(entity, type, roles) of every entity, light."""
        sql = "SELECT id, type, json_extract(body, '$.roles') FROM entity ORDER BY id"
        return [(id_, kind, tuple(json.loads(roles or "[]"))) for id_, kind, roles in self._db.execute(sql).fetchall()]

    def of(self, entity_id: str) -> list[Proposition]:
        """Every proposition with this end, edges and flags, refuted ones too."""
        sql = "SELECT id FROM proposition WHERE subject = ? UNION SELECT id FROM proposition WHERE object = ? ORDER BY id"
        return [self.propositions[id_] for (id_,) in self._db.execute(sql, (entity_id, entity_id)).fetchall()]

    def proposition_of(self, claim_id: str) -> Proposition:
        """The proposition that a claim speaks for or against. Raises `KeyError`."""
        row = self._db.execute("SELECT proposition FROM claim WHERE id = ?", (claim_id,)).fetchone()
        if row is None:
            raise KeyError(claim_id)
        return self.propositions[row[0]]

    def account(self, proposition_id: str, *, without: str | None = None) -> Account:
        """How the confidence of a proposition comes about; `without` a publisher, document or speaker from what remains."""
        row = self._db.execute("SELECT account FROM proposition WHERE id = ?", (proposition_id,)).fetchone()
        if row is None:
            raise UsageError(f"no proposition {proposition_id!r}", remedy="`kg claims` lists the ids")
        return parsed(Account, row[0]) if without is None else self._reweighing(without).account(proposition_id)

    def supposing(self, propositions: Iterable[str], what: Supposition) -> dict[str, Account]:
        """The accounts of some propositions, if some claims were not there or a named voice more were."""
        weighable = self._reweighing(None).supposing(what)
        return {id_: weighable.account(id_) for id_ in propositions}

    def _reweighing(self, without: str | None) -> Reweighing:
        if without not in self._reweighings:
            from kg.view.reweighing import Reweighing

            self._reweighings[without] = Reweighing(self._db, without, self)
        return self._reweighings[without]

    @cached_property
    def silent(self) -> frozenset[str]:
        """Entities of which every claim has been withdrawn or struck out: they can be found still, and stand in no graph."""
        if not self._db.execute("SELECT 1 FROM claim WHERE dropped IS NOT NULL LIMIT 1").fetchone():
            return frozenset()
        told = "SELECT DISTINCT subject, object FROM claim JOIN proposition p ON p.id = proposition WHERE dropped IS NULL"
        spoken = {end for ends in self._db.execute(told) for end in ends}
        owners = {e.owner for e in self.entities.values() if e.id in spoken}
        return frozenset(id_ for id_ in self.entities if id_ not in spoken | owners)

    def judged(self, proposition_id: str) -> list[Decision]:
        """Analysts' words on a proposition that count: of each analyst the latest."""
        sql = "SELECT body FROM decision WHERE proposition = ? ORDER BY rowid"
        return [parsed(Decision, body) for (body,) in self._db.execute(sql, (proposition_id,))]

    def dropped(self, claim_id: str) -> str | None:
        """Why a claim counts no longer (misread, withdrawn, superseded); None if it counts."""
        row = self._db.execute("SELECT dropped FROM claim WHERE id = ?", (claim_id,)).fetchone()
        return row[0] if row else None

    @cached_property
    def struck_out(self) -> frozenset[str]:
        """The claims that count no longer; `dropped` says why."""
        return frozenset(id_ for (id_,) in self._db.execute("SELECT id FROM claim WHERE dropped IS NOT NULL"))

    @cached_property
    def standing(self) -> frozenset[str]:
        """The documents that count: not withdrawn, and not replaced by a later version of their page."""
        return frozenset(id_ for (id_,) in self._db.execute("SELECT id FROM heading WHERE counts"))

    def carriers(self, content_id: str) -> list[Heading]:
        """The documents that carry a text and count, the earliest first; all of them where none counts any more."""
        counting = {id_ for (id_,) in self._db.execute("SELECT id FROM heading WHERE content = ? AND counts", (content_id,))}
        all_ = self.headings[content_id]
        kept = [h for h in all_ if h.id in counting] or all_
        return sorted(kept, key=lambda h: (h.published or "9999", h.publisher or "~", h.id))

    def source_of(self, claim: Claim) -> str:
        """Who publishes the claim's text, in words: the publisher, else the document."""
        carriers = self.headings[claim.content_id]
        first = min(carriers, key=lambda h: (h.published or "9999", h.publisher is None, h.id))
        return first.publisher or first.label

    def close(self) -> None:
        """Close the cache. A closed view cannot be asked for more."""
        self._db.close()

    def _facts(self, name: str) -> list[str]:
        return [value for (value,) in self._db.execute("SELECT value FROM fact WHERE name = ?", (name,))]


def view(ledger: Ledger, options: ViewOptions | None = None) -> View:
    """The view of a ledger: from the cache beside it where that is in step, else computed and cached."""
    chosen = options or ViewOptions()

    def fill(db: sqlite3.Connection) -> None:
        from kg.view.building import build

        build(ledger, chosen, db)

    return View(cached(ledger.path, cache_key(ledger.state(), chosen), fill), chosen)


def cache_key(state: str, options: ViewOptions) -> str:
    """What a cached view depends on, as one short hash."""
    import hashlib

    from kg.resources import schema_hash
    from kg.view.program import fingerprint

    return hashlib.sha256("\0".join((state, schema_hash(), fingerprint(), options.key)).encode()).hexdigest()[:32]
