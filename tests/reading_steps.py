"""The steps of reading, each alone, on texts written in the test: `Steps` does one step and those before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.model import Claim, Document
from kg.reading import Reader
from kg.reading.discourse import Discourse
from kg.reading.judgement import Judge, Judgement
from kg.reading.names import Name, find_names
from kg.reading.parsed import Tree, Word, trees
from kg.reading.people import find_people
from kg.reading.segments import Sentence, sentences

Speakers = list[tuple[str, str | None]]  # kind and name, in the order of the text
SpeakersOf = Callable[..., Speakers]


@dataclass(frozen=True)
class Steps:
    """The steps by name; each does those before it."""

    reader: Reader

    def sentences(self, text: str | Document) -> list[Sentence]:
        return sentences(text if isinstance(text, Document) else Document(text=text), self.reader.words)

    def names(self, text: str) -> dict[str, Name]:
        """Every name by its fullest form."""
        found = self.sentences(text)
        names = find_names(found, self.reader.gazetteer, self.reader.words)
        find_people(found, names)
        return {name.text: name for name in names.all}

    def types(self, text: str) -> dict[str, str]:
        return {text: name.type for text, name in self.names(text).items()}

    def tree(self, text: str) -> Tree:
        """The tree of a text of one sentence."""
        found = self.sentences(text)
        names = find_names(found, self.reader.gazetteer, self.reader.words)
        find_people(found, names)
        (tree,) = trees(found, names.mentions, range(len(found)), self.reader.words)
        return tree

    def judge(self, text: str, word: str) -> Judgement:
        tree = self.tree(text)
        discourse = Discourse(self.reader.words)
        return Judge(tree, discourse, self.reader.words).judge(the(tree, word))

    def claims(self, text: str, relation: str) -> list[Claim]:
        return [c for c in self.reader.read(Document(text=text)).claims if c.relation == relation]


def the(tree: Tree, text: str) -> Word:
    """The one word of a tree that is written so."""
    (word,) = [w for w in tree.words if w.text == text]
    return word
