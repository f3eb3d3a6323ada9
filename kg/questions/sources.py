"""Who the ledger's documents come from. In: sources, headings, claims. Out: a row for each publisher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Claim, Heading, Source


@dataclass(frozen=True)
class SourceRow:
    """One publisher: its kind and Admiralty reliability, and how much comes from it. None: documents without publisher."""

    name: str | None
    kind: str
    reliability: str
    documents: int
    claims: int  # of the texts it carries; a text of several publishers counts for each
    first_published: str | None
    last_published: str | None


def sources(known: Mapping[str, Source], headings: Iterable[Heading], claims: Iterable[Claim]) -> list[SourceRow]:
    """All publishers, those with most documents first; also sources that have none."""
    by_publisher: dict[str | None, list[Heading]] = {name: [] for name in known}
    for heading in headings:
        by_publisher.setdefault(heading.publisher, []).append(heading)
    count = Counter(claim.content_id for claim in claims)
    rows = [_row(name, known, carried, count) for name, carried in by_publisher.items()]
    return sorted(rows, key=lambda r: (-r.documents, r.name is None, r.name or ""))


def _row(name: str | None, known: Mapping[str, Source], carried: list[Heading], count: Mapping[str, int]) -> SourceRow:
    source = known.get(name) if name else None
    dates = sorted(h.published for h in carried if h.published)
    return SourceRow(
        name=name,
        kind=source.kind if source else "publisher",
        reliability=source.reliability if source else "F",
        documents=len(carried),
        claims=sum(count[content] for content in {h.content_id for h in carried}),
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
    )
