"""MISP: events and collections of events, galaxies and their clusters.

An event tells of an incident for each victim that it names, else of a campaign; its clusters, attributes and objects are
claims about that, by the organisation that made it. A cluster is what the galaxy holds of an actor: other names, suspected
sponsors and victims, related clusters. What no claim is made of is counted by kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from kg.loading.jsonfile import read_json
from kg.loading.misp.clusters import Clusters
from kg.loading.misp.contents import Contents
from kg.loading.misp.events import Desk, Event
from kg.loading.misp.settings import settings
from kg.loading.readings import Readings
from kg.loading.records import Records
from kg.model import Document, Omission, Origin, RecordClaim, Source

FORMAT = "MISP events, collections of events, and galaxies"
YIELDS = ("claims", "documents", "sources")
VERSION = 1

_EVENT = re.compile(rb'"(?:Event|GalaxyCluster|Galaxy|Orgc|threat_level_id|attribute_count|RelatedEvent)"\s*:')
_GALAXY = re.compile(rb'"(?:values|namespace|galaxy)"\s*:|"uuid"\s*:')


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 (every loader is asked alike)
    """Sure of JSON with keys that only MISP writes, less so of a galaxy's file, which has few of them."""
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return 0.0
    return 0.9 if _EVENT.search(head) else 0.5 if len(set(_GALAXY.findall(head))) > 1 else 0.0


def load(stream: BinaryIO, origin: Origin) -> Iterator[Document | RecordClaim | Source | Omission]:
    """Texts first, then claims, then what was neither."""
    known = settings()
    contents = Contents(read_json(stream, origin.name), origin.name)
    records, readings = Records(origin.name), Readings(known.relationships)
    clusters = Clusters(known, records, readings)
    desk = Desk(known, origin, PurePath(origin.name).name or None, records, readings, clusters)
    for galaxy, members in contents.galaxies:
        for cluster in members:
            clusters.take(galaxy, cluster, desk.file, origin.marking)
    for item in contents.events:
        event = Event(item, desk)
        if event.reliability and event.cover.publisher:
            yield Source(name=event.cover.publisher, reliability=event.reliability)
        yield from event.texts()
        event.say()
    clusters.say()
    if contents.other:
        records.omit("things in the file", "neither events nor clusters", contents.other)
    yield from records.claims()
    yield from records.omissions()
