"""Who speaks: the words of a sentence as `Speaker`s, named or not.

In: a reporting verb, or a word that may be one who speaks, in its tree. Out: speakers, with the words used for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Speaker
from kg.reading import clauses
from kg.reading.discourse import Discourse
from kg.reading.lexicon import Lexicon
from kg.reading.parsed import Tree, Word

_LONGEST = 80  # code points of the words kept for a speaker
_CLAUSES = ("relcl", "acl")


class Speakers:
    """Finds who speaks in one tree."""

    def __init__(self, tree: Tree, discourse: Discourse, words: Lexicon) -> None:
        self.tree = tree
        self.discourse = discourse
        self.words = words

    def speakers_of(self, verb: Word) -> tuple[list[Speaker], tuple[Speaker, ...]]:
        """Who speaks by a reporting verb, innermost first; and who says the same beside them."""
        cues = self.words.cues
        if clauses.is_passive(verb):
            named = self.speakers(clauses.by(verb))
            if named or verb.lemma in cues("deny_verbs", "evidential"):
                return named[:1], ()  # "has been observed to": nobody in particular says so, and nobody doubts it
            return [self.unnamed(verb)], ()
        if verb.lemma in cues("learn_verbs"):
            sources = [s for s in self.speakers(clauses.after(verb, "from")) if s.kind == "unnamed"]
            return [*sources[:1], *self.first_speaker(clauses.subjects(verb))], ()
        said = self.speakers(clauses.subjects(verb))
        if verb.dep == "relcl" and verb.head is not None and verb.head.tag == "NNS" and said and said[0].kind == "named":
            return [], ()  # "X and Y are among the companies that disclosed ...": the text sums up what several said
        return said[:1], tuple(s for s in said[1:] if s.kind == "named")

    def speakers(self, words: Sequence[Word]) -> list[Speaker]:
        """Those of some words that speak."""
        return [s for w in words if (s := self.speaker(w))]

    def first_speaker(self, words: Sequence[Word]) -> list[Speaker]:
        """The first of some words, if it speaks."""
        return self.speakers(words[:1])

    def speaker(self, word: Word) -> Speaker | None:
        """A word as one who speaks: a name, the name within a phrase ("a Co-op spokesperson"), or an unnamed group."""
        name = self.discourse.speaking_name(word)
        if name is not None:
            if name.type == "ThreatGroup":
                self.discourse.speaking_actors.add(name.text)
            return Speaker(kind="named", name=name.text, words=self._phrase(word))
        if word.lower in self.words.grammar("speakerless_pronouns") or word.lower in self.words.cues("own_organisation"):
            return None
        if word.is_noun and word.lemma not in self.words.cues("vague_nouns"):
            self.discourse.firm_speakers.add(self._phrase(word))
        if word.is_noun or word.lemma in self.words.cues("unnamed_nouns"):
            return Speaker(kind="unnamed", words=self._phrase(word))
        return None

    def unnamed(self, verb: Word) -> Speaker:
        """Who speaks by a passive that names no one: "is believed to", "has been linked to"."""
        inside = [verb, *verb.kids("aux", "auxpass", "neg", "prt")]
        inside += [w for w in verb.kids("advmod") if w.index > inside[1].index] if len(inside) > 1 else []
        tail = [w for w in verb.kids("prep") if w.lower in self.words.prepositions("passive_tail")]
        tail += [a for c in verb.kids("xcomp") for a in c.kids("aux") if a.lower == "to"]
        inside += [w for w in tail if 0 < w.index - verb.index <= 3]
        return Speaker(kind="unnamed", words=self.tree.phrase(inside)[:_LONGEST])

    def with_frame(self, trigger: Word, inner: Sequence[Speaker]) -> tuple[Speaker, ...]:
        """Speakers outermost first, led by whom the quote or an "according to" credits."""
        frame = self.discourse.voice_at(trigger)
        chain = list(reversed(inner))
        if frame is not None and all(s.name != frame.name for s in chain):
            chain.insert(len(chain) if frame.name in self.discourse.cited else 0, frame)
        return tuple(chain)

    def _phrase(self, word: Word) -> str:
        """The noun phrase of a word, without the clauses and appositions behind it."""
        inside = [
            w
            for w in word.subtree()
            if w.dep not in (*_CLAUSES, "punct") and not any(a.dep in (*_CLAUSES, "appos") for a in _between(w, word))
        ]
        return self.tree.phrase(inside)[:_LONGEST]


def _between(word: Word, top: Word) -> Iterator[Word]:
    """A word and those above it, up to but without the top."""
    for each in (word, *word.ancestors()):
        if each is top:
            return
        yield each
