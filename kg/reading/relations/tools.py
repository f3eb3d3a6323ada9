"""What an actor uses (`uses`, `exploits`): malware, tools, flaws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.kinds import ACTORS, ACTORS_AND_PEOPLE, TOOLS, UNKNOWN, USED
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import actors_of, attributing


def find(context: Context) -> Iterator[Draft]:
    """All claims of use in one tree."""
    for word in context.tree.words:
        if word.is_verb and word.lemma in context.frames("use_verbs", "found_in_use_verbs"):
            yield from _using(context, word) if word.lemma in context.frames("use_verbs") else _found_in_use(context, word)
        elif word.is_verb and word.lemma == "include":
            yield from _activity_included(context, word)
        elif word.is_verb:
            yield from _by_means_of(context, word)
        elif word.lemma in context.frames("use_agents") and word.dep in ("attr", "appos"):
            yield from _user(context, word)
        elif word.lemma in context.frames("use_nouns") and word.is_noun:
            yield from _use(context, word)
        if word.lower == "behind" and word.head is not None:
            things = _things(context, [w for o in word.kids("pobj") for w in clauses.expand(o)])
            yield from _used(context, word.head, _described(word.head), things, "behind")
        yield from _owned(context, word)


def _described(word: Word) -> list[Word]:
    """A noun with the name that it describes: "A, the group", "A is the group"."""
    if word.is_verb:
        return clauses.subjects(word)
    heads = [word.head] if word.head is not None and word.dep == "appos" else []
    return [word, *heads, *(clauses.subjects(word.head) if word.dep == "attr" and word.head is not None else ())]


def _owned(context: Context, word: Word) -> Iterator[Draft]:
    """As in "A's M backdoor", "the A tool called M": whose malware it is."""
    if word.name is not None:
        things = [word.name] if word.name.type in TOOLS else []
    else:
        things = _things(context, [word]) if word.lemma in context.nouns("malware", "tool") else []
    before = word.kids("poss", "compound", "nmod") if things else []
    owners = [c for c in before if _is_actor(c) or (c.dep == "poss" and c.name is None)]
    owners = [c for c in owners if c.next is None or c.next.text != "/"]  # "A/M": two names of one
    yield from _used(context, word, owners, things, "owns")


def _is_actor(word: Word) -> bool:
    return word.name is not None and word.name.type in ACTORS


def _using(context: Context, verb: Word) -> Iterator[Draft]:
    """A uses M, relies on M."""
    through = context.table("use_through").get(verb.lemma, ())
    patients = [*clauses.patients(verb), *(clauses.after(verb, *through) if through else ())]
    things = _things(context, patients)
    if not things and verb.lemma in context.frames("deliver_verbs"):
        things = [w.name for w in patients if w.name and w.name.type == UNKNOWN and w.name.role is None]
    if not clauses.is_passive(verb):
        things = list(dict.fromkeys((*things, *_within_reach(context, verb))))
    doers = _doers(context, verb) or _of_attack(context, verb)
    if not doers and clauses.is_passive(verb):
        yield from _by_protagonist(context, verb, things)
    yield from _used(context, verb, doers, things, "uses")


def _by_means_of(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "A moved around over M", "A copied data out with M and tools such as N"."""
    things = [w for w in context.after(verb, "by_means_of") if w.name is None or w.name.type in TOOLS]
    if not clauses.is_passive(verb):
        yield from _used(context, verb, clauses.agents(verb), _things(context, things), "by means of")


def _doers(context: Context, verb: Word) -> list[Word]:
    """Who uses it; where the parse does not tell who a participle or infinitive speaks of, the actor before it."""
    doers = clauses.agents(verb)
    if verb.tag not in ("VBG", "VB") or verb.kids("nsubj") or any(_acts(context, w) for w in doers):
        return doers
    before = [w for w in context.tree.words[: verb.index] if w.name is not None and w.name.type in ACTORS]
    return before[-1:] or doers


def _of_attack(context: Context, verb: Word) -> list[Word]:
    """As in "M was used in attacks by A", "in a campaign attributed to A"."""
    attacks = [w for w in context.after(verb, "in_attack") if context.discourse.is_attack(w)]
    behind = [(v, attributing(context, v)) for w in attacks for v in w.kids("acl", "relcl")]
    targets = [w for v, prepositions in behind for w in (clauses.after(v, *prepositions) if prepositions else clauses.by(v))]
    return [*(w for a in attacks for w in clauses.after(a, "by")), *targets]


def _acts(context: Context, word: Word) -> bool:
    """Whether a word says who acts: an actor, or a body that is not just the one who tells of it."""
    if word.head is not None and word.head.lemma in context.words.cues("say_verbs"):
        return bool(actors_of(context, [word])) and word.name is None
    return word.name is not None or bool(actors_of(context, [word]))


def _found_in_use(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "tools such as M have been observed", "M was seen in the attacks"."""
    if clauses.is_passive(verb) and not clauses.by(verb) and not verb.kids("xcomp", "ccomp"):
        yield from _by_protagonist(context, verb, _things(context, clauses.subjects(verb)))


def _by_protagonist(context: Context, verb: Word, things: Sequence[Name]) -> Iterator[Draft]:
    """What is used in a report on one actor, where the sentence does not say by whom."""
    if any(c.lower in context.words.grammar("present_be") for c in verb.kids("auxpass")):
        return  # "M is used to download files" says what it is for
    actor, judgement = context.discourse.protagonist(), context.judge.judge(verb, habits=True)
    if actor is not None and not judgement.skip:
        for thing in things:
            if not thing.role and not _is_named_after(thing, actor):
                yield Draft(_relation(thing), actor, thing, judgement, context.tree, "used in report on")


def _relation(thing: Name) -> str:
    return "exploits" if thing.type == "Vulnerability" else "uses"


def _is_named_after(thing: Name, actor: Name) -> bool:
    """As in "A sample", found in a report on A."""
    return thing is not actor and thing.text.split()[0] == actor.text.split()[0]


def _within_reach(context: Context, verb: Word) -> Iterator[Name]:
    """What is named behind a verb before another clause begins: the parser loses hold of long lists of things used."""
    word = verb.next
    while word is not None and not _begins_clause(context, word):
        name = word.name
        if name is not None and name.type in USED and not _is_aside(context, word):
            yield name
        word = word.next


def _begins_clause(context: Context, word: Word) -> bool:
    """Whether a word is a subject of its own, or a mark that sets off what follows."""
    if word.dep in ("nsubj", "nsubjpass", "mark", "expl") and not word.relative:
        return True
    return word.text == ";" or word.lower in context.words.grammar("contrasts")


def _is_aside(context: Context, word: Word) -> bool:
    """Whether a name only tells of what another word names: "the M gang", "M's makers"; not "the M backdoor"."""
    head = word.head
    if head is not None and word.dep in ("compound", "poss", "nmod", "amod"):
        return head.lemma not in context.nouns("malware", "tool", "vulnerability", "instance")
    inside = head.head if word.dep == "pobj" and head is not None and head.lower == "in" else None
    return inside is not None and inside.lemma in context.nouns("vulnerability")  # "a flaw in M"


def _use(context: Context, noun: Word) -> Iterator[Draft]:
    """The use of M by A; A's exploitation of F."""
    attributed = clauses.after(noun.head, *attributing(context, noun.head)) if noun.head is not None else []
    linked = noun.head.head if noun.dep == "pobj" and noun.head is not None else None
    if linked is not None and linked.lemma in context.table("link_verbs"):  # "A was linked to the exploitation of F"
        attributed += clauses.patients(linked)
    doers = [*clauses.after(noun, "by"), *noun.kids("poss"), *attributed]
    things = _things(context, clauses.after(noun, "of")) if doers else []
    vague = linked is not None and linked.lemma in context.table("link_verbs")
    for draft in _used(context, noun, doers, things, "use of"):
        yield replace(draft, judgement=draft.judgement.hedged(linked.text)) if vague and linked else draft
    if not doers:  # "we observed use of M" in a report on one actor
        seen = (
            noun.head is not None
            and noun.dep in ("dobj", "nsubjpass")
            and noun.head.lemma in context.frames("found_in_use_verbs")
        )
        followed = any(c.lower == "the" for c in noun.kids("det"))  # "this is followed by the deployment of M"
        yield from _by_protagonist(context, noun, _things(context, clauses.after(noun, "of")) if seen or followed else [])


def _user(context: Context, noun: Word) -> Iterator[Draft]:
    """A is a user of M; A, the developer of M."""
    doers = [noun.head] if noun.head is not None else []
    if noun.dep == "attr":
        doers = [w for verb in doers for w in clauses.subjects(verb)]
    yield from _used(context, noun, doers, _things(context, clauses.after(noun, "of")), "user of")


def _activity_included(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "activity associated with A included the M downloader"; "A's arsenal includes M"."""
    things = _things(context, clauses.objects(verb))
    links, use = context.table("link_verbs"), context.frames("use_verbs")
    for subject in clauses.subjects(verb) if things else ():
        behind = subject.kids("acl", "relcl")
        doers = [w for v in behind if v.lemma in links for w in clauses.after(v, *links[v.lemma])]
        doers += subject.kids("poss", "compound", "nmod")
        doers += [w for v in behind if v.lemma in use for w in clauses.agents(v)]
        if context.discourse.is_attack(subject) or subject.lemma in context.nouns("attack", "arsenal"):
            if doers:
                yield from _used(context, verb, doers, things, "activity included")
            else:
                yield from _by_protagonist(context, verb, things)


def _things(context: Context, words: Sequence[Word]) -> list[Name]:
    """Malware, tools and flaws that phrases name: "M", "the M backdoor", "a flaw called M", "versions of M"."""
    discourse = context.discourse
    found: list[Name] = []
    described = [h for w in words if w.name is None for h in _described(w)[1:] if h.name and h.name.type in USED]
    for word in [*words, *described, *(i for w in words for i in discourse.included(w))]:
        if word.name is not None:
            found += [word.name] if word.name.type in USED else []
        elif owners := [c.name for c in word.kids("poss") if c.name is not None and c.name.type == "Tool"]:
            found += owners  # "X's scripts"
        elif word.lemma in context.nouns("malware", "tool", "vulnerability"):
            called = [w.name for w in context.after(word, "flaw_called") if w.name and w.name.type == "Vulnerability"]
            inside = [w.name for w in word.subtree() if w.name and w.name.type == "Vulnerability"]  # "a flaw in X (CVE-...)"
            flaws = inside if word.lemma in context.nouns("vulnerability") else []
            found += [*discourse.names_in(word, USED), *called, *flaws]
        if word.name is None and word.lemma in context.nouns("instance"):
            found += [*_things(context, clauses.after(word, "of")), *discourse.names_in(word, USED)]
    return list(dict.fromkeys(found))


def _may_be_actor(context: Context, name: Name, things: Sequence[Name]) -> bool:
    """Who uses malware, and of whom nothing else is known, is an actor."""
    hostile = any(t.type == "Malware" for t in things) or any("ThreatGroup" in m.maybe for m in name.mentions)
    unsure = name.type == UNKNOWN or name.guessed
    return unsure and hostile and name.role is None and name not in context.discourse.victims


def _used(context: Context, word: Word, doers: Sequence[Word], things: Sequence[Name], rule: str) -> Iterator[Draft]:
    if not things:
        return
    doers = [*doers, *(i for w in doers if w.name is None for i in context.discourse.included(w))]
    actors = [a for a in actors_of(context, doers) if a[0].type in ACTORS_AND_PEOPLE]
    actors += [(w.name, "") for w in doers if w.name and _may_be_actor(context, w.name, things)]
    judgement = context.judge.judge(word, habits=True)
    if judgement.skip:
        return
    for actor, via in dict.fromkeys(actors):
        actor.type = actor.type if actor.type == "Person" and not actor.guessed else "ThreatGroup"
        said = judgement.hedged("tactics") if via == "tactics" else judgement
        for thing in things:
            if _is_named_after(thing, actor):
                continue
            if thing.type == UNKNOWN:
                thing.type = "Malware"  # what an actor deploys
            yield Draft(_relation(thing), actor, thing, said, context.tree, rule)
