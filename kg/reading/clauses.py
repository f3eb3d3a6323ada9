"""Who does what to whom in a sentence: the arguments of a verb, carried over relative clauses, control and conjunction.

In: a `Word` of a tree. Out: the words that fill its slots. Grammar only; what the words mean is for the rooms that ask.
Labels are ClearNLP's, as spaCy's English models give them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.reading.parsed import Word

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_NEVER = {"at", "in", "under", "by"}
_RELATIVE = {"who", "which", "that", "whom"}


def is_passive(verb: Word) -> bool:
    """Whether a verb form is passive: with an auxiliary, or a bare past participle behind a noun ("an attack claimed by")."""
    if verb.kids("auxpass", "nsubjpass"):
        return True
    return (
        verb.tag == "VBN"
        and not verb.kids("aux")
        and (verb.dep in ("acl", "amod", "advcl", "pcomp", "ccomp", "ROOT", "conj", "xcomp") and not verb.kids("nsubj"))
    )


def expand(word: Word) -> Iterator[Word]:
    """A word and those joined to it by "and", "or" or a comma."""
    seen = {word.index}
    stack = [word]
    while stack:
        current = stack.pop(0)
        yield current
        listed = [c for c in current.kids("appos") if c.mention and current.mention]  # "A, B, C and D" is often parsed so
        for child in (*current.kids("conj"), *listed):
            if child.index not in seen and child.is_verb == word.is_verb and not _excluded(child, current):
                seen.add(child.index)
                stack.append(child)


def _excluded(word: Word, beside: Word) -> bool:
    """Whether a joined word is one that is not meant: "A, not B"."""
    return any(c.lower == "not" and c.index < word.index <= c.index + 3 for c in (*word.children, *beside.children))


def subjects(verb: Word, depth: int = 0) -> list[Word]:
    """The grammatical subjects of a verb, found further up where the verb has none of its own."""
    own = verb.kids(*_SUBJECTS)
    if own:
        return [w for s in own for w in _antecedent(s, verb)]
    if depth > 6 or verb.head is None:
        return []
    return _inherited(verb, verb.head, depth)


def _inherited(verb: Word, head: Word, depth: int) -> list[Word]:
    if verb.dep == "conj" and head.is_verb:
        return subjects(head, depth + 1)
    if verb.dep in ("acl", "relcl"):
        return list(expand(head)) if head.dep != "conj" else [head]
    if verb.dep == "amod" and head.is_noun:
        return [head]
    if verb.dep == "xcomp" and head.is_verb:
        return objects(head, depth + 1) or subjects(head, depth + 1)
    if verb.dep in ("ccomp", "advcl", "xcomp", "dep", "parataxis") and head.is_verb:
        return subjects(head, depth + 1)
    if verb.dep in ("pcomp",) and head.head is not None:
        above = head.head
        return (
            subjects(above, depth + 1)
            if above.is_verb
            else [above]
            if above.dep != "attr"
            else subjects(above.head, depth + 1)
            if above.head
            else []
        )
    if verb.dep in ("aux", "auxpass", "prep") and head.is_verb:
        return subjects(head, depth + 1)
    return []


def _antecedent(subject: Word, verb: Word) -> list[Word]:
    """A relative pronoun stands for the noun that the clause hangs on."""
    if subject.lower in _RELATIVE and verb.dep == "relcl" and verb.head is not None:
        return list(expand(verb.head)) if not verb.head.kids("conj") else [verb.head]
    if (
        subject.lower in _RELATIVE
        and verb.dep == "conj"
        and verb.head is not None
        and verb.head.dep == "relcl"
        and verb.head.head
    ):
        return [verb.head.head]
    return list(expand(subject))


def agents(verb: Word) -> list[Word]:
    """Who does it: the subject, or after a passive the words behind "by"."""
    if is_passive(verb):
        return by(verb)
    return subjects(verb)


def patients(verb: Word) -> list[Word]:
    """To whom it is done: the object, or the subject of a passive."""
    return subjects(verb) if is_passive(verb) and not verb.kids("dobj") else objects(verb)


def objects(verb: Word, depth: int = 0) -> list[Word]:
    """Direct objects and predicative complements; of a relative clause with its own subject, the noun it hangs on."""
    own = [w for o in verb.kids("dobj", "attr", "oprd", "dative") if o.lower not in _RELATIVE for w in expand(o)]
    if own or depth > 4:
        return own
    small = [
        w
        for c in verb.kids("ccomp")
        if c.tag in ("VBG", "VB") and c.index > verb.index
        for s in c.kids("nsubj")
        for w in expand(s)
    ]
    if small:  # "they breached X using ..." is parsed as if X did the using
        return small
    if verb.dep == "relcl" and verb.head is not None and verb.kids("nsubj") and not is_passive(verb):
        subject = verb.kids("nsubj")[0]
        if subject.lower not in _RELATIVE:
            return [verb.head]
    if (
        verb.dep == "conj"
        and verb.head is not None
        and verb.head.is_verb
        and not verb.kids("prep")
        and verb.head.index < verb.index
    ):
        return []
    for other in verb.kids("conj"):  # "detect and stop the attack"
        if other.is_verb and not verb.kids("dobj", "ccomp", "xcomp", "prep") and other.index - verb.index <= 3:
            return objects(other, depth + 1)
    return []


def by(verb: Word) -> list[Word]:
    """The words behind "by"; of joined participles ("claimed and carried out by X"), those behind either."""
    joined = [verb, *(c for c in verb.kids("conj") if c.tag == "VBN" and c.index - verb.index <= 3)]
    if verb.dep == "conj" and verb.head is not None and verb.head.tag == "VBN":
        joined.append(verb.head)
    for each in joined:
        found = [
            w
            for p in each.children
            if p.lower == "by" and p.dep in ("agent", "prep")
            for o in p.kids("pobj")
            for w in expand(o)
        ]
        if found:
            return found
    return []


def after(word: Word, *prepositions: str) -> list[Word]:
    """The words behind one of these prepositions that hang on a word, or on its object or particle."""
    hosts = [word, *word.kids("dobj", "attr", "prt", "oprd", "acomp")]
    found = []
    for host in hosts:
        for prep in host.kids("prep", "dative", "agent", "prt", "advmod"):
            if prep.lower in prepositions:
                found.extend(w for o in prep.kids("pobj", "pcomp") for w in expand(o))
            elif prep.dep == "prep":  # "on behalf of X", "out of X"
                found.extend(
                    w for p in prep.kids("prep") if p.lower in prepositions for o in p.kids("pobj") for w in expand(o)
                )
    return found


def particles(verb: Word) -> set[str]:
    """Particles and short adverbs of a verb: "shut down", "take offline"."""
    return {c.lower for c in verb.kids("prt", "advmod", "acomp", "oprd", "prep")}


def is_negated(verb: Word, negators: frozenset[str]) -> bool:
    """Whether a negator hangs on the verb, its auxiliaries or its subject's or object's determiner."""
    for child in verb.children:
        if (
            child.dep == "prep"
            and any(g.lower == "no" for o in child.kids("pobj") for g in o.kids("det"))
            and child.lower in _NEVER
        ):
            return True  # "at no time"
        if child.dep == "neg" or (
            child.lower in negators and child.dep in ("advmod", "preconj", "det", "nsubj", "nsubjpass", "cc", "intj")
        ):
            return True
        if child.dep in ("nsubj", "nsubjpass", "dobj", "attr") and any(
            g.lower in ("no", "neither", "none") for g in child.kids("det", "neg")
        ):
            return True
    return False
