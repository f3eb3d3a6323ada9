"""The public lists, looked up by name.

In: `schema/reference/names.tsv` (a line for each name, type and record, sorted by the name's tight form) and one
`LIST.jsonl` a list (a record a line, sorted by id). Out: `Record` objects. Only the lines asked for are parsed: a
binary search over sorted lines answers in milliseconds, where parsing all lists takes 0.3 s.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import SchemaError
from kg.reference.names import tight
from kg.resources import folders

NAMES_FILE = "names.tsv"


class Fact(NamedTuple):
    """One recorded value, and the words of the record that say so."""

    value: str
    words: str


class Name(NamedTuple):
    """A surface form for a gazetteer. `common`: in lower case it is an ordinary word or name, so it needs its company."""

    form: str
    type: str
    common: bool
    role: str | None = None  # of an Organization: security-vendor, regulator, ...


class Record(NamedTuple):
    """One entry of one public list. Facts are what fit rests on; `same` are entries that the lists hold to be this one."""

    id: str  # list and entry: "mitre-attack:groups/G1015"
    list: str
    type: str
    types: tuple[str, ...]  # a ransomware programme is Malware and, where it runs an operation, ThreatGroup
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None  # where it comes from; its words are in `origin`
    origin: tuple[Fact, ...] = ()
    activities: tuple[Fact, ...] = ()
    motives: tuple[Fact, ...] = ()
    sectors: tuple[Fact, ...] = ()  # of victims
    targets: tuple[Fact, ...] = ()  # countries and regions of victims
    uses: tuple[Fact, ...] = ()  # names of malware and tools
    roles: tuple[str, ...] = ()  # of an Organization
    external_ids: dict[str, str] = {}
    same: tuple[str, ...] = ()
    description: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return (self.name, *self.aliases)

    @property
    def label(self) -> str:
        """How an account names the record."""
        return f"{self.name} ({self.list})"


def thing_label(records: Sequence[Record]) -> str:
    """A thing in a few words: its name, type and country, and the records that are about it."""
    first = records[0]
    country = next((record.country for record in records if record.country), None)
    facts = ", ".join(filter(None, (first.type, country)))
    return f"{first.name} ({facts}; {', '.join(record.id for record in records)})"


class Reference:
    """All lists of `schema/reference/`, the project's and a user's own."""

    def __init__(self, homes: tuple[Path, ...]) -> None:
        self._homes = homes
        self._lists: dict[Path, bytes] = {}

    def lookup(self, name: str) -> tuple[Record, ...]:
        """Every record that bears the name, sorted by id; several things may bear it, and are never merged by it."""
        key = f"{tight(name)}\t".encode()
        ids = {_fields(line)[5] for index in self._index for line in _lines_from(index, key)}
        return tuple(self.record(id_) for id_ in sorted(ids))

    def names(self) -> Iterator[Name]:
        """Every surface form with each type that it may stand for, each once."""
        seen: set[tuple[str, str, str]] = set()
        for index in self._index:
            for line in index.split(b"\n"):
                if line:
                    _, form, kind, common, role, _ = _fields(line)
                    if (form, kind, role) not in seen:
                        seen.add((form, kind, role))
                        yield Name(form, kind, common == "1", role or None)

    def homonyms(self, name: str) -> tuple[Record, ...]:
        """The records that bear the name, where they are of more than one thing; else none."""
        things = self.things(name)
        return tuple(record for thing in things for record in thing) if len(things) > 1 else ()

    def things(self, name: str) -> tuple[tuple[Record, ...], ...]:
        """The records that bear the name, grouped into the things they are about (kg.reference.things says how)."""
        from kg.reference.things import grouped

        return grouped(self.lookup(name))

    def record(self, id: str) -> Record:  # noqa: A002 (the record's own word for it)
        """One record by its id."""
        for home in self._homes:
            for line in _lines_from(self._content(home / list_file(id.partition("/")[0])), _id_prefix(id)):
                return record_from_json(line)
        raise SchemaError(f"no record {id!r}", place="schema/reference", remedy="run `make reference`")

    def records(self, list_name: str | None = None) -> Iterator[Record]:
        """All records, or those of one list. Parses them all."""
        for home in self._homes:
            paths = [home / list_file(list_name)] if list_name else sorted(home.glob("*.jsonl"))
            for path in paths:
                yield from (record_from_json(line) for line in self._content(path).split(b"\n") if line)

    @cached_property
    def _index(self) -> list[bytes]:
        return [self._content(home / NAMES_FILE) for home in self._homes]

    def _content(self, path: Path) -> bytes:
        if path not in self._lists:
            self._lists[path] = path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b""
        return self._lists[path]


def reference() -> Reference:
    """The reference as its files stand; made anew when one of them changes."""
    homes = tuple(home for folder in folders("schema") if (home := folder / "reference").is_dir())
    state = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for h in homes for path in sorted(h.iterdir()))
    return _reference(homes, state)


@lru_cache(maxsize=1)
def _reference(homes: tuple[Path, ...], _state: tuple[tuple[str, int, int], ...]) -> Reference:
    return Reference(homes)


def list_file(list_name: str) -> str:
    """The file of a list: "mitre-attack:groups" stands in mitre-attack.groups.jsonl."""
    return f"{list_name.replace(':', '.')}.jsonl"


def record_to_json(record: Record) -> str:
    """One line of a list's file: what is empty is left out, the id stands first."""
    plain = {key: value for key, value in record._asdict().items() if value and key != "type"}
    plain["uses"] = [fact.value for fact in record.uses]  # their words say no more than that
    return json.dumps({key: value for key, value in plain.items() if value}, ensure_ascii=False, separators=(",", ":"))


def record_from_json(line: bytes) -> Record:
    """The record of one line."""
    data: dict[str, Any] = json.loads(line)
    for key in ("origin", "activities", "motives", "sectors", "targets"):
        data[key] = tuple(Fact(*fact) for fact in data.get(key, ()))
    data["uses"] = tuple(Fact(name, f"recorded to use {name}") for name in data.get("uses", ()))
    for key in ("types", "aliases", "roles", "same"):
        data[key] = tuple(data.get(key, ()))
    return Record(type=data["types"][0], **data)


def _id_prefix(id_: str) -> bytes:
    return f'{{"id":{json.dumps(id_, ensure_ascii=False)},'.encode()


def _fields(line: bytes) -> list[str]:
    return line.decode().split("\t")


def _lines_from(content: bytes, prefix: bytes) -> Iterator[bytes]:
    """The lines of sorted content that begin with the prefix, found by bisection over offsets."""
    low, high = 0, len(content)
    while low < high:  # invariant: the first line not below the prefix begins at or behind `low`, at or before `high`
        middle = content.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = content.find(b"\n", middle, high)
        end = high if end < 0 else end
        if content[middle:end] < prefix:
            low = end + 1
        else:
            high = middle
    while content.startswith(prefix, low):
        end = content.find(b"\n", low)
        end = len(content) if end < 0 else end
        yield content[low:end]
        low = end + 1
