"""Copies: which quotes are one wording, and which of them lost a hedge on the way.

In: statements for one proposition. Out: pairs. Wording is compared by pairs of neighbouring words, as in w-shingling
(Broder 1997, "On the resemblance and containment of documents", with w = 2).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kg.belief.constants import Copies
from kg.belief.statements import Statement, earlier
from kg.identity.dates import iso_period
from kg.model import Evidence, Stance

_WORD = re.compile(r"\w+")
_QUOTED = ('"', "“", "«", "„")  # marks of somebody's own words
_MOST_WORDS = 400  # of one quote that are compared
_MOST_SHARERS = 64  # statements that are looked up by one pair of words
Pairs = frozenset[tuple[str, str]]


@lru_cache(maxsize=50_000)
def pairs_of(quote: str) -> Pairs:
    """The pairs of neighbouring words of a quote, case folded."""
    words = _WORD.findall(quote.casefold())[:_MOST_WORDS]
    return frozenset(pairwise(words))


def wording(statement: Statement) -> Pairs:
    """The pairs of all quotes of a statement; none of a record."""
    quotes = [e.quote for e in statement.claim.evidence if isinstance(e, Evidence)]
    if len(quotes) == 1:
        return pairs_of(quotes[0])
    return frozenset(p for quote in quotes for p in pairs_of(quote))


def contained(a: Pairs, b: Pairs, limits: Copies) -> float:
    """Share of a's pairs that stand in b; 0 where too few do to mean anything."""
    shared = len(a & b)
    return shared / len(a) if shared >= limits.shared_pairs else 0.0


class _Index:
    """Statements by the pairs of their wording, to find those that share enough words to be compared at all."""

    def __init__(self, limits: Copies) -> None:
        self._limits = limits
        self._by_pair: dict[tuple[str, str], list[Statement]] = defaultdict(list)

    def add(self, statement: Statement) -> None:
        """Make a statement findable. A pair that very many share tells nothing: the first that have it stand for all."""
        for pair in wording(statement):
            if len(self._by_pair[pair]) < _MOST_SHARERS:
                self._by_pair[pair].append(statement)

    def near(self, statement: Statement) -> list[Statement]:
        """Statements that share as many pairs as copies do, in a stable order."""
        shared = Counter(s.claim.id for pair in wording(statement) for s in self._by_pair.get(pair, ()))
        wanted = {id_ for id_, count in shared.items() if count >= self._limits.shared_pairs}
        found = {s.claim.id: s for pair in wording(statement) for s in self._by_pair.get(pair, ()) if s.claim.id in wanted}
        return sorted(found.values(), key=lambda s: s.order)


def same_wording(statements: Sequence[Statement], limits: Copies) -> Iterator[tuple[Statement, Statement]]:
    """Statements whose quotes are one wording: the first of its kind, and its copy.

    One of the two has no named voice: two voices that are quoted in one wording are two. A copy may have lost the name of
    who was quoted; then it is of another text.
    """
    index = _Index(limits)
    for statement in sorted(statements, key=lambda s: s.order):
        mine = wording(statement)
        near = (s for s in index.near(statement) if _may_be_copy(s, statement) and _alike(mine, wording(s), limits))
        original = next(near, None)
        if original is None:
            index.add(statement)
        else:
            yield original, statement


def _may_be_copy(original: Statement, copy: Statement) -> bool:
    named = [s.vouching.key for s in (original, copy) if s.vouching.key is not None]
    return not named or (len(named) == 1 and original.claim.content_id != copy.claim.content_id)


def same_text(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Statements in their texts' own voice whose texts are nearly one."""
    own = [s for s in statements if s.vouching.key is None]
    first = {s.claim.content_id: s for s in reversed(own)}
    yield from ((first[text], s) for s in own for text in s.vouching.texts if text in first)


def _alike(a: Pairs, b: Pairs, limits: Copies) -> bool:
    return max(contained(a, b, limits), contained(b, a, limits)) >= limits.same_wording


def lost_hedges(statements: Sequence[Statement], limits: Copies) -> dict[str, Statement]:
    """Claim id of an assertion -> the hedged statement that it repeats without the hedge.

    Its words are copied; or it reports what a named voice said, and that voice's own publication hedges; or another report
    of what that voice said in those days hedges. What was published before the hedged statement is no copy of it.
    """
    hedged = [s for s in statements if s.claim.stance is Stance.HEDGED]
    if not hedged:
        return {}
    index = _Index(limits)
    for statement in hedged:
        index.add(statement)
    firm = [s for s in statements if s.claim.stance is Stance.ASSERTED]
    words = _Words(hedged, firm, limits)
    found = ((s, _copied(s, index, limits) or _own_hedge(s, statements) or words.hedged_elsewhere(s)) for s in firm)
    return {s.claim.id: source for s, source in found if source is not None}


def _copied(statement: Statement, index: _Index, limits: Copies) -> Statement | None:
    """The first hedged statement of another text, not published later, whose words these are."""
    mine = wording(statement)
    for source in index.near(statement):
        other_text = source.claim.content_id != statement.claim.content_id
        if (
            other_text
            and not earlier(statement.published, source.published)
            and contained(mine, wording(source), limits) >= limits.hedge_lost
        ):
            return source
    return None


def _own_hedge(statement: Statement, statements: Iterable[Statement]) -> Statement | None:
    """The hedged words of who vouches, where all of that voice's own words hedge."""
    if statement.vouching.key is None or statement.own_words:
        return None
    own = [
        s
        for s in statements
        if s.own_words
        and statement.vouching.key in s.keys
        and s.kind != "unnamed"
        and not earlier(statement.published, s.published)
    ]
    if own and all(s.claim.stance is Stance.HEDGED for s in own):
        return min(own, key=lambda s: s.order)
    return None


class _Words:
    """What named voices are said to have said, with a hedge and firmly, by voice."""

    def __init__(self, hedged: Iterable[Statement], firm: Iterable[Statement], limits: Copies) -> None:
        self._days = limits.reworded_days
        self._hedged: dict[str, list[Statement]] = defaultdict(list)
        for statement in hedged:
            if statement.vouching.key is not None:
                self._hedged[statement.vouching.key].append(statement)
        self._firm_itself = {key for s in firm if s.own_words for key in s.keys}
        self._firm_since: dict[str, str] = {}  # voice -> when it was first said to have said so firmly
        for statement in firm:
            if statement.vouching.key is not None and statement.published:
                since = self._firm_since.get(statement.vouching.key, statement.published)
                self._firm_since[statement.vouching.key] = min(since, statement.published)

    def hedged_elsewhere(self, statement: Statement) -> Statement | None:
        """What the same voice is said to have said with a hedge, in another text of the same days, in other words.

        Not where it is quoted in its own words, nor where it has said so firmly itself, or before.
        """
        key = statement.vouching.key
        quoted = any(mark in quote for quote in statement.claim.quotes for mark in _QUOTED)
        if key is None or statement.own_words or quoted or key in self._firm_itself:
            return None
        for source in self._hedged.get(key, ()):
            if earlier(self._firm_since.get(key), source.published):
                continue
            if source.claim.content_id != statement.claim.content_id and _days_between(source, statement) <= self._days:
                return source
        return None


def _days_between(a: Statement, b: Statement) -> int:
    """Days between two publications at least; 0 where either is not known."""
    one, two = iso_period(a.published), iso_period(b.published)
    if not one or not two or not (one.first and one.last and two.first and two.last):
        return 0
    return max(0, (two.first - one.last).days, (one.first - two.last).days)
