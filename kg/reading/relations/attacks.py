"""Attacks: who was hit (`affected`), and by whom where the same clause says so (`attributed_to`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Stance
from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import affected, attack_actors, attributed, bodies, speaks_of_attack


def find(context: Context) -> Iterator[Draft]:
    """All claims about attacks in one tree, but for what joins an attack to an actor from outside."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _attack_verb(context, word)
            yield from _suffering(context, word)
        elif context.discourse.is_attack(word):
            yield from _attack_noun(context, word)


def _attack_verb(context: Context, verb: Word) -> Iterator[Draft]:
    """A hit V; V was hit by A; V was hit by an attack; A broke into V's network."""
    strong, weak = verb.lemma in context.lemmas("attack_verbs"), verb.lemma in context.lemmas("attack_verbs_weak")
    into = context.words.table("frames", "attack_into").get(verb.lemma)
    if not (strong or weak or into):
        return
    doers = clauses.agents(verb)
    hit = clauses.after(verb, *into) if into and not strong else clauses.patients(verb)
    victims = bodies(context, hit, strict=weak and not clauses.is_passive(verb))
    named = any(w.name for w in hit) or any(w.name for h in hit for w in context.discourse.included(h))
    if verb.lemma == "target" and not clauses.is_passive(verb) and not named:
        victims = []
    attack_nouns = [
        w for w in [*doers, *clauses.after(verb, "in", "by", "during", "with")] if context.discourse.is_attack(w)
    ] or [w for w in doers if w.lemma in context.nouns("attack") and w.name is None]
    actors = [a for w in doers if w not in attack_nouns for a in context.discourse.actors_of(w) if a[0] not in victims]
    if weak and actors and not victims:
        victims = [n for w in hit if w.name is None for n in context.discourse.bodies_of(w)]
    if weak and not actors and not attack_nouns and not (clauses.is_passive(verb) and speaks_of_attack(context)):
        return
    if not victims or (
        weak and verb.lemma in ("access", "encrypt", "exfiltrate") and not any(w.name for w in hit) and not actors
    ):
        return
    actors += [a for noun in attack_nouns for a in attack_actors(context, noun)]
    judgement = context.judge.judge(verb)
    yield from affected(context, victims, judgement, "attack verb", 3)
    yield from attributed(context, victims, actors, judgement, "attack verb")


def _is_the(noun: Word) -> bool:
    """As in "The attack on X": that there was one is taken for granted, whatever is denied of it."""
    return any(c.lower in ("the", "this", "these") for c in noun.kids("det"))


def _suffering(context: Context, verb: Word) -> Iterator[Draft]:
    """V suffered an attack; V confirmed the attack, responds to it, was the victim of it."""
    discourse = context.discourse
    suffers, discloses = verb.lemma in context.lemmas("suffer_verbs"), verb.lemma in context.lemmas("disclose_verbs")
    handles = context.words.table("frames", "handle_verbs").get(verb.lemma)
    fell = [w for w in verb.kids("attr") if w.lemma in ("victim", "target")] if verb.lemma == "be" else []
    if not (suffers or discloses or fell or handles is not None) or clauses.is_passive(verb):
        return
    nouns = [*clauses.objects(verb), *clauses.after(verb, "to", "of", *(handles or ()))]
    attacks = [n for n in nouns if discourse.is_attack(n)]
    attacks += [
        a
        for n in nouns
        if n.lemma in ("victim", "target")
        for a in clauses.after(n, "of", "to", "in")
        if discourse.is_attack(a)
    ]
    attacks += [
        a for n in nouns if n.lemma in ("attempt", "disruption") and n not in attacks for a in [n] if suffers or discloses
    ]
    for attack in attacks:
        own = discourse.victims_of(attack, refer=False)
        victims = own or [
            n
            for n in bodies(context, clauses.subjects(verb))
            if n.role not in ("media", "security-vendor", "regulator", "law-enforcement")
        ]
        if not victims or (
            handles is not None and not suffers and not discloses and own != victims and not _known_victim(context, victims)
        ):
            continue
        judgement = context.judge.judge(verb if suffers or fell else attack)
        if discloses and not own:
            judgement = _spoken_by(context, verb, judgement)
        told = (
            suffers or discloses or fell or (judgement.speakers and judgement.speakers[-1].name in [v.text for v in victims])
        )
        yield from affected(context, victims, judgement, "suffers", 4 if told else 2)
        yield from attributed(context, victims, attack_actors(context, attack), judgement, "suffers attack by")


def _known_victim(context: Context, victims: Sequence[Name]) -> bool:
    return not context.discourse.victims or any(v in context.discourse.victims for v in victims)


def _spoken_by(context: Context, verb: Word, judgement: Judgement) -> Judgement:
    speakers = [s for w in clauses.subjects(verb)[:1] if (s := context.judge.speaker(w))]
    return (
        replace(judgement, speakers=(*judgement.speakers, *speakers)) if speakers and not judgement.speakers else judgement
    )


def _attack_noun(context: Context, attack: Word) -> Iterator[Draft]:
    """The attack on V by A; A's attack on V; the V breach."""
    discourse = context.discourse
    said = discourse.victims_of(attack, refer=False) or discourse.undergoing(attack)
    judgement = context.judge.judge(attack)
    if said:
        granted = judgement.plain() if judgement.stance in (Stance.DENIED, Stance.NEGATED) and _is_the(attack) else judgement
        yield from affected(context, said, granted, "attack on", 1)
    actors = attack_actors(context, attack)
    if actors:
        victims = said or discourse.victims_of(attack)
        yield from attributed(context, victims, actors, judgement, "attack by")
