"""Citations: an object's external references in; who vouches for what it says, and the evidence for that, out.

Each one who is cited vouches for itself; `kg.loading.citations` tells who that is.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.loading.citations import Hosts, site
from kg.loading.records import evidence
from kg.loading.stix.bundle import Object, version
from kg.loading.stix.settings import Citations
from kg.model import RecordEvidence, Speaker


class Cited(NamedTuple):
    """One who vouches, and the evidence: the record first, then what it cites."""

    speaker: Speaker | None
    evidence: tuple[RecordEvidence, ...]


def cited(item: Object, record: str, known: Citations, hosts: Hosts) -> list[Cited]:
    """Everybody whom an object cites; without citations its record alone, which says `record` where it has no words."""
    words = _plain(item.get("description") or item.get("explanation") or "", known)
    found = []
    for reference in item.get("external_references") or ():
        name = _text(reference, "source_name")
        who = site(_text(reference, "url"), hosts) or name
        if not who or name in known.own_lists:
            continue
        says = _text(reference, "description") or name
        first = evidence(item["id"], words or says, version(item))
        speaker = Speaker(kind="named", name=who, words=name)
        found.append(Cited(speaker, (first, evidence(_text(reference, "url") or name, says))))
    return found or [Cited(None, (evidence(item["id"], words or record, version(item)),))]


def _plain(description: str, known: Citations) -> str:
    """A description without the marks of its citations and the addresses behind its names."""
    if "(" not in description:
        return description
    return known.links.sub(r"\1", known.marks.sub("", description)).strip()


def _text(reference: Object, key: str) -> str:
    value = reference.get(key)
    return value.strip() if isinstance(value, str) else ""
