"""Where names stand in a sentence: known names, and runs of capitalised words that may be names of things in no list.

In: the sentences of one document. Out: for each its `Span`s. A capital at the start of a sentence, or in a headline
where every word has one, says nothing: such a word counts only if a list or another place of the document vouches.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.reading.gazetteer import Gazetteer, Hit, Known
from kg.reading.language import is_word
from kg.reading.lexicon import Lexicon
from kg.reading.runs import Capitals
from kg.reading.segments import Sentence

_TOKEN = re.compile(r"[^\W_][\w.&+$-]*|&")
_OWNED = re.compile(r"(?<!\w)([A-Z]\w+)['’]s ([A-Z]\w+)(?![\w'’-])(?!\s+[A-Z])")
_FEW = 2  # words of a line whose capitals tell nothing of it
_SHOUTED = 0.6  # of the words in capitals: the line is shouted
_TITLED, _TITLED_BODY = 0.7, 0.85  # of the words with a capital: the line is in title case
_INITIALS = re.compile(r"(?<!\w)[A-Z]&[A-Z](?!\w)")


@dataclass(frozen=True)
class Span:
    """A name in a sentence (offsets in its text), and what the lists say of it."""

    start: int
    end: int
    known: tuple[Known, ...] = ()
    sure: bool = False  # written as a name where capitals say something

    @property
    def common(self) -> bool:
        """Whether a list has it, but only as a name that is an ordinary word too."""
        return bool(self.known) and all(k.common for k in self.known)


def name_spans(sentences: Sequence[Sentence], gazetteer: Gazetteer, words: Lexicon) -> list[list[Span]]:
    """The spans of every sentence, none overlapping, in order of place."""
    pairs = frozenset(m for s in sentences for m in _INITIALS.findall(s.text))
    capitals = Capitals(gazetteer, words, pairs, _owned_names(sentences, gazetteer))
    runs = [list(capitals.runs(s.text)) for s in sentences]
    attested = _attested(sentences, runs)
    result = []
    for sentence, found in zip(sentences, runs, strict=True):
        loud = _is_loud(sentence)
        hits = [h for h in gazetteer.hits(sentence.text) if not capitals.is_heading(sentence.text[h.start : h.end])]
        spans = [Span(hit.start, hit.end, hit.known) for hit in hits]
        spans += [body for hit in hits if (body := _state_body(sentence.text, hit, words))]
        for start, end, sure in found:
            text = sentence.text[start:end]
            if (sure and not loud) or attested[text] or gazetteer.known(text):
                spans.append(Span(start, end, gazetteer.known(text), sure and not loud))
        if loud:
            spans.extend(_attested_in(sentence.text, attested))
        result.append(_longest(spans))
    return result


def _state_body(text: str, hit: Hit, words: Lexicon) -> Span | None:
    """`Larvian government`: a body of a state, named by its adjective; not in "Larvian government hackers"."""
    if hit.known[0].type != "Location":
        return None
    body = _state_body_pattern(words).match(text, hit.end)
    if body is None or words.lemma(body["next"] or "") in words.nouns("actor_plain"):
        return None
    return Span(hit.start, body.end("body"), sure=True)


@lru_cache(maxsize=2)
def _state_body_pattern(words: Lexicon) -> re.Pattern[str]:
    return re.compile(rf" (?P<body>{words.either('names', 'state_bodies')})(?![\w-])(?: (?P<next>[a-z-]+))?")


def _owned_names(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> frozenset[str]:
    """Names such as `Jane's House`: an owner that never stands alone, and one ordinary word that it always owns."""
    body = "\n".join(s.text for s in sentences if s.kind in ("body", "bullet") and not _is_loud(s))
    owned = Counter(_OWNED.findall(body))
    places = Counter(re.findall(r"\w+", body))
    return frozenset(
        f"{owner}'s {thing}"
        for (owner, thing), count in owned.items()
        if places[owner] == count and not gazetteer.known(owner) and is_word(thing.lower())
    )


def _attested(sentences: Sequence[Sentence], runs: Sequence[Sequence[tuple[int, int, bool]]]) -> Counter[str]:
    """How often each run stands where its capitals mean something."""
    seen: Counter[str] = Counter()
    for sentence, found in zip(sentences, runs, strict=True):
        if sentence.kind in ("body", "bullet") and not _is_loud(sentence):
            seen.update(sentence.text[a:b] for a, b, sure in found if sure)
    return seen


def _attested_in(text: str, attested: Counter[str]) -> Iterator[Span]:
    for name in attested:
        if len(name) > 2 and name in text:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                yield Span(match.start(), match.end())


def _is_loud(sentence: Sentence) -> bool:
    """Whether capitals say nothing here: a headline in title case, a line in capitals."""
    tokens = [t for t in _TOKEN.findall(sentence.text) if t[0].isalpha() and len(t) > (2 if sentence.kind == "body" else 3)]
    if len(tokens) <= _FEW:
        return False
    capital = sum(t[0].isupper() for t in tokens) / len(tokens)
    shouted = sum(t.isupper() for t in tokens) / len(tokens) > _SHOUTED
    ended = sentence.kind == "body" and sentence.text.rstrip('"”’)').endswith((".", "!", "?"))  # headlines do not end so
    return shouted or (not ended and capital > (_TITLED_BODY if sentence.kind == "body" else _TITLED))


def _longest(spans: Sequence[Span]) -> list[Span]:
    """Spans that do not overlap: a longer one wins, then a known one."""
    taken: list[Span] = []
    for span in sorted(spans, key=lambda s: (-(s.end - s.start), -len(s.known), not s.sure, s.start)):
        if all(span.end <= t.start or span.start >= t.end for t in taken):
            taken.append(span)
    return sorted(taken, key=lambda s: s.start)
