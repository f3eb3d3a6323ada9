"""What an incident did to its victim: services `disrupted` and `restored`, data `stolen`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Stance
from kg.reading import clauses
from kg.reading.drafts import Context, Draft, Service
from kg.reading.judgement import Judgement
from kg.reading.names import UNKNOWN, Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import attributed, self_claimed

_INSIDE = ("compound", "amod", "nmod", "nummod", "quantmod", "punct", "cc", "conj")


def find(context: Context) -> Iterator[Draft]:
    """All claims about services and data in one tree."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _disrupted(context, word)
            yield from _unaffected(context, word)
            yield from _restored(context, word)
            yield from _stolen(context, word)
            yield from _not_included(context, word)
        elif word.is_noun and word.lemma in context.lemmas("disrupt_nouns"):
            yield from _drafts(
                context,
                "disrupted",
                word,
                [*clauses.after(word, "to", "of", "in", "across", "on", "for"), *context.discourse.included(word)],
                _causes(word),
                "disruption of",
            )
        elif word.is_noun and word.lemma in context.lemmas("restore_nouns"):
            yield from _drafts(context, "restored", word, clauses.after(word, "of"), word.kids("poss"), "restoration of")
        elif word.is_noun and word.lemma in context.lemmas("steal_nouns"):
            yield from _theft(context, word, clauses.after(word, "of"), [])


def _causes(noun: Word) -> list[Word]:
    """Who or what brought a disruption about: the agents of the verb that has it as object."""
    verb = noun.head
    return clauses.agents(verb) if verb is not None and verb.is_verb and noun.dep == "dobj" else []


def _disrupted(context: Context, verb: Word) -> Iterator[Draft]:
    lemma = verb.lemma
    particles = context.words.table("frames", "disrupt_particles").get(lemma)
    if particles is not None and not set(particles) & clauses.particles(verb):
        return
    if particles is None and lemma not in context.lemmas("disrupt_verbs"):
        return
    things = clauses.patients(verb) or [w for c in verb.kids("xcomp") if c.tag == "VBG" for w in clauses.objects(c)]
    yield from _drafts(context, "disrupted", verb, things, clauses.agents(verb), "disrupts")


def _unaffected(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "Our website and app are operating as normal": a disruption that did not happen; "the site is down": one that did."""
    words = context.words.words
    complements = {
        w.lower
        for w in (*verb.kids("acomp", "attr", "advmod", "oprd", "prt"), *(o for p in verb.kids("prep") for o in p.children))
    }
    things = clauses.subjects(verb)
    runs = complements & words("frames", "running") and verb.lemma in words("frames", "unaffected_verbs") | {"be"}
    if runs and not clauses.is_negated(verb, words("cues", "negators")):
        yield from _drafts(context, "disrupted", verb, things, [], "runs on", negate=True)
    elif complements & words("frames", "unavailable") and verb.lemma in words("frames", "unaffected_verbs") | {"be", "go"}:
        yield from _drafts(context, "disrupted", verb, things, [], "is down")


def _restored(context: Context, verb: Word) -> Iterator[Draft]:
    if verb.lemma not in context.lemmas("restore_verbs") or (
        verb.lemma == "bring" and "back" not in clauses.particles(verb)
    ):
        return
    things = clauses.patients(verb) or (
        clauses.subjects(verb) if verb.lemma in ("return", "resume", "reopen", "restart", "recover") else []
    )
    will_not = any(c.dep == "neg" for c in verb.children)
    relation = "disrupted" if will_not else "restored"
    yield from _drafts(context, relation, verb, things, clauses.agents(verb), "restores", plain=will_not)


def _drafts(
    context: Context,
    relation: str,
    carrier: Word,
    things: Sequence[Word],
    doers: Sequence[Word],
    rule: str,
    *,
    negate: bool = False,
    plain: bool = False,
) -> Iterator[Draft]:
    services = [(s, w) for w in _with_listed(context, things) if (s := service_name(context, w))]
    if not services:
        return
    judgement = context.judge.judge(carrier)
    if plain:
        judgement = Judgement(Stance.ASSERTED, judgement.speakers)
    elif negate:
        judgement = replace(judgement, stance=Stance.NEGATED)
    elif judgement.stance is Stance.NEGATED and relation == "restored":
        return
    if judgement.skip:
        return
    for name, word in services:
        owner = _owner(context, word, doers)
        if owner is not None:
            yield Draft(relation, owner, Service(name, owner), judgement, context.tree, rule)


def _with_listed(context: Context, words: Sequence[Word]) -> Iterator[Word]:
    """The words, and what they go on to list: "some services, including X and Y", "parts of its systems"."""
    for word in words:
        yield word
        for item in context.discourse.included(word):
            yield from ([item] if not item.children or item.lower != "to" else clauses.after(item, "to"))
        if word.lemma in ("part", "portion", "some", "access", "number", "many", "all", "most"):
            yield from clauses.after(word, "of")


def service_name(context: Context, word: Word) -> str | None:
    """The name of a service: its phrase without article and owner, if it names one and not just "operations"."""
    if word.name is not None:
        if word.name.type == "Service":
            return word.text
        return None
    if word.lemma not in context.nouns("service"):
        return None
    inside = [
        w for w in word.children if w.dep in ("compound", "amod", "nmod") and w.index < word.index and not _is_owner(w)
    ]
    telling = [w for w in inside if w.lower not in context.nouns("service_vague")]
    if not telling and word.lemma in context.nouns("service_head_only") | {"service", "site"}:
        return None
    left = min([w.start for i in inside for w in i.subtree()] + [word.start])
    owner_end = max(
        [w.end for w in word.children if w.index < word.index and (_is_owner(w) or w.dep in ("det", "poss", "predet"))] + [0]
    )
    text = context.tree.text[max(left, owner_end) - context.tree.sentence.start : word.end - context.tree.sentence.start]
    return " ".join(text.split()).strip("'’ s") if text.strip().startswith(("'s", "’s")) else " ".join(text.split())


def _is_owner(word: Word) -> bool:
    return (
        word.name is not None
        and word.name.type in ("Organization", UNKNOWN, "Location")
        and "&" not in word.text[1:-1].strip("&MS")
    )


def _owner(context: Context, service: Word, doers: Sequence[Word]) -> Name | None:
    discourse = context.discourse
    for child in service.kids("poss", "compound", "nmod"):
        bodies = discourse.bodies_of(child)
        if bodies and bodies[0].type == "Organization":
            return bodies[0]
    for place in [*clauses.after(service, "at", "of"), *discourse.right_after(service)]:
        bodies = discourse.bodies_of(place)
        if bodies:
            return bodies[0]
    for doer in doers:
        found = discourse.victims_of(doer, refer=False) if discourse.is_attack(doer) else _own(discourse.bodies_of(doer))
        if found:
            return found[-1] if discourse.is_attack(doer) else found[0]
    speaker = discourse.voice_at(service)
    told = [n for w in context.tree.words if w.dep in ("nsubj", "nsubjpass") for n in _own(discourse.bodies_of(w))]
    known = [n for n in told if n in discourse.victims] or told
    spoken = [n for n in discourse.victims if speaker is not None and speaker.name in (n.text, *n.forms)]
    referred = [v for w in doers if discourse.is_attack(w) for v in discourse.victims_of(w)]
    near = [v for w in context.tree.words if discourse.is_attack(w) for v in discourse.victims_of(w, refer=False)]
    return next(iter([*spoken, *known, *near, *referred[-1:], *discourse.focus[-1:]]), None)


def _own(bodies: Sequence[Name]) -> list[Name]:
    """Bodies that may run the service themselves, not those that report on it."""
    return [n for n in bodies if n.role not in ("media", "security-vendor", "regulator", "law-enforcement")]


# --- data ----------------------------------------------------------------------------------------------------------


def _stolen(context: Context, verb: Word) -> Iterator[Draft]:
    if verb.lemma not in context.lemmas("steal_verbs") or verb.dep == "amod":
        return
    things = [w for w in clauses.patients(verb) if w.lemma in context.nouns("data")]
    things += [
        d
        for w in clauses.patients(verb)
        if w.lemma in ("amount", "part", "number", "some", "copy", "terabyte", "gigabyte")
        for d in clauses.after(w, "of")
    ]
    if verb.lemma == "take" and not clauses.is_passive(verb) and not clauses.after(verb, "from"):
        if not any(w.lemma in context.nouns("actor") for w in clauses.agents(verb)):
            return
    within = [o for t in things for w in t.subtree() if w.lower == "from" for o in w.kids("pobj")]
    yield from _theft(context, verb, things, [*clauses.after(verb, "from"), *within])


def _not_included(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "The data did not include passwords": what was not stolen; "they claim to have data": what they say they stole."""
    things = [
        w
        for w in clauses.objects(verb)
        if w.lemma in context.nouns("data") or any(c.lemma in context.nouns("data") for c in w.children)
    ]
    if (
        verb.lemma in ("include", "contain")
        and clauses.is_negated(verb, context.words.words("cues", "negators"))
        and not clauses.is_passive(verb)
    ):
        yield from _theft(context, verb, things, [])
    claiming = verb.head if verb.lemma in ("have", "possess", "hold") and verb.dep == "xcomp" else None
    if claiming is not None and claiming.lemma in context.lemmas("claim_verbs") and things:
        actors = [a for w in clauses.subjects(claiming) for a in context.discourse.actors_of(w)]
        for draft in _theft(context, verb, things, []) if actors else ():
            yield replace(draft, judgement=self_claimed(Judgement(), actors))


def _theft(context: Context, carrier: Word, things: Sequence[Word], sources: Sequence[Word]) -> Iterator[Draft]:
    if not things:
        return
    judgement = context.judge.judge(carrier)
    if judgement.skip:
        return
    owner = _robbed(context, carrier, things, sources)
    if owner is None:
        return
    start = min(w.start for t in things for w in t.subtree() if w.dep not in ("relcl", "acl"))
    end = max(w.end for t in things for w in t.subtree())
    detail = " ".join(context.tree.text[start - context.tree.sentence.start : end - context.tree.sentence.start].split())
    yield Draft("stolen", owner, None, judgement, context.tree, "stolen", {"detail": detail[:200]})
    doers = clauses.agents(carrier) if carrier.is_verb else []
    named = [a for w in doers if w.name or w.kids("amod", "compound") for a in context.discourse.actors_of(w)]
    yield from attributed(context, [owner], named, judgement, "stole")


def _robbed(context: Context, carrier: Word, things: Sequence[Word], sources: Sequence[Word]) -> Name | None:
    discourse = context.discourse
    for word in sources:
        if bodies := discourse.bodies_of(word):
            return bodies[0]
    for thing in things:
        for child in thing.kids("poss", "compound", "nmod"):
            if bodies := [n for n in discourse.bodies_of(child) if n.type == "Organization"]:
                return bodies[0]
    for verb in carrier.ancestors():
        if verb.is_verb:
            for subject in clauses.subjects(verb)[:1]:
                bodies = discourse.bodies_of(subject)
                discloses = verb.lemma in context.lemmas("disclose_verbs") | context.words.words("cues", "deny_verbs")
                bodies = [n for n in bodies if n in discourse.victims or (discloses and n.role is None)]
                if bodies:
                    return bodies[0]
    for word in clauses.after(carrier, "in", "during"):
        if discourse.is_attack(word) and (victims := discourse.victims_of(word)):
            return victims[-1]
    speaker = discourse.voice_at(carrier)
    spoken = [
        *discourse.victims,
        *(n for n in [*discourse.names_here, *discourse.bodies] if n.type == "Organization" and n.role is None),
    ]
    own = [n for n in spoken if speaker is not None and speaker.name in (n.text, *n.forms)]
    return own[-1] if own else _main_victim(context)


def _main_victim(context: Context) -> Name | None:
    """Whom the text is about: the victim named most often, if it is the only one or named more than in passing."""
    victims = context.discourse.victims
    if not victims:
        return None
    main = max(victims, key=lambda n: (len(n.mentions), -n.mentions[0].start))
    return main if len(main.mentions) > 2 or len(victims) == 1 else None  # noqa: PLR2004
