"""What stood still and what runs again: services `disrupted` and `restored`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kg.model import Stance
from kg.reading import clauses
from kg.reading.drafts import Context, Draft, Service
from kg.reading.judgement import Judgement
from kg.reading.kinds import BODIES, OUTSIDERS, STATES_AND_BODIES
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import affected, behind_light_verb, is_event

_BEFORE = ("compound", "amod", "nmod")


def find(context: Context) -> Iterator[Draft]:
    """All claims about services in one tree."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _disrupting(context, word)
            yield from _running(context, word)
            yield from _restoring(context, word)
            yield from _out_of_reach(context, word)
            yield from _failing(context, word)
        elif word.is_noun and word.lemma in context.frames("disrupt_nouns"):
            behind = context.after(word, "disruption_of") or behind_light_verb(context, word, "disruption_of")
            things = [*behind, *context.discourse.included(word)]
            yield from _drafts(context, "disrupted", word, things, _causes(word), "disruption of")
        elif word.is_noun and word.lemma in context.nouns("trouble"):
            yield from _trouble(context, word)
        elif word.is_noun and word.lemma in context.frames("restore_nouns"):
            yield from _drafts(context, "restored", word, clauses.after(word, "of"), word.kids("poss"), "restoration of")


def _causes(noun: Word) -> list[Word]:
    """Who or what brought a disruption about: the agents of the verb that has it as object."""
    verb = noun.head
    return clauses.agents(verb) if verb is not None and verb.is_verb and noun.dep == "dobj" else []


def _trouble(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "X is dealing with issues related to its booking system", "X reported problems with its website"."""
    verb = next((a for a in noun.ancestors() if a.is_verb), None)
    having = context.frames("suffer_verbs", "disclose_verbs")
    if verb is None or (verb.lemma not in having and verb.lemma not in context.table("handle_verbs")):
        return
    concerning = context.table("concern_verbs")
    behind = [w for v in noun.kids("acl") if v.lemma in concerning for w in clauses.after(v, *concerning[v.lemma])]
    yield from _drafts(context, "disrupted", noun, [*context.after(noun, "trouble_with"), *behind], [], "trouble with")


def _disrupting(context: Context, verb: Word) -> Iterator[Draft]:
    """A shut down X; X was taken offline; V stopped taking orders."""
    particles = context.table("disrupt_particles").get(verb.lemma)
    if particles is not None and not clauses.particles(verb).intersection(particles):
        return
    if particles is None and verb.lemma not in context.frames("disrupt_verbs"):
        return
    things = clauses.patients(verb) or [w for c in verb.kids("xcomp") if c.tag == "VBG" for w in clauses.objects(c)]
    if not is_event(context, verb) and not context.discourse.victims:  # what malware does, to whomever
        things = [w for w in things if w.kids("poss")]
    yield from _drafts(context, "disrupted", verb, things, clauses.agents(verb), "disrupts")


def _out_of_reach(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "customers could not use the app", "staff are unable to access the system"."""
    if verb.lemma not in context.frames("reach_verbs"):
        return
    able = [c.lower for c in verb.kids("aux")]
    barred = clauses.is_negated(verb, context.words) and any(a in context.words.grammar("ability_past") for a in able)
    unable = verb.dep == "xcomp" and verb.head is not None and verb.head.lower in context.words.grammar("unable")
    if barred or unable:
        things = clauses.objects(verb) or context.after(verb, "out_of_reach")
        yield from _drafts(context, "disrupted", verb, things, [], "out of reach", stance=Stance.ASSERTED)


def _failing(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "its booking system failed"."""
    if verb.lemma in context.frames("fail_verbs") and not clauses.is_passive(verb) and not verb.kids("dobj", "xcomp"):
        yield from _drafts(context, "disrupted", verb, clauses.subjects(verb), [], "fails")


def _running(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "our website and app are operating as normal": a disruption that did not happen; "the site is down"."""
    frames = context.frames
    stays = verb.lemma == "be" or verb.lemma in frames("unaffected_verbs")
    if not stays and verb.lemma != "go":
        return
    beside = (*verb.kids("acomp", "attr", "advmod", "oprd", "prt"), *(o for p in verb.kids("prep") for o in p.children))
    said = {w.lower for w in beside}
    things = clauses.subjects(verb)
    if stays and "again" in said and (verb.lemma != "be" or said & frames("running")):  # "was working again"
        yield from _drafts(context, "restored", verb, things, [], "runs again")
    elif stays and said & frames("running") and not clauses.is_negated(verb, context.words):
        yield from _drafts(context, "disrupted", verb, things, [], "runs on", stance=Stance.NEGATED)
    elif said & frames("running_again"):
        yield from _drafts(context, "restored", verb, things, [], "runs again")
    elif said & frames("unavailable"):  # "the site went down"
        yield from _drafts(context, "disrupted", verb, things, [], "is down")


def _restoring(context: Context, verb: Word) -> Iterator[Draft]:
    """V restored X; X resumed. What "will not resume" is still disrupted."""
    particles = context.table("restore_particles").get(verb.lemma)
    if verb.lemma not in context.frames("restore_verbs") or (
        particles is not None and not clauses.particles(verb).intersection(particles)
    ):
        return
    by_itself = verb.lemma in context.frames("resume_verbs")
    things = clauses.patients(verb) or (clauses.subjects(verb) if by_itself else [])
    if verb.kids("neg"):
        yield from _drafts(context, "disrupted", verb, things, clauses.agents(verb), "restores", stance=Stance.ASSERTED)
    else:
        yield from _drafts(context, "restored", verb, things, clauses.agents(verb), "restores")


def _drafts(
    context: Context,
    relation: str,
    carrier: Word,
    things: Sequence[Word],
    doers: Sequence[Word],
    rule: str,
    *,
    stance: Stance | None = None,
) -> Iterator[Draft]:
    """Claims about the services among some things. `stance`: the rule's own, where the words show more than the carrier."""
    named = (w for w in _with_listed(context, things) if not (_is_share(context, w) and clauses.after(w, "of", "to")))
    services = [(s, w) for w in named if (s := service_name(context, w))]
    if not services:
        return
    judgement = context.judge.judge(carrier)
    if stance is Stance.ASSERTED:
        judgement = Judgement(stance, judgement.speakers)
    elif stance is not None:
        judgement = replace(judgement, stance=stance)
    elif judgement.stance is Stance.NEGATED and relation == "restored":
        return
    if judgement.skip:
        return
    attacks = [w for w in doers if context.discourse.is_attack(w)]
    for name, word in services:
        for owner in _owners(context, word, doers):
            yield Draft(relation, owner, Service(name, owner), judgement, context.tree, rule)
            happened = relation == "disrupted" and judgement.stance not in (Stance.NEGATED, Stance.DENIED)
            if attacks and happened and owner.role not in OUTSIDERS:
                yield from affected(context, [owner], judgement, "disrupted by attack", 0)


def _with_listed(context: Context, words: Sequence[Word]) -> Iterator[Word]:
    """The words, and what they go on to list: "some services, including X and Y", "parts of its systems"."""
    for word in words:
        yield word
        for item in context.discourse.included(word):
            yield from clauses.after(item, "to") if item.children and item.lower == "to" else [item]
        if _is_share(context, word) or word.tag == "CD" or word.lemma in context.nouns("quantity"):
            yield from clauses.after(word, "of")
            yield from (w for w in clauses.after(word, "to") if w.kids("poss", *_BEFORE))  # not "access to platforms"


def _is_share(context: Context, word: Word) -> bool:
    """As in "parts of X", "access to X", but "internet access to X"."""
    return word.lemma in context.nouns("share") and not word.kids("compound", "nmod")


def service_name(context: Context, word: Word) -> str | None:
    """The name of a service: its phrase without article and owner, if it names one and not just "operations"."""
    if word.name is not None:
        return word.text if word.name.type == "Service" else None
    if word.lemma not in context.nouns("service") and word.lower not in context.nouns("service"):  # "planning" is no "plan"
        return None
    inside = [w for w in word.kids(*_BEFORE) if w.index < word.index and not _is_owner(w)]
    telling = any(w.lower not in context.nouns("service_vague") for w in inside)
    if not telling and word.lemma in context.nouns("service_head_only", "service_bare"):
        return None
    apart = ("det", "poss", "case", "predet")
    left = min([w.start for i in inside for w in i.subtree() if w.dep not in apart] + [word.start])
    skipped = [w.end for w in word.children if w.index < word.index and (_is_owner(w) or w.dep in ("det", "poss", "predet"))]
    text = context.tree.cut(max([left, *skipped]), word.end)
    return text.strip("'’ s") if text.startswith(("'s", "’s")) else text


def _is_owner(word: Word) -> bool:
    """A name before a service that owns it; not one like `Click&Collect`, which is a part of the service's name."""
    name = word.name
    return name is not None and name.type in STATES_AND_BODIES and "&" not in word.text[1:-1].strip("&MS")


def _owners(context: Context, service: Word, doers: Sequence[Word]) -> list[Name]:
    """Whose a service is: by its phrase, by who stopped it, else by whom the sentence or the text speaks of."""
    discourse = context.discourse
    joined = service.head.kids("poss") if service.dep == "conj" and service.head is not None else []  # "X's site and app"
    for child in (*service.kids("poss", "compound", "nmod"), *joined):
        bodies = discourse.bodies_of(child)
        if bodies and bodies[0].type in BODIES:
            return bodies if child.lower in context.words.grammar("plural_owners") else bodies[:1]
        if child.dep == "poss" and child.name is None and child.lemma in context.nouns("organisation"):
            return []  # of one that nobody names
    for place in [*context.after(service, "service_of"), *discourse.right_after(service)]:
        if bodies := discourse.bodies_of(place):
            return bodies[:1]
    for doer in doers:
        if discourse.is_attack(doer):
            if victims := discourse.victims_of(doer, refer=False):
                return victims[-1:]
        elif bodies := _insiders(discourse.bodies_of(doer)):
            return bodies[:1]
    return list(islice(_likely_owners(context, service, doers), 1))


def _likely_owners(context: Context, service: Word, doers: Sequence[Word]) -> Iterator[Name]:
    """Who speaks, whom the sentence is about, whom an attack in it hit, whom the text speaks of: the likeliest first."""
    discourse = context.discourse
    speaker = discourse.voice_at(service)
    told = [n for w in context.tree.words if w.dep in ("nsubj", "nsubjpass") for n in _insiders(discourse.bodies_of(w))]
    attacks = [w for w in doers if discourse.is_attack(w)]
    near = [v for w in context.tree.words if discourse.is_attack(w) for v in discourse.victims_of(w, refer=False)]
    yield from (n for n in discourse.victims if speaker is not None and n.is_called(speaker.name))
    yield from [n for n in told if n in discourse.victims] or told
    yield from near
    if attacks and not any(discourse.refers(w) for w in attacks):
        return  # "a cyberattack affecting the services": one that the text has not spoken of before
    yield from [v for w in attacks for v in discourse.victims_of(w)][-1:]
    yield from discourse.focus[-1:]
    yield from _employers(context, service)


def _employers(context: Context, word: Word) -> Iterator[Name]:
    """The body whose official tells of it."""
    said = context.judge.judge(word).speakers
    offices = context.discourse.offices
    yield from (body for person, body in offices.items() if said and person.is_called(said[-1].name) and body.role is None)


def _insiders(bodies: Sequence[Name]) -> list[Name]:
    """Bodies that may run the service themselves, not those that report on it."""
    return [n for n in bodies if n.role not in OUTSIDERS]
