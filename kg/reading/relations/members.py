"""Who belongs to an actor: `member_of` for people, `linked_to` for affiliates, groups, and firms that it works for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.kinds import ACTORS, ACTORS_AND_PEOPLE, PEOPLE, UNKNOWN
from kg.reading.names import Name
from kg.reading.parsed import Word

_COMPLEMENTS = ("attr", "pobj", "oprd", "acomp", "dobj")  # where "part of", "member of" is said of the subject
_PREDICATES = ("attr", "oprd")  # of these, where any noun for one of an actor's people is said of the subject
_BEFORE = ("compound", "nmod", "amod", "poss")  # where it stands before the person's name
_ONCE = ("Organization", "Malware")  # types that a name which stands once has by a guess


def find(context: Context) -> Iterator[Draft]:
    """All claims in one tree that somebody belongs to an actor."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _leading(context, word)
            yield from _working_for(context, word)
        elif word.name is None and word.is_noun:
            if word.lemma in context.frames("member_cues") or word.lemma in context.nouns("part_of_actor"):
                yield from _membership(context, word)
            elif word.lemma in context.nouns("involvement"):
                yield from _involved(context, word)


def _membership(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "X is a member of Y", "X, an alleged Y member", "two Y operatives (A and B)", "members of Y, including A"."""
    groups = _groups(context, noun)
    if not groups:
        return
    above = noun.head
    people = context.discourse.people_named(noun)
    if above is not None and above.name is not None and above.name.type in PEOPLE and noun.dep in ("appos", *_BEFORE):
        people.append(above.name)
    if people := people or context.discourse.introduced.get(noun, []):
        yield from _drafts(context, people, groups[:1], _in_passing(context, noun), noun, "operative of")
    verb = next((a for a in noun.ancestors() if a.is_verb), None)
    cue = noun.lemma in context.frames("member_cues")
    if noun.dep == "dobj" and verb is not None and verb.lemma not in context.frames("forming_verbs"):
        return  # "disputed part of it"
    if verb is not None and not people and noun.dep in (_COMPLEMENTS if cue else _PREDICATES):
        left = [n for w in clauses.subjects(verb) for n in _who(context, w) if cue or n.type in PEOPLE]
        yield from _drafts(context, left, groups, context.judge.judge(verb), noun, "member")


def _groups(context: Context, noun: Word) -> list[Name]:
    """What a noun says that somebody belongs to: "the Y gang's leader", "affiliates for Y and Z"."""
    discourse = context.discourse
    of = context.after(noun, "member_of")
    others = [*of, *(i for w in of for i in discourse.included(w))]
    naming = [w for w in others if w.name is not None or discourse.names_in(w, ACTORS_AND_PEOPLE)]
    found = discourse.names_in(noun, ACTORS) + [n for w in naming for n, _ in discourse.actors_of(w) if n.type in ACTORS]
    found = found or _communities(others)
    if not found and any(p.lower in context.words.grammar("possessives") for p in noun.kids("poss")):
        found = [n for w in context.tree.words[: noun.index] if (n := w.name) is not None and n.type in ACTORS][-1:]
    return list(dict.fromkeys(found))


def _communities(words: Sequence[Word]) -> list[Name]:
    """What an actor is part of is an actor too, though no list has it and nothing else says so."""
    names = [w.name for w in words if w.name and not w.name.role]
    return [n for n in names if n.type == UNKNOWN or (n.type in _ONCE and len(n.mentions) == 1)]


def _who(context: Context, word: Word) -> list[Name]:
    """People and actors that a subject means: "he", "the defendants", "some X members"."""
    discourse, plain = context.discourse, context.nouns("person_plain")
    if word in discourse.introduced:
        return discourse.introduced[word]
    if word.name is None and word.lemma in plain and word.tag == "NNS" and any(c.lower == "the" for c in word.kids("det")):
        return discourse.last_people
    return [n for n, _ in discourse.actors_of(word) if n.type in ACTORS_AND_PEOPLE] or _he(context, word)


def _he(context: Context, word: Word) -> list[Name]:
    return context.discourse.people[-1:] if word.lower in context.words.grammar("person_pronouns") else []


def _in_passing(context: Context, noun: Word) -> Judgement:
    """What is said in passing is no matter of the clause around it; "alleged" is beside the noun or the name."""
    hedges = context.words.cues("hedge_adjectives")
    near = [*noun.children, *(noun.head.children if noun.head is not None and noun.dep in _BEFORE else ())]
    hedge = next((c.lower for c in near if c.lower in hedges), None)
    return Judgement().hedged(hedge) if hedge else Judgement()


def _involved(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "X was jailed for his role in the Y gang"."""
    targets = context.after(noun, "role_in")
    groups = [n for w in targets for n in ([w.name] if w.name else context.discourse.names_in(w, ACTORS))]
    owners = [p for p in noun.kids("poss") if p.lower in context.words.grammar("possessives")]
    verb = next((a for a in noun.ancestors() if a.lemma in context.frames("act_verbs")), None)
    if verb is not None and owners:
        people = [w.name for w in clauses.patients(verb) if w.name is not None and w.name.type in PEOPLE]
        groups = [n for n in groups if n.type in ACTORS]
        yield from _drafts(context, people, groups, context.judge.judge(verb), noun, "role in", "linked_to")


def _leading(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "X ran the Y operation"."""
    if verb.lemma in context.frames("lead_verbs") and not clauses.is_passive(verb):
        people = [n for w in clauses.subjects(verb) for n in _who(context, w) if n.type in PEOPLE]
        groups = [w.name for w in clauses.objects(verb) if w.name is not None and w.name.type in ACTORS]
        yield from _drafts(context, people, groups, context.judge.judge(verb), verb, "leads")


def _working_for(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "hackers working for the company X, known as Y": a firm that an actor works for is linked to it."""
    prepositions = context.table("serve_verbs").get(verb.lemma)
    if prepositions is None:
        return
    left = [n for w in clauses.subjects(verb) for n, _ in context.discourse.actors_of(w) if n.type in ACTORS]
    right = [n for w in clauses.after(verb, *prepositions) for n in context.discourse.bodies_of(w, strict=True)]
    firms = [n for n in right if n.role is None and n not in context.discourse.victims]
    yield from _drafts(context, left, firms, context.judge.judge(verb), verb, "works for", "linked_to")


def _drafts(
    context: Context,
    who: Sequence[Name],
    groups: Sequence[Name],
    judgement: Judgement,
    carrier: Word,
    rule: str,
    relation: str = "member_of",
) -> Iterator[Draft]:
    if judgement.skip:
        return
    if carrier.lemma in context.nouns("affiliate"):
        relation = "linked_to"
    for one in dict.fromkeys(who):
        for group in groups:
            if one is group or (one.type in ACTORS and group.type in PEOPLE):
                continue
            if relation == "member_of" and group.type not in ACTORS:
                group.type = "ThreatGroup"
            found = relation if one.type in PEOPLE else "linked_to"
            yield Draft(found, one, group, judgement, context.tree, rule)
