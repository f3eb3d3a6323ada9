"""Copies: which quotes are one wording, and which of them lost a hedge on the way.

In: statements for one proposition. Out: pairs. Wording is compared by pairs of neighbouring words, as in w-shingling
(Broder 1997, "On the resemblance and containment of documents", with w = 2).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kg.belief.constants import Copies
from kg.belief.statements import Statement
from kg.model import Evidence, Stance

_WORD = re.compile(r"\w+")
_MOST_WORDS = 400  # of one quote that are compared


@lru_cache(maxsize=50_000)
def pairs_of(quote: str) -> frozenset[tuple[str, str]]:
    """The pairs of neighbouring words of a quote, case folded."""
    words = _WORD.findall(quote.casefold())[:_MOST_WORDS]
    return frozenset(pairwise(words))


def wording(statement: Statement) -> frozenset[tuple[str, str]]:
    """The pairs of all quotes of a statement; none of a record."""
    quotes = [e.quote for e in statement.claim.evidence if isinstance(e, Evidence)]
    if len(quotes) == 1:
        return pairs_of(quotes[0])
    return frozenset(p for quote in quotes for p in pairs_of(quote))


def contained(a: frozenset[tuple[str, str]], b: frozenset[tuple[str, str]], limits: Copies) -> float:
    """Share of a's pairs that stand in b; 0 where too few do to mean anything."""
    shared = len(a & b)
    return shared / len(a) if shared >= limits.shared_pairs else 0.0


def same_wording(statements: Sequence[Statement], limits: Copies) -> Iterator[tuple[Statement, Statement]]:
    """Statements of different texts, without a named voice, whose quotes are one wording: one of them is a copy."""
    own = [s for s in statements if s.vouching.key is None]
    for a, b in _candidates(own, limits):
        mine, other = wording(a), wording(b)
        if max(contained(mine, other, limits), contained(other, mine, limits)) >= limits.same_wording:
            yield a, b


def lost_hedges(statements: Sequence[Statement], limits: Copies) -> dict[str, Statement]:
    """Claim id of an assertion -> the hedged statement that it repeats without the hedge.

    Either its words are copied, or it reports what a named voice said, and that voice's own publication hedges. What was
    published before the hedged statement is no copy of it.
    """
    hedged = [s for s in statements if s.claim.stance is Stance.HEDGED]
    found: dict[str, Statement] = {}
    if not hedged:
        return found
    firm = [s for s in statements if s.claim.stance is Stance.ASSERTED]
    by_pair: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in hedged:
        for pair in wording(statement):
            by_pair[pair].append(statement)
    for statement in firm:
        source = _copied(statement, by_pair, limits) or _own_hedge(statement, statements)
        if source is not None:
            found[statement.claim.id] = source
    return found


def _copied(statement: Statement, by_pair: dict[tuple[str, str], list[Statement]], limits: Copies) -> Statement | None:
    mine = wording(statement)
    near = {s.claim.id: s for pair in mine for s in by_pair.get(pair, ())}
    fitting = [
        s
        for s in near.values()
        if s.claim.content_id != statement.claim.content_id
        and not _earlier(statement, s)
        and contained(mine, wording(s), limits) >= limits.hedge_lost
    ]
    return min(fitting, key=lambda s: s.order, default=None)


def _own_hedge(statement: Statement, statements: Iterable[Statement]) -> Statement | None:
    """The hedged words of who vouches, where all of that voice's own words hedge."""
    if statement.vouching.key is None or statement.own_words:
        return None
    own = [
        s
        for s in statements
        if s.own_words and statement.vouching.key in s.keys and s.kind != "unnamed" and not _earlier(statement, s)
    ]
    if own and all(s.claim.stance is Stance.HEDGED for s in own):
        return min(own, key=lambda s: s.order)
    return None


def _earlier(a: Statement, b: Statement) -> bool:
    """Whether a is known to have been published before b."""
    if not a.published or not b.published:
        return False
    length = min(len(a.published), len(b.published))
    return a.published[:length] < b.published[:length]


def _candidates(statements: Sequence[Statement], limits: Copies) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of different texts that share enough words to be compared; identical quotes are paired once."""
    by_quote: dict[frozenset[tuple[str, str]], list[Statement]] = defaultdict(list)
    for statement in statements:
        by_quote[wording(statement)].append(statement)
    distinct = [group[0] for pairs, group in sorted(by_quote.items(), key=lambda g: g[1][0].order) if len(pairs)]
    for group in by_quote.values():
        yield from ((group[0], other) for other in group[1:] if len(wording(other)) >= limits.shared_pairs)
    by_pair: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, statement in enumerate(distinct):
        shared: dict[int, int] = defaultdict(int)
        for pair in wording(statement):
            for j in by_pair[pair]:
                shared[j] += 1
            by_pair[pair].append(i)
        yield from ((distinct[j], statement) for j, n in sorted(shared.items()) if n >= limits.shared_pairs)
