"""A sentence as a tree of words: spaCy's parse, with every name as one word.

In: sentences and their mentions. Out: `Tree`s of `Word`s with offsets in the document. Before parsing, each name is
replaced by a familiar one-word name (`schema/reading/names.yaml: surrogates`), and a bracket that only repeats a name's
short form is left out: the small model parses "Microsoft was hit" far better than names it has never met.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from kg.reading.language import parse
from kg.reading.lexicon import Lexicon
from kg.reading.names import Mention, Name
from kg.reading.segments import Sentence

_NOISE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


@dataclass(eq=False)
class Word:
    """One word of a sentence; a name is one word, and `mention` says which."""

    index: int
    text: str
    lower: str
    lemma: str
    tag: str
    dep: str
    start: int
    end: int
    mention: Mention | None = None
    head: Word | None = None  # None at the root
    children: list[Word] = field(default_factory=list)
    next: Word | None = None

    @property
    def name(self) -> Name | None:
        """The name it is, if it is one."""
        return self.mention.name if self.mention else None

    @property
    def is_verb(self) -> bool:
        """Whether the tagger holds it to be a verb form."""
        return self.tag.startswith("VB") or self.tag == "MD"

    @property
    def is_noun(self) -> bool:
        """Whether the tagger holds it to be a noun."""
        return self.tag.startswith("NN")

    def kids(self, *deps: str) -> list[Word]:
        """Its dependents with one of these labels."""
        return [c for c in self.children if c.dep in deps]

    def subtree(self) -> Iterator[Word]:
        """The word and all below it, in no particular order."""
        stack = [self]
        while stack:
            word = stack.pop()
            yield word
            stack.extend(word.children)

    def ancestors(self) -> Iterator[Word]:
        """The words above it, nearest first."""
        word = self.head
        while word is not None:
            yield word
            word = word.head

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}/{self.dep}"


@dataclass(eq=False)
class Tree:
    """One parsed sentence."""

    sentence: Sentence
    index: int  # of the sentence in the document
    words: list[Word]
    mentions: list[Mention]
    tail: Tree | None = None  # ", the company said" behind the sentence, parsed apart

    @property
    def text(self) -> str:
        """The sentence's own text."""
        return self.sentence.text


def trees(
    sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]], which: Iterable[int], lexicon: Lexicon
) -> list[Tree]:
    """The sentences with these indexes, parsed."""
    chosen = list(which)
    cuts = {i: cut for i in chosen if (cut := _reporting_tail(sentences[i], lexicon))}
    masked = [_mask(sentences[i], mentions[i], lexicon, end=cuts.get(i)) for i in chosen]
    tails = [_mask(sentences[i], mentions[i], lexicon, start=cut) for i, cut in cuts.items()]
    docs = parse(m.text for m in (*masked, *tails))
    made = {i: _tree(sentences[i], i, mentions[i], m, next(docs), lexicon) for i, m in zip(chosen, masked, strict=True)}
    for i, mask in zip(cuts, tails, strict=True):
        made[i].tail = _tree(sentences[i], i, mentions[i], mask, next(docs), lexicon)
    return list(made.values())


def _reporting_tail(sentence: Sentence, lexicon: Lexicon) -> int | None:
    """Where ", the company said on Friday" begins behind a sentence; a parser takes it for an apposition too easily."""
    match = _tail_pattern(lexicon).search(sentence.text)
    return match.start("tail") if match else None


@lru_cache(maxsize=2)
def _tail_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    verbs = lexicon.words("cues", "quote_verbs")
    forms = "|".join(sorted((f for f, lemma in lexicon.lemmas.items() if lemma in verbs and re.fullmatch(r"\w+", f)), key=len, reverse=True))
    who = r"(?:[\w’'&.-]+ ){1,7}?"
    time = r"(?: (?:in|on|to|at|via|last|this|late|earlier|yesterday|today|its|the|[A-Z])[^,;\"“”]{0,60})?"
    return re.compile(rf",(?P<tail> {who}(?:also |later |has |had |have )?(?:{forms}){time})\.?$")


@dataclass
class _Mask:
    """A sentence with its names replaced, and for each of its characters the offset in the document."""

    text: str
    offsets: list[int]
    names: dict[int, Mention]  # offset in the masked text -> mention


def _mask(
    sentence: Sentence, mentions: Sequence[Mention], lexicon: Lexicon, *, start: int = 0, end: int | None = None
) -> _Mask:
    surrogates = lexicon.table("names", "surrogates")
    text: list[str] = []
    offsets: list[int] = []
    names: dict[int, Mention] = {}
    position = start
    stop = len(sentence.text) if end is None else end

    def put(piece: str, at: int, step: int = 1) -> None:
        for number, char in enumerate(piece):
            if not _NOISE.match(char):
                text.append(" " if char in "\n\t\r" else char)
                offsets.append(at + number * step)

    for mention in mentions:
        a, b = mention.start - sentence.start, mention.end - sentence.start
        if a < position or b > stop:
            continue
        if _repeats(sentence.text, a, b, mention, mentions):
            position = b + 1
            while text and text[-1] in "( ":
                text.pop()
                offsets.pop()
            continue
        put(
            sentence.text[position:a].rstrip("\"“‘'")
            if a and sentence.text[a - 1] in "\"“‘'"
            else sentence.text[position:a],
            sentence.start + position,
        )
        if mention.type in ("ThreatGroup", "Malware"):
            _drop_naming(text, offsets, lexicon)
        names[len(text)] = mention
        kind = mention.name.type if mention.name else "unknown"
        put(surrogates[_surrogate(kind, mention.text, sentence.text[b:], lexicon)], mention.start, 0)
        b += _tail(sentence.text[b:], kind, lexicon)
        position = b + 1 if sentence.text[b : b + 1] in ('"', "”", "’") and a and sentence.text[a - 1] in "\"“‘'" else b
    put(sentence.text[position:stop], sentence.start + position)
    if end is not None:
        put(".", sentence.start + stop - 1)
    return _Mask("".join(text), offsets, names)


def _drop_naming(text: list[str], offsets: list[int], lexicon: Lexicon) -> None:
    """"A group tracked as X" is parsed as "a group X"."""
    match = lexicon.pattern("names", "naming_phrases").search("".join(text[-60:]))
    while match and match.end() < min(60, len(text)):
        match = lexicon.pattern("names", "naming_phrases").search("".join(text[-60:]), match.end())
    if match:
        cut = match.end() - match.start() - 1  # a space stays
        del text[-cut:], offsets[-cut:]


def _surrogate(kind: str, text: str, rest: str, lexicon: Lexicon) -> str:
    """Which familiar word stands in: a place before a noun is an adjective."""
    if kind == "Location" and re.match(r" [a-z]", rest) and any(re.search(p, text) for p in lexicon.order("names", "adjectival_places")):
        return "adjective"
    return kind if kind in lexicon.table("names", "surrogates") else "unknown"


def _tail(rest: str, kind: str, lexicon: Lexicon) -> int:
    """How many characters behind an actor's name only repeat that it is one: "X threat group", "X ransomware operation"."""
    if kind != "ThreatGroup":
        return 0
    words = re.match(r"[\"”]?((?: [\w-]+){1,3})", rest)
    if not words:
        return 0
    length = words.start(1)
    for word in words.group(1).split():
        lower = word.lower()
        length += len(word) + 1
        if lower in lexicon.words("names", "actor_tails"):
            return length
        if lower not in lexicon.words("names", "actor_tail_modifiers"):
            return 0
    return 0


def _repeats(text: str, a: int, b: int, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether this is `(M&S)` right behind the name that it abbreviates."""
    if not (text[:a].endswith("(") and text[b : b + 1] == ")"):
        return False
    before = [m for m in mentions if m.end <= mention.start]
    return bool(before) and before[-1].name is mention.name and mention.start - before[-1].end <= 3


def _tree(sentence: Sentence, index: int, mentions: Sequence[Mention], mask: _Mask, doc: object, lexicon: Lexicon) -> Tree:
    words = []
    for token in doc:  # type: ignore[attr-defined]
        mention = mask.names.get(token.idx)
        lower = token.lower_
        start = mention.start if mention else mask.offsets[token.idx]
        end = mention.end if mention else mask.offsets[token.idx + len(token) - 1] + 1
        text = mention.text if mention else token.text
        tag = "NNP" if mention else token.tag_
        words.append(Word(token.i, text, lower, lexicon.lemma(lower), tag, token.dep_, start, end, mention))
    for token, word in zip(doc, words, strict=True):  # type: ignore[call-overload]
        if token.head.i != token.i:
            word.head = words[token.head.i]
            word.head.children.append(word)
    for word, following in pairwise(words):
        word.next = following
    for word in words:
        if word.tag == "JJ" and word.kids("auxpass"):
            word.tag = "VBN"  # "are still disabled"
        elif word.is_verb and word.lemma in lexicon.words("nouns", "never_verbs"):
            word.tag = "NNS" if word.lower.endswith("s") else "NN"
    return Tree(sentence, index, words, list(mentions))
