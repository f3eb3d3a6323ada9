"""Who looks into an incident (`investigates`) and who moves against somebody (`acts_against`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.reading import clauses
from kg.reading.drafts import Attack, Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.names import UNKNOWN, Mention, Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import speaks_of_attack

_ACTED_ON = frozenset({"ThreatGroup", "Person", "Organization", UNKNOWN})
_ACTORS_AT_LAW = frozenset({"Organization", UNKNOWN, "Location"})


def find(context: Context) -> Iterator[Draft]:
    """All claims about investigations and legal acts in one tree."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _investigating(context, word)
            yield from _notified(context, word)
            yield from _acting(context, word)
        elif word.lemma in context.lemmas("investigate_nouns"):
            yield from _investigation(context, word)
        elif word.lemma in context.lemmas("act_nouns"):
            yield from _act(context, word)


def _investigating(context: Context, verb: Word) -> Iterator[Draft]:
    if verb.lemma not in context.lemmas("investigate_verbs"):
        return
    who = _bodies(context, clauses.agents(verb))
    what = [*clauses.patients(verb), *clauses.after(verb, "with", "in", "into", "on", "to")]
    yield from _drafts(context, who, what, context.judge.judge(verb), "investigates", verb)


def _investigation(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "An investigation by X into the attack"; "with the help of X"; "asked for help from X"."""
    who = _bodies(context, [*clauses.after(noun, "by", "from", "of"), *noun.kids("poss", "compound")])
    what = clauses.after(noun, "into", "with", "to", "of")
    if not who or (noun.lemma in ("analysis", "response") and not what):
        return
    if not list(_investigated(context, what, noun)):
        verb = next((a for a in noun.ancestors() if a.is_verb), None)
        what = clauses.subjects(verb) if verb is not None else []
    yield from _drafts(context, who, what, context.judge.judge(noun), "investigation by", noun)


def _notified(context: Context, verb: Word) -> Iterator[Draft]:
    """V notified the regulator, hired a vendor, asked it for help."""
    if verb.lemma not in context.lemmas("notify_verbs"):
        return
    victims = [n for n in _bodies(context, clauses.subjects(verb)) if n in context.discourse.victims or n.role is None]
    who = [
        n
        for w in [*clauses.patients(verb), *clauses.after(verb, "to", "with")]
        for n in context.discourse.bodies_of(w, strict=True)
    ]
    who = [n for n in who if n.role in ("regulator", "law-enforcement", "government", "security-vendor")]
    judgement = context.judge.judge(verb)
    if judgement.skip:
        return
    for body in who:
        for victim in victims:
            if victim is not body and (victim in context.discourse.victims or speaks_of_attack(context)):
                yield Draft("investigates", body, Attack(victim), judgement, context.tree, "notified")


def _drafts(
    context: Context, who: Sequence[Name], what: Sequence[Word], judgement: Judgement, rule: str, carrier: Word
) -> Iterator[Draft]:
    if judgement.skip or not who:
        return
    ends = list(_investigated(context, what, carrier))
    for body in who:
        for end in ends:
            if (end.victim if isinstance(end, Attack) else end) is not body and body.role != "media":
                yield Draft("investigates", body, end, judgement, context.tree, rule)


def _investigated(context: Context, words: Sequence[Word], carrier: Word) -> Iterator[Name | Attack]:
    discourse = context.discourse
    for word in words:
        if discourse.is_attack(word):
            yield from (Attack(v) for v in discourse.victims_of(word))
        elif word.lemma in ("victim",) or (
            word.lemma in context.nouns("organisation")
            and word.tag == "NNS"
            and any(c.lower in ("affected", "impacted", "the") for c in word.children)
        ):
            yield from (Attack(v) for v in (discourse.many() if word.tag == "NNS" else discourse.focus))
        elif word.lemma in ("response", "investigation", "recovery", "probe"):
            yield from _investigated(context, clauses.after(word, "to", "into", "of"), carrier)
        elif (
            word.name is not None
            and word.name.type == "ThreatGroup"
            and carrier.lemma in ("investigate", "probe", "track", "monitor", "follow")
        ):
            yield word.name
        else:
            told = speaks_of_attack(context)
            yield from (Attack(n) for n in discourse.bodies_of(word) if n in discourse.victims or (told and n.role is None))


def _acting(context: Context, verb: Word) -> Iterator[Draft]:
    if verb.lemma not in context.lemmas("act_verbs"):
        return
    who = _bodies(context, clauses.agents(verb), places=True)
    what = _acted_on(context, clauses.patients(verb))
    yield from _acts(context, who, what, context.judge.judge(verb), verb.text)


def _act(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "Legal action from X", "a lawsuit against Y by X", "sanctions against Y"."""
    who = _bodies(context, [*clauses.after(noun, "from", "by"), *noun.kids("poss")], places=True) or _described(
        context, clauses.after(noun, "from", "by")
    )
    what = _acted_on(context, clauses.after(noun, "against", "on"))
    if who and not what:
        verb = next((a for a in noun.ancestors() if a.is_verb and a.dep != "prep"), None)
        what = [n for n in _bodies(context, clauses.subjects(verb)) if n not in who] if verb is not None else []
    yield from _acts(context, who, what, context.judge.judge(noun), noun.text)


def _acts(context: Context, who: Sequence[Name], what: Sequence[Name], judgement: Judgement, act: str) -> Iterator[Draft]:
    if judgement.skip:
        return
    for body in who:
        for other in what:
            if other is not body:
                yield Draft("acts_against", body, other, judgement, context.tree, "acts", {"act": act})


def _acted_on(context: Context, words: Sequence[Word]) -> list[Name]:
    found: list[Name] = []
    for word in words:
        if word.name is not None:
            found += [word.name] if word.name.type in _ACTED_ON and word.name.role != "media" else []
            continue
        if word.lower == "they" or (
            word.lemma in context.nouns("part_of_actor")
            and any(c.lower in ("two", "three", "four", "both") for c in word.children)
        ):
            if len(context.discourse.last_people) > 1:
                found += context.discourse.last_people
                continue
        people = context.discourse.names_in(word, frozenset({"Person"}))
        people += [
            w.name for c in word.kids("appos") for w in clauses.expand(c) if w.name and w.name.type in ("Person", UNKNOWN)
        ]
        if people:
            found += people
        elif word.lemma in context.nouns("part_of_actor") or word.lemma in context.nouns("person_plain"):
            found += [n for n, _ in context.discourse.actors_of(word)]
        else:
            held = [*clauses.after(word, "of"), *word.kids("poss", "compound", "nmod")]
            actors = [w.name for w in held if w.name and w.name.type == "ThreatGroup"]
            found += actors or context.discourse.bodies_of(word)
    return list(dict.fromkeys(found))


def _bodies(context: Context, words: Sequence[Word], *, places: bool = False) -> list[Name]:
    found: list[Name] = []
    for word in words:
        if word.name is not None and (
            word.name.type in _ACTORS_AT_LAW if places else word.name.type in ("Organization", UNKNOWN)
        ):
            found.append(word.name)
        else:
            found += context.discourse.bodies_of(word)
            if word.lemma in context.nouns("investigator") and not found:
                found += context.discourse.names_in(word, frozenset({"Organization"}))
    return list(dict.fromkeys(found))


def _described(context: Context, words: Sequence[Word]) -> list[Name]:
    """An organisation that is only described ("a Scottish firm specialising in ...") is named by its description."""
    found = []
    for word in words:
        if word.name is None and word.lemma in context.nouns("organisation"):
            inside = [
                w for w in word.subtree() if w.dep not in ("det",) and not any(a.dep in ("cc", "conj", "appos") for a in [w])
            ]
            start, end = min(w.start for w in inside), max(w.end for w in inside)
            text = " ".join(
                context.tree.text[start - context.tree.sentence.start : end - context.tree.sentence.start].split()
            )[:80]
            name = Name(text, "Organization", forms=[text])
            name.mentions.append(Mention(start, end, text, context.tree.index, "Organization", (), name))
            found.append(name)
    return found
