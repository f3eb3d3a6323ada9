"""Attributions of an attack to an actor, said apart from the attack itself (`attributed_to`).

"The attack was linked to A", "B blames A for it", "A is behind it", "it bears the marks of A". What an actor says of
itself stands in `admissions.py`, likenesses and links between waves of attacks in `waves.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Speaker, Stance
from kg.reading import clauses
from kg.reading.discourse.actors import Actor
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.kinds import ATTRIBUTED, BODIES
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.admissions import claimed, owned_up, published
from kg.reading.relations.incidents import (
    actors_of,
    affected,
    attack_actors,
    attributed,
    attributing,
    bodies,
    is_accusation,
    self_claimed,
    victims_of,
    with_nobody_named,
)
from kg.reading.relations.waves import likeness, linked_waves


def find(context: Context) -> Iterator[Draft]:
    """All claims in one tree that join an attack to an actor."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _joined(context, word)
            yield from claimed(context, word)
            yield from published(context, word)
            yield from _accused(context, word)
            yield from _conducted(context, word)
            yield from _caused(context, word)
            yield from owned_up(context, word)
        elif word.lower in context.words.grammar("responsible"):
            yield from _behind(context, word)
        elif context.discourse.is_attack(word):
            for verb in word.kids("acl", "relcl"):
                yield from _modified(context, word, verb)
        if word.name is not None and word.name.type == "Campaign":
            yield from _campaign(context, word)
        if word.lemma in context.nouns("authorship") and word.name is None:
            yield from _authored(context, word)
        if word.lemma in context.nouns("tactic") and word.name is None:
            yield from likeness(context, word)


def _modified(context: Context, attack: Word, verb: Word) -> Iterator[Draft]:
    """Attacks linked to A include those on V: the participle behind the noun joins actor and victims."""
    targets = _targets(context, verb)
    if targets:
        victims, actors = context.discourse.victims_of(attack), actors_of(context, targets)
        yield from attributed(context, victims, actors, _link_judgements(context, verb)[0], "attack linked to")


def _targets(context: Context, verb: Word) -> list[Word]:
    """The words behind "to" in "linked to", "on" in "blamed on", for the verbs that attribute."""
    prepositions = attributing(context, verb)
    return clauses.after(verb, *prepositions) if prepositions else []


def _joined(context: Context, verb: Word) -> Iterator[Draft]:
    """The attack was linked to A; B linked the attack to A; B linked A to the attack."""
    targets = _targets(context, verb)
    if not targets or (verb.dep == "acl" and not _is_proof(context, verb)):
        return
    is_attack = context.discourse.is_attack
    things = clauses.patients(verb)
    if attacks := [w for w in things if is_attack(w)]:
        victims, actors = victims_of(context, attacks), actors_of(context, targets)
        if not actors:
            if verb.lemma in context.table("link_verbs"):
                waves = [w for w in targets if is_attack(w)]
                yield from linked_waves(context, attacks, waves, _link_judgements(context, verb)[0])
            return
    elif attacks := [w for w in targets if is_attack(w)]:
        victims, actors = victims_of(context, attacks), actors_of(context, things)
    else:
        victims, actors = _activity(context, things, targets)
    for judgement in _link_judgements(context, verb):
        yield from attributed(context, victims, actors, judgement, "linked to")


def _is_proof(context: Context, verb: Word) -> bool:
    """Whether a verb tells what there is proof of: "no evidence linking A to the attack"."""
    return verb.head is not None and verb.head.lemma in context.nouns("proof")


def _activity(context: Context, things: Sequence[Word], targets: Sequence[Word]) -> tuple[list[Name], list[Actor]]:
    """Malware or an activity that is attributed: the name itself stands for what is attributed."""
    names = [w.name for w in things if w.name is not None and w.name.type in ATTRIBUTED]
    return names, actors_of(context, targets) if names else []


def _link_judgements(context: Context, verb: Word) -> list[Judgement]:
    """One judgement for each who attributes: the verb's own subjects speak; a passive without agent has nobody named."""
    doers = clauses.by(verb) if clauses.is_passive(verb) else clauses.subjects(verb)
    doers = [] if _is_proof(context, verb) else doers
    return [_linked(context, verb, s) for s in context.judge.speakers(doers)] or [_linked(context, verb, None)]


def _linked(context: Context, verb: Word, own: Speaker | None) -> Judgement:
    judgement = context.judge.judge(verb)
    if own is None:
        judgement = with_nobody_named(context, verb, judgement)
    elif not judgement.speakers or judgement.speakers[-1].name != own.name:
        judgement = judgement.said_by(own)
    firm = context.words.pattern("cues", "firm_phrases")
    if verb.lemma in context.table("link_verbs") and not firm.search(context.tree.text):
        judgement = judgement.hedged(verb.text)
    return judgement


def _accused(context: Context, verb: Word) -> Iterator[Draft]:
    """S blames A for the attack; A was accused of the attack."""
    prepositions = context.table("accuse_verbs").get(verb.lemma)
    if not prepositions:
        return
    causes = [*clauses.after(verb, *prepositions), *_alleged(context, verb)]
    victims = victims_of(context, causes) + [v for w in causes if w.is_verb for v in _hacked(context, w)]
    if not causes and verb.lemma in context.frames("suspect_verbs") and not verb.kids("ccomp", "xcomp"):
        victims = context.discourse.focus[-1:]
    if not victims and any(context.discourse.is_attack(w) and not context.after(w, "against") for w in causes):
        victims = [n for n in bodies(context, clauses.agents(verb)) if n.role is None]  # who accuses was hit
    accused = clauses.patients(verb)
    actors = actors_of(context, accused) or [(n, "") for w in accused for n in context.discourse.names_in(w, BODIES)]
    judgement = context.judge.judge(verb)
    if verb.lemma in context.frames("alleging_verbs"):
        judgement = judgement.hedged(verb.text)
    if own := context.judge.first_speaker(clauses.agents(verb)):
        judgement = judgement.said_by(*own)
    elif clauses.is_passive(verb) and not judgement.speakers:
        judgement = with_nobody_named(context, verb, judgement.hedged(verb.text))
    yield from attributed(context, victims, actors, judgement, "blamed")


def _alleged(context: Context, verb: Word) -> list[Word]:
    """Of what one is accused behind a noun: "in connection with the attack", "on suspicion of hacking X"."""
    allegations = context.table("allegations")
    nouns = [w for w in context.after(verb, "alleged") if w.lemma in allegations]
    return [w for noun in nouns for w in clauses.after(noun, *allegations[noun.lemma])]


def _hacked(context: Context, verb: Word) -> list[Name]:
    """Whom one hits by a verb: "hacking X", "breaking into X's network", "being behind the attack on X"."""
    into = context.table("attack_into").get(verb.lemma, ())
    hit = clauses.objects(verb) if verb.lemma in context.frames("attack_verbs") else []
    acts = clauses.objects(verb) if verb.lemma in context.frames("conduct_verbs") else clauses.after(verb, "behind")
    found = bodies(context, [*hit, *(clauses.after(verb, *into) if into else ())])
    return [*found, *victims_of(context, acts)]


def _conducted(context: Context, verb: Word) -> Iterator[Draft]:
    """A conducted the attack; the attack was carried out by A."""
    if verb.lemma in context.frames("conduct_verbs") and not is_accusation(context, verb):
        victims, actors = victims_of(context, clauses.patients(verb)), actors_of(context, clauses.agents(verb))
        yield from attributed(context, victims, actors, context.judge.judge(verb), "conducted")


def _caused(context: Context, verb: Word) -> Iterator[Draft]:
    """The outage at V was caused by an A attack: what stood still was hit."""
    if verb.lemma not in context.frames("cause_verbs"):
        return
    actors = [a for w in clauses.agents(verb) if context.discourse.is_attack(w) for a in attack_actors(context, w)]
    troubles = [w for w in clauses.patients(verb) if w.lemma in context.frames("disrupt_nouns")] if actors else []
    owners = [w for t in troubles for w in (*context.discourse.right_after(t), *context.after(t, "disruption_of"))]
    owners += [w for t in troubles for w in t.kids("poss", "compound", "nmod")]
    owners += [w for w in clauses.patients(verb) if troubles and w.name is not None]  # "an outage at the maker X", misparsed
    judgement = context.judge.judge(verb)
    victims = bodies(context, owners)
    yield from affected(context, victims, judgement, "outage by attack", 2)
    yield from attributed(context, victims, actors, judgement, "outage by attack")


def _campaign(context: Context, word: Word) -> Iterator[Draft]:
    """As in "A struck in what V calls Operation X", "A ran Operation X", "Operation X, a campaign by A"."""
    naming = context.frames("naming_verbs")
    carrier = next((a for a in word.ancestors() if a.is_verb and a.lemma not in naming), None)
    actors = attack_actors(context, word) + [a for c in word.kids("appos") for a in attack_actors(context, c)]
    inside = word.dep in ("pobj", "pcomp", "oprd") and any(
        a.lower in context.words.prepositions("in_attack") for a in word.ancestors()
    )
    if carrier is not None and (inside or (word.dep == "dobj" and carrier.lemma in context.frames("conduct_verbs"))):
        actors += actors_of(context, clauses.agents(carrier))
    if carrier is not None and clauses.is_passive(carrier) and word.dep == "nsubjpass":
        actors += actors_of(context, clauses.by(carrier)) if carrier.lemma in context.frames("conduct_verbs") else []
    if carrier is not None and actors:
        yield from attributed(context, [word.name], actors, context.judge.judge(carrier), "campaign") if word.name else ()


def _behind(context: Context, word: Word) -> Iterator[Draft]:
    """A is behind the attack; the gang responsible for it."""
    carrier = word.head
    if carrier is None or is_accusation(context, carrier):
        return
    behind = [w for o in word.kids("pobj") for w in clauses.expand(o)]
    attacks = behind if word.lower == "behind" else clauses.after(word, "for")
    victims = victims_of(context, attacks)
    if not victims and carrier.is_verb and any(w.lower in context.words.grammar("meant_attack") for w in attacks):
        victims = context.discourse.focus[-1:]  # "was behind it"
    actors = actors_of(context, clauses.subjects(carrier) if carrier.is_verb else [carrier])
    judgement = context.judge.judge(carrier)
    if actors and _claims_itself(context, carrier, actors[0][0]):
        judgement = self_claimed(replace(judgement, speakers=(), stance=Stance.ASSERTED), actors)
    named = [i.name for w in attacks for i in context.discourse.included(w) if i.name and i.name.type in ATTRIBUTED]
    yield from attributed(context, [*victims, *named], actors, judgement, "behind")


def _claims_itself(context: Context, carrier: Word, actor: Name) -> bool:
    """As in "A said that it was behind the attack"."""
    owning = context.words.cues("self_claim_verbs")
    verb = next((a for a in carrier.ancestors() if a.lemma in owning), None)
    return verb is not None and any(n is actor for n, _ in actors_of(context, clauses.subjects(verb)))


def _authored(context: Context, noun: Word) -> Iterator[Draft]:
    """The theft was the work of A; the attack bears the hallmarks of A."""
    verb = noun.head
    if verb is None or not verb.is_verb:
        return
    discourse = context.discourse
    actors = actors_of(context, clauses.after(noun, "of"))
    acts = [s for s in clauses.subjects(verb) if discourse.is_attack(s) or s.lemma in context.frames("steal_nouns")]
    victims = [v for s in acts for v in discourse.victims_of(s)]
    judgement = context.judge.judge(verb)
    judgement = judgement if verb.lemma == "be" else judgement.hedged(noun.text)
    yield from attributed(context, victims, actors, judgement, "work of")
