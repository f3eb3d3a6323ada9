"""Documents and their publishers. In: headings of a view, sources of a ledger. Out: reports and identities.

A report lists what is said in it. Its text stays behind but for what is quoted; without a date it bears the day that stands
for none, and our extension tells that it has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kg.export._stix.common import Maker, Object, least_strict, moment
from kg.identity.voices import voice

if TYPE_CHECKING:
    from kg.model import Heading, Marking, Reliability, Source

_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x1f]+", re.IGNORECASE)


def report(maker: Maker, heading: Heading, text: str, about: Iterable[str]) -> Object:
    """One document: what is known of it, and what is said in it."""
    known = heading.model_dump(mode="json", exclude={"id", "content_id"}, exclude_defaults=True)
    said = {"content": heading.content_id, "text": text, **known}
    created = moment(heading.published)
    made = maker.make("report", heading.id, "document", said, created=created, marking=heading.marking)
    made |= {"name": heading.label, "published": made["created"], "object_refs": sorted(set(about)) or [maker.producer]}
    if heading.address and _URL.fullmatch(heading.address):
        made["external_references"] = [{"source_name": heading.publisher or heading.label, "url": heading.address}]
    return made


def publishers(
    maker: Maker, names: Mapping[str, set[Marking]], sources: Mapping[str, Source], rated: Mapping[str, Reliability]
) -> Iterator[Object]:
    """Those of the names of whose reliability or kind something is known; with each name, the markings of what tells it."""
    kinds = {voice(name): source.kind for name, source in sorted(sources.items())}
    bearers: dict[str, list[str]] = {}
    for name in sorted(names):
        bearers.setdefault(voice(name), []).append(name)
    for key, borne in sorted(bearers.items()):
        if key in rated or key in kinds:
            said = {"name": borne[0], "kind": kinds.get(key, "publisher"), "reliability": rated.get(key, "F")}
            marking = least_strict(marking for name in borne for marking in names[name])
            yield maker.make("identity", f"source {key}", "source", {"source": said}, marking=marking) | {"name": borne[0]}
