"""What an actor uses (`uses`, `exploits`): malware, tools, flaws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.kinds import ACTORS_AND_PEOPLE, UNKNOWN, USED
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import actors_of


def find(context: Context) -> Iterator[Draft]:
    """All claims of use in one tree."""
    for word in context.tree.words:
        if word.is_verb and word.lemma in context.frames("use_verbs"):
            yield from _using(context, word)
        elif word.is_verb and word.lemma == "include":
            yield from _activity_included(context, word)
        elif word.lemma in context.frames("use_agents") and word.dep in ("attr", "appos"):
            yield from _user(context, word)
        elif word.lemma in context.frames("use_nouns") and word.is_noun:
            yield from _use(context, word)


def _using(context: Context, verb: Word) -> Iterator[Draft]:
    """A uses M, relies on M."""
    through = context.table("use_through").get(verb.lemma, ())
    patients = [*clauses.patients(verb), *(clauses.after(verb, *through) if through else ())]
    things = _things(context, patients)
    if not things and verb.lemma in context.frames("deliver_verbs"):
        things = [w.name for w in patients if w.name and w.name.type == UNKNOWN and w.name.role is None]
    if not clauses.is_passive(verb):
        things = list(dict.fromkeys((*things, *_within_reach(context, verb))))
    yield from _used(context, verb, _doers(context, verb), things, "uses")


def _doers(context: Context, verb: Word) -> list[Word]:
    """Who uses it; of a participle that hangs on what a vendor saw ("V observed A, exploiting ..."), A."""
    doers = clauses.agents(verb)
    if verb.tag == "VBG" and verb.dep == "advcl" and verb.head is not None and verb.head.lemma in context.words.cues("say_verbs"):
        return [*clauses.objects(verb.head), *doers] if not actors_of(context, doers) else doers
    return doers


def _within_reach(context: Context, verb: Word) -> Iterator[Name]:
    """What is named behind a verb before another clause begins: the parser loses hold of long lists of things used."""
    word = verb.next
    while word is not None and not _begins_clause(context, word, verb):
        name = word.name
        if name is not None and name.type in USED and not _is_aside(context, word):
            yield name
        word = word.next


def _begins_clause(context: Context, word: Word, verb: Word) -> bool:
    """Whether a word is a subject of its own, or a mark that sets off what follows."""
    if word.dep in ("nsubj", "nsubjpass", "mark", "expl") and not word.relative:
        return True
    return word.text == ";" or word.lower in context.words.grammar("contrasts")


def _is_aside(context: Context, word: Word) -> bool:
    """Whether a name only tells of another one: "(aka M)", "the M gang", "servers running M"."""
    head = word.head
    if head is not None and word.dep in ("compound", "poss", "nmod", "amod"):
        return head.lemma not in context.nouns("malware", "tool", "vulnerability", "instance")
    return False


def _use(context: Context, noun: Word) -> Iterator[Draft]:
    """The use of M by A; A's exploitation of F."""
    doers = [*clauses.after(noun, "by"), *noun.kids("poss")]
    things = _things(context, clauses.after(noun, "of")) if doers else []
    yield from _used(context, noun, doers, things, "use of")


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
            yield from _used(context, verb, doers, things, "activity included")


def _things(context: Context, words: Sequence[Word]) -> list[Name]:
    """Malware, tools and flaws that phrases name: "M", "the M backdoor", "a flaw called M", "versions of M"."""
    discourse = context.discourse
    found: list[Name] = []
    for word in [*words, *(i for w in words for i in discourse.included(w))]:
        if word.name is not None:
            found += [word.name] if word.name.type in USED else []
        elif word.lemma in context.nouns("malware", "tool", "vulnerability"):
            called = [w.name for w in context.after(word, "flaw_called") if w.name and w.name.type == "Vulnerability"]
            found += [*discourse.names_in(word, USED), *called]
        elif word.lemma in context.nouns("instance"):
            of = [w.name for w in clauses.after(word, "of") if w.name and w.name.type in USED]
            found += [*of, *discourse.names_in(word, USED)]
    return list(dict.fromkeys(found))


def _may_be_actor(context: Context, name: Name, things: Sequence[Name]) -> bool:
    """Who uses malware, and of whom nothing else is known, is an actor."""
    hostile = any(t.type == "Malware" for t in things) or any("ThreatGroup" in m.maybe for m in name.mentions)
    unsure = name.type == UNKNOWN or name.guessed
    return unsure and hostile and name.role is None and name not in context.discourse.victims


def _used(context: Context, word: Word, doers: Sequence[Word], things: Sequence[Name], rule: str) -> Iterator[Draft]:
    if not things:
        return
    actors = [a for a in actors_of(context, doers) if a[0].type in ACTORS_AND_PEOPLE]
    actors += [(w.name, "") for w in doers if w.name and _may_be_actor(context, w.name, things)]
    judgement = context.judge.judge(word, habits=True)
    if judgement.skip:
        return
    for actor, via in dict.fromkeys(actors):
        actor.type = actor.type if actor.type == "Person" and not actor.guessed else "ThreatGroup"
        said = judgement.hedged("tactics") if via == "tactics" else judgement
        for thing in things:
            if thing.type == UNKNOWN:
                thing.type = "Malware"  # what an actor deploys
            relation = "exploits" if thing.type == "Vulnerability" else "uses"
            yield Draft(relation, actor, thing, said, context.tree, rule)
