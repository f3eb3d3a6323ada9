"""What a document is speaking of: who "the company", "they", "the attack" are at a given word, and who speaks in a quote.

In: trees, one after the other. Out: names for nominal phrases and pronouns, victims for phrases about attacks, and the
speaker of the quotation that a sentence stands in. Only what was said before a sentence decides what it means.
"""

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
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "both", "all", "same", "such"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "their"})
_PRONOUNS = frozenset({"it", "they", "them", "its", "their", "itself", "themselves", "who", "which", "that"})
_AUTHORITIES = frozenset({"government", "law-enforcement", "regulator"})
_WE = frozenset({"we", "our", "us", "ours"})


class Discourse:
    """The state of a document up to the sentence at hand."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self.actors: list[Name] = []  # most recent last
        self.bodies: list[Name] = []
        self.people: list[Name] = []
        self.names_here: list[Name] = []  # of the sentence at hand
        self.places_here: list[tuple[Name, int]] = []
        self.last_people: list[Name] = []  # all people of the last sentence that named any
        self._asked: set[tuple[str, int]] = set()
        self.last_attacks: list[Name] = []  # the victims of the attacks that the sentence at hand spoke of last
        self.aliases: dict[Name, Name] = {}  # a name that was introduced as another's alias
        self.victims: list[Name] = []  # of incidents, most recent last, each once
        self.focus: list[Name] = []  # the victims of "the attack(s)"
        self.voices: list[tuple[int, int, Speaker]] = []  # stretches of the sentence at hand that somebody else speaks

    # --- what names a phrase holds -------------------------------------------------------------------------------

    def names_in(self, word: Word, kinds: frozenset[str]) -> list[Name]:
        """Names of these types that a noun phrase is about: its head, or what names a plain head ("group called X")."""
        if word.name is not None:
            return [word.name] if word.name.type in kinds else [n for c in word.kids("appos") for n in self.names_in(c, kinds)]
        found: list[Name] = []
        for child in word.children:
            if child.dep in ("compound", "nmod", "amod", "appos", "poss") or (child.dep == "nummod" and child.name):
                found.extend(n for w in clauses.expand(child) for n in ([w.name] if w.name and w.name.type in kinds else []))
                if child.dep == "appos" and child.name is None:
                    found.extend(self.names_in(child, kinds))
            elif child.dep in ("acl", "relcl"):
                found.extend(n for o in child.kids("oprd", "dobj", "attr") if child.kids("oprd") or child.lemma in ("call", "name", "dub") for n in self.names_in(o, kinds))
                found.extend(n for w in clauses.after(child, "as") for n in self.names_in(w, kinds))
        return list(dict.fromkeys(found))

    def actors_of(self, word: Word) -> list[tuple[Name, str]]:
        """Actors that a phrase speaks of, each with how it leads there: "", "affiliate", or "tactics" (a mere likeness)."""
        with self._once("actors", word) as first:
            return self._actors_of(word) if first else []

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

    def _actors_of(self, word: Word) -> list[tuple[Name, str]]:
        if word.name is not None:
            return self._named_actor(word)
        nouns = self.words
        lemma = word.lemma
        if word.lower in _PRONOUNS or word.lower in ("he", "she"):
            return [(n, "") for n in self._pronoun_actor(word)]
        if lemma not in nouns.words("nouns", "actor") and lemma not in nouns.words("nouns", "part_of_actor") and lemma not in nouns.words("nouns", "malware"):
            return []
        via = "affiliate" if lemma in nouns.words("nouns", "affiliate") else ""
        inner = self.names_in(word, ACTORS) or [n for n in self.names_in(word, frozenset({"Malware"})) if lemma in nouns.words("nouns", "actor")]
        inner = inner or [n for w in clauses.after(word, "of", "for", "from", "with", "in") for n, _ in self._inner_actor(w)]
        likened = [a for a in self._likened(word) if a[0] not in inner]
        if inner or likened:
            return [*((n, via) for n in dict.fromkeys(inner)), *likened]
        if word.dep == "appos" and word.head is not None and (same := self.actors_of(word.head)):
            return same
        if self._is_definite(word) and lemma in nouns.words("nouns", "actor"):
            return [(n, via) for n in self._last_actor(word)]
        states = [c.name for c in word.children if c.dep in ("amod", "compound", "nmod") and c.name and c.name.type == "Location"]
        return [(n, "state") for n in states if n]

    def _inner_actor(self, word: Word) -> list[tuple[Name, str]]:
        if word.name is not None:
            return [(word.name, "")] if word.name.type in ("ThreatGroup", "Malware") else []
        return [(n, "") for n in self.names_in(word, frozenset({"ThreatGroup", "Malware"}))]

    def _named_actor(self, word: Word) -> list[tuple[Name, str]]:
        name = word.name
        assert name is not None
        return [(name, "")]

    def _likened(self, word: Word) -> list[tuple[Name, str]]:
        """"Hackers associated with X", and "hackers using X tactics", who are only like X."""
        links = self.words.words("frames", "likening_verbs") | set(self.words.table("frames", "link_verbs"))
        tactics = self.words.words("nouns", "tactic")
        found: dict[Name, str] = {}
        for verb in word.kids("acl", "relcl"):
            inside = list(verb.subtree()) if verb.lemma in links else []
            for other in inside:
                if other.name is not None and other.name.type in ACTORS:
                    above = {a.lemma for a in other.ancestors()} | {c.lemma for c in inside if c.lemma in tactics and c.index < other.index}
                    found.setdefault(other.name, "tactics" if above & tactics else "")
        return list(found.items())

    def _pronoun_actor(self, word: Word) -> list[Name]:
        if word.lower in ("who", "which", "that"):
            host = next((a for a in word.ancestors() if a.dep in ("relcl",)), None)
            return [n for n, _ in self.actors_of(host.head)] if host is not None and host.head is not None else []
        for subject in self._subjects_above(word):
            if (subject.lower not in _PRONOUNS or subject.lower in ("who", "which", "that")) and (found := self.actors_of(subject)):
                actors = [n for n, _ in found if n.type in ("ThreatGroup", "Person")]
                if actors:
                    return actors
        return self._last_actor(word)

    def _last_actor(self, word: Word) -> list[Name]:
        """The actor last spoken of: in this sentence before the word, else in those before."""
        here = [n for n, start in self.places_here if n.type in ACTORS and start < word.start]
        return [self.aliases.get(n, n) for n in here[-1:]] or self.actors[-1:]

    # --- organisations -------------------------------------------------------------------------------------------

    def bodies_of(self, word: Word, *, strict: bool = False) -> list[Name]:
        """Organisations that a phrase speaks of. `strict`: only those that it names."""
        with self._once("bodies", word) as first:
            return self._bodies_of(word, strict) if first else []

    def _bodies_of(self, word: Word, strict: bool) -> list[Name]:
        if word.name is not None:
            return [word.name] if word.name.type in BODIES else []
        nouns = self.words
        if word.lower in _PRONOUNS or word.lower in _WE:
            return [] if strict else self._pronoun_body(word)
        owner = [o for p in word.kids("poss") for o in (self.bodies_of(p, strict=strict))]
        if word.lemma in nouns.words("nouns", "organisation"):
            named = self.names_in(word, BODIES) or self._named_beside(word)
            if named:
                return named
            if not strict and self._is_definite(word) and word.tag in ("NN", "NNP") and word.lemma in nouns.words("nouns", "organisation_definite"):
                return self._last_body(word)
            return []
        if owner and (word.lemma in nouns.words("nouns", "service") or word.lemma in nouns.words("nouns", "data") or word.lemma in nouns.words("nouns", "service_head_only")):
            return owner
        if word.lemma in nouns.words("nouns", "service_head_only") or word.lemma in nouns.words("nouns", "data") or word.lemma in nouns.words("nouns", "service"):
            return [n for n in self.names_in(word, frozenset({"Organization"}))]
        return []

    def _named_beside(self, word: Word) -> list[Name]:
        """"Acme, another retailer that ...": the name before its apposition; "A and B are among the companies that ..."."""
        if word.dep == "appos" and word.head is not None:
            before = [w.name for w in clauses.expand(word.head) if w.name and w.name.type in BODIES and w.index < word.index]
            return before[-1:]
        if word.dep == "pobj" and word.head is not None and word.head.lower in ("among", "of") and word.kids("relcl"):
            verb = next((a for a in word.ancestors() if a.is_verb), None)
            if verb is not None and verb.lemma == "be":
                return [s.name for s in clauses.subjects(verb) if s.name and s.name.type in BODIES]
        if word.dep == "attr" and word.head is not None and word.kids("relcl"):
            return [n for s in clauses.subjects(word.head)[:1] for n in self.bodies_of(s)]
        return []

    def _pronoun_body(self, word: Word) -> list[Name]:
        if word.lower in _WE:
            frame = self.voice_at(word)
            return [n for n in self.bodies if frame is not None and n.text == frame.name][-1:] or ([] if frame is None else self.focus[-1:])
        if word.lower in ("who", "which", "that"):
            host = next((a for a in word.ancestors() if a.dep == "relcl"), None)
            return self.bodies_of(host.head) if host is not None and host.head is not None else []
        for subject in self._subjects_above(word):
            if subject.lower not in _PRONOUNS and (found := self.bodies_of(subject)):
                return found
        return self._last_body(word)

    def _last_body(self, word: Word) -> list[Name]:
        """The organisation that "the company", "the agency", "it" means: the last of its kind, victims before others."""
        lemma = word.lemma
        if lemma in self.words.words("nouns", "government_like"):
            return [n for n in self.bodies if n.role in _AUTHORITIES][-1:]
        if any(c.lemma in self.words.words("nouns", "vendor_modifier") for c in word.kids("compound", "amod", "nmod")):
            return [n for n in self.bodies if n.role == "security-vendor"][-1:]
        plain = [n for n in self.bodies if n.role not in _AUTHORITIES and n.role not in ("media", "security-vendor")]
        return [n for n in plain if n in self.victims][-1:] or plain[-1:]

    def _subjects_above(self, word: Word) -> Iterable[Word]:
        """Subjects of the clauses above a pronoun's own, nearest first; then of those before it in the sentence."""
        first = True
        for verb in word.ancestors():
            if verb.is_verb:
                own = verb.kids("nsubj", "nsubjpass")
                if not first or not (own and word in own):
                    yield from (s for s in own if s is not word and s.index < word.index)
                first = False

    def _is_definite(self, word: Word) -> bool:
        return any(c.lower in _DEFINITE for c in word.children if c.dep in ("det", "poss", "predet", "amod", "nmod", "nummod"))

    # --- attacks -------------------------------------------------------------------------------------------------

    def is_attack(self, word: Word) -> bool:
        """Whether a noun speaks of an attack: a telling noun, or a vaguer one with a telling word before it."""
        nouns = self.words
        if word.name is not None or not word.is_noun:
            return False
        if word.lemma in nouns.words("nouns", "attack_strong"):
            return True
        if word.lemma in nouns.words("nouns", "quantity") and any(self.is_attack(w) for w in clauses.after(word, "of")):
            return True
        if word.lemma not in nouns.words("nouns", "attack"):
            return False
        modifiers = {c.lemma for c in word.kids("compound", "amod", "nmod")}
        if modifiers & (nouns.words("nouns", "attack_modifier") | nouns.words("nouns", "attack_strong")) or self._is_definite(word):
            return True
        return any(self.is_attack(w) for w in clauses.after(word, "of"))

    def victims_of(self, attack: Word, *, refer: bool = True) -> list[Name]:
        """Organisations that an attack hit, by the words that hang on it; else, if it refers back, those in focus."""
        with self._once("victims", attack) as first:
            found = list(dict.fromkeys(self._said_victims(attack))) if first else []
            if not found and refer and first:
                found = self._referred(attack) or self._undergoing(attack)
            self.last_attacks = found or self.last_attacks
            return found

    def _undergoing(self, attack: Word) -> list[Name]:
        """"X closed stores after a cyberattack": the subject of the clause that an attack is given as the cause of."""
        head = attack.head
        if attack.dep == "attr" and head is not None:  # "the breach was a ransomware attack"
            return [n for s in head.kids("nsubj") if self.is_attack(s) for n in self.victims_of(s)]
        if attack.dep == "dobj" and head is not None and head.lemma in self.words.words("frames", "suffer_verbs"):
            return [n for s in clauses.subjects(head)[:1] for n in self.bodies_of(s)]
        if attack.dep != "pobj" or attack.head is None or attack.head.lower not in self.words.words("frames", "cause_prepositions"):
            return []
        for verb in attack.ancestors():
            if verb.is_verb and verb.dep not in ("prep", "amod"):
                found = [n for s in clauses.subjects(verb)[:1] for n in self.bodies_of(s) if n.role not in _AUTHORITIES and n.role not in ("media", "security-vendor")]
                says = verb.lemma in self.words.words("cues", "say_verbs") and verb.lemma not in self.words.words("frames", "disclose_verbs")
                if found or says:
                    return [] if says else found
        return []

    def _said_victims(self, attack: Word) -> Iterable[Name]:
        for place in clauses.after(attack, "on", "at", "against", "of", "to", "targeting", "involving", "affecting", "impacting", "across", "into"):
            if self.is_attack(place):
                yield from self.victims_of(place)
            else:
                yield from self._victim(place)
        for child in attack.kids("compound", "nmod", "poss", "amod"):
            for word in clauses.expand(child):
                if word.name is not None and word.name.type == "Organization" and word.name.role not in ("media", "security-vendor"):
                    yield word.name
                elif child.dep == "poss" and word.name is None:
                    yield from self.bodies_of(word)
        for child in attack.kids("acl", "relcl"):
            if child.lemma in self.words.words("frames", "attack_verbs") | self.words.words("frames", "attack_verbs_weak") | {"involve", "prompt"}:
                yield from (n for o in clauses.objects(child) for n in self._victim(o))
        for item in self.included(attack):
            yield from self._included_victim(item)

    def _victim(self, word: Word) -> Iterable[Name]:
        yield from (n for n in self.bodies_of(word) if n.role != "media")
        for item in self.included(word):
            yield from self._included_victim(item)
        for child in word.kids("appos"):
            yield from (n for w in clauses.expand(child) for n in self.bodies_of(w, strict=True))

    def _included_victim(self, item: Word) -> Iterable[Name]:
        if item.lower in ("those", "one", "ones") or self.is_attack(item):
            for place in clauses.after(item, "on", "at", "against", "of"):
                yield from self.bodies_of(place)
        else:
            yield from self.bodies_of(item, strict=True)

    def included(self, word: Word) -> Iterable[Word]:
        """What a phrase goes on to list: "including A, B and C", "such as A"; the objects of "include"."""
        markers = self.words.words("frames", "include_words")
        for prep in word.kids("prep"):
            if prep.lower in markers or prep.lower == "as":
                yield from (w for p in (prep, *prep.kids("prep")) for o in p.kids("pobj", "pcomp") for w in clauses.expand(o))
        verb = word.head
        if verb is not None and verb.lemma == "include" and word.dep == "nsubj":
            yield from clauses.objects(verb)

    def _referred(self, attack: Word) -> list[Name]:
        if not self._is_definite(attack) and not attack.kids("nummod"):
            return []
        plural = attack.tag in ("NNS", "NNPS")
        if not plural:
            here = list(dict.fromkeys(n for n in self.names_here if n in self.victims))
            return here if len(here) == 1 else self.focus[-1:]
        count = self._count(attack)
        if count and len(self.focus) != count:
            return self.victims[-count:]
        return list(self.focus)

    def _count(self, attack: Word) -> int:
        numbers = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
        return next((numbers[c.lower] for c in attack.children if c.lower in numbers), 0)

    # --- quotes and progress -------------------------------------------------------------------------------------

    def voice_at(self, word: Word) -> Speaker | None:
        """Who speaks at a word: the speaker of the quotation or frame that it stands in."""
        return next((speaker for start, end, speaker in self.voices if start <= word.start < end), None)

    def speaking_name(self, word: Word, tree: Tree) -> Name | None:
        """The name behind a speaking phrase: a name, "a Co-op spokesperson", "the M&S statement", "the company", "he"."""
        if word.name is not None:
            return word.name
        if word.lower in ("he", "she"):
            return self.people[-1] if self.people else None
        cues = self.words
        if word.lemma in cues.words("cues", "document_nouns") or word.lemma in cues.words("nouns", "title"):
            inner = self.names_in(word, BODIES | ACTORS | {"Person"})
            inner = inner or [n for w in clauses.after(word, "by", "from", "of", "for", "at") for n in self.bodies_of(w)]
            inner = inner or [w.name for v in word.kids("acl", "relcl") for w in clauses.by(v) if w.name]
            inner = inner or [n for p in word.kids("poss") for n in self.bodies_of(p)]
            return inner[0] if inner else None
        bodies = self.bodies_of(word)
        if bodies:
            return bodies[0]
        actors = self.actors_of(word) if word.lower not in _PRONOUNS else []
        return actors[0][0] if actors and actors[0][1] != "tactics" else None

    def advance(self, tree: Tree, hit: Sequence[Name], aliases: Iterable[tuple[Name, Name]] = ()) -> None:
        """Take note of a sentence after it was read: whom it named, and which victims it spoke of."""
        self.aliases.update(aliases)
        for word in tree.words:
            name = word.name
            if name is None:
                continue
            if name.type == "ThreatGroup":
                _renew(self.actors, self.aliases.get(name, name))
            elif name.type == "Person":
                _renew(self.people, name)
            elif name.type in BODIES and name.role not in ("media",):
                if word.dep in ("nsubj", "nsubjpass", "pobj", "dobj", "poss", "conj", "appos", "ROOT", "attr", "compound"):
                    _renew(self.bodies, name)
        people = [n for n in self.names_here if n.type == "Person"]
        self.last_people = list(dict.fromkeys(people)) or self.last_people
        subject = [w.name for w in tree.words if w.name and w.dep in ("nsubj", "nsubjpass") and w.name.type in BODIES and w.name.role != "media"]
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
