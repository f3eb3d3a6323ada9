"""How a text describes an organisation: "British retail giant X", "X, a logistics firm", "X is a German insurer".

In: the trees of a document. Out: for each name the words that describe it, and the country among them. What they say of
its sector is for `kg.reference.facts`: the same words by which public lists describe the victims of an actor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.reading.names import Name
from kg.reading.parsed import Tree, Word

_INSIDE = ("amod", "compound", "nmod", "attr", "appos")


@dataclass
class Description:
    """The describing words of one name, in order, and the country that they name."""

    words: list[str] = field(default_factory=list)
    country: str | None = None

    def qualifiers(self) -> dict[str, str]:
        """The claim's qualifiers `sector` and `country`, as the text has them; the sector's words only if they name one."""
        from kg.reference.facts import sectors

        text = " ".join(self.words)
        found = {"sector": text[:120]} if text and sectors(text) else {}
        return found | ({"country": self.country} if self.country else {})


def describe(trees: Sequence[Tree]) -> dict[Name, Description]:
    """What a document says of the organisations that it names."""
    found: dict[Name, Description] = defaultdict(Description)
    for tree in trees:
        for word in tree.words:
            if word.name is not None and word.name.type == "Organization":
                for head in _describing(word):
                    _add(found[word.name], head, word)
    return found


def _describing(word: Word) -> Iterator[Word]:
    """The word itself for what stands before it, its appositions, and what it is said to be."""
    yield word
    yield from (c for c in word.kids("appos") if c.name is None)
    if word.head is not None and word.dep == "nsubj" and word.head.lemma == "be":
        yield from word.head.kids("attr")
    if word.dep == "appos" and word.head is not None and word.head.name is None:
        yield word.head


def _add(description: Description, head: Word, word: Word) -> None:
    inside = [
        w for w in head.subtree() if w is not word and (w is head or w.dep in _INSIDE) and abs(w.index - head.index) <= 6
    ]
    for part in sorted(inside, key=lambda w: w.index):
        if part.name is not None:
            if part.name.type == "Location" and description.country is None:
                description.country = part.name.text
        elif (part.is_noun or part.tag == "JJ") and part.lower not in description.words:
            description.words.append(part.lower)
