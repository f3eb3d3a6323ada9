"""What all rules about attacks share: the bodies and actors of phrases, and the two claims that they end in.

A claim of attribution is made for each victim and actor of an attack, with the stance and speaker of the clause that
joins the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.model import Speaker, Stance
from kg.reading import clauses
from kg.reading.discourse.actors import Actor
from kg.reading.drafts import Attack, Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.kinds import ACTORS, ATTRIBUTED, BODIES, BRANDS, ORGANIZATIONS, REPORTERS, STATES_AND_BODIES
from kg.reading.names import Name
from kg.reading.parsed import Word

_PAST = ("VBD", "VBN")
_RESPONSIBLE = STATES_AND_BODIES | BRANDS | {"Person"}


def victims_of(context: Context, words: Iterable[Word], *, refer: bool = True) -> list[Name]:
    """The victims of those among some words that speak of an attack."""
    return [v for w in words if context.discourse.is_attack(w) for v in context.discourse.victims_of(w, refer=refer)]


def actors_of(context: Context, words: Iterable[Word]) -> list[Actor]:
    """The actors of several phrases."""
    return [a for w in words for a in context.discourse.actors_of(w)]


def bodies(context: Context, words: Sequence[Word], *, strict: bool = False) -> list[Name]:
    """The organisations of several phrases, and of what they go on to list. `strict`: only those named."""
    discourse = context.discourse
    found = [n for w in words for n in discourse.bodies_of(w, strict=strict)]
    found += [n for w in words for i in discourse.included(w) for n in discourse.bodies_of(i, strict=True)]
    return list(dict.fromkeys(found))


def acting_bodies(context: Context, words: Sequence[Word], kinds: frozenset[str] = BODIES) -> list[Name]:
    """Bodies that act: names of these types, and what phrases mean; of "X investigators" the X."""
    found: list[Name] = []
    for word in words:
        if word.name is not None and word.name.type in kinds:
            found.append(word.name)
        else:
            found += context.discourse.bodies_of(word)
            if word.lemma in context.nouns("investigator") and not found:
                found += context.discourse.names_in(word, ORGANIZATIONS)
    return list(dict.fromkeys(found))


def light_subjects(noun: Word, verbs: frozenset[str]) -> list[Word]:
    """Who does what a noun tells, where a verb of these carries it: "X opened an inquiry", "charges were filed by X"."""
    head = noun.head
    if head is None or head.lemma not in verbs or noun.dep not in ("dobj", "nsubjpass"):
        return []
    return clauses.agents(head)


def behind_light_verb(context: Context, noun: Word, key: str) -> list[Word]:
    """What belongs to the object of a verb but hangs on the verb: "opened an inquiry into X"."""
    return context.after(noun.head, key) if noun.head is not None and noun.dep in ("dobj", "nsubjpass") else []


def attack_actors(context: Context, attack: Word) -> list[Actor]:
    """Actors that hang on an attack noun: "by A", "A's attack", "an Xyz ransomware attack"."""
    found = actors_of(context, clauses.after(attack, "by"))
    for child in attack.kids("compound", "nmod", "poss", "amod"):
        if child.name is not None:
            if child.name.type in ACTORS:
                found.append((child.name, ""))
            elif child.name.type == "Malware" and "ransomware" in context.tree.text:
                found.append((child.name, "affiliate"))
        elif child.dep == "poss":
            found.extend((n, "") for n in context.discourse.names_in(child, ACTORS))
    return list(dict.fromkeys(found))


def attributing(context: Context, verb: Word) -> Sequence[str]:
    """The prepositions of a verb that attributes, before whom it blames: "linked to A"; none of another verb."""
    return context.table("link_verbs").get(verb.lemma) or context.table("attribute_verbs").get(verb.lemma) or ()


def is_accusation(context: Context, verb: Word) -> bool:
    """As in "accused A of hacking V": what the accusing verb says of A, with the stance of who accuses."""
    above = verb.head.head if verb.dep == "pcomp" and verb.head is not None else None
    return above is not None and above.lemma in context.table("accuse_verbs")


def speaks_of_attack(context: Context) -> bool:
    """Whether the sentence tells of an attack, by a noun or a verb."""
    nouns, verbs = context.nouns("attack_strong"), context.frames("attack_verbs")
    return any(w.lemma in nouns or w.lemma in verbs for w in context.tree.words if w.name is None)


def is_event(context: Context, carrier: Word) -> bool:
    """Whether a verb or noun tells what happened once, and not what malware does or is made for."""
    if carrier.is_noun:
        return True
    for verb in (carrier, *carrier.ancestors()):
        if verb is not carrier and verb.lemma in context.frames("purpose_verbs") and verb.dep in ("acl", "relcl", "acomp"):
            return False
        if verb.tag in _PAST and not _is_present_passive(context, verb):
            return True
        if verb.tag == "VBG" and any(a.lemma == "be" for a in verb.kids("aux")):
            return True  # "are stealing"
    return context.tree.sentence.kind == "title"


def _is_present_passive(context: Context, verb: Word) -> bool:
    """As in "files are extracted"."""
    before = verb.kids("aux", "auxpass")
    return bool(verb.kids("auxpass")) and all(a.lower in context.words.grammar("present_be") for a in before)


def with_nobody_named(context: Context, verb: Word, judgement: Judgement) -> Judgement:
    """A passive that nobody is said to vouch for ("was linked to") has an unnamed speaker."""
    if clauses.is_passive(verb) and not judgement.speakers:
        return judgement.said_by(context.judge.unnamed(verb))
    return judgement


def self_claimed(judgement: Judgement, actors: Sequence[Actor]) -> Judgement:
    """An actor's own word on what it did: a self-claim, or a denial."""
    speaker = Speaker(kind="named", name=actors[0][0].text, words=actors[0][0].text)
    stance = judgement.stance if judgement.stance in (Stance.NEGATED, Stance.DENIED) else Stance.SELF_CLAIMED
    return replace(judgement.said_by(speaker), stance=stance)


def affected(context: Context, victims: Sequence[Name], judgement: Judgement, rule: str, clarity: int) -> Iterator[Draft]:
    """The claims that victims were hit. `clarity`: how well the rule's sentences tell it, beside those of others."""
    if judgement.skip:
        return
    for victim in dict.fromkeys(victims):
        yield Draft("affected", Attack(victim), victim, judgement, context.tree, rule, clarity=clarity)


def attributed(
    context: Context, victims: Sequence[Name], actors: Sequence[Actor], judgement: Judgement, rule: str
) -> Iterator[Draft]:
    """The claims that actors are responsible for what happened to victims."""
    if judgement.skip:
        return
    chief, brands = context.discourse.chief, context.discourse.brands
    meant = list(dict.fromkeys((brands.get(a, a), via) for a, via in actors))
    names = {a for a, _ in meant}
    for victim in dict.fromkeys(victims):
        for actor, via in meant:
            if chief(actor) in names - {actor}:
                continue  # "X, or as Y calls it, Z" names one actor
            if actor is victim or actor.type not in _RESPONSIBLE or actor.role in REPORTERS:
                continue
            if via == "meant" and _is_named_other(judgement, actor):
                continue  # who speaks of "the attackers" does not say who they are
            said = _own_word(judgement.hedged("tactics") if via == "tactics" else judgement, actor)
            subject: Name | Attack = victim if victim.type in ATTRIBUTED else Attack(victim)
            qualifiers = {"capacity": "affiliate"} if via == "affiliate" else {}
            yield Draft("attributed_to", subject, actor, said, context.tree, rule, qualifiers)


def _is_named_other(judgement: Judgement, actor: Name) -> bool:
    """Whether somebody else than the actor is named as the speaker."""
    last = judgement.speakers[-1] if judgement.speakers else None
    return last is not None and last.kind == "named" and not actor.is_called(last.name)


def _own_word(judgement: Judgement, actor: Name) -> Judgement:
    """An actor that speaks of itself claims; what it says of another is no self-claim."""
    if not judgement.speakers:
        return judgement
    own = actor.is_called(judgement.speakers[-1].name)
    if own and actor.type in ACTORS:
        return self_claimed(replace(judgement, speakers=judgement.speakers[:-1]), [(actor, "")])
    if not own and judgement.stance is Stance.SELF_CLAIMED:
        return replace(judgement, stance=Stance.ASSERTED)
    return judgement
