"""What untyped names stand for, by what the sentences of the document do with them.

In: the trees of a document and its names. Out: people and places typed by their company ("Jane Doe and X"), and the names
that are no bodies: products, abbreviations of common nouns, and ordinary words ("Productivity", "Key Terms") that nowhere
speak, own systems or customers, or are hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.reading import clauses
from kg.reading.kinds import BODIES, ORGANIZATIONS, UNKNOWN
from kg.reading.language import is_lemma
from kg.reading.lexicon import Lexicon
from kg.reading.names import Name, Names, join_surnames
from kg.reading.parsed import Tree, Word
from kg.reading.people import is_full_name
from kg.reading.segments import Sentence

_INITIALS = re.compile(r"[A-Z]{2,6}s?")
_LONGEST = 80  # code points before a bracket in which the words stand that it abbreviates


def products(names: Iterable[Name], words: Lexicon) -> set[Name]:
    """Untyped names that begin with that of a product: "Windows Defender"."""
    known = tuple(f"{p} " for p in words.names("products"))
    return {n for n in names if (n.type == UNKNOWN or n.guessed) and n.role is None and n.text.startswith(known)}


def common_abbreviations(sentences: Sequence[Sentence], names: Iterable[Name]) -> set[Name]:
    """Untyped names that only abbreviate common nouns: "network-attached storage (NAS)"."""
    found = set()
    for name in names:
        if (name.type == UNKNOWN or name.guessed) and name.role is None and _INITIALS.fullmatch(name.text):
            mention = name.mentions[0]
            sentence = sentences[mention.sentence]
            before = sentence.text[: mention.start - sentence.start]
            words = re.findall(r"[a-z]+", before[:-1][-_LONGEST:]) if before.endswith("(") else []
            letters = name.text.rstrip("s").lower()
            if words and "".join(w[0] for w in words).endswith(letters) and before[:-2].endswith(words[-1]):
                found.add(name)
    return found


def find_company(parsed: Sequence[Tree], names: Names, words: Lexicon) -> None:
    """Type untyped names by their company or what is done to them: "Jane Doe and X", "in Rome, X and Y", "jailed X"."""
    changed = False
    for tree in parsed:
        for word in tree.words:
            if word.name is None or word.name.role is not None or not (word.name.type == UNKNOWN or word.name.guessed):
                continue
            kind = _kind_beside(word, words)
            if kind is not None and (kind != "Person" or is_full_name(word.name.text)):
                changed |= kind == "Person"
                word.name.type, word.name.guessed = kind, False
    if changed:
        join_surnames(names)


def _kind_beside(word: Word, words: Lexicon) -> str | None:
    """What company shows a name to be: a person or a place."""
    head = word.head
    if head is None:
        return None
    top = next((w for w in (word, *word.ancestors()) if w.dep != "conj"), word)
    kinds = {w.name.type for w in clauses.expand(top) if w.name is not None}
    if "Person" in kinds or (head.is_verb and word in _tried(head, words)):
        return "Person"
    before = top.head.lower if top.dep == "pobj" and top.head is not None else ""
    placed = before in words.order("phrases", "place_prepositions")
    return "Location" if placed and kinds == {"Location", UNKNOWN} else None


def _tried(verb: Word, words: Lexicon) -> list[Word]:
    """Whom a verb has arrested, or who pleads by it."""
    if verb.lemma in words.frames("plead_verbs"):
        return clauses.subjects(verb)
    return clauses.patients(verb) if verb.lemma in words.frames("acts_on_people") else []


def mere_words(parsed: Sequence[Tree], names: Iterable[Name], words: Lexicon) -> set[Name]:
    """Untyped names of dictionary words that nothing in the document shows to be bodies."""
    untold = (n for n in names if (n.type == UNKNOWN or n.guessed) and n.role is None)
    doubtful = {n for n in untold if all(is_lemma(p.lower()) for p in n.text.split())}
    for tree in parsed:
        for word in tree.words:
            if word.name in doubtful and _acts(word, words):
                doubtful.discard(word.name)
    return doubtful


def _acts(word: Word, words: Lexicon) -> bool:
    """Whether a name speaks, hits, is hit, owns, is called something or described, or stands in a list with a body."""
    head = word.head
    if head is None:
        return False
    described = words.nouns("organisation", "actor", "title")
    if any(c.lemma in described or (c.name is not None and c.name.type in BODIES) for c in word.kids("appos", "conj")):
        return True
    if word.dep in ("conj", "appos"):
        return (head.name is not None and head.name.type in ORGANIZATIONS) or _acts(head, words)
    if word.dep == "nsubj" and head.is_verb:
        telling = words.cues("say_verbs") | words.frames("suffer_verbs", "attack_verbs", "use_verbs", "steal_verbs")
        if head.lemma in telling or head.lemma in words.table("frames", "link_group_verbs"):
            return True
        if any(c.lower in words.grammar("responsible") for c in head.kids("prep", "acomp", "advmod")):
            return True
        return any(c.lemma in described for c in head.kids("attr"))
    if word.dep in ("dobj", "nsubjpass"):
        listed = head.lemma in words.frames("list_verbs") and any(p.lower == "as" for p in head.kids("prep"))
        return listed or head.lemma in words.frames("attack_verbs")
    if word.dep == "pobj":
        return _is_behind(head, words)
    if word.dep == "poss":
        return head.lemma in words.nouns("service", "owned")
    described = words.nouns("organisation_definite", "place_office")
    return head.lemma in described and word.dep in ("appos", "compound")


def _is_behind(preposition: Word, words: Lexicon) -> bool:
    """As in "known as X", "breached by X", "works with X", "the attack on X", "those at X"."""
    host = preposition.head
    if host is None:
        return False
    if host.is_verb:
        if preposition.lower in words.table("frames", "engage_verbs").get(host.lemma, ()):
            return True
        return preposition.lower == "as" or (preposition.lower == "by" and host.lemma in words.frames("attack_verbs"))
    hit = host.lemma in words.nouns("attack_strong") or host.lower in words.grammar("stand_ins")
    return hit and preposition.lower in words.prepositions("against")
