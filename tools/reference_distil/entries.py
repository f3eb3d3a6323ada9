"""Clusters as entries: each with its clean names. In: the lists' JSON. Out: `Entry` objects of the lists chosen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.reference import tight
from tools.reference_distil.settings import ListSettings, Settings

_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]+\)")
_CITATION = re.compile(r"\(Citation: [^()]*(?:\([^()]*\)[^()]*)*\)|<sup>.*?</sup>|\[\d+\]|</?\w+/?>", re.DOTALL)
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")


@dataclass
class Entry:
    """One entry of a list, cleaned."""

    settings: ListSettings
    uuid: str
    value: str  # as listed
    name: str
    aliases: list[str]
    text: str
    meta: dict[str, Any]
    related: list[tuple[str, str]] = field(default_factory=list)  # (uuid, type)

    @property
    def id(self) -> str:
        """The list and the entry: by its ATT&CK id where the list is ATT&CK's, else by its name as listed."""
        attack = self.external_ids.get("attack")
        key = attack if attack and self.settings.list.startswith("mitre-attack") else self.value
        return f"{self.settings.list}/{key}"

    @property
    def external_ids(self) -> dict[str, str]:
        """MISP uuid, and ATT&CK id where the entry has one."""
        keys = ("external_id", "group_attack_id", "software_attack_id")
        ids = [str(self.meta[k]) for k in keys if self.meta.get(k)]
        own = self.settings.list.startswith("mitre-attack") or self.meta.get("source") == "MITRE"
        return {"misp": self.uuid, **({"attack": ids[0]} if ids and own else {})}

    def values(self, key: str) -> list[str]:
        """The values of a meta field, one or many."""
        value = self.meta.get(key)
        return [str(v) for v in (value if isinstance(value, list) else [value]) if v]


def entries(known: Settings) -> Iterator[Entry]:
    """The entries of all lists, without those that are left out and those that another entry stands for."""
    for chosen in known.lists:
        content = json.loads((known.folder / f"{chosen.cluster}.json").read_text(encoding="utf-8"))
        for cluster in content["values"]:
            entry = _entry(chosen, cluster, known)
            if entry is not None:
                yield entry


def _entry(chosen: ListSettings, cluster: dict[str, Any], known: Settings) -> Entry | None:
    raw = cluster.get("description") or ""
    related = [(r["dest-uuid"], r["type"].strip()) for r in cluster.get("related", ())]
    meta = cluster.get("meta", {})
    value = _plain(cluster["value"])
    copied = chosen.list.startswith("misp-galaxy:tidal") and meta.get("source") == "MITRE"
    if raw.startswith(known.left_out.text_begins) or any(kind == "revoked-by" for _, kind in related):
        return None
    if copied and "software_attack_id" in meta:  # ATT&CK's own list has it
        return None
    names = clean_names([value, *map(_plain, meta.get("synonyms") or ())], known)
    if not names:
        return None
    text = "" if copied or not chosen.text else clean_text(raw)
    return Entry(chosen, cluster["uuid"], value, names[0], names[1:], text, meta, related)


def clean_names(listed: list[str], known: Settings) -> list[str]:
    """The names without what lists add to them, each once; none that is a mere word of the list's own."""
    kept: dict[str, str] = {}
    for name in listed:
        plain = known.additions.sub("", known.additions.sub("", name)).strip().strip("\"'").strip()
        fits = known.names.shortest <= len(plain) <= known.names.longest and not known.left_out_names.search(plain)
        if fits and any(c.isalnum() for c in plain):
            kept.setdefault(plain.casefold(), plain)
    return list(kept.values())


def forms(names: list[str], known: Settings) -> list[str]:
    """The names, and what is left of each when a head ("ransomware", "group") is taken off its end."""
    found = {name.casefold(): name for name in names}
    heads = sorted(known.names.heads, key=len, reverse=True)
    for name in names:
        for head in heads:
            short = name[: -len(head) - 1]
            if name.casefold().endswith(f" {head}") and len(short) > known.names.shortest:
                found.setdefault(short.casefold(), short)
                break
    return [form for form in found.values() if tight(form)]


def clean_text(raw: str) -> str:
    """A description as plain sentences: links are their words, citations and markup are gone."""
    text = _CITATION.sub("", raw)
    for _ in range(2):  # links within brackets
        text = _LINK.sub(r"\1", text)
    lines = (_SPACE.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _plain(name: str) -> str:
    return " ".join(str(name).split())
