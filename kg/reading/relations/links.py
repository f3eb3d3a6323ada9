"""Links between actors that are not one: affiliation, cooperation (`linked_to`), overlap (`overlaps_with`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.kinds import ACTORS, ACTORS_AND_PEOPLE, UNKNOWN
from kg.reading.lexicon import Lexicon
from kg.reading.marks import ANY, LIST, marked
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import with_nobody_named


def find(context: Context) -> Iterator[Draft]:
    """All links between actors in one tree."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _cooperation(context, word)
            yield from _overlap(context, word)
        elif word.lemma in context.frames("tie_nouns") and word.is_noun:
            yield from _tied(context, word)


def _cooperation(context: Context, verb: Word) -> Iterator[Draft]:
    """A works with B, is linked to B, joined B."""
    prepositions = context.table("link_group_verbs").get(verb.lemma)
    if prepositions is None or any(context.discourse.is_attack(w) for w in clauses.patients(verb)):
        return
    others = clauses.after(verb, *prepositions) if prepositions else clauses.objects(verb)
    right = _actors(context, [*others, *(i for w in others for i in context.discourse.included(w))])
    told = _actors(context, clauses.objects(verb)) if verb.lemma in context.frames("vague_link_verbs") else []
    left = told or _actors(context, clauses.subjects(verb)) or _fellows(context, clauses.subjects(verb), others)
    judgement = context.judge.judge(verb)
    if verb.lemma in context.frames("vague_link_verbs"):
        judgement = judgement if clauses.by(verb) else with_nobody_named(context, verb, judgement)
        judgement = judgement.hedged(verb.text)
    yield from _links(context, left, right, judgement, "cooperates")


def _fellows(context: Context, subjects: Sequence[Word], others: Sequence[Word]) -> list[Name]:
    """As in "X works with Y, another gang": a name that nothing types is what the other is another of."""
    more = context.words.grammar("others")
    another = any(d.lower in more for w in others for c in w.kids("appos") for d in c.kids("det"))
    return [s.name for s in subjects if another and s.name and s.name.type == UNKNOWN]


def _tied(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "X, a gang with ties to Y", "X has links to Y", "X's connection to Y"."""
    right = _actors(context, context.after(noun, "tied_to"))
    host = noun.head.head if noun.dep == "pobj" and noun.head is not None and noun.head.lower == "with" else None
    has = (
        noun.head
        if noun.dep == "dobj" and noun.head is not None and noun.head.lemma in context.frames("hold_verbs")
        else None
    )
    left = [*([host] if host is not None and host.is_noun else []), *(clauses.subjects(has) if has is not None else ())]
    yield from _links(context, _actors(context, [*left, *noun.kids("poss")]), right, context.judge.judge(noun), "ties")


def _overlap(context: Context, verb: Word) -> Iterator[Draft]:
    """A overlaps with B."""
    prepositions = context.table("overlap_verbs").get(verb.lemma)
    if prepositions is None:
        return
    others = clauses.after(verb, *prepositions) if prepositions else clauses.objects(verb)
    right, left = _actors(context, others), _actors(context, clauses.subjects(verb))
    if not prepositions:
        yield from _links(context, left, right, context.judge.judge(verb), "overlaps", "overlaps_with")
        return
    text = marked(context.tree)
    for match in text.find(_listed(context.words)):  # in long lists the order of the names says more than the parse
        left, right = left or text.names(match["main"]), [*right, *text.names(match["list"])]
    actors = [n for n in dict.fromkeys(right) if n.type in ACTORS or (n.type == UNKNOWN and n.role is None)]
    known = [n for n in left if n.type in ACTORS]
    yield from _links(context, known, actors, context.judge.judge(verb), "overlaps", "overlaps_with")


@lru_cache(maxsize=2)
def _listed(words: Lexicon) -> re.Pattern[str]:
    """As in "X overlaps with the group that others track as Y, Z and W"."""
    verb = words.either("phrases", "overlaps")
    return re.compile(rf"(?P<main>{ANY})(?: \([^)]*\))?[^<]{{0,30}} {verb} [^<]{{0,30}}?with [^<]{{0,90}}?(?P<list>{LIST})")


def _actors(context: Context, words: Sequence[Word]) -> list[Name]:
    found = [n for w in words for n, _ in context.discourse.actors_of(w)]
    return [n for n in dict.fromkeys(found) if n.type in ACTORS_AND_PEOPLE]


def _links(
    context: Context,
    left: Sequence[Name],
    right: Sequence[Name],
    judgement: Judgement,
    rule: str,
    relation: str = "linked_to",
) -> Iterator[Draft]:
    if judgement.skip:
        return
    for a in left:
        for b in right:
            if a is b:
                continue
            if b.type not in ACTORS_AND_PEOPLE:
                b.type = "ThreatGroup"
            if a.type in ACTORS or b.type in ACTORS:
                yield Draft(relation, a, b, judgement, context.tree, rule)
