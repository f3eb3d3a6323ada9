"""People who are described before they are named: "A Scottish man was arrested. Prosecutors say that Jane Doe hacked ...".

In: the trees of a document. Out: for each noun that introduces people without naming them, the people whom one of the next
sentences names first. Only a name that the text has not used before can be theirs, and only as many as the noun says.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.reading import clauses
from kg.reading.kinds import PEOPLE
from kg.reading.lexicon import Lexicon
from kg.reading.names import Name
from kg.reading.parsed import Tree, Word

_REACH = 2  # sentences behind the introduction in which the names stand
_SUBJECTS = ("nsubj", "nsubjpass")
_PLURAL = ("NNS", "NNPS")


def introduced(parsed: Sequence[Tree], words: Lexicon) -> dict[Word, list[Name]]:
    """The people whom nouns introduce."""
    found: dict[Word, list[Name]] = {}
    for number, tree in enumerate(parsed):
        if any(m.name is not None and m.name.type in PEOPLE for m in tree.mentions):
            continue
        for word in tree.words:
            if _introduces(word, words) and (people := _named_next(word, parsed[number + 1 : number + 1 + _REACH], words)):
                found[word] = people
    return found


def _introduces(word: Word, words: Lexicon) -> bool:
    """Whether a noun speaks of people as new: "a man", "three former employees"."""
    if word.name is not None or word.lemma not in words.nouns("person_plain", "staff", "part_of_actor"):
        return False
    before = [c for c in word.children if c.index < word.index]
    if any(c.dep == "poss" or c.lower in words.grammar("definite") for c in before):
        return False
    counted = words.table("grammar", "numbers") if word.tag in _PLURAL else words.grammar("indefinite")
    return any(c.lower in counted for c in before)


def _named_next(word: Word, trees: Sequence[Tree], words: Lexicon) -> list[Name]:
    numbers = words.table("grammar", "numbers")
    most = max(numbers.get(c.lower, 1) for c in word.children)
    for tree in trees:
        subjects = [s for w in tree.words if w.dep in _SUBJECTS for s in clauses.expand(w)]
        people = [w.name for w in subjects if w.name is not None and w.name.type in PEOPLE and _is_new(w, words)]
        if people:
            return list(dict.fromkeys(people))[:most]
    return []


def _is_new(word: Word, words: Lexicon) -> bool:
    """Whether a name stands here for the first time, and not with an office, by which one introduces witnesses."""
    if word.name is None or word.mention is None or any(c.lemma in words.nouns("title") for c in word.children):
        return False
    return word.name.mentions[0].sentence == word.mention.sentence
