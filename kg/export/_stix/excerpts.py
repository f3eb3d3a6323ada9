"""Excerpts: of a text the stretches that its claims quote, and nothing else. In: the claims of a text. Out: an `Excerpt`.

The text itself need not leave for its claims to be told whole: quotes keep their order, and what overlaps stays together, so
that claims of one sentence still are claims of one sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from kg.model import Claim, Evidence

_LEFT_OUT = "\n[…]\n"


class Excerpt:
    """The quoted stretches of a text, and where each of its claims' quotes stands in them."""

    def __init__(self, content_id: str, claims: Iterable[Claim]) -> None:
        quotes = sorted({(e.start, e.end, e.quote) for c in claims for e in c.evidence if isinstance(e, Evidence)})
        self._starts: list[int] = []  # of the stretches, in the text
        self._places: list[int] = []  # of the same, in the excerpt
        stretches: list[str] = []
        until = -1
        for start, end, quote in quotes:
            if start <= until:
                stretches[-1] += quote[max(until - start, 0) :]
            else:
                self._starts.append(start)
                stretches.append(quote)
            until = max(until, end)
        parts = [f"Quoted from text {content_id[:16]}"]  # no two texts have one excerpt
        length = len(parts[0])
        for stretch in stretches:
            self._places.append(length + len(_LEFT_OUT))
            length += len(_LEFT_OUT) + len(stretch)
            parts.append(stretch)
        self.text = _LEFT_OUT.join(parts)

    def moved(self, claim: Claim) -> dict[str, Any]:
        """The claim as data, its evidence where it stands in the excerpt."""
        data = claim.model_dump(mode="json", exclude_defaults=True, exclude={"content_id"})
        data["evidence"] = [self._moved(e) if isinstance(e, Evidence) else e.model_dump(mode="json", exclude_defaults=True)
                            for e in claim.evidence]  # fmt: skip
        return data

    def _moved(self, evidence: Evidence) -> dict[str, Any]:
        at = bisect_right(self._starts, evidence.start) - 1
        start = evidence.start - self._starts[at] + self._places[at]
        return {"start": start, "end": start + evidence.end - evidence.start, "quote": evidence.quote}
