"""The state of a document up to the sentence at hand: whom and what it has spoken of, most recent last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from kg.model import Speaker
from kg.reading import clauses
from kg.reading.kinds import ACTORS, AUTHORITIES, BODIES, PEOPLE
from kg.reading.lexicon import Lexicon
from kg.reading.names import Mention, Name
from kg.reading.parsed import Tree, Word

_SUBJECTS = ("nsubj", "nsubjpass")
_PLURAL = ("NNS", "NNPS")
_NAMING = ("compound", "nmod", "amod", "appos", "poss")  # where a plain noun has its name
_APART, _CLAUSES = ("det", "predet", "cc", "conj", "appos", "punct"), ("relcl", "acl")  # no part of what names a body
_LISTED = ("dobj", "attr", "conj", "appos", "dep", "nmod", "npadvmod")  # how the parser joins the items of a list
_LONGEST = 80  # code points of a description that stands for a name
_ARGUMENTS = (*_SUBJECTS, "pobj", "dobj", "poss", "conj", "appos", "ROOT", "attr", "compound")  # what a sentence is about


class State:
    """What was spoken of so far, and how phrases name things."""

    def __init__(self, words: Lexicon, expected: Sequence[Name] = ()) -> None:
        self.words = words
        self.expected = list(expected)  # victims that the whole document tells of, in order
        self.looks_ahead = False  # whether a phrase meant victims that are named further down
        # spoken of so far, most recent last, each once
        self.actors: list[Name] = []
        self.led: set[Name] = set()  # of them, those of whom a sentence told something
        self.bodies: list[Name] = []
        self.people: list[Name] = []
        self.victims: list[Name] = []
        self.focus: list[Name] = []  # the victims of "the attack(s)"
        self.last_attacks: list[Name] = []  # the victims of the attacks that the sentence at hand spoke of last
        self.last_people: list[Name] = []  # all people of the last sentence that named any
        self.document: Sequence[Tree] = ()  # all trees, for what is named only further down
        self.introduced: dict[Word, list[Name]] = {}  # "a man": who is named further down
        self.accused: list[Name] = []  # people against whom an authority was said to act, the last one last
        self.offices: dict[Name, Name] = {}  # for whom people work
        self.brands: dict[Name, Name] = {}  # ransomware, and the actor of that name
        self.focus_paragraph = 0  # of the sentence that told of the focus
        self.attack_paragraph = -1  # of the sentence that spoke of an attack last
        self.strangers: dict[str, int] = {}  # "a hospital" that nobody names: the noun, and where it stood last
        self.introducing: Tree | None = None  # the line with a colon that the items at hand belong to
        self.opens_item = False  # whether the sentence at hand is the first of its paragraph
        # of the sentence at hand
        self.paragraph = 0
        self.names_here: list[Name] = []
        self.places_here: list[tuple[Name, int]] = []
        self.voices: list[tuple[int, int, Speaker]] = []  # stretches that somebody else speaks
        # how speakers are to be taken
        self.speaking_actors: set[str] = set()  # names of actors that were found to speak
        self.cited: set[str] = set()  # names whom the text's speakers cite
        self.firm_speakers: set[str] = set()  # words for speakers who are not named but stand for it: "a prosecutor"
        self.tree: Tree | None = None  # the sentence at hand
        self._described: dict[str, Name] = {}  # bodies that have no name but the words that describe them
        self._same: dict[Name, list[Name]] = {}  # names that the text holds to be one thing
        self._asked: set[tuple[str, int]] = set()

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

    def after(self, word: Word, key: str) -> list[Word]:
        """The words behind the prepositions of one list of `prepositions.yaml`."""
        return clauses.after(word, *self.words.prepositions(key))

    def names_in(self, word: Word, kinds: frozenset[str]) -> list[Name]:
        """Names of these types that a noun phrase is about: its head, or what names a plain head ("group called X")."""
        if word.name is not None:
            return (
                [word.name] if word.name.type in kinds else [n for c in word.kids("appos") for n in self.names_in(c, kinds)]
            )
        found: list[Name] = []
        for child in word.children:
            if child.dep in _NAMING or (child.dep == "nummod" and child.name):
                found.extend(w.name for w in clauses.expand(child) if w.name and w.name.type in kinds)
                if child.dep == "appos" and child.name is None:
                    found.extend(self.names_in(child, kinds))
            elif child.dep in ("acl", "relcl"):
                found.extend(self._names_given(child, kinds))
        return list(dict.fromkeys(found))

    def _names_given(self, verb: Word, kinds: frozenset[str]) -> Iterator[Name]:
        """The names that a clause behind a noun gives it: "called X", "tracked as X"."""
        if verb.kids("oprd") or verb.lemma in self.words.frames("naming_verbs"):
            heads = verb.kids("oprd", "dobj", "attr")
            given = [w for o in heads for w in ([o] if _is_either(o) else clauses.expand(o))]
            yield from (n for w in given for n in self.names_in(w, kinds))
        yield from (n for w in clauses.after(verb, "as") for n in self.names_in(w, kinds))

    def included(self, word: Word) -> Iterable[Word]:
        """What a phrase goes on to list: "including A, B and C", "such as A"; the objects of "include"."""
        markers = self.words.frames("include_words")
        behind = word.next.next if word.next is not None and word.next.text == "," else None
        aside = [behind] if behind is not None and behind.lower in markers and behind.head is not word else []
        for prep in [*word.kids("prep"), *aside]:
            if prep.lower in markers or prep.lower == "as":
                hosts = (prep, *prep.kids("prep"))  # "such as"
                yield from (w for p in hosts for o in p.kids("pobj", "pcomp") for w in clauses.expand(o))
        if word.lower in markers or word.lower == "among":  # "named, among others, A and B"
            yield from (w for o in word.kids("pobj") for w in clauses.expand(o) if w.name is not None)
        if word.tag in _PLURAL:
            yield from self._among(word)
        verb = word.head
        if verb is None or word.dep not in _SUBJECTS:
            return
        if verb.lemma == "include":
            yield from clauses.objects(verb)
            yield from (w for w in verb.subtree() if w.name is not None and _is_listed_behind(w, verb))
        elif word.tag in _PLURAL:  # "four members were arrested, including X"
            late = [p for p in verb.kids("prep") if p.lower in markers and p.index > verb.index]
            yield from (w for p in late for o in p.kids("pobj") for w in clauses.expand(o))

    def _among(self, word: Word) -> Iterator[Word]:
        """As in "broke into several carriers, among them X, Y and Z": the names behind, however they are parsed."""
        comma, among, them = word.next, None, None
        if comma is not None and comma.text == ",":
            among = comma.next
            them = among.next if among is not None and among.lower == "among" else None
        item = them.next if them is not None and them.lower in self.words.grammar("demonstratives") else None
        while item is not None and (item.name is not None or item.text == "," or item.tag in ("CC", "DT")):
            if item.name is not None:
                yield item
            item = item.next

    def people_named(self, word: Word) -> list[Name]:
        """People whom a noun goes on to name: "two members of X, including its leader, A", "employees of B, C and D"."""
        listed = [w for p in self.after(word, "people_of") for w in clauses.expand(p)]
        included = [n for w in self.included(word) for n in self.names_in(w, PEOPLE)]
        return list(
            dict.fromkeys([*self.names_in(word, PEOPLE), *included, *(n for w in listed for n in self.names_in(w, PEOPLE))])
        )

    def names_in_full(self, word: Word) -> list[Name]:
        """As in "the authority of Larvia, the Larvian Privacy Commissioner": the body named behind its description."""
        if word.lemma not in self.words.nouns("government_like"):
            return []
        found = [w.name for w in clauses.after(word, "of") if w.name and w.name.role in AUTHORITIES]
        return found[-1:]

    def _subjects_above(self, word: Word) -> Iterable[Word]:
        """Subjects of the clauses above a pronoun's own, nearest first; then of those before it in the sentence."""
        first = True
        for verb in word.ancestors():
            if verb.is_verb:
                named = verb.dep in ("acl", "relcl") and verb.head is not None and verb.head.name is not None
                own = verb.kids(*_SUBJECTS) or ([verb.head] if named and verb.head is not None else [])
                if not first or word not in own:
                    yield from (s for s in own if s is not word and s.index < word.index)
                first = False

    def right_after(self, noun: Word) -> list[Word]:
        """What stands behind a preposition of place right behind a noun, wherever the parser hangs it: "the breach at X"."""
        prep = noun.next
        if prep is None or prep.lower not in self.words.prepositions("right_behind_attack") or prep in noun.children:
            return []
        return [w for o in prep.kids("pobj") for w in clauses.expand(o)]

    def _is_definite(self, word: Word) -> bool:
        definite = self.words.grammar("definite")
        return any(c.lower in definite for c in word.kids("det", "poss", "predet", "amod", "nmod", "nummod"))

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

    def note_accused(self, name: Name) -> None:
        """Take note of somebody against whom an authority acts."""
        if name.type in PEOPLE:
            _renew(self.accused, name)

    def described(self, word: Word, role: str | None = None, *, clauses: bool = False) -> Name | None:
        """A body that is named by its description alone ("prosecutors in X"): the same words mean the same body.

        `clauses`: what a participle or relative clause behind the noun says belongs to it.
        """
        if self.tree is None:
            return None
        inside = [w for w in word.subtree() if w is word or not _is_apart(w, word, clauses)]
        start, end = min(w.start for w in inside), max(w.end for w in inside)
        text = self.tree.cut(start, end)[:_LONGEST]
        name = self._described.setdefault(text.casefold(), Name(text, "Organization", role, forms=[text]))
        name.mentions.append(Mention(start, end, text, self.tree.index, name.type, (), name))
        _renew(self.bodies, name)
        return name

    def body_of_place(self, place: Name, text: str) -> Name:
        """The body that rules a place, under the name `text`: the same words mean the same body."""
        name = self._described.setdefault(text.casefold(), Name(text, "Organization", "government", forms=[text]))
        name.mentions.extend(m for m in place.mentions if m not in name.mentions)
        return name

    def named_below(self, tree: Tree) -> Iterator[Name]:
        """What the document names behind a sentence, in order."""
        yield from (m.name for t in self.document if t.index > tree.index for m in t.mentions if m.name is not None)

    def enter(self, tree: Tree) -> None:
        """Before a sentence is read: the names that it holds, and where."""
        self.tree = tree
        self.opens_item = self.paragraph != tree.sentence.paragraph
        self.paragraph = tree.sentence.paragraph
        self.places_here = [(m.name, m.start) for m in tree.mentions if m.name is not None]
        self.names_here = [n for n, _ in self.places_here]

    def advance(self, tree: Tree, hit: Sequence[Name]) -> None:
        """Take note of a sentence after it was read: whom it named, and which victims it spoke of."""
        if tree.sentence.kind != "bullet":
            self.introducing = tree if tree.sentence.text.endswith(":") else None
        named = [(word, word.name) for word in tree.words if word.name is not None]
        for word, name in named:
            self._note(word, name)
        leading = [n for w, n in named if w.dep in (*_SUBJECTS, "ROOT") and n.type in ACTORS]
        for name in reversed(leading):  # what a sentence is about is what the next one means
            _renew(self.actors, self.chief(name))
            self.led.add(self.chief(name))
        people = [n for n in self.names_here if n.type in PEOPLE]
        self.last_people = list(dict.fromkeys(people)) or self.last_people
        for name in reversed([n for w, n in named if w.dep in _SUBJECTS and _may_be_meant(n)]):
            _renew(self.bodies, name)
        if hit:
            self.focus_paragraph = self.paragraph
            self.focus = list(dict.fromkeys(hit))
            for name in self.focus:
                _renew(self.victims, name)

    def _note(self, word: Word, name: Name) -> None:
        if name.type in ACTORS:
            _renew(self.actors, self.chief(name))
        elif name in self.brands:
            _renew(self.actors, self.brands[name])
        elif name.type in PEOPLE:
            _renew(self.people, name)
        elif _may_be_meant(name) and word.dep in _ARGUMENTS:
            _renew(self.bodies, name)


def _is_either(word: Word) -> bool:
    """As in "called X or Y": two names of one thing."""
    return any(c.lower == "or" for c in word.kids("cc"))


def _is_listed_behind(word: Word, verb: Word) -> bool:
    """Whether a name is one of those that a verb lists, however the parser has joined a long list."""
    between = [word, *(a for a in word.ancestors() if a.index > verb.index)]
    return word.index > verb.index and all(a.dep in _LISTED for a in between)


def _is_apart(word: Word, top: Word, clauses: bool) -> bool:
    """Whether a word below another belongs to no name that it may have: its article, its relative clause, what is joined."""
    apart = _APART if clauses else (*_APART, *_CLAUSES)
    return any(w.dep in apart for w in (word, *word.ancestors()) if w is not top and top in w.ancestors())


def _may_be_meant(name: Name) -> bool:
    """Whether a name is a body that "the company" may mean: not the medium that the text was published by."""
    return name.type in BODIES and name.role != "media"


def _renew(names: list[Name], name: Name) -> None:
    if name in names:
        names.remove(name)
    names.append(name)
