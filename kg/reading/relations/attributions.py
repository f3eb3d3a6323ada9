"""Attributions: who is held responsible for an attack (`attributed_to`), said apart from the attack itself.

"The attack was linked to A", "B blames A for it", "A claimed it", "A is behind it", "it bears the marks of A".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Speaker, Stance
from kg.reading import clauses
from kg.reading.drafts import Attack, Context, Draft, Wave
from kg.reading.judgement import Judgement
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import Actors, attributed, bodies, self_claimed


def find(context: Context) -> Iterator[Draft]:
    """All claims in one tree that join an attack to an actor."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _joined(context, word)
            yield from _claimed(context, word)
            yield from _accused(context, word)
            yield from _conducted(context, word)
            yield from _owned_up(context, word)
        elif word.lower in ("behind", "responsible"):
            yield from _behind(context, word)
        elif context.discourse.is_attack(word):
            for verb in word.kids("acl", "relcl"):
                yield from _modified(context, word, verb)
        if word.lemma in context.nouns("authorship") and word.name is None:
            yield from _authored(context, word)
        if word.lemma in context.nouns("tactic") and word.name is None:
            yield from _likeness(context, word)


def _modified(context: Context, attack: Word, verb: Word) -> Iterator[Draft]:
    """Attacks linked to A include those on V: the participle behind the noun joins actor and victims."""
    targets = _targets(context, verb)
    if not targets:
        return
    victims = context.discourse.victims_of(attack)
    actors = [a for w in targets for a in context.discourse.actors_of(w)]
    judgement = _link_judgement(context, verb)
    yield from attributed(context, victims, actors, judgement, "attack linked to")


def _targets(context: Context, verb: Word) -> list[Word]:
    """The words behind "to" in "linked to", "on" in "blamed on", for the verbs that attribute."""
    for table in ("link_verbs", "attribute_verbs"):
        prepositions = context.words.table("frames", table).get(verb.lemma)
        if prepositions:
            return clauses.after(verb, *prepositions)
    return []


def _joined(context: Context, verb: Word) -> Iterator[Draft]:
    """The attack was linked to A; B linked the attack to A; B linked A to the attack."""
    targets = _targets(context, verb)
    if not targets or verb.dep == "acl":
        return
    discourse = context.discourse
    things = clauses.patients(verb)
    attacks = [w for w in things if discourse.is_attack(w)]
    if attacks:
        victims = [v for a in attacks for v in discourse.victims_of(a)]
        actors = [a for w in targets for a in discourse.actors_of(w)]
        if not actors:
            yield from _waves(context, verb, attacks, [w for w in targets if discourse.is_attack(w)])
            return
    else:
        attacks = [w for w in targets if discourse.is_attack(w)]
        victims = [v for a in attacks for v in discourse.victims_of(a)]
        actors = [a for w in things for a in discourse.actors_of(w)]
        if not attacks:
            victims, actors = _activity(context, things, targets)
    for judgement in _link_judgements(context, verb):
        yield from attributed(context, victims, actors, judgement, "linked to")


def _waves(context: Context, verb: Word, these: Sequence[Word], those: Sequence[Word]) -> Iterator[Draft]:
    """As in "X linked the British attacks to a wave against American shops": a link between waves of attacks, or incidents."""
    if verb.lemma not in context.words.table("frames", "link_verbs"):
        return
    judgement = _link_judgement(context, verb)
    for one in these:
        for other in those:
            if not judgement.skip:
                yield Draft("linked_to", _wave(context, one), _wave(context, other), judgement, context.tree, "waves linked")


def _wave(context: Context, attack: Word) -> Attack | Wave:
    victims = context.discourse.victims_of(attack, refer=False)
    if len(victims) == 1:
        return Attack(victims[0])
    inside = [w for w in attack.subtree() if w.dep not in ("det", "poss", "case")]
    return Wave(context.judge.text(inside)[:80])


def _activity(context: Context, things: Sequence[Word], targets: Sequence[Word]) -> tuple[list[Name], Actors]:
    """Malware or an activity that is attributed: the name itself stands for what is attributed."""
    names = [w.name for w in things if w.name is not None and w.name.type in ("Malware", "Campaign")]
    return [n for n in names if n], [a for w in targets for a in context.discourse.actors_of(w)] if names else []


def _link_judgement(context: Context, verb: Word) -> Judgement:
    """The judgement of a verb that attributes, of the first of those who say so."""
    return _link_judgements(context, verb)[0]


def _link_judgements(context: Context, verb: Word) -> list[Judgement]:
    """One judgement for each who attributes: the verb's own subjects speak; a passive without agent has nobody named."""
    passive = clauses.is_passive(verb)
    doers = clauses.by(verb) if passive else clauses.subjects(verb)
    own = [s for w in doers if (s := context.judge.speaker(w))]
    return [_linked(context, verb, s) for s in own] or [_linked(context, verb, None)]


def _linked(context: Context, verb: Word, own: Speaker | None) -> Judgement:
    judgement = context.judge.judge(verb)
    if own is not None and not (judgement.speakers and judgement.speakers[-1].name == own.name):
        judgement = replace(judgement, speakers=(*judgement.speakers, own))
    elif clauses.is_passive(verb) and not judgement.speakers:
        judgement = replace(judgement, speakers=(Speaker(kind="unnamed", words=context.judge.phrase(verb)),))
    if verb.lemma in context.words.table("frames", "link_verbs") and not context.words.pattern(
        "cues", "firm_phrases"
    ).search(context.tree.text):
        judgement = judgement.hedged(verb.text)
    return judgement


def _claimed(context: Context, verb: Word) -> Iterator[Draft]:
    """A claimed the attack, took credit for it, said that it was behind it: the actor speaks for itself."""
    if verb.lemma not in context.lemmas("claim_verbs") and verb.lemma not in context.words.table("frames", "take_credit"):
        return
    discourse = context.discourse
    objects = clauses.patients(verb)
    credit = [w for w in objects if w.lemma in ("responsibility", "credit")]
    attacks = [a for w in credit for a in clauses.after(w, "for", "of") or clauses.after(verb, "for")]
    if verb.lemma in context.lemmas("claim_verbs"):
        attacks += [w for w in objects if discourse.is_attack(w)]
    actors = [a for w in clauses.agents(verb) for a in discourse.actors_of(w)]
    if not actors or (not attacks and not credit):
        return
    victims = [v for a in attacks if discourse.is_attack(a) for v in discourse.victims_of(a)]
    victims += [v for a in attacks if not discourse.is_attack(a) for v in discourse.bodies_of(a, strict=True)]
    if credit and not attacks:
        victims = list(discourse.focus[-1:])
    judgement = context.judge.judge(verb)
    yield from attributed(context, victims, actors, self_claimed(judgement, actors), "claimed")


def _owned_up(context: Context, verb: Word) -> Iterator[Draft]:
    """A denied responsibility for the attack; A acknowledged its role in it."""
    denies = verb.lemma in context.words.words("cues", "deny_verbs")
    if not denies and verb.lemma not in context.words.words("cues", "self_claim_verbs") | {"acknowledge"}:
        return
    discourse = context.discourse
    parts = [w for w in clauses.objects(verb) if w.lemma in context.nouns("involvement")]
    if verb.lemma in context.lemmas("claim_verbs") or not parts:
        return
    attacks = [
        a
        for w in parts
        for a in [*clauses.after(w, "for", "in", "with", "to"), *clauses.after(verb, "for", "in")]
        if discourse.is_attack(a)
    ]
    victims = [v for a in attacks for v in discourse.victims_of(a)] or (list(discourse.focus[-1:]) if not attacks else [])
    actors = [a for w in clauses.subjects(verb) for a in discourse.actors_of(w)]
    if not actors:
        return
    judgement = replace(context.judge.judge(verb), stance=Stance.DENIED if denies else Stance.ASSERTED)
    yield from attributed(context, victims, actors, self_claimed(judgement, actors), "owned up")


def _authored(context: Context, noun: Word) -> Iterator[Draft]:
    """The theft was the work of A; the attack bears the hallmarks of A."""
    discourse = context.discourse
    verb = noun.head
    if verb is None or not verb.is_verb:
        return
    actors = [a for w in clauses.after(noun, "of") for a in discourse.actors_of(w)]
    victims = [
        v
        for s in clauses.subjects(verb)
        if discourse.is_attack(s) or s.lemma in context.lemmas("steal_nouns")
        for v in discourse.victims_of(s)
    ]
    judgement = context.judge.judge(verb)
    yield from attributed(
        context, victims, actors, judgement if verb.lemma == "be" else judgement.hedged(noun.text), "work of"
    )


def _accused(context: Context, verb: Word) -> Iterator[Draft]:
    """S blames A for the attack; A was accused of the attack."""
    prepositions = context.words.table("frames", "accuse_verbs").get(verb.lemma)
    if not prepositions:
        return
    discourse = context.discourse
    causes = clauses.after(verb, *prepositions)
    victims = [v for w in causes if discourse.is_attack(w) for v in discourse.victims_of(w)]
    victims += [
        v
        for w in causes
        if w.is_verb and w.lemma in context.lemmas("attack_verbs")
        for v in bodies(context, clauses.objects(w))
    ]
    if not victims and any(discourse.is_attack(w) and not clauses.after(w, "on", "at", "against") for w in causes):
        victims = [n for n in bodies(context, clauses.agents(verb)) if n.role is None]
    actors = [a for w in clauses.patients(verb) for a in discourse.actors_of(w)]
    judgement = context.judge.judge(verb)
    own = [s for w in clauses.agents(verb)[:1] if (s := context.judge.speaker(w))]
    if own:
        judgement = replace(judgement, speakers=(*judgement.speakers, *own))
    elif clauses.is_passive(verb) and not judgement.speakers:
        judgement = replace(
            judgement.hedged(verb.text), speakers=(Speaker(kind="unnamed", words=context.judge.phrase(verb)),)
        )
    yield from attributed(context, victims, actors, judgement, "blamed")


def _conducted(context: Context, verb: Word) -> Iterator[Draft]:
    """A conducted the attack; the attack was carried out by A."""
    if verb.lemma not in context.lemmas("conduct_verbs"):
        return
    discourse = context.discourse
    attacks = [w for w in clauses.patients(verb) if discourse.is_attack(w)]
    victims = [v for a in attacks for v in discourse.victims_of(a)]
    actors = [a for w in clauses.agents(verb) for a in discourse.actors_of(w)]
    yield from attributed(context, victims, actors, context.judge.judge(verb), "conducted")


def _behind(context: Context, word: Word) -> Iterator[Draft]:
    """A is behind the attack; the gang responsible for it."""
    discourse = context.discourse
    things = (
        [w for o in word.kids("pobj") for w in clauses.expand(o)] if word.lower == "behind" else clauses.after(word, "for")
    )
    victims = [v for w in things for v in (discourse.victims_of(w) if discourse.is_attack(w) else [])]
    head = word.head
    if head is None:
        return
    if head.is_verb:
        holders = clauses.subjects(head)
        carrier = head
    else:
        holders, carrier = [head], head
    actors = [a for w in holders for a in discourse.actors_of(w)]
    judgement = context.judge.judge(carrier)
    claiming = next((a for a in carrier.ancestors() if a.lemma in context.words.words("cues", "self_claim_verbs")), None)
    if (
        claiming is not None
        and actors
        and any(n is actors[0][0] for w in clauses.subjects(claiming) for n, _ in discourse.actors_of(w))
    ):
        judgement = self_claimed(replace(judgement, speakers=(), stance=Stance.ASSERTED), actors)
    yield from attributed(context, victims, actors, judgement, "behind")


def _likeness(context: Context, noun: Word) -> Iterator[Draft]:
    """A breach using tactics associated with A: a likeness, which is a hedged attribution and no more."""
    actors = [
        (w.name, "tactics")
        for verb in noun.kids("acl", "relcl")
        for w in verb.subtree()
        if w.name and w.name.type == "ThreatGroup"
    ]
    if noun.lemma not in context.nouns("attack"):
        actors += [(n, "tactics") for n in context.discourse.names_in(noun, frozenset({"ThreatGroup"}))]
    using = next((a for a in noun.ancestors() if a.is_verb), None)
    if not actors or using is None or noun.lemma in context.nouns("attack_strong"):
        return
    discourse = context.discourse
    above = [a for a in using.ancestors() if discourse.is_attack(a)][:1] + [
        w for w in clauses.subjects(using) if discourse.is_attack(w)
    ]
    victims = [v for a in above for v in discourse.victims_of(a)]
    doers = clauses.agents(using)
    if using.lemma in ("fit", "resemble", "mimic"):
        return
    if not above and any(w.lemma in context.nouns("actor") or w.lower in ("they", "who") for w in doers):
        victims = list(discourse.focus)
        conducted = [
            o
            for w in doers
            for v in w.kids("relcl", "acl")
            if v.lemma in context.lemmas("conduct_verbs")
            for o in v.kids("dobj")
        ]
        if any(o.lower in ("them", "these", "those") for o in conducted):
            victims = discourse.last_attacks
    yield from attributed(context, victims, actors, context.judge.judge(noun), "tactics of")
