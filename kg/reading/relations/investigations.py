"""Who looks into an incident, helps with it, or was told of it (`investigates`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.reading import clauses
from kg.reading.drafts import Attack, Context, Draft
from kg.reading.kinds import ACTORS, ACTORS_AND_PEOPLE, AUTHORITIES, ORGANIZATIONS, RESPONDERS
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import acting_bodies, behind_light_verb, light_subjects, speaks_of_attack


def find(context: Context) -> Iterator[Draft]:
    """All claims about investigations in one tree."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _investigating(context, word)
            yield from _in_contact(context, word)
            yield from _notified(context, word)
            yield from _was_told(context, word)
        elif word.lemma in context.frames("investigate_nouns"):
            yield from _investigation(context, word)


def _investigating(context: Context, verb: Word) -> Iterator[Draft]:
    naming = verb.lemma in context.frames("track_verbs") and clauses.after(verb, "as")  # "tracks it as X"
    if verb.lemma in context.frames("investigate_verbs") and not naming:
        who = acting_bodies(context, clauses.agents(verb))
        beside = clauses.after(verb, "with", "alongside") if _along(context, verb) else []
        what = [w for w in (*clauses.patients(verb), *context.after(verb, "investigates")) if w not in beside]
        who += acting_bodies(context, beside)
        alone = verb.lemma in context.frames("investigations_alone") and bool(verb.kids("nsubj"))
        if alone and not what and not verb.kids("ccomp", "xcomp", "prep"):  # "the police are investigating"
            yield from _of_the_matter(context, [n for n in who if n not in context.discourse.victims], verb)
        yield from _drafts(context, who, what, verb, "investigates")


def _along(context: Context, verb: Word) -> bool:
    """As in "is investigating along with X", "together with X"."""
    beside = context.words.grammar("beside")
    return any(c.lower in beside for v in (verb, *verb.kids("prep", "dobj")) for c in (v, *v.children))


def _was_told(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "the regulator has been notified", "X has been hired", "the police are also involved"."""
    particles = context.table("engage_particles").get(verb.lemma, ())
    engaged = bool(clauses.particles(verb).intersection(particles))  # "X was brought in"
    if not clauses.is_passive(verb) or (verb.lemma not in context.frames("notify_verbs") and not engaged):
        return
    told = [n for n in acting_bodies(context, clauses.subjects(verb)) if n.role in RESPONDERS]
    told = [n for n in told if n not in context.discourse.focus]
    about = [w for w in clauses.after(verb, "about", "of", "in") if context.discourse.is_attack(w)]
    if about:
        yield from _drafts(context, told, about, verb, "was told")
    else:
        yield from _of_the_matter(context, told, verb)


def _investigation(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "X opened an investigation into the attack", "an investigation by X", "with the help of X"."""
    opened = light_subjects(noun, context.frames("investigate_light_verbs"))
    who = acting_bodies(context, [*context.after(noun, "investigation_by"), *noun.kids("poss", "compound"), *opened])
    proper = noun.lemma in context.frames("investigations")
    opened_by = [n for n in who if n.role in AUTHORITIES or (n.role is None and n not in context.discourse.victims)]
    if proper:  # "a joint investigation with X"
        who += [n for n in acting_bodies(context, clauses.after(noun, "with")) if n.role in RESPONDERS and n not in who]
    what = context.after(noun, "investigation_of") or behind_light_verb(context, noun, "investigation_opened")
    if not who or (not what and noun.lemma in context.frames("investigate_nouns_vague")):
        return
    if proper and not what:
        what = _found_guilty(noun)
    if not list(_investigated(context, what, noun)):
        what = [w for w in _subjects_above(noun) if w not in opened]
    if opened_by and opened and not list(_investigated(context, what, noun)):  # "the regulator has opened an inquiry"
        yield from _of_the_matter(context, opened_by, noun)
    yield from _drafts(context, who, what, noun, "investigation by")


def _of_the_matter(context: Context, who: Sequence[Name], carrier: Word) -> Iterator[Draft]:
    """Of the incidents that were just told of."""
    judgement = context.judge.judge(carrier)
    for body in who if not judgement.skip else ():
        for victim in context.discourse.focus:
            if victim is not body:
                yield Draft("investigates", body, Attack(victim), judgement, context.tree, "investigates the matter")


def _found_guilty(noun: Word) -> list[Word]:
    """As in "X's investigation found that A attacked ...": the actor that an investigation tells of."""
    verb = noun.head if noun.dep == "nsubj" else None
    telling = [verb, *verb.kids("advcl")] if verb is not None else []
    inner = [c for v in telling for c in v.kids("ccomp")]
    return [w for v in inner for w in v.kids("nsubj") if w.name is not None and w.name.type in ACTORS]


def _subjects_above(noun: Word) -> list[Word]:
    """The subjects of the clause that a noun stands in."""
    verb = next((a for a in noun.ancestors() if a.is_verb), None)
    return clauses.subjects(verb) if verb is not None else []


def _in_contact(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "the agency is in contact with V"."""
    contacts = [w for w in clauses.after(verb, "in") if w.lemma in context.nouns("contact")]
    what = [w for noun in contacts for w in (*clauses.after(noun, "with"), *clauses.after(verb, "with"))]
    if what:
        who = [n for n in acting_bodies(context, clauses.subjects(verb)) if n.role in RESPONDERS]
        yield from _drafts(context, who, what, verb, "in contact")


def _notified(context: Context, verb: Word) -> Iterator[Draft]:
    """V notified the regulator, hired a vendor, asked it for help, works with it."""
    together = context.table("engage_verbs").get(verb.lemma)
    engaging = context.table("engage_particles").get(verb.lemma)
    engaged = engaging is not None and bool(clauses.particles(verb).intersection(engaging))
    if verb.lemma not in context.frames("notify_verbs") and together is None and not engaged:
        return
    known = context.discourse.victims
    victims = [n for n in acting_bodies(context, clauses.subjects(verb)) if n in known or n.role is None]
    asked = clauses.after(verb, *together) if together else [*clauses.patients(verb), *context.after(verb, "notifies")]
    asked += [w for o in asked for w in clauses.after(o, "of", "from")]  # "one of the leading experts, X", "lawyers from X"
    asked += [w for o in asked for w in o.kids("appos")]
    joint = any(c.lemma in context.frames("investigate_verbs") for c in verb.kids("xcomp", "advcl"))
    joint = joint or engaged or verb.lemma in context.frames("hire_verbs")
    who = [
        n
        for w in asked
        for n in context.discourse.bodies_of(w, strict=True)
        if n.role in RESPONDERS or _helps(context, w) or (joint and n.type in ORGANIZATIONS and n.role is None)
    ]
    judgement = context.judge.judge(verb)
    if judgement.skip:
        return
    told = speaks_of_attack(context) or any(context.discourse.is_attack(w) for w in context.tree.words)
    for body in who:
        for victim in victims:
            if victim is not body and (victim in known or told):
                yield Draft("investigates", body, Attack(victim), judgement, context.tree, "notified")


def _helps(context: Context, word: Word) -> bool:
    """Whether a phrase describes a security vendor: "cybersecurity firm X"."""
    return any(c.lemma in context.nouns("vendor_modifier") for c in word.kids("compound", "amod", "nmod"))


def _drafts(context: Context, who: Sequence[Name], what: Sequence[Word], carrier: Word, rule: str) -> Iterator[Draft]:
    judgement = context.judge.judge(carrier)
    if judgement.skip or not who:
        return
    helps = any(n.role in RESPONDERS for n in who)
    ends = list(dict.fromkeys(_investigated(context, what, carrier, helps=helps)))
    for body in dict.fromkeys(who):
        for end in ends:
            if (end.victim if isinstance(end, Attack) else end) is not body and body.role != "media":
                yield Draft("investigates", body, end, judgement, context.tree, rule)


def _investigated(context: Context, words: Sequence[Word], carrier: Word, *, helps: bool = False) -> Iterator[Name | Attack]:
    """The incidents, and the actors, that words of an investigation speak of. `helps`: of one who helps victims."""
    discourse = context.discourse
    tracks = carrier.lemma in context.frames("track_verbs", "investigations")
    pronouns = context.words.grammar("pronouns")
    for word in words:
        if discourse.is_attack(word):
            yield from (Attack(v) for v in discourse.victims_of(word))
            yield from _doers(context, word) if tracks else ()
        elif word.lemma in context.nouns("matter") and discourse.refers(word):
            yield from discourse.accused[-1:]
            yield from (Attack(v) for v in discourse.focus if not discourse.accused)
        elif _are_victims(context, word):
            yield from (Attack(v) for v in (discourse.many() if word.tag == "NNS" else discourse.focus))
        elif word.lemma in context.nouns("response_work"):
            behind = context.after(word, "response_to")
            yield from _investigated(context, behind, carrier)
            if not behind and discourse.refers(word):
                yield from (Attack(v) for v in discourse.focus)
        elif word.name is not None and word.name.type in ACTORS_AND_PEOPLE and tracks:
            yield word.name
        else:
            told = speaks_of_attack(context) or (helps and any(discourse.is_attack(w) for w in context.tree.words))
            plain = word.name is not None or word.lemma in context.nouns("organisation") or word.lower in pronouns
            bodies = discourse.bodies_of(word, strict=not plain)  # "X's servers", but not "the services"
            yield from (Attack(n) for n in bodies if n in discourse.victims or (told and n.role is None))


def _doers(context: Context, attack: Word) -> Iterator[Name]:
    """As in "investigates X's activities": those whose they are."""
    kinds = ACTORS_AND_PEOPLE | (ORGANIZATIONS if attack.lemma in context.nouns("attack_done") else frozenset())
    owners = (w for c in attack.kids("poss") for w in clauses.expand(c))
    yield from (w.name for w in owners if w.name is not None and w.name.type in kinds)


def _are_victims(context: Context, word: Word) -> bool:
    """As in "the victim", "the affected shops"."""
    if word.lemma == "victim":
        return True
    bodies = context.nouns("organisation") - context.nouns("service")
    plural = word.tag == "NNS" and word.lemma in bodies
    return plural and any(c.lower in context.words.grammar("hit_determiners") for c in word.children)
