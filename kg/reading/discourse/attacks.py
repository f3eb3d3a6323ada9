"""Victims of phrases about attacks: "the attack on X", "the X breach", "both incidents", "attacks including those on X"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.reading import clauses
from kg.reading.discourse.bodies import Bodies
from kg.reading.discourse.state import AUTHORITIES, PRONOUNS
from kg.reading.names import Name
from kg.reading.parsed import Word


_MANY = 3  # victims that a plural without a number stands for at most


class Attacks(Bodies):
    """Knows phrases about attacks, and whom they hit."""

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
        if modifiers & (
            nouns.words("nouns", "attack_modifier") | nouns.words("nouns", "attack_strong")
        ) or self._is_definite(word):
            return True
        hitting = self.words.words("frames", "attack_verbs") | self.words.words("frames", "attack_verbs_weak")
        if any(c.lemma in hitting for c in word.kids("acl", "relcl")):
            return True  # "incidents targeting shops"
        return any(self.is_attack(w) for w in clauses.after(word, "of"))

    def victims_of(self, attack: Word, *, refer: bool = True) -> list[Name]:
        """Organisations that an attack hit, by the words that hang on it; else, if it refers back, those in focus."""
        with self._once("victims", attack) as first:
            found = list(dict.fromkeys(self._said_victims(attack))) if first else []
            if not found and refer and first:
                found = self._referred(attack) or self.undergoing(attack)
            self.last_attacks = found or self.last_attacks
            return found

    def undergoing(self, attack: Word) -> list[Name]:
        """As in "X closed stores after a cyberattack": the subject of the clause that an attack is given as the cause of."""
        head = attack.head
        if attack.dep == "attr" and head is not None:  # "the breach was a ransomware attack"
            return [n for s in head.kids("nsubj") if self.is_attack(s) for n in self.victims_of(s)]
        if attack.dep == "dobj" and head is not None and head.lemma in self.words.words("frames", "suffer_verbs"):
            return [n for s in clauses.subjects(head)[:1] for n in self.bodies_of(s)]
        if (
            attack.dep != "pobj"
            or attack.head is None
            or attack.head.lower not in self.words.words("frames", "cause_prepositions")
        ):
            return []
        for verb in attack.ancestors():
            if verb.is_verb and verb.dep not in ("prep", "amod"):
                found = [
                    n
                    for s in clauses.subjects(verb)[:1]
                    for n in (self._said_victims(s) if s.lemma in self.words.words("nouns", "attack") else self.bodies_of(s))
                    if n.role not in AUTHORITIES and n.role not in ("media", "security-vendor")
                ]
                says = verb.lemma in self.words.words("cues", "say_verbs") and verb.lemma not in self.words.words(
                    "frames", "disclose_verbs"
                )
                if found or says:
                    return [] if says else found
        return []

    def _said_victims(self, attack: Word) -> Iterable[Name]:
        for place in self.right_after(attack):
            yield from self._victim(place)
        for place in clauses.after(
            attack, "on", "at", "against", "of", "to", "targeting", "involving", "affecting", "impacting", "across", "into"
        ):
            if self.is_attack(place):
                yield from self.victims_of(place)
            else:
                yield from self._victim(place)
        against = [*clauses.after(attack, "on", "at", "against"), *self.right_after(attack)]
        for child in attack.kids("compound", "nmod", "poss", "amod") if not against else ():  # "X's attack on Y" hit Y
            for word in clauses.expand(child):
                if (
                    word.name is not None
                    and word.name.type == "Organization"
                    and word.name.role not in ("media", "security-vendor")
                ):
                    yield word.name
                elif child.dep == "poss" and word.name is None:
                    yield from self.bodies_of(word)
        frames = self.words.words
        hitting = frames("frames", "attack_verbs") | frames("frames", "attack_verbs_weak") | frames("frames", "befall_verbs")
        for child in attack.kids("acl", "relcl"):
            if child.lemma in hitting:
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
        behind = word.next.next if word.next is not None and word.next.text == "," else None
        aside = [behind] if behind is not None and behind.lower in markers and behind.head is not word else []
        for prep in [*word.kids("prep"), *aside]:
            if prep.lower in markers or prep.lower == "as":
                yield from (
                    w for p in (prep, *prep.kids("prep")) for o in p.kids("pobj", "pcomp") for w in clauses.expand(o)
                )
        verb = word.head
        if verb is not None and verb.lemma == "include" and word.dep == "nsubj":
            yield from clauses.objects(verb)

    def _referred(self, attack: Word) -> list[Name]:
        if not self._is_definite(attack) and not attack.kids("nummod"):
            return []
        if any(c.lower in PRONOUNS for c in attack.kids("poss")):
            return []  # "their attacks" are the actor's, whomever they hit
        plural = attack.tag in ("NNS", "NNPS")
        if not plural:
            here = list(dict.fromkeys(n for n in self.names_here if n in self.victims))
            return here if len(here) == 1 else self.focus[-1:]
        count = self._count(attack)
        new = [n for n in self.expected if n not in self.victims]
        other = any(c.lower in ("other", "another", "further", "more") for c in attack.children)
        self.looks_ahead |= other or count > len(self.victims)
        if other:
            return new[:count] if count else []
        if count and len(self.focus) != count:
            return self.victims[-count:] if len(self.victims) >= count else [*self.victims, *new][:count]
        return list(self.focus) or self.many()

    def many(self) -> list[Name]:
        """Whom "the victims", "the affected shops" mean: the last victims spoken of, or the first that the text will name."""
        self.looks_ahead |= not self.victims
        return self.victims[-_MANY:] or self.expected[:_MANY]

    def _count(self, attack: Word) -> int:
        numbers = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
        return next((numbers[c.lower] for c in attack.children if c.lower in numbers), 0)
