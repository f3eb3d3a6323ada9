"""Who the ledger's documents come from. In: what was said of sources, and a view. Out: a row for each publisher."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Stance, Status

if TYPE_CHECKING:
    from kg.model import Claim, Heading, Proposition, Source
    from kg.view import View

_CONTESTED = (Status.DISPUTED, Status.REFUTED)
_AGAINST = (Stance.DENIED, Stance.NEGATED)


@dataclass(frozen=True)
class SourceRow:
    """One publisher: its kind and Admiralty reliability, and how much comes from it. None: documents without publisher."""

    name: str | None
    kind: str
    reliability: str
    documents: int
    claims: int  # of the texts it carries; a text of several publishers counts for each
    disputed: float | None  # share (0-1) of what it supports that was contested later; None: it supports nothing
    first_published: str | None
    last_published: str | None


def sources(known: Mapping[str, Source], headings: Iterable[Heading], view: View) -> list[SourceRow]:
    """All publishers, those with most documents first; also sources that have none."""
    by_publisher: dict[str | None, list[Heading]] = {name: [] for name in known}
    for heading in headings:
        by_publisher.setdefault(heading.publisher, []).append(heading)
    claims = view.claims.values()
    count = Counter(claim.content_id for claim in claims)
    supporting = Counter(claim.content_id for claim in claims if claim.stance not in _AGAINST)
    contested = _contested(view)
    rows = [_row(name, known, carried, count, supporting, contested) for name, carried in by_publisher.items()]
    return sorted(rows, key=lambda r: (-r.documents, r.name is None, r.name or ""))


def _row(
    name: str | None,
    known: Mapping[str, Source],
    carried: list[Heading],
    count: Mapping[str, int],
    supporting: Mapping[str, int],
    contested: Mapping[str, Counter[str | None]],
) -> SourceRow:
    source = known.get(name) if name else None
    dates = sorted(h.published for h in carried if h.published)
    contents = {h.content_id for h in carried}
    supported = sum(supporting[content] for content in contents)
    return SourceRow(
        name=name,
        kind=source.kind if source else "publisher",
        reliability=source.reliability if source else "F",
        documents=len(carried),
        claims=sum(count[content] for content in contents),
        disputed=sum(contested[c][name] for c in contents if c in contested) / supported if supported else None,
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
    )


def _contested(view: View) -> dict[str, Counter[str | None]]:
    """By content and publisher: how many of its supporting claims were disputed or refuted after it had published them.

    A proposition is contested from the first other text on that denies it or holds somebody else responsible, or by an
    analyst. Who published later knew of that, and does not count; where a date is missing, the dispute counts as later.
    """
    by_subject: dict[tuple[str, str], list[Proposition]] = defaultdict(list)
    for proposition in view.propositions.values():
        if proposition.status in _CONTESTED:
            by_subject[proposition.subject, proposition.relation].append(proposition)
    found: dict[str, Counter[str | None]] = defaultdict(Counter)
    for rivals in by_subject.values():
        for proposition in rivals:
            against = list(_speaking_against(view, proposition, rivals))
            for claim in _claims(view, proposition):
                others = [a for a in against if a.content_id != claim.content_id]
                if claim.stance in _AGAINST or (against and not others):
                    continue
                since, carriers = _first_date(view, others), view.headings[claim.content_id]
                found[claim.content_id].update({h.publisher for h in carriers if _is_before(h, since)})
    return found


def _is_before(heading: Heading, since: str | None) -> bool:
    return not heading.published or not since or heading.published <= since


def _speaking_against(view: View, proposition: Proposition, rivals: Iterable[Proposition]) -> Iterator[Claim]:
    yield from (claim for claim in _claims(view, proposition) if claim.stance in _AGAINST)
    for rival in rivals:
        if rival is not proposition:
            yield from (claim for claim in _claims(view, rival) if claim.stance not in _AGAINST)


def _claims(view: View, proposition: Proposition) -> Iterator[Claim]:
    return (view.claims[id_] for id_ in proposition.claim_ids)


def _first_date(view: View, claims: Iterable[Claim]) -> str | None:
    """When the first of the claims was published; None where any of them has no date."""
    dates = [min((h.published or "" for h in view.headings[c.content_id]), default="") for c in claims]
    return min(dates, default="") or None
