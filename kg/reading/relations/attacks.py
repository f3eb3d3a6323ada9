"""Attacks: who was hit (`affected`), and by whom where the same clause says so (`attributed_to`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Stance
from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.kinds import AUTHORITIES, OUTSIDERS
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import (
    actors_of,
    affected,
    attack_actors,
    attributed,
    bodies,
    is_accusation,
    speaks_of_attack,
)


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
    strong, weak = verb.lemma in context.frames("attack_verbs"), verb.lemma in context.frames("attack_verbs_weak")
    into = context.table("attack_into").get(verb.lemma)
    if verb.lemma in context.frames("gain_verbs") and (gained := _gained_in(context, verb)):
        yield from _gaining(context, verb, gained)
    if not (strong or weak or into):
        return
    doers, pronouns = clauses.agents(verb), context.words.grammar("pronouns")
    hit = clauses.after(verb, *into) if into and not strong else clauses.patients(verb)
    if verb.lemma in context.frames("attack_verbs_on_data"):
        hit = [w for w in hit if w.lower not in pronouns]  # "encrypts it": the file
    victims = _hit(context, verb, hit, weak)
    attacks = _attacks_by(context, verb, doers)
    actors = [a for a in actors_of(context, [w for w in doers if w not in attacks]) if a[0] not in victims]
    plain = weak and verb.lemma in context.frames("attack_verbs_on_data") and _by_hackers(context, doers, hit)
    if plain:
        victims = [n for w in hit for n in context.discourse.bodies_of(w)]
    elif weak and not actors and not attacks and not (clauses.is_passive(verb) and speaks_of_attack(context)):
        return
    if weak and actors and not victims:
        victims = [n for w in hit if w.name is None for n in context.discourse.bodies_of(w)]
    on_data = verb.lemma in context.frames("attack_verbs_on_data") and not plain
    if not victims or (not actors and on_data and not any(w.name for w in hit)):
        return
    actors += [a for noun in attacks for a in attack_actors(context, noun)]
    judgement = context.judge.judge(verb)
    yield from affected(context, victims, judgement, "attack verb", 3)
    if not is_accusation(context, verb):
        yield from attributed(context, victims, actors, judgement, "attack verb")


def _gained_in(context: Context, verb: Word) -> list[Word]:
    """As in "gained access to X", "had a foothold in the network of X": where."""
    footholds = [w for w in clauses.objects(verb) if w.lemma in context.nouns("foothold")]
    return [w for f in footholds for w in (*clauses.after(f, "to", "into", "in"), *clauses.after(verb, "to", "into"))]


def _gaining(context: Context, verb: Word, places: Sequence[Word]) -> Iterator[Draft]:
    """A gained access to V: hackers or a named actor did, not V's own staff."""
    doers = clauses.agents(verb)
    actors = actors_of(context, doers)
    if actors or any(w.name is None and w.lemma in context.nouns("actor_plain") for w in doers):
        victims = [n for n in bodies(context, places) if n not in [a for a, _ in actors]]
        judgement = context.judge.judge(verb)
        yield from affected(context, victims, judgement, "gained access", 2)
        yield from attributed(context, victims, actors, judgement, "gained access")


def _by_hackers(context: Context, doers: Sequence[Word], hit: Sequence[Word]) -> bool:
    """As in "hackers accessed its systems", where nobody says which hackers."""
    systems = context.nouns("service", "service_head_only")
    hackers = context.nouns("actor_plain")
    return any(w.name is None and w.lemma in hackers for w in doers) and any(w.lemma in systems for w in hit)


def _hit(context: Context, verb: Word, hit: Sequence[Word], weak: bool) -> list[Name]:
    """The bodies that a verb says were hit. Whom one targets is hit only if named: one may target "the sector"."""
    active = not clauses.is_passive(verb)
    if active and verb.lemma == "target" and not any(w.name for h in hit for w in (h, *context.discourse.included(h))):
        return []
    return bodies(context, hit, strict=weak and active)


def _attacks_by(context: Context, verb: Word, doers: Sequence[Word]) -> list[Word]:
    """The attacks by which a verb says that somebody was hit."""
    near = [w for w in [*doers, *context.after(verb, "attack_by")] if context.discourse.is_attack(w)]
    return near or [w for w in doers if w.lemma in context.nouns("attack") and w.name is None]


def _suffering(context: Context, verb: Word) -> Iterator[Draft]:
    """V suffered an attack; V confirmed the attack, responds to it, was the victim of it."""
    suffers, discloses = verb.lemma in context.frames("suffer_verbs"), verb.lemma in context.frames("disclose_verbs")
    handles = context.table("handle_verbs").get(verb.lemma)
    fell = verb.lemma == "be" and any(w.lemma in context.nouns("victim") for w in verb.kids("attr"))
    if not (suffers or discloses or fell or handles is not None) or clauses.is_passive(verb):
        return
    for attack in _suffered(context, verb, handles or (), vague=suffers or discloses):
        own = context.discourse.victims_of(attack, refer=False)
        victims = own or [n for n in bodies(context, clauses.subjects(verb)) if n.role not in OUTSIDERS]
        if not own and verb.lemma in context.frames("warn_verbs"):
            victims = [n for n in victims if n.role not in AUTHORITIES]  # who warns of others' attacks
        seen = attack.lemma in context.nouns("attack_done") and not (suffers or fell)  # vendors discover campaigns
        told = own or ((suffers or discloses or fell) and not seen) or not context.discourse.is_attack(attack)
        if not victims or not (told or _is_known(context, victims)):
            continue
        judgement = context.judge.judge(verb if suffers or fell else attack)
        if discloses and not own:
            speaker, _ = context.judge.speakers_of(verb)
            judgement = judgement if judgement.speakers else judgement.said_by(*speaker)
        tells_itself = bool(judgement.speakers) and judgement.speakers[-1].name in [v.text for v in victims]
        clarity = 4 if suffers or discloses or fell or tells_itself else 2
        yield from affected(context, victims, judgement, "suffers", clarity)
        yield from attributed(context, victims, attack_actors(context, attack), judgement, "suffers attack by")


def _suffered(context: Context, verb: Word, prepositions: Sequence[str], *, vague: bool) -> list[Word]:
    """The attacks that a verb has as its object; `vague`: "an attempt", "a disruption" will do."""
    is_attack = context.discourse.is_attack
    nouns = [*clauses.objects(verb), *clauses.after(verb, *context.words.prepositions("suffered"), *prepositions)]
    attacks = [n for n in nouns if is_attack(n) or _is_breached(context, n)]
    victim = [n for n in nouns if n.lemma in context.nouns("victim")]
    attacks += [a for n in victim for a in context.after(n, "victim_of") if is_attack(a)]
    if context.discourse.attack_paragraph == context.discourse.paragraph:  # an attack was just told of
        attacks += [n for n in nouns if n.lemma in context.nouns("trouble") or n.lemma in context.frames("disrupt_nouns")]
    if vague:
        attacks += [n for n in nouns if n.lemma in context.nouns("attack_vague") and n not in attacks]
    return attacks


def _is_breached(context: Context, noun: Word) -> bool:
    """As in "detected a breached system"."""
    hit = [c for c in noun.kids("amod") if c.lemma in context.frames("attack_verbs") and c.lemma != c.lower]
    return bool(hit) and noun.lemma in context.nouns("service", "service_head_only")


def _is_known(context: Context, victims: Sequence[Name]) -> bool:
    """Whether the text has told that one of them was hit, or of no victim at all."""
    return not context.discourse.victims or any(v in context.discourse.victims for v in victims)


def _attack_noun(context: Context, attack: Word) -> Iterator[Draft]:
    """The attack on V by A; A's attack on V; the V breach."""
    discourse = context.discourse
    said = discourse.victims_of(attack, refer=False) or discourse.undergoing(attack)
    judgement = context.judge.judge(attack)
    if said:
        yield from affected(context, said, _granted(context, attack, judgement), "attack on", 1)
    actors = attack_actors(context, attack)
    if actors:
        yield from attributed(context, said or discourse.victims_of(attack), actors, judgement, "attack by")


def _granted(context: Context, attack: Word, judgement: Judgement) -> Judgement:
    """As in "the attack on X": that there was one is taken for granted, whatever is denied of it."""
    definite = any(c.lower in context.words.grammar("granting") for c in attack.kids("det"))
    return judgement.plain() if definite and judgement.stance in (Stance.DENIED, Stance.NEGATED) else judgement
