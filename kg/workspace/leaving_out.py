"""Leaving out: the names of sources to be left out in, an `UnknownName` for each that is none out.

A name that is misspelt must not look as if nothing rested on that source.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kg.errors import UnknownSource
from kg.model import Marking
from kg.view.options import is_of, quotes

if TYPE_CHECKING:
    from kg.ledger import Ledger


def check(ledger: Ledger, names: Iterable[str], tlp: Marking | None = None) -> None:
    """Raise unless each name is a publisher, a document or a named speaker of what may be seen of the ledger."""
    headings = [h for h in ledger.headings() if tlp is None or Marking(tlp).allows(h.marking)]
    unknown = [name for name in names if not any(is_of(heading, name) for heading in headings)]
    if not unknown:
        return
    texts = {h.content_id for h in headings}
    claims = [c for c in ledger.claims() if c.content_id in texts]
    for name in unknown:
        if not any(quotes(claim, name) for claim in claims):
            known = {h.publisher or h.label for h in headings} | {s.name for c in claims for s in c.speakers if s.name}
            raise UnknownSource(name, get_close_matches(name, sorted(known), n=5))
