"""Citations: an object's external references in; who vouches for what it says, and the evidence for that, out.

The one who is cited is known by the site that published it, the same as the publisher of that very page where it is loaded
as well: what a list repeats from a page is of one origin with the page.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from kg.loading.records import evidence
from kg.loading.stix.bundle import Object, version
from kg.loading.stix.settings import Citations
from kg.model import RecordEvidence, Speaker

_WITHIN = re.compile(r"https?://.*?(https?://.*)", re.IGNORECASE)
_WWW = re.compile(r"^www\d*\.")


class Cited(NamedTuple):
    """One who vouches, and the evidence: the record first, then what it cites."""

    speaker: Speaker | None
    evidence: tuple[RecordEvidence, ...]


def cited(item: Object, known: Citations) -> list[Cited]:
    """Everybody whom an object cites; without citations its record alone."""
    words = _plain(item.get("description") or item.get("explanation") or "", known)
    found = []
    for reference in item.get("external_references") or ():
        name = _text(reference, "source_name")
        who = _publisher(_text(reference, "url"), known) or name
        if not who or name in known.own_lists:
            continue
        says = _text(reference, "description") or name
        record = evidence(item["id"], words or says, version(item))
        speaker = Speaker(kind="named", name=who, words=name)
        found.append(Cited(speaker, (record, evidence(_text(reference, "url") or name, says))))
    return found or [Cited(None, (evidence(item["id"], words, version(item)),))]


def _plain(description: str, known: Citations) -> str:
    """A description without the marks of its citations and the addresses behind its names."""
    if "(" not in description:
        return description
    return known.links.sub(r"\1", known.marks.sub("", description)).strip()


def _publisher(address: str, known: Citations) -> str | None:
    """The site that published what stands at an address; where anybody may publish, with the part that tells who."""
    try:
        parts = urlsplit(address)
        within = _WITHIN.match(address) if parts.hostname in known.archives else None
        parts = urlsplit(within[1]) if within else parts
        host = _WWW.sub("", parts.hostname or "")
    except ValueError:  # an address that is none tells nothing
        return None
    first = parts.path.strip("/").partition("/")[0]
    return f"{host}/{first}" if host in known.shared_hosts and first else host or None


def _text(reference: Object, key: str) -> str:
    value = reference.get(key)
    return value.strip() if isinstance(value, str) else ""
