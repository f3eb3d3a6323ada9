"""What an actor uses (`uses`, `exploits`): malware, tools, flaws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.names import UNKNOWN, Name
from kg.reading.parsed import Word

_THINGS = frozenset({"Malware", "Tool", "Vulnerability"})


def find(context: Context) -> Iterator[Draft]:
    """All claims of use in one tree."""
    for word in context.tree.words:
        if word.is_verb and word.lemma in context.lemmas("use_verbs"):
            things = _things(
                context,
                [*clauses.patients(word), *clauses.after(word, "on", "to")]
                if word.lemma == "rely"
                else clauses.patients(word),
            )
            if not things and word.lemma in context.lemmas("deliver_verbs"):
                things = [
                    w.name for w in clauses.patients(word) if w.name and w.name.type == UNKNOWN and w.name.role is None
                ]
            if things and _is_use(context, word):
                yield from _used(context, word, clauses.agents(word), things, "uses")
        elif word.is_verb and word.lemma == "include":
            yield from _activity_included(context, word)
        elif word.lemma in context.lemmas("use_agents") and word.dep in ("attr", "appos"):
            things = _things(context, clauses.after(word, "of"))
            doers = (
                clauses.subjects(word.head)
                if word.head is not None and word.dep == "attr"
                else [word.head]
                if word.head
                else []
            )
            yield from _used(context, word, doers, things, "user of") if things else ()
        elif word.lemma in context.lemmas("exploit_nouns") or word.lemma in ("use", "deployment", "abuse"):
            things = _things(context, clauses.after(word, "of"))
            doers = [*clauses.after(word, "by"), *word.kids("poss")]
            if things and doers and word.is_noun:
                yield from _used(context, word, doers, things, "use of")


def _activity_included(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "Activity associated with A included the M downloader"; "A's arsenal includes M"."""
    things = _things(context, clauses.objects(verb))
    for subject in clauses.subjects(verb) if things else ():
        links = context.words.table("frames", "link_verbs")
        doers = [w for v in subject.kids("acl", "relcl") if v.lemma in links for w in clauses.after(v, *links[v.lemma])]
        doers += [w for w in subject.kids("poss", "compound", "nmod")]
        doers += [
            w for v in subject.kids("acl", "relcl") if v.lemma in context.lemmas("use_verbs") for w in clauses.agents(v)
        ]
        if context.discourse.is_attack(subject) or subject.lemma in context.nouns("attack") | context.nouns("arsenal"):
            yield from _used(context, verb, doers, things, "activity included")


def _is_use(context: Context, verb: Word) -> bool:
    return verb.lemma not in ("dub", "create", "develop", "introduce") or verb.lemma in ("develop", "create")


def _things(context: Context, words: Sequence[Word]) -> list[Name]:
    found: list[Name] = []
    for word in [*words, *(i for w in words for i in context.discourse.included(w))]:
        if word.name is not None:
            found += [word.name] if word.name.type in _THINGS else []
        elif word.lemma in context.nouns("malware") | context.nouns("tool") | context.nouns("vulnerability"):
            found += context.discourse.names_in(word, _THINGS)
            found += [
                n
                for w in clauses.after(word, "in", "called", "as")
                if w.name and w.name.type == "Vulnerability"
                for n in [w.name]
            ]
        elif word.lemma in (
            "version",
            "variant",
            "copy",
            "exploitation",
            "sample",
            "instance",
            "beacon",
            "payload",
            "server",
        ):
            found += [w.name for w in clauses.after(word, "of") if w.name and w.name.type in _THINGS]
            found += context.discourse.names_in(word, _THINGS)
    return list(dict.fromkeys(found))


def _may_be_actor(context: Context, name: Name, things: Sequence[Name]) -> bool:
    """Who uses malware, and of whom nothing else is known, is an actor."""
    hostile = any(t.type == "Malware" for t in things) or any("ThreatGroup" in m.maybe for m in name.mentions)
    unsure = name.type == UNKNOWN or name.guessed
    return unsure and hostile and name.role is None and name not in context.discourse.victims


def _used(context: Context, word: Word, doers: Sequence[Word], things: Sequence[Name], rule: str) -> Iterator[Draft]:
    actors = [a for w in doers for a in context.discourse.actors_of(w) if a[0].type in ("ThreatGroup", "Person")]
    actors += [(w.name, "") for w in doers if w.name and _may_be_actor(context, w.name, things)]
    judgement = context.judge.judge(word, habits=True)
    if judgement.skip or not actors:
        return
    for actor, via in dict.fromkeys(actors):
        actor.type = actor.type if actor.type == "Person" and not actor.guessed else "ThreatGroup"
        said = judgement.hedged("tactics") if via == "tactics" else judgement
        for thing in things:
            if thing.type == UNKNOWN:
                thing.type = "Malware"  # what an actor deploys
            relation = "exploits" if thing.type == "Vulnerability" else "uses"
            yield Draft(relation, actor, thing, said, context.tree, rule)
