"""Finding an entity by what a reader calls it.

In: an id, a handle, a name in any form, `Type:name`. Out: the one entity that is meant. Nothing is guessed: several are an
`AmbiguousName` that lists them in words that find each; none is an `UnknownName` with the nearest.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from kg.errors import AmbiguousName, UnknownName
from kg.reference import normal
from kg.view.tables import NAME

_NEAREST = 5
_BRACKETED = re.compile(r"\[([0-9a-f]+)\]$")  # the id behind a name, as candidates are listed


def find(db: sqlite3.Connection, name: str, kind: str | None = None) -> str:
    """The id of the entity that is meant. Raises `UnknownName` or `AmbiguousName`."""
    bracketed = _BRACKETED.search(name)
    found = _by_id(db, bracketed[1] if bracketed else name, kind)
    if found is not None:
        return found
    prefix, _, rest = name.partition(":")
    if rest and kind is None and db.execute("SELECT 1 FROM entity WHERE type = ? LIMIT 1", (prefix,)).fetchone():
        return find(db, rest.strip(), prefix)
    ids = _by_name(db, name, kind) or (_incidents(db, name) if kind == "Incident" else [])
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise AmbiguousName(name, _told_apart(db, ids))
    raise UnknownName(name, nearest(db, name, kind))


def _by_id(db: sqlite3.Connection, name: str, kind: str | None) -> str | None:
    sql = """SELECT id FROM entity WHERE (id = :n OR handle = :n OR id = (SELECT new FROM redirect WHERE old IN (:n, :old)))
             AND (:k IS NULL OR type = :k)"""
    wanted = name.strip()
    found = db.execute(sql, {"n": wanted, "old": _older_handle(wanted), "k": kind}).fetchone()
    return str(found[0]) if found else None


def _older_handle(name: str) -> str | None:
    """The id of the incident that had this handle when less was known of it; None for what is no handle."""
    if "/" not in name:
        return None
    from kg.identity.attacks import incident_id

    return incident_id(name)


def _by_name(db: sqlite3.Connection, name: str, kind: str | None) -> list[str]:
    """Entities that bear the name: one whose own name it is goes before those that are also called so."""
    sql = """SELECT called.entity, called.rank FROM called JOIN entity ON entity.id = called.entity
             WHERE called.normal = ? AND (? IS NULL OR entity.type = ?) ORDER BY called.entity"""
    rows = db.execute(sql, (normal(name), kind, kind)).fetchall()
    own = [id_ for id_, rank in rows if rank == NAME]
    return own if len(own) == 1 else [id_ for id_, _ in rows]


def bearers(db: sqlite3.Connection, name: str) -> list[str]:
    """The ids of all entities that bear the name, as their own or beside it."""
    rows = db.execute("SELECT entity FROM called WHERE normal = ? ORDER BY entity", (normal(name),))
    return [id_ for (id_,) in rows.fetchall()]


def _incidents(db: sqlite3.Connection, victim: str) -> list[str]:
    """Incidents by their victim."""
    sql = """SELECT DISTINCT p.subject FROM proposition p JOIN called c ON c.entity = p.object
             JOIN entity e ON e.id = p.subject
             WHERE c.normal = ? AND p.relation = 'affected' AND p.edge AND e.type = 'Incident' ORDER BY p.subject"""
    return [id_ for (id_,) in db.execute(sql, (normal(victim),))]


def _told_apart(db: sqlite3.Connection, ids: Iterable[str]) -> list[str]:
    """Words that find each: the handle, else type and name; what is meant and the id where these do not tell two apart."""
    sql = """SELECT id, type, name, handle, json_array_length(body, '$.ambiguous'),
             (SELECT min(value) FROM json_each(entity.body, '$.external_ids') WHERE key LIKE '%:%')
             FROM entity WHERE id = ?"""
    rows = [db.execute(sql, (i,)).fetchone() for i in ids]
    words = [handle or f"{kind}:{name}" for _, kind, name, handle, _, _ in rows]
    meaning = [record or ("ambiguous" if ambiguous else "") for *_, ambiguous, record in rows]
    return [
        f"{', '.join(filter(None, (word, means)))} [{row[0]}]" if words.count(word) > 1 else word
        for word, means, row in zip(words, meaning, rows, strict=True)
    ]


def nearest(db: sqlite3.Connection, name: str, kind: str | None = None) -> list[str]:
    """Names that come close: those that hold the words or are spelled alike."""
    import difflib

    wanted = normal(name)
    rows = db.execute(
        "SELECT c.normal, e.name FROM called c JOIN entity e ON e.id = c.entity WHERE ? IS NULL OR e.type = ?", (kind, kind)
    ).fetchall()
    holding = sorted({shown for form, shown in rows if wanted and (wanted in form or (len(form) > 3 and form in wanted))})
    shown_by_form = dict(sorted(rows, reverse=True))
    alike = difflib.get_close_matches(wanted, _plausible(wanted, shown_by_form), n=_NEAREST, cutoff=0.6)
    return list(dict.fromkeys([*(shown_by_form[form] for form in alike), *holding]))[:_NEAREST]


def _plausible(wanted: str, forms: Iterable[str]) -> list[str]:
    """Forms of about the same length that share most letters: what is worth a slow comparison."""
    letters = set(wanted)
    return [f for f in forms if abs(len(f) - len(wanted)) <= 4 and 2 * len(letters & set(f)) > len(letters)]
