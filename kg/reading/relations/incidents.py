"""What all rules about attacks share: the bodies and actors of phrases, and the two claims that they end in.

A claim of attribution is made for each victim and actor of an attack, with the stance and speaker of the clause that
joins the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Speaker, Stance
from kg.reading import clauses
from kg.reading.drafts import Attack, Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.names import UNKNOWN, Name
from kg.reading.parsed import Word

Actors = Sequence[tuple[Name, str]]
_RESPONSIBLE = frozenset({"ThreatGroup", "Person", "Location", UNKNOWN, "Malware", "Organization"})


def attack_actors(context: Context, attack: Word) -> list[tuple[Name, str]]:
    """Actors that hang on an attack noun: "by A", "A's attack", "a DragonForce ransomware attack"."""
    discourse = context.discourse
    found = [a for w in clauses.after(attack, "by") for a in discourse.actors_of(w)]
    for child in attack.kids("compound", "nmod", "poss", "amod"):
        if child.name is not None and (
            child.name.type == "ThreatGroup" or (child.name.type == "Malware" and "ransomware" in context.tree.text)
        ):
            found.append((child.name, "affiliate" if child.name.type == "Malware" else ""))
        elif child.name is None and child.dep == "poss":
            found.extend((n, "") for n in discourse.names_in(child, frozenset({"ThreatGroup"})))
    return list(dict.fromkeys(found))


def self_claimed(judgement: Judgement, actors: Actors) -> Judgement:
    """An actor's own word on what it did: a self-claim, or a denial."""
    speaker = Speaker(kind="named", name=actors[0][0].text, words=actors[0][0].text)
    stance = judgement.stance if judgement.stance in (Stance.NEGATED, Stance.DENIED) else Stance.SELF_CLAIMED
    return replace(judgement, stance=stance, speakers=(*judgement.speakers, speaker))


def bodies(context: Context, words: Sequence[Word], *, strict: bool = False) -> list[Name]:
    found = [n for w in words for n in context.discourse.bodies_of(w, strict=strict)]
    found += [n for w in words for i in context.discourse.included(w) for n in context.discourse.bodies_of(i, strict=True)]
    return list(dict.fromkeys(found))


def affected(context: Context, victims: Sequence[Name], judgement: Judgement, rule: str, clarity: int) -> Iterator[Draft]:
    if judgement.skip:
        return
    for victim in dict.fromkeys(victims):
        yield Draft("affected", Attack(victim), victim, judgement, context.tree, rule, clarity=clarity)


def attributed(
    context: Context, victims: Sequence[Name], actors: Actors, judgement: Judgement, rule: str
) -> Iterator[Draft]:
    if judgement.skip:
        return
    actors = [(context.discourse.brands.get(a, a), via) for a, via in actors]
    others = {a for a, _ in actors}
    for victim in dict.fromkeys(victims):
        for actor, via in dict.fromkeys(actors):
            if context.discourse.chief(actor) in others - {actor}:
                continue  # "X, or as Y calls it, Z" names one actor
            if actor is victim or actor.type not in _RESPONSIBLE or actor.role in ("media", "security-vendor"):
                continue
            said = judgement.hedged("tactics") if via == "tactics" else judgement
            if said.speakers and actor.type == "ThreatGroup" and said.speakers[-1].name in (actor.text, *actor.forms):
                said = self_claimed(replace(said, speakers=said.speakers[:-1]), [(actor, via)])
            elif said.stance is Stance.SELF_CLAIMED and said.speakers[-1].name not in (actor.text, *actor.forms):
                said = replace(said, stance=Stance.ASSERTED)  # an actor speaks of another
            subject: Name | Attack = victim if victim.type in ("Malware", "Campaign") else Attack(victim)
            qualifiers = {"capacity": "affiliate"} if via == "affiliate" else {}
            yield Draft("attributed_to", subject, actor, said, context.tree, rule, qualifiers)


def speaks_of_attack(context: Context) -> bool:
    """Whether the sentence tells of an attack, by a noun or a verb."""
    telling = context.nouns("attack_strong") | context.lemmas("attack_verbs")
    return any(w.lemma in telling for w in context.tree.words if w.name is None)
