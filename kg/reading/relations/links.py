"""Links between actors that are not one: affiliation, cooperation (`linked_to`), `member_of`, overlap (`overlaps_with`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.kinds import ACTORS, ACTORS_AND_PEOPLE, PEOPLE, UNKNOWN
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import with_nobody_named

_COMPLEMENTS = ("attr", "pobj", "oprd", "acomp", "dobj")  # where "part of", "member of" is said of the subject


def find(context: Context) -> Iterator[Draft]:
    """All links between actors in one tree."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _cooperation(context, word)
            yield from _overlap(context, word)
        elif word.lemma in context.frames("member_cues") and word.is_noun:
            yield from _membership(context, word)
        if word.lemma in context.nouns("part_of_actor"):
            yield from _people_of(context, word)


def _cooperation(context: Context, verb: Word) -> Iterator[Draft]:
    """A works with B, is linked to B, joined B."""
    prepositions = context.table("link_group_verbs").get(verb.lemma)
    if prepositions is None or any(context.discourse.is_attack(w) for w in clauses.patients(verb)):
        return
    others = clauses.after(verb, *prepositions) if prepositions else clauses.objects(verb)
    right = _actors(context, [*others, *(i for w in others for i in context.discourse.included(w))])
    left = _actors(context, clauses.subjects(verb)) or _fellows(context, clauses.subjects(verb), others)
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


def _membership(context: Context, noun: Word) -> Iterator[Draft]:
    """X are part of Y, act as affiliates for Y, are members of Y."""
    of = context.after(noun, "member_of")
    others = [*of, *(i for w in of for i in context.discourse.included(w))]
    naming = [w for w in others if w.name is not None or context.discourse.names_in(w, ACTORS_AND_PEOPLE)]
    right = _actors(context, naming) or _communities(others)
    verb = next((a for a in noun.ancestors() if a.is_verb), None)
    if right and verb is not None and noun.dep in _COMPLEMENTS:
        left = _actors(context, clauses.subjects(verb))
        yield from _links(context, left, right, context.judge.judge(verb), "member")


def _communities(words: Sequence[Word]) -> list[Name]:
    """What an actor is part of is an actor too, though no list has it and nothing else says so."""
    names = [w.name for w in words if w.name and not w.name.role]
    once = ("Organization", "Malware")  # named only here, so that the type is a guess
    return [n for n in names if n.type == UNKNOWN or (n.type in once and len(n.mentions) == 1)]


def _people_of(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "two X operatives (A and B)": people who belong to an actor."""
    groups = context.discourse.names_in(noun, ACTORS)
    people = [w.name for c in noun.kids("appos") for w in clauses.expand(c) if w.name and w.name.type in PEOPLE]
    for person in people:
        for group in groups[:1]:
            yield Draft("member_of", person, group, context.judge.judge(noun).plain(), context.tree, "operative of")


def _overlap(context: Context, verb: Word) -> Iterator[Draft]:
    """A overlaps with B."""
    prepositions = context.table("overlap_verbs").get(verb.lemma)
    if prepositions is None:
        return
    others = clauses.after(verb, *prepositions) if prepositions else clauses.objects(verb)
    right, left = _actors(context, others), _actors(context, clauses.subjects(verb))
    yield from _links(context, left, right, context.judge.judge(verb), "overlaps", "overlaps_with")


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
