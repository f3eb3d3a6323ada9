"""What an actor says of its own part in an attack (`attributed_to`): claims, leak sites, threats, denials.

In: a verb. Out: drafts with the actor as speaker. `attributions.py` asks for each verb of a tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.model import Stance
from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import actors_of, attributed, self_claimed, victims_of


def claimed(context: Context, verb: Word) -> Iterator[Draft]:
    """A claimed the attack, took credit for it: the actor speaks for itself."""
    claims = verb.lemma in context.frames("claim_verbs")
    if not claims and verb.lemma not in context.frames("take_credit_verbs"):
        return
    discourse = context.discourse
    objects = clauses.patients(verb)
    credit = [w for w in objects if w.lemma in context.nouns("credit")]
    attacks = [a for w in credit for a in context.after(w, "credit_for") or clauses.after(verb, "for")]
    attacks += [w for w in objects if claims and discourse.is_attack(w)]
    actors = actors_of(context, clauses.agents(verb))
    if not actors or (not attacks and not credit):
        return
    victims = victims_of(context, attacks)
    victims += [v for a in attacks if not discourse.is_attack(a) for v in discourse.bodies_of(a, strict=True)]
    if not attacks:
        victims = list(discourse.focus[-1:])
    judgement = context.judge.judge(verb)
    yield from attributed(context, victims, actors, self_claimed(judgement, actors), "claimed")


def published(context: Context, verb: Word) -> Iterator[Draft]:
    """A listed V on its leak site, V appeared on A's leak site; A posted data stolen from V; A threatens V."""
    threatens = verb.lemma in context.frames("threaten_verbs")
    if not threatens and verb.lemma not in context.frames("list_verbs"):
        return
    near = [*context.after(verb, "listed_on"), *(w for o in clauses.objects(verb) for w in context.after(o, "listed_on"))]
    sites = [w for w in (*near, *clauses.subjects(verb)) if _is_leak_site(context, w)]
    as_victim = any(w.lemma in context.nouns("victim") for w in (*clauses.after(verb, "as"), *near))
    if not sites and not threatens and not as_victim:
        return
    names = any(_is_leak_site(context, w) for w in clauses.subjects(verb))  # "its leak site names X"
    appears = clauses.is_passive(verb) or not (names or clauses.objects(verb))
    listed = clauses.subjects(verb) if appears else clauses.objects(verb)
    doers = clauses.by(verb) if appears else clauses.subjects(verb)
    owners = [w for s in sites for w in (*s.kids("poss", "compound", "nmod"), *clauses.after(s, "of"))]
    owners += [p for w in sites for p in clauses.after(w, "by")]
    owners += [p for w in doers for p in w.kids("poss")]  # "a message on its portal threatening V"
    actors = actors_of(context, doers) or actors_of(context, owners)
    listed = [*listed, *(w for p in verb.kids("prep") if p.lower == "among" for w in context.discourse.included(p))]
    victims = [n for w in listed for n in _listed_victims(context, w)]
    judgement = Judgement() if threatens else context.judge.judge(verb)  # "if it does not pay" is no condition of the attack
    if actors and victims:
        yield from attributed(context, victims, actors, self_claimed(judgement, actors), "published")


def _is_leak_site(context: Context, word: Word) -> bool:
    """As in "its dark web leak site", "the gang's extortion portal"."""
    telling = context.nouns("leak_site_modifier")
    return word.lemma in context.nouns("leak_site") and any(c.lemma in telling for c in word.subtree() if c.name is None)


def _listed_victims(context: Context, word: Word) -> list[Name]:
    """Whom an actor lists: a body, or from whom the data it posts were stolen."""
    bodies = context.discourse.bodies_of(word)
    thefts = [v for w in word.subtree() for v in w.kids("acl") if v.lemma in context.frames("steal_verbs")]
    return [n for n in bodies if n.role != "media"] or [
        n for v in thefts for w in clauses.after(v, "from") for n in context.discourse.bodies_of(w)
    ]


def owned_up(context: Context, verb: Word) -> Iterator[Draft]:
    """A denied responsibility for the attack; A acknowledged its role in it."""
    denies = verb.lemma in context.words.cues("deny_verbs")
    if not denies and verb.lemma not in context.words.cues("own_up_verbs"):
        return
    parts = [w for w in clauses.objects(verb) if w.lemma in context.nouns("involvement")]
    if not parts:
        return
    near = [a for w in parts for a in (*context.after(w, "role_in"), *context.after(verb, "denied_role"))]
    attacks = [a for a in near if context.discourse.is_attack(a)]
    victims = victims_of(context, attacks) or (context.discourse.focus[-1:] if not attacks else [])
    actors = actors_of(context, clauses.subjects(verb))
    actors = [a for a in actors if a[0] not in context.discourse.offices]  # "the spokesperson disputed part of it"
    if not actors:
        return
    judgement = replace(context.judge.judge(verb), stance=Stance.DENIED if denies else Stance.ASSERTED)
    yield from attributed(context, victims, actors, self_claimed(judgement, actors), "owned up")
