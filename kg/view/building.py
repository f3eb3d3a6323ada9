"""Building a view: the one place that runs identity and belief over a ledger, and writes what they give.

In: a ledger and options. Out: the tables of a view in an SQLite database (`kg.view.tables`), in a file or in memory.
Heavy rooms are imported here and nowhere else on the way of a question.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from kg.belief import Believed, believe
from kg.belief.statements import ratings
from kg.identity import Identified, identify
from kg.identity.claims import distinct
from kg.identity.decided import in_force
from kg.identity.voices import voice_of
from kg.model import Claim, Decision
from kg.reference import normal, reference
from kg.view.options import ViewOptions, Visible, last_day, visible, visible_claims
from kg.view.tables import NAME, WRITTEN, create

if TYPE_CHECKING:
    from kg.ledger import Ledger

DATED_ACTS = frozenset({"confirm", "dispute", "withdraw"})
"""Acts that say what was known then: a view as of an earlier date is without them. Others mend the reading, always."""


def build(ledger: Ledger, options: ViewOptions, db: sqlite3.Connection) -> None:
    """Compute the view and write it into an empty database."""
    seen = visible(ledger.headings(), options)
    claims = list(visible_claims(ledger.claims(), seen, options))
    decisions = [d for d in ledger.decisions() if _holds(d, options)]
    sources = ledger.sources()
    identified = identify(claims, seen.headings, reference(), decisions)
    believed = believe(claims, identified, seen.headings, sources, decisions)
    with db:
        create(db)
        _write_entities(db, identified)
        _write_propositions(db, believed)
        _write_claims(db, claims, identified, believed)
        _write_headings(db, seen, identified)
        rated = ratings(sources, in_force(decisions))
        db.executemany("INSERT INTO rating VALUES (?, ?)", sorted(rated.items()))
        orphaned = [*identified.dropped.orphaned, *believed.orphaned]
        facts = [("left_out", str(seen.left_out)), *(("orphaned", d.model_dump_json()) for d in orphaned)]
        db.executemany("INSERT INTO fact VALUES (?, ?)", facts)


def _holds(decision: Decision, options: ViewOptions) -> bool:
    """Whether a decision counts on the date of the view."""
    until = last_day(options.as_of) if options.as_of else None
    return until is None or decision.act not in DATED_ACTS or decision.at[:10] <= until


def _write_entities(db: sqlite3.Connection, identified: Identified) -> None:
    entities = [identified.entities[id_] for id_ in sorted(identified.entities)]
    db.executemany(
        "INSERT INTO entity VALUES (?, ?, ?, ?, ?)",
        [(e.id, e.type, e.name, e.handle, e.model_dump_json()) for e in entities],
    )
    called = {
        (normal(name), e.id): (name, rank)
        for e in entities
        for rank, name in [*((WRITTEN, alias) for alias in reversed(e.aliases)), (NAME, e.name)]
    }
    db.executemany(
        "INSERT INTO called VALUES (?, ?, ?, ?)",
        [(form, id_, name, rank) for (form, id_), (name, rank) in sorted(called.items())],
    )
    db.executemany("INSERT INTO redirect VALUES (?, ?)", sorted(identified.redirects.items()))
    db.executemany(
        "INSERT INTO may_be VALUES (?, ?, ?)",
        [
            (entity, place, record.id)
            for entity, candidates in sorted(identified.may_be.items())
            for place, records in enumerate(candidates)
            for record in records
        ],
    )


def _write_propositions(db: sqlite3.Connection, believed: Believed) -> None:
    db.executemany(
        "INSERT INTO proposition VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                p.id,
                p.subject,
                p.relation,
                p.object,
                p.confidence,
                p.is_edge,
                p.model_dump_json(),
                believed.accounts[p.id].model_dump_json(),
            )
            for p in (believed.propositions[id_] for id_ in sorted(believed.propositions))
        ],
    )
    db.executemany(
        "INSERT INTO decision VALUES (?, ?)",
        [(id_, d.model_dump_json()) for id_ in sorted(believed.decisions) for d in believed.decisions[id_]],
    )


def _write_claims(db: sqlite3.Connection, claims: list[Claim], identified: Identified, believed: Believed) -> None:
    rows = []
    for claim in distinct(claims):
        key, accused = believed.vouching[claim.id]
        dropped = identified.dropped.reasons.get(claim.id)
        told = json.dumps(believed.told[claim.id]) if believed.told[claim.id] else None
        of = believed.of_claim[claim.id]
        rows.append((claim.id, claim.content_id, of, key, accused, dropped, told, claim.model_dump_json()))
    db.executemany("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _write_headings(db: sqlite3.Connection, seen: Visible, identified: Identified) -> None:
    gone = identified.dropped.documents
    db.executemany(
        "INSERT INTO heading VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (h.id, content_id, key, voice_of(h), h.address, h.title, h.id not in gone, h.model_dump_json())
            for content_id, group in sorted(seen.headings.items())
            for h in group
            for key in (identified.speakers.publisher(h),)
        ],
    )
