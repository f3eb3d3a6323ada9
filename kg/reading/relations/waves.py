"""Attacks that are likened or linked to others: by their tactics to an actor, or as waves to each other.

In: the words that `attributions.py` found to say so. Out: drafts of `attributed_to` and `linked_to`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.reading import clauses
from kg.reading.discourse.actors import Actor
from kg.reading.drafts import Attack, Context, Draft, Wave
from kg.reading.judgement import Judgement
from kg.reading.kinds import ACTORS
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import attributed, victims_of

_LONGEST = 80  # code points by which a wave is described


def linked_waves(context: Context, these: Sequence[Word], those: Sequence[Word], judgement: Judgement) -> Iterator[Draft]:
    """As in "X linked the British attacks to a wave against American shops": a link between waves, or incidents."""
    if judgement.skip:
        return
    for one in these:
        for other in those:
            yield Draft("linked_to", _wave(context, one), _wave(context, other), judgement, context.tree, "waves linked")


def _wave(context: Context, attack: Word) -> Attack | Wave:
    victims = context.discourse.victims_of(attack, refer=False)
    if len(victims) == 1:
        return Attack(victims[0])
    return Wave(context.tree.phrase([w for w in attack.subtree() if w.dep not in ("det", "poss", "case")])[:_LONGEST])


def likeness(context: Context, noun: Word) -> Iterator[Draft]:
    """A breach using tactics associated with A: a likeness, which is a hedged attribution and no more."""
    using = next((a for a in noun.ancestors() if a.is_verb), None)
    if using is None or noun.lemma in context.nouns("attack_strong") or using.lemma in context.frames("fitting_verbs"):
        return
    if actors := _likened(context, noun):
        victims = _victims_of_user(context, using)
        yield from attributed(context, victims, actors, context.judge.judge(noun), "tactics of")


def _likened(context: Context, noun: Word) -> list[Actor]:
    """Whose tactics they are: "tactics associated with A", "A tactics"."""
    below = [w.name for verb in noun.kids("acl", "relcl") for w in verb.subtree() if w.name and w.name.type in ACTORS]
    if noun.lemma not in context.nouns("attack"):
        below += context.discourse.names_in(noun, ACTORS)
    return [(n, "tactics") for n in below]


def _victims_of_user(context: Context, using: Word) -> list[Name]:
    """Whom the attack hit that used the tactics, or those who did."""
    is_attack = context.discourse.is_attack
    attacks = [a for a in using.ancestors() if is_attack(a)][:1] + [w for w in clauses.subjects(using) if is_attack(w)]
    doers = clauses.agents(using)
    plural = context.words.grammar("plural_doers")
    if attacks or not any(w.lemma in context.nouns("actor") or w.lower in plural for w in doers):
        return victims_of(context, attacks)
    conducting = [v for w in doers for v in w.kids("relcl", "acl") if v.lemma in context.frames("conduct_verbs")]
    these = context.words.grammar("demonstratives")  # "attackers who conducted these also used ..."
    if any(o.lower in these for v in conducting for o in v.kids("dobj")):
        return context.discourse.last_attacks
    return list(context.discourse.focus)
