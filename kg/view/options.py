"""How a ledger is looked at, and what of it may then be seen.

In: options, headings, claims. Out: the headings and claims that count. Everything else is computed from these alone, so that
a view as of a date, for a reader cleared to a TLP level, or without a source is what a ledger without the rest would give.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field

from kg.errors import UsageError
from kg.model import Claim, Decision, Heading, Marking

DATED_ACTS = frozenset({"confirm", "dispute", "withdraw"})
"""Acts that say what was known then: a view as of an earlier date is without them. Others mend the reading, always."""


@dataclass(frozen=True)
class ViewOptions:
    """Look at what was reported by a date, at what a TLP level allows, without some sources or documents.

    `without` takes publishers, documents (id, address, title or file) and named speakers; of several all are left out.
    """

    as_of: str | None = None
    include_undated: bool = False
    tlp: Marking | None = None
    without: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.as_of is not None and last_day(self.as_of) is None:
            raise UsageError(f"no date: {self.as_of!r}", remedy="write it as 2025-06-12, 2025-06 or 2025")
        if self.tlp is not None:
            object.__setattr__(self, "tlp", Marking(self.tlp))
        object.__setattr__(self, "without", tuple(sorted({w for w in self.without if w.strip()})))

    @property
    def key(self) -> str:
        """A short hash: the options' part of a cache's key."""
        text = json.dumps({**asdict(self), "tlp": str(self.tlp)}, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass
class Visible:
    """What may be seen: headings by content, and how many undated documents the date left out."""

    headings: dict[str, tuple[Heading, ...]] = field(default_factory=dict)
    left_out: int = 0


def last_day(text: str) -> str | None:
    """The last day of an ISO date, month or year, as ISO text; None if it is none."""
    from kg.identity.dates import iso_period

    period = iso_period(text)
    return period.last.isoformat() if period and period.last else None


def visible(headings: Iterable[Heading], options: ViewOptions) -> Visible:
    """The headings that count, by content."""
    seen = Visible()
    groups: dict[str, list[Heading]] = defaultdict(list)
    until = last_day(options.as_of) if options.as_of else None
    for heading in sorted(headings, key=lambda h: h.id):
        if options.tlp is not None and not options.tlp.allows(heading.marking):
            continue
        if any(is_of(heading, source) for source in options.without):
            continue
        if until is not None:
            reported = last_day(heading.published) if heading.published else None
            if reported is None and not options.include_undated:
                seen.left_out += 1
                continue
            if reported is not None and reported > until:
                continue
        groups[heading.content_id].append(heading)
    seen.headings = {content_id: tuple(group) for content_id, group in sorted(groups.items())}
    return seen


def visible_claims(claims: Iterable[Claim], seen: Visible, options: ViewOptions) -> Iterator[Claim]:
    """Claims of visible texts that no left out source is quoted for."""
    for claim in claims:
        if claim.content_id in seen.headings and not any(quotes(claim, source) for source in options.without):
            yield claim


def holds(decision: Decision, options: ViewOptions) -> bool:
    """Whether a decision counts on the date of the view."""
    until = last_day(options.as_of) if options.as_of else None
    return until is None or decision.act not in DATED_ACTS or decision.at[:10] <= until


def is_of(heading: Heading, source: str) -> bool:
    """Whether a document is this one, or of this publisher."""
    from kg.identity.voices import voice, voice_of

    names = (heading.id, heading.content_id, heading.address, heading.title, heading.record)
    return source in names or voice(source) == voice_of(heading)


def quotes(claim: Claim, source: str) -> bool:
    """Whether the source is a named link of the chain that vouches for a claim."""
    from kg.identity.voices import voice

    return bool(claim.speakers) and voice(source) in {voice(s.name) for s in claim.speakers if s.name}
