"""Named queries, one `.cypher` file each in `queries/`. In: a name, values, and an engine to run the text on. Out: rows.

A file begins with a comment that holds YAML, so that it is valid Cypher as it stands and can be pasted anywhere:
`/*---` ... `---*/`. It says what the query asks, its parameters and columns, and how the answer is to be read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kg.errors import KgError, SchemaError, UsageError
from kg.resources import files
from kg.vocabulary import validated

if TYPE_CHECKING:
    from typing import Self

_FRONT = re.compile(r"\A/\*---\n(.*?)\n---\*/\n", re.DOTALL)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_WORDS = {"true": True, "yes": True, "false": False, "no": False}


class Parameter(BaseModel):
    """One parameter: its type, what it means, and the value it has unless another is given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["string", "integer", "boolean", "date"]
    description: str
    default: str | int | bool | None = None
    required: bool = False

    @model_validator(mode="after")
    def _default_or_required(self) -> Self:
        if self.required == (self.default is not None):
            raise ValueError("a parameter has a default or is required, and not both")
        return self


class NamedQuery(BaseModel):
    """A query of `queries/`: its question and how to read the answer, parameters, columns, and the text itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    title: str
    question: str
    parameters: dict[str, Parameter] = {}
    columns: dict[str, str]
    reading: str
    example: str
    text: str


class Rows(Protocol):
    """What an engine gives back; cells are null, boolean, number, string, list or map."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        ...

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """The rows, a cell a column."""
        ...

    @property
    def truncated(self) -> bool:
        """Whether there were more rows than the limit."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of the engine."""
        ...


class Engine(Protocol):
    """What runs a query."""

    def run(self, text: str, parameters: Any = None, *, limit: int | None = None, timeout: float | None = None) -> Rows:
        """The rows of a read query."""
        ...


@dataclass(frozen=True)
class QueryResult:
    """The answer of a named query, and of a query text given by hand (which has no `query`)."""

    query: str | None
    parameters: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool
    notes: tuple[str, ...]

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def query(
    engine: Engine,
    name: str,
    given: Mapping[str, object] | None = None,
    *,
    limit: int | None = None,
    timeout: float | None = None,
) -> QueryResult:
    """The answer of a named query. Raises `UsageError` for an unknown name or a parameter that does not fit."""
    asked = named_query(name)
    values = bind(asked, given or {})
    found = engine.run(asked.text, values, limit=limit, timeout=timeout)
    return QueryResult(asked.id, values, found.columns, found.rows, found.truncated, found.notes)


def named_queries() -> dict[str, NamedQuery]:
    """All named queries by id; of two with one id, a user's own comes before the project's."""
    return {path.stem: _read(path) for path in files("queries", ".cypher")}


def named_query(name: str) -> NamedQuery:
    """The named query of this id. Raises `UsageError` with the nearest names where there is none."""
    paths = {path.stem: path for path in files("queries", ".cypher")}
    if name not in paths:
        near = get_close_matches(name, paths, n=3)
        remedy = f"nearest: {', '.join(near)}" if near else "`kg query --list` lists them"
        raise UsageError(f"no named query is called {name!r}", remedy=remedy)
    return _read(paths[name])


def bind(asked: NamedQuery, given: Mapping[str, object]) -> dict[str, Any]:
    """A value for each parameter, of its type: what is given, else the default."""
    unknown = sorted(set(given) - set(asked.parameters))
    if unknown:
        known = ", ".join(asked.parameters) or "it takes none"
        raise UsageError(f"{asked.id} has no parameter {unknown[0]!r}", remedy=known)
    missing = [name for name, parameter in asked.parameters.items() if parameter.required and name not in given]
    if missing:
        raise UsageError(f"{asked.id} needs -p {missing[0]}=...", remedy=f"for example: {asked.example}")
    return {
        name: _typed(parameter, given.get(name, parameter.default), f"parameter {name}")
        for name, parameter in asked.parameters.items()
    }


def _typed(parameter: Parameter, value: object, place: str) -> object:
    if parameter.type == "boolean":
        found = value if isinstance(value, bool) else _WORDS.get(str(value).lower())
        if found is not None:
            return found
    elif parameter.type == "integer":
        if not isinstance(value, bool) and re.fullmatch(r"[+-]?\d{1,18}", str(value)):
            return int(str(value))
    elif isinstance(value, str) and (parameter.type == "string" or _DATE.fullmatch(value)):
        return value
    what = "a date (2025, 2025-06 or 2025-06-12)" if parameter.type == "date" else f"a {parameter.type}"
    raise UsageError(f"{value!r} is not {what}", place=place, remedy=parameter.description)


def _read(path: Path) -> NamedQuery:
    import yaml

    place = f"queries/{path.name}"
    text = path.read_text(encoding="utf-8")
    front = _FRONT.match(text)
    if front is None:
        raise SchemaError("the file does not begin with /*--- and YAML up to ---*/", place=place)
    try:
        said = yaml.safe_load(front[1])
    except yaml.YAMLError as error:
        raise SchemaError(f"not YAML: {error}", place=place) from error
    if not isinstance(said, dict):
        raise SchemaError("the comment at its head holds no keys", place=place)
    try:
        asked = validated(NamedQuery, {**said, "text": text[front.end() :].strip()}, path)
    except KgError as error:
        raise SchemaError(error.message, place=place, remedy="compare with its neighbours") from error
    if asked.id != path.stem:
        raise SchemaError(f"its id is {asked.id!r}", place=place, remedy=f"name the file {asked.id}.cypher")
    return asked


def parsed(pairs: Sequence[str]) -> dict[str, str]:
    """`name=value` pairs as they are given on a command line."""
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(f"{pair!r} is no parameter", remedy='write -p name=value, for example -p actor="Lazarus Group"')
        found[name] = value
    return found
