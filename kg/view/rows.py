"""Rows as models, one made when it is asked for.

In: a table of a view. Out: a read-only mapping by id. Twenty thousand pydantic models cost a second; a question that asks
for ten pays for ten.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from kg.ledger.rows import parsed
from kg.model import Heading

Model = TypeVar("Model", bound=BaseModel)


def body_of(model: BaseModel) -> str:
    """A model as JSON; where a string of it is no proper Unicode, in ASCII, which can hold that."""
    try:
        return model.model_dump_json()
    except PydanticSerializationError:
        return json.dumps(model.model_dump(mode="json"))


def plain(value: object) -> object:
    """A value that SQLite can keep; what is no proper Unicode is shown as such."""
    if not isinstance(value, str) or value.isascii():
        return value
    return value.encode("utf-8", "backslashreplace").decode()


class Rows(Mapping[str, Model], Generic[Model]):
    """id -> model, from the table's column `body`."""

    def __init__(self, db: sqlite3.Connection, table: str, model: type[Model]) -> None:
        self._db = db
        self._one = f"SELECT body FROM {table} WHERE id = ?"  # noqa: S608 (a table of ours)
        self._all = f"SELECT id, body FROM {table} ORDER BY id"  # noqa: S608
        self._ids = f"SELECT id FROM {table} ORDER BY id"  # noqa: S608
        self._count = f"SELECT count(*) FROM {table}"  # noqa: S608
        self._model = model
        self._made: dict[str, Model] = {}
        self._complete = False

    def __getitem__(self, key: str) -> Model:
        if key not in self._made:
            found = self._db.execute(self._one, (key,)).fetchone()
            if found is None:
                raise KeyError(key)
            self._made[key] = parsed(self._model, found[0])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._made or self._db.execute(self._one, (key,)).fetchone() is not None

    def __iter__(self) -> Iterator[str]:
        return iter([row[0] for row in self._db.execute(self._ids)])

    def __len__(self) -> int:
        return int(self._db.execute(self._count).fetchone()[0])

    def __repr__(self) -> str:
        return f"<{len(self)} of {self._model.__name__}>"

    def values(self) -> list[Model]:  # type: ignore[override]
        """All models, in order of id."""
        return [model for _, model in self.items()]

    def items(self) -> list[tuple[str, Model]]:  # type: ignore[override]
        """All ids with their models, in order of id, read in one go."""
        if not self._complete:
            for id_, body in self._db.execute(self._all):
                if id_ not in self._made:
                    self._made[id_] = parsed(self._model, body)
            self._complete = True
        return sorted(self._made.items())


class HeadingRows(Mapping[str, tuple[Heading, ...]]):
    """Content id -> the headings of all documents that carry it, in order of id."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._made: dict[str, tuple[Heading, ...]] = {}

    def __getitem__(self, key: str) -> tuple[Heading, ...]:
        if key not in self._made:
            rows = self._db.execute("SELECT body FROM heading WHERE content = ? ORDER BY id", (key,)).fetchall()
            if not rows:
                raise KeyError(key)
            self._made[key] = tuple(parsed(Heading, body) for (body,) in rows)
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter([row[0] for row in self._db.execute("SELECT DISTINCT content FROM heading ORDER BY content")])

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(DISTINCT content) FROM heading").fetchone()[0])
