"""What data was taken from whom (`stolen`), and by whom where the same clause says so (`attributed_to`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.kinds import ORGANIZATIONS, OUTSIDERS
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import actors_of, affected, attributed, is_event, self_claimed

_LONGEST = 200  # code points of the words for what was stolen
_PAST = ("VBD", "VBN")
_OFTEN = 3  # places from which on a text is about a name


def find(context: Context) -> Iterator[Draft]:
    """All claims about data in one tree."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _stolen(context, word)
            yield from _not_included(context, word)
            yield from _held(context, word)
        elif word.is_noun and word.lemma in context.frames("steal_nouns"):
            yield from _theft(context, word, clauses.after(word, "of"), [])


def _stolen(context: Context, verb: Word) -> Iterator[Draft]:
    """A stole data from V; data was copied."""
    if verb.lemma not in context.frames("steal_verbs") or verb.dep == "amod" or not is_event(context, verb):
        return
    if verb.dep == "xcomp" and verb.head is not None and verb.head.lemma in context.words.cues("trying_verbs"):
        return  # "tried to steal"
    patients = clauses.patients(verb)
    if verb.lemma in context.frames("publish_verbs") and all(w.lemma in context.nouns("publication") for w in patients):
        return  # "published its report"
    amounts = [w for w in patients if w.lemma in context.nouns("amount", "quantity")]
    things = [w for w in patients if w.lemma in context.nouns("data")] + [d for w in amounts for d in clauses.after(w, "of")]
    sources = clauses.after(verb, "from")
    vague = verb.lemma == "take" and not clauses.is_passive(verb) and not sources
    if vague and not any(w.lemma in context.nouns("actor") for w in clauses.agents(verb)):
        return  # one takes many things that nobody is robbed of
    within = [o for t in things for w in t.subtree() if w.lower == "from" for o in w.kids("pobj")]
    yield from _theft(context, verb, things, [*sources, *within])


def _not_included(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "the data did not include passwords": what was not stolen."""
    contains = verb.lemma in context.frames("contain_verbs") and not clauses.is_passive(verb)
    if contains and clauses.is_negated(verb, context.words):
        yield from _theft(context, verb, _data(context, verb), [])


def _held(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "they claim to have data": what actors say they stole."""
    claiming = verb.head if verb.lemma in context.frames("hold_verbs") and verb.dep == "xcomp" else None
    if claiming is not None and claiming.lemma in context.frames("claim_verbs"):
        actors = actors_of(context, clauses.subjects(claiming))
        for draft in _theft(context, verb, _data(context, verb), []) if actors else ():
            yield replace(draft, judgement=self_claimed(Judgement(), actors))


def _data(context: Context, verb: Word) -> list[Word]:
    """The objects of a verb that are data, or are described by a word for data."""
    data = context.nouns("data")
    return [w for w in clauses.objects(verb) if w.lemma in data or any(c.lemma in data for c in w.children)]


def _theft(context: Context, carrier: Word, things: Sequence[Word], sources: Sequence[Word]) -> Iterator[Draft]:
    if not things:
        return
    judgement = context.judge.judge(carrier)
    owner = None if judgement.skip else _robbed(context, carrier, things, sources)
    doers = clauses.agents(carrier) if carrier.is_verb else []
    if owner is None or any(w.name is owner for w in doers):  # what one does with one's own is no theft
        return
    inside = [w for t in things for w in t.subtree()]
    start = min(w.start for w in inside if w.dep not in ("relcl", "acl"))
    detail = context.tree.cut(start, max(w.end for w in inside))[:_LONGEST]
    yield Draft("stolen", owner, None, judgement, context.tree, "stolen", {"detail": detail})
    hackers = any(w.name is None and w.lemma in context.nouns("actor_plain") for w in doers)
    strong = sources and carrier.lemma in context.frames("steal_verbs_strong")
    if (strong or hackers) and owner.role not in OUTSIDERS:
        yield from affected(context, [owner], judgement, "stolen from", 1 if hackers else 0)
    named = actors_of(context, [w for w in doers if w.name or w.kids("amod", "compound")])
    yield from attributed(context, [owner], named, judgement, "stole")


def _robbed(context: Context, carrier: Word, things: Sequence[Word], sources: Sequence[Word]) -> Name | None:
    """Whose data it was: by the clause, who tells of the theft, the attack, who speaks, and what the text is about."""
    discourse = context.discourse
    for word in sources:
        if bodies := discourse.bodies_of(word):
            return bodies[0]
    own = context.nouns("service", "service_head_only", "data", "victim", "owned")
    if sources and not any(w.lemma in own for w in sources):
        return None  # "from investors": from others than those spoken of
    for child in (c for t in things for c in t.kids("poss", "compound", "nmod")):
        if bodies := [n for n in discourse.bodies_of(child) if n.type in ORGANIZATIONS]:
            return bodies[0]
    if (telling := _telling_body(context, carrier)) is not None:
        return telling
    for word in context.after(carrier, "in_attack"):
        if discourse.is_attack(word) and (victims := discourse.victims_of(word)):
            return victims[-1]
    if (speaking := _speaking_body(context, carrier)) is not None:
        return speaking
    told = carrier.is_noun or carrier.tag in _PAST  # what happened, not what tools do
    return _main_victim(context) if told else None


def _telling_body(context: Context, carrier: Word) -> Name | None:
    """The subject of a clause above, if it was hit, or discloses or denies the theft."""
    for verb in carrier.ancestors():
        if verb.is_verb:
            tells = verb.lemma in context.frames("disclose_verbs") or verb.lemma in context.words.cues("deny_verbs")
            for subject in clauses.subjects(verb)[:1]:
                for body in context.discourse.bodies_of(subject):
                    if body in context.discourse.victims or (tells and body.role is None):
                        return body
    return None


def _speaking_body(context: Context, carrier: Word) -> Name | None:
    """The body in whose voice the theft is told."""
    discourse = context.discourse
    speaker = discourse.voice_at(carrier)
    if speaker is None:
        return None
    plain = [n for n in [*discourse.names_here, *discourse.bodies] if n.type in ORGANIZATIONS and n.role is None]
    own = [n for n in [*discourse.victims, *plain] if n.is_called(speaker.name)]
    return own[-1] if own else None


def _main_victim(context: Context) -> Name | None:
    """Whom the text is about: the victim named most often, if it is the only one or named more than in passing."""
    victims = context.discourse.victims
    if not victims:
        return None
    main = max(victims, key=lambda n: (len(n.mentions), -n.mentions[0].start))
    return main if len(main.mentions) >= _OFTEN or len(victims) == 1 else None
