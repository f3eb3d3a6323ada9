"""STIX 2.0 and 2.1, ATT&CK among them: a bundle, a TAXII envelope, or a list of objects.

Relationships, sightings, opinions and other names become claims, each with its record, who made it and whom it cites;
descriptions of reports and incidents, and notes, are read as texts. What no claim is made of is counted by kind. What this
program exported comes back whole: documents, claims, sources, decisions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from kg.loading.jsonfile import read_json
from kg.loading.records import Records
from kg.loading.stix.bundle import Bundle
from kg.loading.stix.covers import Covers
from kg.loading.stix.ours import Thing, ours
from kg.loading.stix.sayings import Sayings
from kg.loading.stix.settings import settings
from kg.loading.stix.texts import texts
from kg.model import Omission, Origin, RecordClaim

FORMAT = "STIX 2.0 and 2.1 (bundles, TAXII envelopes), ATT&CK"
YIELDS = ("claims", "documents")
VERSION = 1

_BUNDLE = re.compile(rb'"bundle--|"type"\s*:\s*"bundle"')
_OBJECT = re.compile(rb'"id"\s*:\s*"[a-z][a-z0-9-]+--[0-9a-fA-F]{8}-')


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 (every loader is asked alike)
    """Sure of JSON that begins with a bundle; nearly so of objects with ids like STIX's."""
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return 0.0
    return 0.95 if _BUNDLE.search(head) else 0.8 if _OBJECT.search(head) else 0.0


def load(stream: BinaryIO, origin: Origin) -> Iterator[Thing | RecordClaim | Omission]:
    """What we exported ourselves, then texts, then claims, then what was none of these."""
    known = settings()
    file_name = PurePath(origin.name).name
    bundle = Bundle(read_json(stream, origin.name), origin.name, known)
    yield from bundle.refused
    records = Records(origin.name)
    yield from ours(bundle, records, str(VERSION))
    covers = Covers(bundle, origin, file_name, known)
    sayings = Sayings(bundle, covers, records, known)
    for item, document in texts(bundle, covers, known):
        sayings.use(item)
        yield document
    sayings.say()
    del bundle, covers, sayings  # the parsed file is several times as large as what is said in it
    yield from records.claims()
    yield from records.omissions()
