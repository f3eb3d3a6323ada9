"""Distils `schema/reference/` from public lists: `python -m tools.distil_reference [--check]`.

In: the MISP galaxy as an installed package carries it (ATT&CK among it), `schema/reference_lists.yaml`,
`schema/reference_facts.yaml`, and our own `schema/reference/organizations.yaml` and `countries.yaml`. Out: a sorted
JSON Lines file a list, and `names.tsv`, the index of all names. The same input gives the same bytes. `--check` writes
nothing and exits 1 when the files differ from what the lists give.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from kg.reference import Fact, Record, tight
from kg.reference.records import NAMES_FILE, list_file, record_to_json
from kg.resources import home
from tools.reference_distil.common import is_common
from tools.reference_distil.entries import Entry, entries, forms
from tools.reference_distil.facts import facts_of
from tools.reference_distil.own import own_records
from tools.reference_distil.settings import Settings, settings

DESCRIPTION = 300  # characters kept of a description: two sentences that tell a reader which thing it is
_SAME, _USES, _USED_BY = ("similar",), ("uses", "deploys"), ("used-by", "is-deployed-by")


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or compare them; 0 when they are in step afterwards."""
    parser = argparse.ArgumentParser(description="Distil schema/reference/ from the public lists.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the files are not in step")
    check = parser.parse_args(arguments).check
    folder = home() / "schema" / "reference"
    made = distilled(settings())
    stale = [name for name, text in made.items() if not _is(folder / name, text)]
    stale += [p.name for p in sorted(folder.glob("*.jsonl")) if p.name not in made]
    if check:
        print("\n".join(f"schema/reference/{name} is not in step: run `make reference`" for name in stale), file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        if name in made:
            (folder / name).write_text(made[name], encoding="utf-8", newline="\n")
        else:
            (folder / name).unlink()
    print(f"{len(made)} files in schema/reference, {len(stale)} of them changed")
    return 0


def distilled(known: Settings) -> dict[str, str]:
    """The content of each file by its name."""
    listed = _one_id_each(list(entries(known)))
    tools = {tight(e.name) for e in listed if e.settings.types == ("Tool",) or _is_tool(e, known)}
    files: dict[str, list[str]] = {}
    names: dict[str, None] = {}
    for record, words in (*((record, None) for record in _records(listed, tools, known)), *own_records()):
        files.setdefault(list_file(record.list), []).append(record_to_json(record))
        names.update(dict.fromkeys(_name_lines(record, words, known)))
    files[NAMES_FILE] = list(names)
    return {name: "".join(f"{line}\n" for line in _sorted(lines)) for name, lines in files.items()}


def _sorted(lines: Iterable[str]) -> list[str]:
    return sorted(lines, key=str.encode)


def _one_id_each(listed: list[Entry]) -> list[Entry]:
    """The entries by id; of two that a list calls alike the one with more to say."""
    chosen: dict[str, Entry] = {}
    for entry in sorted(listed, key=lambda e: (e.id, -len(e.text), e.uuid)):
        chosen.setdefault(entry.id, entry)
    return list(chosen.values())


def _records(listed: list[Entry], tools: set[str], known: Settings) -> list[Record]:
    ids = {entry.uuid: entry for entry in listed}
    used: dict[str, set[str]] = {}
    same: dict[str, set[str]] = {}
    for entry in listed:
        for other in (ids[uuid] for uuid, kind in entry.related if kind in _SAME and uuid in ids):
            same.setdefault(entry.uuid, set()).add(other.id)
            same.setdefault(other.uuid, set()).add(entry.id)
        for uuid, kind in entry.related:
            user, thing = (entry, ids.get(uuid)) if kind in _USES else (ids.get(uuid), entry)
            if user and thing and kind in (*_USES, *_USED_BY) and "ThreatGroup" not in thing.settings.types[:1]:
                used.setdefault(user.uuid, set()).add(thing.name)
    return [_record(e, tools, used.get(e.uuid, set()), same.get(e.uuid, set()) - {e.id}, known) for e in listed]


def _record(entry: Entry, tools: set[str], used: set[str], same: set[str], known: Settings) -> Record:
    facts = facts_of(entry, known)
    types = _types(entry, tools, known)
    return Record(
        id=entry.id,
        list=entry.settings.list,
        type=types[0],
        types=types,
        name=entry.name,
        aliases=tuple(entry.aliases),
        country=facts["origin"][0].value if facts["origin"] else None,
        origin=facts["origin"],
        activities=facts["activities"],
        motives=facts["motives"],
        sectors=facts["sectors"],
        targets=facts["targets"],
        uses=tuple(Fact(name, "") for name in sorted(used)),
        external_ids=entry.external_ids,
        same=tuple(sorted(same)),
        description=_short(entry.text),
    )


def _types(entry: Entry, tools: set[str], known: Settings) -> tuple[str, ...]:
    first, *more = entry.settings.types
    if first == "Malware" and tight(entry.name) in tools:
        return ("Tool",)
    linked = any(entry.values(field) for field in known.operation.link_fields)
    return (first, *(more if linked or known.operation_words.search(entry.text) else ()))


def _is_tool(entry: Entry, known: Settings) -> bool:
    return any(kind.lower() in known.tool_kinds for kind in entry.values("type"))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= DESCRIPTION:
        return flat
    cut = flat[:DESCRIPTION]
    end = max(cut.rfind(". "), cut.rfind("! "), cut.rfind("? "))
    return cut[: end + 1] if end > DESCRIPTION // 3 else f"{cut.rpartition(' ')[0]} ..."


def _name_lines(record: Record, words: frozenset[str] | None, known: Settings) -> Iterable[str]:
    """The index lines of a record. Our own lists say which names are words; of the others, frequency tells."""
    for form in forms(list(record.names), known) if words is None else record.names:
        common = is_common(form, known.common) if words is None else form in words
        for kind in record.types:
            for role in record.roles or ("",):
                yield "\t".join((tight(form), form, kind, str(int(common)), role, record.id))


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes().replace(b"\r\n", b"\n") == text.encode()


if __name__ == "__main__":
    sys.exit(main())
