"""Whose voice a stretch of text is in: quotations and "according to" frames, with their speakers.

In: the sentences and trees of a document. Out: for each tree, on entering it, the stretches (offsets in the document)
that somebody else speaks. A quotation over several sentences or paragraphs keeps its speaker, who may be named only
behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Speaker
from kg.reading import clauses
from kg.reading.discourse import Discourse
from kg.reading.judgement import Judge
from kg.reading.lexicon import Lexicon
from kg.reading.marks import ANY, marked
from kg.reading.parsed import Tree, Word
from kg.reading.segments import Sentence

_OPEN, _CLOSE = '“"', '”"'
_SHORTEST = 20  # code points between quotation marks that can be somebody's sentence
_REACH = 2  # paragraphs over which a quotation without a speaker belongs to the last one


@dataclass
class Quotation:
    """A stretch between quotation marks, long enough to be somebody's sentence."""

    start: int
    end: int
    paragraph: int
    speaker: Speaker | None = None


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
        self.discourse.places_here = [(m.name, m.start) for m in tree.mentions if m.name is not None]
        self.discourse.names_here = [n for n, _ in self.discourse.places_here]

    def _speaker(self, quotation: Quotation) -> Speaker | None:
        touching = [t for t in self.trees if t.sentence.paragraph == quotation.paragraph]
        near = sorted(touching, key=lambda t: _distance(t.sentence, quotation))
        for tree in near[:3]:
            for verb in tree.words:
                outside = not any(q.start <= verb.start < q.end for q in self.quotations)
                if outside and verb.lemma in self.words.words("cues", "quote_verbs") and verb.is_verb:
                    found = self._said_by(tree, verb)
                    if found is not None:
                        return found
        if self.last is not None and 0 <= quotation.paragraph - self.last.paragraph <= _REACH:
            return self.last.speaker
        return None

    def _said_by(self, tree: Tree, verb: Word) -> Speaker | None:
        judge = Judge(tree, self.discourse, self.words)
        for word in clauses.subjects(verb) or verb.kids("dobj", "npadvmod", "attr", "oprd", "dep"):
            if not any(q.start <= word.start < q.end for q in self.quotations):
                if word.lower in ("it", "they") and self.last is not None:
                    return self.last.speaker
                speaker = judge.speaker(word)
                if speaker is not None:
                    return speaker
                body = self.discourse.bodies_of(word)
                if body:
                    return Speaker(kind="named", name=body[0].text, words=word.text)
        return None

    def _aside_speaker(self, tree: Tree) -> Speaker | None:
        """Who speaks the sentence by the ", the company said" behind or amid it; quoted words have their speaker already."""
        aside = tree.aside
        if aside is None:
            return None
        self.discourse.places_here = [(m.name, m.start) for m in tree.mentions if m.name is not None]
        judge = Judge(aside, self.discourse, self.words)
        for verb in aside.words:
            if verb.is_verb and verb.lemma in self.words.words("cues", "quote_verbs"):
                speaker = next((s for w in clauses.subjects(verb) if (s := judge.speaker(w))), None)
                if speaker is not None:
                    return speaker
        return None

    def _frame(self, tree: Tree) -> Speaker | None:
        """As in "According to X, ...", "..., according to X", "As first reported by X, ...", "X: ..." in a headline."""
        text = marked(tree)
        cue = self.words.pattern("cues", "according").pattern
        match = re.search(
            rf"(?:^|[,(] ?|^As )(?:as )?{cue} (?:the |a |an |its )?(?:[\w-]+ ){{0,4}}?(?P<who>{ANY})",
            text.text,
            re.IGNORECASE,
        )
        if match is None and tree.sentence.kind in ("title", "heading"):
            match = re.match(rf"(?P<who>{ANY}): ", text.text)
        names = text.names(match.group("who")) if match else []
        if names and match and self.words.pattern("cues", "citing").search(match.group()):
            self.discourse.cited.add(names[0].text)  # whom another speaker cites vouches in the end
        if names:
            return Speaker(kind="named", name=names[0].text, words=names[0].text)
        return self._unnamed_frame(tree, cue)

    def _unnamed_frame(self, tree: Tree, cue: str) -> Speaker | None:
        match = re.search(
            rf"{cue} (?:the |a |an |its |multiple |several )?((?:[\w-]+ ){{0,3}}?(\w+))(?=[,.;]|$)", tree.text, re.IGNORECASE
        )
        if match is None:
            return None
        if self.words.lemma(match.group(2).lower()) in self.words.words("cues", "unnamed_nouns"):
            head = next((w for w in tree.words if w.text == match.group(2)), None)
            name = self.discourse.speaking_name(head, tree) if head is not None else None
            if name is not None:
                return Speaker(kind="named", name=name.text, words=match.group(1))
            return Speaker(kind="unnamed", words=match.group(1))
        return None


def _distance(sentence: Sentence, quotation: Quotation) -> int:
    if sentence.start < quotation.end and quotation.start < sentence.end:
        return 0
    return min(abs(sentence.start - quotation.end), abs(quotation.start - sentence.end))


def quotations(sentences: Sequence[Sentence]) -> Iterator[Quotation]:
    """Quotations by paragraph: from an opening mark to the next closing one, or to the paragraph's end."""
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    for number, inside in paragraphs.items():
        start: int | None = None
        for sentence in inside:
            for match in re.finditer(r"[“”\"]|(?<!\w)['‘](?=\w)|(?<=[.,!?])['’](?!\w)", sentence.text):
                at = sentence.start + match.start()
                if start is None:
                    start = at if match.group() in "“\"'‘" else None
                elif match.group() in "”\"'’":
                    if at - start > _SHORTEST:
                        yield Quotation(start, at + 1, number)
                    start = None
        if start is not None and inside[-1].end - start > _SHORTEST:
            yield Quotation(start, inside[-1].end, number)
