"""A sentence as a tree of words: spaCy's parse, with every name as one word.

In: sentences and their mentions. Out: `Tree`s of `Word`s with offsets in the document. The parser is given what
`kg.reading.masking` makes of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.reading.language import parse
from kg.reading.lexicon import Lexicon
from kg.reading.marks import Marked
from kg.reading.masking import Mask, mask, reporting_clause
from kg.reading.names import Mention, Name
from kg.reading.segments import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


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
    relative: bool = False  # "who", "which": stands for the noun before its clause
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
    hole: tuple[int, int] | None = None  # where its aside stands, in offsets of the sentence
    aside: Tree | None = None  # ", the company said" behind or amid the sentence, parsed apart
    marked: Marked | None = None  # made by the first pattern that asks (marks.py)

    @property
    def text(self) -> str:
        """The sentence's own text."""
        return self.sentence.text

    def cut(self, start: int, end: int) -> str:
        """The text between two offsets of the document, white space folded."""
        return " ".join(self.text[start - self.sentence.start : end - self.sentence.start].split())

    def phrase(self, words: Sequence[Word]) -> str:
        """The text from the first to the last of some words, white space folded."""
        return self.cut(min(w.start for w in words), max(w.end for w in words))


def trees(
    sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]], which: Iterable[int], lexicon: Lexicon
) -> list[Tree]:
    """The sentences with these indexes, parsed."""
    chosen = list(which)
    asides = {i: span for i in chosen if (span := reporting_clause(sentences[i], lexicon))}
    masked = [mask(sentences[i], mentions[i], lexicon, hole=asides.get(i)) for i in chosen]
    clauses = [mask(sentences[i], mentions[i], lexicon, part=(span[0] + 2, span[1])) for i, span in asides.items()]
    docs = parse(m.text for m in (*masked, *clauses))
    made = {i: _tree(sentences[i], i, mentions[i], m, next(docs), lexicon) for i, m in zip(chosen, masked, strict=True)}
    for i, m in zip(asides, clauses, strict=True):
        made[i].hole = asides[i]
        made[i].aside = _tree(sentences[i], i, mentions[i], m, next(docs), lexicon)
    return list(made.values())


def _tree(sentence: Sentence, index: int, mentions: Sequence[Mention], made: Mask, doc: Doc, lexicon: Lexicon) -> Tree:
    words = [_word(token, made, lexicon) for token in doc]
    for token, word in zip(doc, words, strict=True):
        if token.head.i != token.i:
            word.head = words[token.head.i]
            word.head.children.append(word)
    for word, following in pairwise(words):
        word.next = following
    for word in words:
        _join_possessive(word)
    for before, word in zip([None, *words], words, strict=False):
        _retag(word, lexicon, aside=before is not None and before.text == ",")
    return Tree(sentence, index, words, list(mentions))


def _word(token: Token, made: Mask, lexicon: Lexicon) -> Word:
    lower = token.lower_
    relative, lemma = lower in lexicon.grammar("relative_words"), lexicon.lemma(lower)
    if token.text.isupper() and token.tag_.startswith("NN") and lower in lexicon.grammar("pronouns"):
        lower = token.text  # "IT systems": no pronoun
    if mention := made.names.get(token.idx):
        place = (mention.start, mention.end)
        return Word(token.i, mention.text, lower, lemma, "NNP", token.dep_, *place, mention, relative)
    place = (made.offsets[token.idx], made.offsets[token.idx + len(token) - 1] + 1)
    return Word(token.i, token.text, lower, lemma, token.tag_, token.dep_, *place, relative=relative)


def _join_possessive(word: Word) -> None:
    """As in "X's and Y's activities": both own them, where the parser hangs the activities on X."""
    owned = next((c for c in word.kids("conj") if c.kids("poss")), None)
    if owned is None or word.dep == "poss" or not word.kids("case") or owned.kids("poss")[0].index < word.index:
        return
    word.children.remove(owned)
    if word.head is not None:
        word.head.children[word.head.children.index(word)] = owned
    owned.head, owned.dep = word.head, word.dep
    owned.children.append(word)
    word.head, word.dep = owned, "poss"


def _is_to(clauses: list[Word]) -> bool:
    """Whether an infinitive with "to" is among some clauses."""
    return any(a.lower == "to" for c in clauses for a in c.kids("aux"))


def _retag(word: Word, lexicon: Lexicon, *, aside: bool) -> None:
    """Mend the tagger where the tree, or the field, knows better. `aside`: whether a comma stands before the word."""
    if word.tag == "JJ" and word.kids("auxpass"):
        word.tag = "VBN"  # "are still disabled"
    elif aside and word.tag == "VBD" and word.lemma in lexicon.cues("hedge_verbs") and _is_to(word.kids("xcomp")):
        word.tag = "VBN"  # "X, believed to be a member of Y, was arrested"
        for subject in word.kids("nsubj"):
            subject.dep = "nsubjpass"
    elif word.is_verb and word.lemma in lexicon.nouns("never_verbs"):
        word.tag = "NNS" if word.lower.endswith("s") else "NN"
