"""What the columns of a table mean: a mapping file in YAML in, the documents' fields and claims of a row out.

Every value is text in which `{Column}` stands for what the row has there (`docs/tables.md` describes the format). A claim
whose subject or object comes out empty is not made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import product
from math import prod
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from kg.errors import LoadError, ModelError
from kg.loading.dates import iso_date
from kg.loading.settings import settings
from kg.model import Claim, RecordEvidence, Ref, Speaker, Stance
from kg.vocabulary import read_yaml, validated, vocabulary

_COLUMN = re.compile(r"\{([^{}]*)\}")
_PERCENT = re.compile(r"\d{1,2}|100")
_DATED = ("published", "retrieved")
Row = Mapping[str, str]


class CellError(LoadError):
    """A row cannot be taken: which columns, and why."""


def _is_template(value: str) -> str:
    if re.search(r"[{}]", _COLUMN.sub("", value)):
        raise ValueError(f"{value!r} has a brace too many")
    return value


Template = Annotated[str, AfterValidator(_is_template)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Thing(_Part):
    """What a claim speaks of: its type and name; `key` tells incidents and services of one document apart."""

    type: Template
    name: Template
    key: Template = ""
    role: Template = ""


class Said(_Part):
    """One claim a row: a relation between things, how it is put, and by whom."""

    relation: Template
    subject: str
    object: str | None = None
    stance: Template = str(Stance.ASSERTED)
    speaker: Template = ""
    stated: Template = ""
    date: Template = ""
    qualifiers: dict[str, Template] = {}


class TableMapping(_Part):
    """The whole file."""

    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    dates: dict[str, str] = {}  # column: how its dates are written, as strptime has it
    words: dict[str, dict[str, str]] = {}  # column: what stands there, and what that means here
    split: dict[str, str] = {}  # column: what parts several values
    document: dict[Literal["title", "address", "publisher", "published", "retrieved", "author"], Template] = {}
    things: dict[str, Thing] = Field(min_length=1)
    claims: tuple[Said, ...] = Field(min_length=1)

    @cached_property
    def meanings(self) -> dict[str, dict[str, str]]:
        """The words of each column, whatever their case, and what they mean."""
        return {
            column: {word.casefold(): meaning for word, meaning in words.items()} for column, words in self.words.items()
        }

    @cached_property
    def templates(self) -> dict[str, str]:
        """Every template, by where it stands."""
        found = {f"document: {name}": value for name, value in self.document.items()}
        for name, thing in self.things.items():
            found |= {f"things: {name}: {key}": value for key, value in thing}
        for number, said in enumerate(self.claims, 1):
            single = said.model_dump(exclude={"subject", "object", "qualifiers"})
            found |= {f"claims: {number}: {key}": value for key, value in (single | said.qualifiers).items()}
        return found


def read_mapping(path: Path) -> TableMapping:
    """The mapping in a file; raises `LoadError` or `SchemaError` with the key that is wrong."""
    limit = settings().tables.max_mapping
    if path.stat().st_size > limit:
        raise LoadError(f"a mapping of more than {limit:,} bytes", place=str(path), remedy="see docs/tables.md")
    mapping = validated(TableMapping, read_yaml(path), path)
    for name, thing in mapping.things.items():
        _check_word("type", thing.type, vocabulary().types, f"{path}: things: {name}")
    for number, said in enumerate(mapping.claims, 1):
        _check_claim(mapping, said, f"{path}: claims: {number}")
    return mapping


def _check_claim(mapping: TableMapping, said: Said, place: str) -> None:
    """Raise `LoadError` for what can be seen to be wrong before any row is read."""
    for end in (said.subject, said.object):
        if end is not None:
            _check_word("thing", end, mapping.things, place)
    _check_word("relation", said.relation, vocabulary().relations, place)
    relation = vocabulary().relations.get(said.relation)
    if relation is None:  # a column names it
        return
    for what, end, allowed in (("subject", said.subject, relation.domain), ("object", said.object, relation.range)):
        if end is not None:
            _check_word(f"{what} of {relation.name}", mapping.things[end].type, allowed, place)
    for name in said.qualifiers:
        _check_word(f"qualifier of {relation.name}", name, relation.qualifiers, place)


def _check_word(what: str, word: str, known: Collection[str], place: str) -> None:
    if not _columns(word) and word not in known:
        remedy = f"one of {', '.join(sorted(known))}" if known else "leave it out"
        raise LoadError(f"no {what} is called {word!r}", place=place, remedy=remedy)


def check_columns(mapping: TableMapping, columns: Sequence[str], place: str) -> None:
    """Raise `LoadError` for a column that the mapping names and the table has not."""
    named = {c: where for where, template in reversed(mapping.templates.items()) for c in _columns(template)}
    named |= {c: what for what in ("dates", "words", "split") for c in getattr(mapping, what)}
    for column, where in named.items():
        if column not in columns:
            why = f"the mapping names a column {column!r} ({where}) that the table has not"
            raise LoadError(why, place=place, remedy=f"its columns are {', '.join(columns)}")


@dataclass(frozen=True)
class RowReader:
    """A mapping at work on the rows of one table."""

    mapping: TableMapping
    most: int  # claims that one row may give

    def document(self, row: Row) -> dict[str, str]:
        """The fields of the document that the row stands in; raises `CellError` for a date that is none."""
        fields: dict[str, str] = {}
        for name, template in self.mapping.document.items():
            value = _filled(template, row)
            if value and name in _DATED and iso_date(value) != value:
                raise _not_a_date(template, value)
            if value:
                fields[name] = value
        return fields

    def rows(self, row: Row) -> Iterator[Row]:
        """The row with dates and words as the mapping has them; several rows where a cell holds several values."""
        plain = {c: self._cell(c, value.strip()) for c, value in row.items() if c not in self.mapping.split}
        several = {
            c: [self._cell(c, part.strip()) for part in row[c].split(by) if part.strip()] or [""]
            for c, by in self.mapping.split.items()
        }
        if prod(len(values) for values in several.values()) > self.most:
            raise CellError(f"{_named(several)}: more than {self.most:,} values together", remedy="split the row")
        for values in product(*several.values()):
            yield plain | dict(zip(several, values, strict=True))

    def claims(self, row: Row, evidence: RecordEvidence) -> list[Claim]:
        """The claims of a row, each checked against the vocabulary; raises `CellError` for one that cannot be.

        Their `content_id` is left empty: a table's text is known when all its rows are.
        """
        found: dict[str, Claim] = {}
        for single in self.rows(row):
            for said in self.mapping.claims:
                claim = self._claim(said, single, evidence)
                if claim is not None:
                    found[claim.id] = claim
            if len(found) > self.most:
                raise CellError(f"more than {self.most:,} claims", remedy="split the row")
        return list(found.values())

    def _cell(self, column: str, value: str) -> str:
        written = self.mapping.dates.get(column)
        if value and written:
            try:
                return datetime.strptime(value, written).date().isoformat()
            except ValueError as error:
                raise CellError(f"column {column!r}: {value!r} is no date like {written}", remedy="mend the cell") from error
        words = self.mapping.words.get(column)
        if words is None:
            return value
        known = self.mapping.meanings[column]
        if value.casefold() not in known:
            remedy = f"the mapping knows {', '.join(words)}"
            raise CellError(f"column {column!r}: {value!r} is not among its words", remedy=remedy)
        return known[value.casefold()]

    def _claim(self, said: Said, row: Row, evidence: RecordEvidence) -> Claim | None:
        subject = self._thing(said.subject, row)
        object_ = self._thing(said.object, row) if said.object else None
        relation = _filled(said.relation, row)
        if not relation or subject is None or (said.object and object_ is None):
            return None
        date = _filled(said.date, row)
        if date and iso_date(date) != date:
            raise _not_a_date(said.date, date)
        stance = _filled(said.stance, row) or str(Stance.ASSERTED)
        if stance not in list(Stance):
            remedy = f"one of {', '.join(Stance)}, or say in `words` what it means"
            raise CellError(f"{_shown(said.stance)}: {stance!r} is no stance", remedy=remedy)
        stated, speaker = _filled(said.stated, row), _filled(said.speaker, row)
        if stated and not _PERCENT.fullmatch(stated):
            raise CellError(f"{_shown(said.stated)}: {stated!r} is no number from 0 to 100", remedy="mend the cell")
        claim = Claim(
            content_id="",
            relation=relation,
            subject=subject,
            object=object_,
            stance=Stance(stance),
            speakers=(Speaker(kind="named", name=speaker),) if speaker else (),
            evidence=(evidence,),
            qualifiers={name: value for name, t in said.qualifiers.items() if (value := _filled(t, row))},
            event_date=date or None,
            stated=int(stated) if stated else None,
        )
        try:
            vocabulary().check(claim)
        except ModelError as error:
            used = [said.relation, *(t for e in (said.subject, said.object) if e for t in [self.mapping.things[e].type])]
            why = f"{_shown(' '.join([*used, *said.qualifiers.values()]))}: {error.message}"
            raise CellError(why, remedy=error.remedy) from error
        return claim

    def _thing(self, name: str, row: Row) -> Ref | None:
        thing = self.mapping.things[name]
        filled = {key: _filled(template, row) for key, template in thing}
        blank = any(not row[c] for c in _columns(thing.name))  # "attack on {Victim}" of no victim is nothing
        if blank or not filled["name"] or not filled["type"]:
            return None
        return Ref(name=filled["name"], type=filled["type"], local=filled["key"] or None, role=filled["role"] or None)


def _columns(template: str) -> list[str]:
    return _COLUMN.findall(template)


def _filled(template: str, row: Row) -> str:
    return _COLUMN.sub(lambda found: row[found[1]], template).strip()


def _shown(template: str) -> str:
    """The columns of a template, for a message."""
    columns = _columns(template)
    return _named(columns) if columns else "in the mapping"


def _named(columns: Collection[str]) -> str:
    return f"column{'s' if len(columns) > 1 else ''} {', '.join(repr(c) for c in columns)}"


def _not_a_date(template: str, value: str) -> CellError:
    remedy = "give it as 2025-06-12, or say in `dates` how the column writes them"
    return CellError(f"{_shown(template)}: {value!r} is no date", remedy=remedy)
