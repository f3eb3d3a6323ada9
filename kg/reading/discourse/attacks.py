"""Victims of phrases about attacks: "the attack on X", "the X breach", "both incidents", "attacks including those on X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.reading import clauses
from kg.reading.discourse.bodies import Bodies
from kg.reading.kinds import AUTHORITIES, OUTSIDERS, REPORTERS
from kg.reading.names import Name
from kg.reading.parsed import Tree, Word

_NEAR = 3  # paragraphs back that a vague noun ("this activity") may refer
_MANY = 3  # victims that a plural without a number stands for at most
_PLURAL = ("NNS", "NNPS")


class Attacks(Bodies):
    """Knows phrases about attacks, and whom they hit."""

    def advance(self, tree: Tree, hit: Sequence[Name]) -> None:
        """Take note of a sentence after it was read, also that it spoke of an attack."""
        super().advance(tree, hit)
        hit_verbs = self.words.frames("attack_verbs")
        if any(self.is_attack(w) or (w.is_verb and w.lemma in hit_verbs) for w in tree.words):
            self.attack_paragraph = self.paragraph

    def is_attack(self, word: Word) -> bool:
        """Whether a noun speaks of an attack: a telling noun, or a vaguer one with a telling word before it."""
        nouns = self.words.nouns
        if word.name is not None or not word.is_noun:
            return False
        if word.lemma in nouns("attack_strong"):
            return True
        if word.lemma in nouns("quantity") and any(self.is_attack(w) for w in clauses.after(word, "of")):
            return True
        if word.lemma in nouns("attack_unauthorised") and any(c.lower in nouns("unauthorised") for c in word.kids("amod")):
            return True
        if word.lemma not in nouns("attack"):
            return False
        telling = nouns("attack_modifier", "attack_strong")
        if self._is_definite(word) or any(c.lemma in telling for c in word.kids("compound", "amod", "nmod")):
            return True
        hitting = self.words.frames("attack_verbs", "attack_verbs_weak")
        if any(c.lemma in hitting for c in word.kids("acl", "relcl")):
            return True  # "incidents targeting shops"
        if self._is_elsewhere(word):
            return True
        return any(self.is_attack(w) for w in clauses.after(word, "of"))

    def _is_elsewhere(self, word: Word) -> bool:
        """As in "incidents at X", where attacks were spoken of."""
        strong = self.words.nouns("attack_strong")
        before = self.tree.words[: word.index] if self.tree is not None else []
        told = self.attack_paragraph >= 0 or any(w.lemma in strong for w in before)
        places = [*self.right_after(word), *self.after(word, "against")] if told else []
        return any(w.name is not None or w.lemma in self.words.nouns("organisation") for w in places)

    def victims_of(self, attack: Word, *, refer: bool = True) -> list[Name]:
        """Organisations that an attack hit, by the words that hang on it; else, if it refers back, those in focus."""
        with self._once("victims", attack) as first:
            found = list(dict.fromkeys(self._said_victims(attack))) if first else []
            if not found and refer and first:
                found = self._referred(attack) or self.undergoing(attack)
            self.last_attacks = found or self.last_attacks
            return found

    def undergoing(self, attack: Word) -> list[Name]:
        """As in "X closed stores after a cyberattack": the subject of the clause that an attack is the cause of."""
        head = attack.head
        if head is None:
            return []
        if attack.dep == "attr" and not self._is_mistagged_cause(attack):  # "the breach was a ransomware attack"
            return [n for s in head.kids("nsubj") if self.is_attack(s) for n in self.victims_of(s)]
        if attack.dep == "dobj" and head.lemma in self.words.frames("suffer_verbs", "disclose_verbs"):
            own = [n for s in clauses.subjects(head)[:1] for n in self.bodies_of(s)]
            return [n for n in own if n.role not in OUTSIDERS]
        caused = attack.dep == "pobj" and self._is_cause(head)
        if not caused and not self._is_mistagged_cause(attack):
            return []
        for verb in attack.ancestors():
            if verb.is_verb and verb.dep not in ("prep", "amod"):
                if self._spares_its_subject(verb):
                    return []
                if found := self._subject_hit(verb):
                    return found
                if verb.lemma in self.words.frames("attack_verbs") and verb.kids("nsubjpass"):
                    return []  # "X reports that 22 firms were hit in the attack": who was hit is told
        return []

    def _is_cause(self, preposition: Word) -> bool:
        """Whether an attack behind a preposition is why something was done: "because of", not "stages of an attack"."""
        frames, host = self.words.frames, preposition.head
        if preposition.lower not in frames("cause_prepositions"):
            return False
        loose = preposition.lower in frames("cause_prepositions_loose")
        return not loose or host is None or host.is_verb or host.lower in frames("cause_words")

    def _is_mistagged_cause(self, attack: Word) -> bool:
        """As in "are secure following intrusions", where the parser holds the preposition to be an adjective."""
        causes = self.words.frames("cause_prepositions")
        return any(c.tag == "VBG" and c.lower in causes for c in attack.kids("amod")) and not attack.kids("det", "poss")

    def _spares_its_subject(self, verb: Word) -> bool:
        """As in "X said after the attack", "X was indicted for attacks", "X hacked firms in attacks": X was not hit."""
        if verb.lemma in self.words.frames("attack_verbs"):
            return not clauses.is_passive(verb)
        takes_part = any(c.lemma in self.words.nouns("involvement") for c in verb.kids("dobj"))
        if takes_part or verb.lemma in self.words.frames("part_verbs"):
            return True
        tells = verb.lemma in self.words.cues("say_verbs") and verb.lemma not in self.words.frames("disclose_verbs")
        return tells or verb.lemma in self.words.frames("act_verbs")

    def _subject_hit(self, verb: Word) -> list[Name]:
        """The subject of a verb as a victim: a body, or whom an attack hit; not one who deals with others' incidents."""
        subject = clauses.subjects(verb)[:1]
        vague = self.words.nouns("attack")
        hit = [n for s in subject for n in (self._said_victims(s) if s.lemma in vague else self.bodies_of(s))]
        return [n for n in hit if n.role not in AUTHORITIES and n.role not in REPORTERS]

    def _said_victims(self, attack: Word) -> Iterator[Name]:
        for place in self.right_after(attack):
            yield from self._victim(place)
        doing = attack.lemma in self.words.nouns("attack_done")  # "the operations of X": X's
        if attack.lemma in self.words.frames("steal_nouns"):  # "the theft of money from X"
            inside = [attack, *clauses.after(attack, "of")]
            if attack.dep == "dobj" and attack.head is not None:
                inside.append(attack.head)  # "attributes the theft of money from X to Y"
            yield from (n for t in inside for w in clauses.after(t, "from") for n in self._victim(w))
        for place in self.after(attack, "done_to_victim" if doing else "attack_to_victim"):
            yield from self.victims_of(place) if self.is_attack(place) else self._victim(place)
        if not self.after(attack, "against") and not self.right_after(attack):  # "X's attack on Y" hit Y
            yield from self._victims_before(attack)
        hitting = self.words.frames("attack_verbs", "attack_verbs_weak", "befall_verbs")
        leading = self.words.table("frames", "lead_to")
        for child in attack.kids("acl", "relcl"):
            if child.lemma in leading:  # "attacks that led to intrusions at X"
                yield from (
                    n
                    for w in clauses.after(child, *leading[child.lemma])
                    if self.is_attack(w)
                    for n in self._said_victims(w)
                )
            if child.lemma in hitting:
                yield from (n for o in clauses.objects(child) for n in self._victim(o))
        for item in self.included(attack):
            yield from self._included_victim(item)

    def _victims_before(self, attack: Word) -> Iterator[Name]:
        """As in "the X breach", "the company's outage"; "X's activity", "their attacks" are what one does, not suffers."""
        doing = attack.lemma in self.words.nouns("attack_done")
        if doing and any(c.lemma in self.words.nouns("lure") for c in attack.kids("compound", "amod", "nmod")):
            return  # "a phishing campaign" uses names that people trust
        for child in attack.kids("compound", "nmod", "poss", "amod"):
            if child.dep == "poss" and (doing or (attack.tag in _PLURAL and child.lower in self.words.grammar("pronouns"))):
                continue
            for word in clauses.expand(child):
                if word.name is not None and word.name.type == "Organization" and word.name.role not in REPORTERS:
                    yield word.name
                elif child.dep == "poss" and word.name is None:
                    yield from (n for n in self.bodies_of(word) if n.role not in OUTSIDERS)

    def _victim(self, word: Word) -> Iterator[Name]:
        if word.lemma in self.words.nouns("quantity", "amount"):  # "a number of companies including X"
            yield from (n for w in clauses.after(word, "of") for n in self._victim(w))
        yield from (n for n in self.bodies_of(word) if n.role != "media")
        for item in self.included(word):
            yield from self._included_victim(item)
        for child in word.kids("appos"):
            yield from (n for w in clauses.expand(child) for n in self.bodies_of(w, strict=True))

    def _included_victim(self, item: Word) -> Iterator[Name]:
        if item.lower in self.words.grammar("stand_ins") or self.is_attack(item):
            for place in self.after(item, "against_or_of"):
                yield from self.bodies_of(place)
        else:
            yield from self.bodies_of(item, strict=True)

    def refers(self, attack: Word) -> bool:
        """Whether a phrase means attacks that were spoken of before: "the attack", "three incidents"."""
        return self._is_definite(attack) or bool(self.count(attack))

    def _referred(self, attack: Word) -> list[Name]:
        """Whom "the attack", "all three incidents" mean, by what was said before."""
        grammar = self.words.grammar
        if not self.refers(attack):
            return []
        if any(c.lower in grammar("pronouns") for c in attack.kids("poss")):
            return []  # "their attacks" are the actor's, whomever they hit
        if attack.lemma not in self.words.nouns("attack_strong") and self.paragraph - self.focus_paragraph > _NEAR:
            return []  # "this campaign" means one that was just spoken of
        if attack.tag not in _PLURAL:
            here = list(dict.fromkeys(n for n in self.names_here if n in self.victims))
            return here if len(here) == 1 else self.focus[-1:]
        count = self.count(attack)
        new = [n for n in self.expected if n not in self.victims]
        other = any(c.lower in grammar("others") for c in attack.children)
        self.looks_ahead |= other or count > len(self.victims)
        if other:
            return new[:count] if count else []
        if count and len(self.focus) != count:
            return self.victims[-count:] if len(self.victims) >= count else [*self.victims, *new][:count]
        return list(self.focus) or self.many()

    def many(self) -> list[Name]:
        """Whom "the victims", "the affected shops" mean: the last victims spoken of, or the first that are named below."""
        self.looks_ahead |= not self.victims
        return self.victims[-_MANY:] or self.expected[:_MANY]

    def count(self, noun: Word) -> int:
        """How many a noun speaks of by a word before it; 0 if it does not say."""
        numbers = self.words.table("grammar", "numbers")
        return next((numbers[c.lower] for c in noun.children if c.lower in numbers), 0)
