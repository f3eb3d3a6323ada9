"""Texts that nearly are one: a report that another publication has edited a little and published as its own.

In: claims in the texts' own voice. Out: for each content those that share most of its sentences. Compared are the sentences
that claims rest on, by runs of neighbouring words (Broder 1997, "On the resemblance and containment of documents"), exactly:
a view knows no more of a text, and a text that makes no claim copies none. What people say in it is left out: many print one
statement of a victim and are no copies of each other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.belief.constants import Copies
from kg.model import Claim, Evidence

_WORD = re.compile(r"\w+")
_MOST_SHARERS = 64  # texts that are looked up by one run of words: what more share is a phrase of the trade


def near_copies(claims: Iterable[Claim], limits: Copies) -> dict[str, tuple[str, ...]]:
    """Content id -> the contents that share most of their sentences with it, in order of id; none for most."""
    runs: dict[str, set[int]] = defaultdict(set)
    for content_id, quote in {(c.content_id, e.quote) for c in claims for e in c.evidence if isinstance(e, Evidence)}:
        runs[content_id] |= _runs(quote, limits.run_of_words)
    bearing: dict[int, list[str]] = defaultdict(list)
    for content_id in sorted(runs):
        for run in runs[content_id]:
            if len(bearing[run]) < _MOST_SHARERS:
                bearing[run].append(content_id)
    found: dict[str, set[str]] = defaultdict(set)
    for content_id, own in runs.items():
        shared = Counter(other for run in own if len(bearing[run]) > 1 for other in bearing[run] if other != content_id)
        for other, count in shared.items():
            if count >= limits.runs_shared and count >= limits.same_text * min(len(own), len(runs[other])):
                found[content_id].add(other)
                found[other].add(content_id)
    return {content_id: tuple(sorted(others)) for content_id, others in found.items()}


def _runs(quote: str, length: int) -> set[int]:
    words = _WORD.findall(quote.casefold())
    return {hash(tuple(words[i : i + length])) for i in range(len(words) - length + 1)}
