"""Links between actors that are not sameness: affiliation, cooperation, membership, overlap (`linked_to`, `overlaps_with`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Speaker
from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.names import UNKNOWN, Name
from kg.reading.parsed import Word

_SIDES = frozenset({"ThreatGroup", "Person"})
_HEDGING = ("link", "tie", "connect", "associate")


def find(context: Context) -> Iterator[Draft]:
    """All links between actors in one tree."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _cooperation(context, word)
            yield from _overlap(context, word)
        elif word.lemma in context.lemmas("member_cues") and word.is_noun:
            yield from _membership(context, word)
        if word.lemma in context.nouns("part_of_actor"):
            yield from _people_of(context, word)


def _cooperation(context: Context, verb: Word) -> Iterator[Draft]:
    prepositions = context.words.table("frames", "link_group_verbs").get(verb.lemma)
    if prepositions is None or (verb.lemma == "join" and not clauses.objects(verb)):
        return
    others = clauses.after(verb, *prepositions) if prepositions else clauses.objects(verb)
    if any(context.discourse.is_attack(w) for w in clauses.patients(verb)):
        return
    right = _actors(context, [*others, *(i for w in others for i in context.discourse.included(w))])
    left = _actors(context, clauses.subjects(verb))
    judgement = context.judge.judge(verb)
    if verb.lemma in _HEDGING:
        if clauses.is_passive(verb) and not judgement.speakers and not clauses.by(verb):
            judgement = replace(judgement, speakers=(Speaker(kind="unnamed", words=context.judge.phrase(verb)),))
        judgement = judgement.hedged(verb.text)
    yield from _links(context, left, right, judgement, "cooperates")


def _membership(context: Context, noun: Word) -> Iterator[Draft]:
    """X are part of Y, act as affiliates for Y, are members of Y."""
    of = clauses.after(noun, "of", "for", "from", "to", "in")
    others = [*of, *(i for w in of for i in context.discourse.included(w))]
    right = _actors(context, others, named=True) or _communities(others)
    verb = next((a for a in noun.ancestors() if a.is_verb), None)
    if not right or verb is None or noun.dep not in ("attr", "pobj", "oprd", "acomp", "dobj"):
        return
    left = _actors(context, clauses.subjects(verb))
    yield from _links(context, left, right, context.judge.judge(verb), "member")


def _communities(words: Sequence[Word]) -> list[Name]:
    """What an actor is part of is an actor too, though no list has it and nothing else says so."""
    found = [
        w.name
        for w in words
        if w.name
        and not w.name.role
        and (w.name.type == UNKNOWN or (w.name.type in ("Organization", "Malware") and len(w.name.mentions) == 1))
    ]
    return found


def _people_of(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "Two X operatives (A and B)": people who belong to an actor."""
    groups = context.discourse.names_in(noun, frozenset({"ThreatGroup"}))
    people = [w.name for c in noun.kids("appos") for w in clauses.expand(c) if w.name and w.name.type == "Person"]
    for person in people:
        for group in groups[:1]:
            yield Draft("member_of", person, group, context.judge.judge(noun).plain(), context.tree, "operative of")


def _overlap(context: Context, verb: Word) -> Iterator[Draft]:
    prepositions = context.words.table("frames", "overlap_verbs").get(verb.lemma)
    if prepositions is None:
        return
    others = clauses.after(verb, *prepositions) if prepositions else clauses.objects(verb)
    right, left = _actors(context, others), _actors(context, clauses.subjects(verb))
    yield from _links(context, left, right, context.judge.judge(verb), "overlaps", "overlaps_with")


def _actors(context: Context, words: Sequence[Word], *, named: bool = False) -> list[Name]:
    found = [
        n
        for w in words
        if not (named and w.name is None and not context.discourse.names_in(w, _SIDES))
        for n, _ in context.discourse.actors_of(w)
    ]
    return [n for n in dict.fromkeys(found) if n.type in _SIDES]


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
            if b.type not in _SIDES and a.type in _SIDES and a is not b:
                b.type = "ThreatGroup"
            if a is not b and "ThreatGroup" in (a.type, b.type):
                yield Draft(relation, a, b, judgement, context.tree, rule)
