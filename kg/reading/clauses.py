"""Who does what to whom in a sentence: the arguments of a verb, carried over relative clauses, control and conjunction.

In: a `Word` of a tree. Out: the words that fill its slots. Grammar only; what the words mean is for the rooms that ask.
Labels are ClearNLP's, as spaCy's English models give them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.reading.lexicon import Lexicon
from kg.reading.parsed import Word

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_BARE_PASSIVES = ("acl", "amod", "advcl", "pcomp", "ccomp", "ROOT", "conj", "xcomp")  # where a bare participle is passive
_SHARING = ("ccomp", "advcl", "xcomp", "dep", "parataxis", "aux", "auxpass", "prep")  # clauses that borrow a subject
_NEGATED = ("advmod", "preconj", "det", "nsubj", "nsubjpass", "cc", "intj")  # where a negating word negates the verb
_SMALL = ("VBG", "VB", "JJ", "RB")  # what a clause without a verb of its own or a finite one hangs on
_UP, _ACROSS = 6, 4  # how many clauses a slot is looked for in, upward and along a conjunction
_OF_THE_OBJECT = ("for", "of", "with")  # "sanctioned X for hacking", "charged X with hacking": X hacked
_NEAR = 3  # words between joined words that share what stands beside one of them


def is_passive(verb: Word) -> bool:
    """Whether a verb form is passive: with an auxiliary, or a bare participle behind a noun ("an attack claimed by")."""
    if verb.kids("auxpass", "nsubjpass") or (verb.kids("agent") and not verb.kids("dobj", "aux")):
        return True  # also in a headline: "Acme hit by hackers"
    if verb.tag == "VBD" and verb.dep == "acl" and not verb.kids("aux", "nsubj", "dobj"):
        return True  # "shops hit last week": one form for both
    return verb.tag == "VBN" and verb.dep in _BARE_PASSIVES and not verb.kids("aux", "nsubj")


def expand(word: Word) -> Iterator[Word]:
    """A word and those joined to it by "and", "or" or a comma."""
    seen = {word.index}
    queue = [word]
    while queue:
        current = queue.pop(0)
        yield current
        listed = [c for c in current.kids("appos") if c.mention and current.mention]  # "A, B, C and D" is often parsed so
        for child in (*current.kids("conj"), *listed):
            if child.index not in seen and child.is_verb == word.is_verb and not _is_excluded(child, current):
                seen.add(child.index)
                queue.append(child)


def _is_excluded(word: Word, beside: Word) -> bool:
    """Whether a joined word is one that is not meant: "A, not B"."""
    return any(c.lower == "not" and c.index < word.index <= c.index + _NEAR for c in (*word.children, *beside.children))


def subjects(verb: Word, depth: int = 0) -> list[Word]:
    """The grammatical subjects of a verb, found further up where the verb has none of its own."""
    own = verb.kids(*_SUBJECTS)
    if own:
        return [w for s in own for w in _antecedent(s, verb)]
    if depth > _UP or verb.head is None:
        return []
    return _inherited(verb, verb.head, depth + 1)


def _inherited(verb: Word, head: Word, depth: int) -> list[Word]:
    """The subjects of a verb that has none of its own, by how it hangs on its head."""
    if verb.dep in ("acl", "relcl"):
        return list(expand(head)) if head.dep != "conj" else [head]
    if verb.dep == "amod" and head.is_noun:
        return [head]
    if verb.dep == "pcomp" and head.head is not None:
        return _of_preposition(head.head, head.lower, depth)
    if not head.is_verb or (verb.dep == "ccomp" and verb.kids("mark")):
        return []  # "X believes that ...": a clause of its own
    if verb.dep == "xcomp":
        return objects(head, depth) or subjects(head, depth)
    return subjects(head, depth) if verb.dep == "conj" or verb.dep in _SHARING else []


def _of_preposition(above: Word, preposition: str, depth: int) -> list[Word]:
    """The subjects of a clause behind a preposition, by the word that it hangs on: of "accused X of hacking" X."""
    if above.is_verb:
        done_to = objects(above) if preposition in _OF_THE_OBJECT and not is_passive(above) else []
        return done_to or subjects(above, depth)
    if above.dep != "attr":
        return [above]
    return subjects(above.head, depth) if above.head else []


def _antecedent(subject: Word, verb: Word) -> list[Word]:
    """A relative pronoun stands for the noun that the clause hangs on."""
    head = verb.head
    if subject.relative and head is not None:
        if verb.dep == "relcl":
            return list(expand(head)) if not head.kids("conj") else [head]
        if verb.dep == "conj" and head.dep == "relcl" and head.head:
            return [head.head]
    return list(expand(subject))


def agents(verb: Word) -> list[Word]:
    """Who does it: the subject, or after a passive the words behind "by"."""
    return by(verb) if is_passive(verb) else subjects(verb)


def patients(verb: Word) -> list[Word]:
    """To whom it is done: the object, or the subject of a passive."""
    return subjects(verb) if is_passive(verb) and not verb.kids("dobj") else objects(verb)


def objects(verb: Word, depth: int = 0) -> list[Word]:
    """Direct objects and predicative complements; of a relative clause with its own subject, the noun it hangs on."""
    own = [w for o in verb.kids("dobj", "attr", "oprd", "dative") if not o.relative for w in expand(o)]
    if own or depth > _ACROSS:
        return own
    gerunds = [c for c in verb.kids("ccomp") if c.tag in _SMALL and not c.kids("mark") and c.index > verb.index]
    small = [w for c in gerunds for s in c.kids("nsubj") for w in expand(s)]
    if small:  # "they breached X using ..." is parsed as if X did the using, "took X offline" as if X were offline
        return small
    head, own_subject = verb.head, verb.kids("nsubj")
    if verb.dep == "relcl" and head is not None and own_subject and not own_subject[0].relative and not is_passive(verb):
        return [head]
    if verb.dep == "conj" and head is not None and head.is_verb and head.index < verb.index and not verb.kids("prep"):
        return []
    return _shared_objects(verb, depth + 1)


def _shared_objects(verb: Word, depth: int) -> list[Word]:
    """As in "detect and stop the attack": the objects of the verb joined to one that has nothing of its own."""
    if verb.kids("dobj", "ccomp", "xcomp", "prep"):
        return []
    joined = next((c for c in verb.kids("conj") if c.is_verb and c.index - verb.index <= _NEAR), None)
    return objects(joined, depth) if joined is not None else []


def by(verb: Word) -> list[Word]:
    """The words behind "by"; of joined participles ("claimed and carried out by X"), those behind either."""
    joined = [verb, *(c for c in verb.kids("conj") if c.tag == "VBN" and c.index - verb.index <= _NEAR)]
    if verb.dep == "conj" and verb.head is not None and verb.head.tag == "VBN":
        joined.append(verb.head)
    for each in joined:
        hosts = [p for p in each.kids("agent", "prep") if p.lower == "by"]
        if found := [w for p in hosts for o in p.kids("pobj") for w in expand(o)]:
            return found
    return []


def after(word: Word, *prepositions: str) -> list[Word]:
    """The words behind one of these prepositions that hang on a word, or on its object or particle."""
    found: list[Word] = []
    for host in (word, *word.kids("dobj", "attr", "prt", "oprd", "acomp")):
        for prep in host.kids("prep", "dative", "agent", "prt", "advmod"):
            if prep.lower in prepositions:
                found.extend(w for o in prep.kids("pobj", "pcomp") for w in expand(o))
            elif prep.dep == "prep":  # "on behalf of X", "out of X"
                inner = [p for p in prep.kids("prep") if p.lower in prepositions]
                found.extend(w for p in inner for o in p.kids("pobj") for w in expand(o))
    return found


def particles(verb: Word) -> set[str]:
    """Particles and short adverbs of a verb: "shut down", "take offline"."""
    return {c.lower for c in verb.kids("prt", "advmod", "acomp", "oprd", "prep", "ccomp")}


def is_negated(verb: Word, words: Lexicon) -> bool:
    """Whether a negator hangs on the verb, its auxiliaries or its subject's or object's determiner."""
    return any(_negates(child, words) for child in verb.children)


def _negates(child: Word, words: Lexicon) -> bool:
    if child.dep == "neg" or (child.dep in _NEGATED and child.lower in words.cues("negators")):
        return True
    no = words.grammar("negative_determiners")
    if child.dep == "prep":  # "on none of the hosts", "at no time"
        never = child.lower in words.grammar("never_prepositions")
        return any(o.lower in no or (never and any(g.lower in no for g in o.kids("det"))) for o in child.kids("pobj"))
    return child.dep in ("nsubj", "nsubjpass", "dobj", "attr") and any(g.lower in no for g in child.kids("det", "neg"))
