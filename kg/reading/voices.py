"""Whose voice a stretch of text is in: quotations and "according to" frames, with their speakers.

In: the sentences and trees of a document. Out: for each tree, on entering it, the stretches (offsets in the document)
that somebody else speaks. A quotation over several sentences or paragraphs keeps its speaker, who may be named only
behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Speaker
from kg.reading import clauses
from kg.reading.discourse import Discourse
from kg.reading.lexicon import Lexicon
from kg.reading.marks import ANY, marked
from kg.reading.names import Name
from kg.reading.parsed import Tree, Word
from kg.reading.segments import Sentence
from kg.reading.speakers import Speakers

_SHORTEST = 20  # code points between quotation marks that can be somebody's sentence
_REACH = 2  # paragraphs over which a quotation without a speaker belongs to the last one
_CANDIDATES = 3  # sentences about a quotation that may name its speaker
_MARK = re.compile(r"[“”\"]|(?<!\w)['‘](?=\w)|(?<=[.,!?])['’](?!\w)")
_QUOTED_NAME = re.compile(rf"['‘]\w[^'’.,!?]{{0,{_SHORTEST}}}['’](?!\w)")
_HEADLINE = re.compile(rf"(?P<who>{ANY}): ")
_OBJECTS = ("dobj", "npadvmod", "attr", "oprd", "dep")  # what the parser makes of a speaker behind the verb: "..., said X"


@dataclass
class Quotation:
    """A stretch between quotation marks, long enough to be somebody's sentence."""

    start: int
    end: int
    paragraph: int
    speaker: Speaker | None = None

    def distance(self, sentence: Sentence) -> int:
        """Code points between it and a sentence; 0 if they touch."""
        return max(0, sentence.start - self.end, self.start - sentence.end)


class Voices:
    """Follows the trees of a document and tells the discourse who speaks."""

    def __init__(self, sentences: Sequence[Sentence], parsed: Sequence[Tree], discourse: Discourse, words: Lexicon) -> None:
        self.trees = parsed
        self.discourse = discourse
        self.words = words
        self.quotations = list(quotations(sentences))
        self.last: Quotation | None = None

    def enter(self, tree: Tree) -> None:
        """Before a tree is read: find the speakers of the quotations that it touches, and of its frame."""
        sentence = tree.sentence
        spans: list[tuple[int, int, Speaker]] = []
        for quotation in self.quotations:
            if quotation.start < sentence.end and sentence.start < quotation.end:
                quotation.speaker = quotation.speaker or self._speaker(quotation)
                if quotation.speaker is not None:
                    spans.append((quotation.start, quotation.end, quotation.speaker))
                    self.last = quotation
        frame = self._aside_speaker(tree) or self._frame(tree)
        if frame is not None:
            spans.append((sentence.start, sentence.end, frame))
        self.discourse.voices = spans
        self.discourse.enter(tree)

    def _speaker(self, quotation: Quotation) -> Speaker | None:
        touching = [t for t in self.trees if t.sentence.paragraph == quotation.paragraph]
        near = sorted(touching, key=lambda t: quotation.distance(t.sentence))
        for tree in near[:_CANDIDATES]:
            for verb in tree.words:
                if self._quotes(verb) and not self._is_quoted(verb) and (found := self._said_by(tree, verb)) is not None:
                    return found
        if self.last is not None and 0 <= quotation.paragraph - self.last.paragraph <= _REACH:
            return self.last.speaker
        return None

    def _quotes(self, word: Word) -> bool:
        return word.is_verb and word.lemma in self.words.cues("quote_verbs")

    def _is_quoted(self, word: Word) -> bool:
        return any(q.start <= word.start < q.end for q in self.quotations)

    def _said_by(self, tree: Tree, verb: Word) -> Speaker | None:
        """Who says it by a verb outside the quotation: its subject, or what the parser has made of it behind the verb."""
        speakers = Speakers(tree, self.discourse, self.words)
        for word in clauses.subjects(verb) or verb.kids(*_OBJECTS):
            if self._is_quoted(word):
                continue
            if self.last is not None and word.lower in self.words.grammar("quoting_pronouns"):
                return self.last.speaker
            if (speaker := speakers.speaker(word)) is not None:
                return speaker
            if bodies := self.discourse.bodies_of(word):
                return Speaker(kind="named", name=bodies[0].text, words=word.text)
        return None

    def _aside_speaker(self, tree: Tree) -> Speaker | None:
        """Who speaks the sentence by the ", the company said" behind or amid it; quoted words have their speaker already."""
        aside = tree.aside
        if aside is None:
            return None
        self.discourse.places_here = [(m.name, m.start) for m in tree.mentions if m.name is not None]
        speakers = Speakers(aside, self.discourse, self.words)
        for verb in aside.words:
            if self._quotes(verb):
                speaker = next((s for w in clauses.subjects(verb) if (s := speakers.speaker(w))), None)
                if speaker is not None:
                    return speaker
        return None

    def _frame(self, tree: Tree) -> Speaker | None:
        """As in "according to X, ...", "..., according to X", "as first reported by X, ...", "X: ..." in a headline."""
        text = marked(tree)
        match = _named_frame(self.words).search(text.text)
        if match is None and tree.sentence.kind in ("title", "heading"):
            match = _HEADLINE.match(text.text)
        names = text.names(match["who"]) if match else []
        if not names or match is None:
            return self._unnamed_frame(tree)
        if self.words.pattern("cues", "citing").search(match.group()):
            self.discourse.cited.add(names[0].text)  # whom another speaker cites vouches in the end
        return _named(names[0], names[0].text)

    def _unnamed_frame(self, tree: Tree) -> Speaker | None:
        """As in "according to people familiar with the matter", "according to the company"."""
        match = _other_frame(self.words).search(tree.text)
        if match is None or self.words.lemma(match["head"].lower()) not in self.words.cues("unnamed_nouns"):
            return None
        head = next((w for w in tree.words if w.text == match["head"]), None)
        name = self.discourse.speaking_name(head) if head is not None else None
        return _named(name, match["who"]) if name is not None else Speaker(kind="unnamed", words=match["who"])


def _named(name: Name, words: str) -> Speaker:
    return Speaker(kind="named", name=name.text, words=words)


@lru_cache(maxsize=2)
def _named_frame(words: Lexicon) -> re.Pattern[str]:
    cue = words.pattern("cues", "according").pattern
    return re.compile(
        rf"(?:^|[,(] ?|^As )(?:as )?{cue} (?:the |a |an |its )?(?:[\w-]+ ){{0,4}}?(?P<who>{ANY})", re.IGNORECASE
    )


@lru_cache(maxsize=2)
def _other_frame(words: Lexicon) -> re.Pattern[str]:
    cue = words.pattern("cues", "according").pattern
    more = rf"(?: {words.either('phrases', 'tells_of_sources')}\b[^,.;]*)?"
    who = rf"(?P<who>(?:[\w-]+ ){{0,3}}?(?P<head>\w+){more})(?=[,.;]|$)"
    return re.compile(rf"{cue} (?:the |a |an |its |multiple |several )?{who}", re.IGNORECASE)


def quotations(sentences: Sequence[Sentence]) -> Iterator[Quotation]:
    """Quotations by paragraph: from an opening mark to the next closing one, or to the paragraph's end."""
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    for number, inside in paragraphs.items():
        yield from _quotations_in(number, inside)


def _quotations_in(paragraph: int, sentences: Sequence[Sentence]) -> Iterator[Quotation]:
    start: int | None = None
    for sentence in sentences:
        for match in _MARK.finditer(sentence.text):
            at = sentence.start + match.start()
            if start is None:
                opens = match.group() in "“\"'‘" and not _QUOTED_NAME.match(sentence.text, match.start())
                start = at if opens else None
            elif match.group() in "”\"'’":
                if at - start > _SHORTEST:
                    yield Quotation(start, at + 1, paragraph)
                start = None
    end = sentences[-1].end
    if start is not None and end - start > _SHORTEST:
        yield Quotation(start, end, paragraph)
