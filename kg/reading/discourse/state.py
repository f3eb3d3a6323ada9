"""The state of a document up to the sentence at hand: whom and what it has spoken of, most recent last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from kg.model import Speaker
from kg.reading import clauses
from kg.reading.lexicon import Lexicon
from kg.reading.names import UNKNOWN, Name
from kg.reading.parsed import Tree, Word

ACTORS = frozenset({"ThreatGroup"})
BODIES = frozenset({"Organization", UNKNOWN})
PRONOUNS = frozenset({"it", "they", "them", "its", "their", "itself", "themselves", "who", "which", "that"})
RELATIVES = frozenset({"who", "which", "that"})
OWN = frozenset({"we", "our", "us", "ours"})
AUTHORITIES = frozenset({"government", "law-enforcement", "regulator"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "both", "all", "same", "such"})


class State:
    """What was spoken of so far, and how phrases name things."""

    def __init__(self, words: Lexicon, expected: Sequence[Name] = ()) -> None:
        self.words = words
        self.expected = list(expected)  # victims that the whole document tells of, in order
        self.speaking_actors: set[str] = set()  # names of actors that were found to speak
        self.cited: set[str] = set()  # names whom the text's speakers cite
        self.firm_speakers: set[str] = set()  # words for speakers who are not named but stand for it: "a prosecutor"
        self.looks_ahead = False  # whether a phrase meant victims that are named further down
        self.actors: list[Name] = []  # most recent last
        self.bodies: list[Name] = []
        self.people: list[Name] = []
        self.names_here: list[Name] = []  # of the sentence at hand
        self.places_here: list[tuple[Name, int]] = []
        self.offices: dict[Name, Name] = {}  # for whom people work
        self.last_people: list[Name] = []  # all people of the last sentence that named any
        self._asked: set[tuple[str, int]] = set()
        self.last_attacks: list[Name] = []  # the victims of the attacks that the sentence at hand spoke of last
        self.brands: dict[Name, Name] = {}  # ransomware, and the actor of that name
        self._same: dict[Name, list[Name]] = {}  # names that the text holds to be one thing
        self.victims: list[Name] = []  # of incidents, most recent last, each once
        self.focus: list[Name] = []  # the victims of "the attack(s)"
        self.voices: list[tuple[int, int, Speaker]] = []  # stretches of the sentence at hand that somebody else speaks

    @contextmanager
    def _once(self, what: str, word: Word) -> Iterator[bool]:
        """Phrases may refer to each other in a circle: within one question each word is asked once."""
        key = (what, id(word))
        first = key not in self._asked
        self._asked.add(key)
        try:
            yield first
        finally:
            if first:
                self._asked.discard(key)

    def names_in(self, word: Word, kinds: frozenset[str]) -> list[Name]:
        """Names of these types that a noun phrase is about: its head, or what names a plain head ("group called X")."""
        if word.name is not None:
            return (
                [word.name] if word.name.type in kinds else [n for c in word.kids("appos") for n in self.names_in(c, kinds)]
            )
        found: list[Name] = []
        for child in word.children:
            if child.dep in ("compound", "nmod", "amod", "appos", "poss") or (child.dep == "nummod" and child.name):
                found.extend(n for w in clauses.expand(child) for n in ([w.name] if w.name and w.name.type in kinds else []))
                if child.dep == "appos" and child.name is None:
                    found.extend(self.names_in(child, kinds))
            elif child.dep in ("acl", "relcl"):
                found.extend(
                    n
                    for o in child.kids("oprd", "dobj", "attr")
                    if child.kids("oprd") or child.lemma in ("call", "name", "dub")
                    for n in self.names_in(o, kinds)
                )
                found.extend(n for w in clauses.after(child, "as") for n in self.names_in(w, kinds))
        return list(dict.fromkeys(found))

    def names_in_full(self, word: Word) -> list[Name]:
        """As in "The authority of Larvia, the Larvian Privacy Commissioner": the body whose name follows its description."""
        if word.lemma not in self.words.words("nouns", "government_like"):
            return []
        found = [w.name for w in clauses.after(word, "of") if w.name and w.name.role in AUTHORITIES]
        return found[-1:]

    def _subjects_above(self, word: Word) -> Iterable[Word]:
        """Subjects of the clauses above a pronoun's own, nearest first; then of those before it in the sentence."""
        first = True
        for verb in word.ancestors():
            if verb.is_verb:
                own = verb.kids("nsubj", "nsubjpass")
                if not first or not (own and word in own):
                    yield from (s for s in own if s is not word and s.index < word.index)
                first = False

    @staticmethod
    def right_after(noun: Word) -> list[Word]:
        """What stands behind a preposition of place right behind a noun, wherever the parser hangs it: "the breach at X"."""
        prep = noun.next
        if prep is None or prep.lower not in ("at", "on", "against", "of", "into") or prep in noun.children:
            return []
        return [w for o in prep.kids("pobj") for w in clauses.expand(o)]

    def _is_definite(self, word: Word) -> bool:
        return any(
            c.lower in _DEFINITE for c in word.children if c.dep in ("det", "poss", "predet", "amod", "nmod", "nummod")
        )

    def voice_at(self, word: Word) -> Speaker | None:
        """Who speaks at a word: the speaker of the quotation or frame that it stands in."""
        return next((speaker for start, end, speaker in self.voices if start <= word.start < end), None)

    def unite(self, alias: Name, main: Name) -> None:
        """Take two names for one thing."""
        group = list(dict.fromkeys([*self._same.get(main, [main]), *self._same.get(alias, [alias])]))
        for name in group:
            self._same[name] = group

    def chief(self, name: Name) -> Name:
        """Of the names that are one thing, the one that the text uses most."""
        return max(self._same.get(name, [name]), key=lambda n: (len(n.mentions), -n.mentions[0].start if n.mentions else 0))

    def advance(self, tree: Tree, hit: Sequence[Name]) -> None:
        """Take note of a sentence after it was read: whom it named, and which victims it spoke of."""
        for word in tree.words:
            name = word.name
            if name is None:
                continue
            if name.type == "ThreatGroup":
                _renew(self.actors, self.chief(name))
            elif name.type == "Malware" and name in self.brands:
                _renew(self.actors, self.brands[name])
            elif name.type == "Person":
                _renew(self.people, name)
            elif name.type in BODIES and name.role not in ("media",):
                if word.dep in ("nsubj", "nsubjpass", "pobj", "dobj", "poss", "conj", "appos", "ROOT", "attr", "compound"):
                    _renew(self.bodies, name)
        leading = [
            w.name for w in tree.words if w.name and w.dep in ("nsubj", "nsubjpass", "ROOT") and w.name.type == "ThreatGroup"
        ]
        for name in reversed([n for n in leading if n]):  # what a sentence is about is what the next one means
            _renew(self.actors, self.chief(name))
        people = [n for n in self.names_here if n.type == "Person"]
        self.last_people = list(dict.fromkeys(people)) or self.last_people
        subject = [
            w.name
            for w in tree.words
            if w.name and w.dep in ("nsubj", "nsubjpass") and w.name.type in BODIES and w.name.role != "media"
        ]
        for name in reversed([n for n in subject if n]):
            _renew(self.bodies, name)
        if hit:
            self.focus = list(dict.fromkeys(hit))
            for name in self.focus:
                _renew(self.victims, name)


def _renew(names: list[Name], name: Name) -> None:
    if name in names:
        names.remove(name)
    names.append(name)
