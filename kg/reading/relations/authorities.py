"""Who looks into an incident (`investigates`) and who moves against somebody (`acts_against`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.reading import clauses
from kg.reading.drafts import Attack, Context, Draft
from kg.reading.kinds import ACTORS, ACTORS_AND_PEOPLE, BODIES, ORGANIZATIONS, PEOPLE, RESPONDERS, STATES_AND_BODIES, UNKNOWN
from kg.reading.names import Mention, Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import speaks_of_attack

_ACTED_ON = ACTORS_AND_PEOPLE | BODIES
_LONGEST = 80  # code points of a description that stands for a name


def find(context: Context) -> Iterator[Draft]:
    """All claims about investigations and legal acts in one tree."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _investigating(context, word)
            yield from _notified(context, word)
            yield from _acting(context, word)
        elif word.lemma in context.frames("investigate_nouns"):
            yield from _investigation(context, word)
        elif word.lemma in context.frames("act_nouns"):
            yield from _act(context, word)


def _bodies(context: Context, words: Sequence[Word], kinds: frozenset[str] = BODIES) -> list[Name]:
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


def _subjects_above(noun: Word) -> list[Word]:
    """The subjects of the clause that a noun stands in."""
    verb = next((a for a in noun.ancestors() if a.is_verb), None)
    return clauses.subjects(verb) if verb is not None else []


# --- investigations ------------------------------------------------------------------------------------------------


def _investigating(context: Context, verb: Word) -> Iterator[Draft]:
    if verb.lemma in context.frames("investigate_verbs"):
        who = _bodies(context, clauses.agents(verb))
        what = [*clauses.patients(verb), *context.after(verb, "investigates")]
        yield from _drafts(context, who, what, verb, "investigates")


def _investigation(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "an investigation by X into the attack"; "with the help of X"; "asked for help from X"."""
    who = _bodies(context, [*context.after(noun, "investigation_by"), *noun.kids("poss", "compound")])
    what = context.after(noun, "investigation_of")
    if not who or (not what and noun.lemma in context.frames("investigate_nouns_vague")):
        return
    if not list(_investigated(context, what, noun)):
        what = _subjects_above(noun)
    yield from _drafts(context, who, what, noun, "investigation by")


def _notified(context: Context, verb: Word) -> Iterator[Draft]:
    """V notified the regulator, hired a vendor, asked it for help."""
    if verb.lemma not in context.frames("notify_verbs"):
        return
    known = context.discourse.victims
    victims = [n for n in _bodies(context, clauses.subjects(verb)) if n in known or n.role is None]
    asked = [*clauses.patients(verb), *context.after(verb, "notifies")]
    who = [n for w in asked for n in context.discourse.bodies_of(w, strict=True) if n.role in RESPONDERS]
    judgement = context.judge.judge(verb)
    if judgement.skip:
        return
    for body in who:
        for victim in victims:
            if victim is not body and (victim in known or speaks_of_attack(context)):
                yield Draft("investigates", body, Attack(victim), judgement, context.tree, "notified")


def _drafts(context: Context, who: Sequence[Name], what: Sequence[Word], carrier: Word, rule: str) -> Iterator[Draft]:
    judgement = context.judge.judge(carrier)
    if judgement.skip or not who:
        return
    ends = list(_investigated(context, what, carrier))
    for body in who:
        for end in ends:
            if (end.victim if isinstance(end, Attack) else end) is not body and body.role != "media":
                yield Draft("investigates", body, end, judgement, context.tree, rule)


def _investigated(context: Context, words: Sequence[Word], carrier: Word) -> Iterator[Name | Attack]:
    """The incidents, and the actors, that words of an investigation speak of."""
    discourse = context.discourse
    for word in words:
        if discourse.is_attack(word):
            yield from (Attack(v) for v in discourse.victims_of(word))
        elif _are_victims(context, word):
            yield from (Attack(v) for v in (discourse.many() if word.tag == "NNS" else discourse.focus))
        elif word.lemma in context.nouns("response_work"):
            yield from _investigated(context, context.after(word, "response_to"), carrier)
        elif word.name is not None and word.name.type in ACTORS and carrier.lemma in context.frames("track_verbs"):
            yield word.name
        else:
            told = speaks_of_attack(context)
            yield from (Attack(n) for n in discourse.bodies_of(word) if n in discourse.victims or (told and n.role is None))


def _are_victims(context: Context, word: Word) -> bool:
    """As in "the victim", "the affected shops"."""
    if word.lemma == "victim":
        return True
    plural = word.tag == "NNS" and word.lemma in context.nouns("organisation")
    return plural and any(c.lower in context.words.grammar("hit_determiners") for c in word.children)


# --- legal acts ----------------------------------------------------------------------------------------------------


def _acting(context: Context, verb: Word) -> Iterator[Draft]:
    if verb.lemma in context.frames("act_verbs"):
        who = _bodies(context, clauses.agents(verb), STATES_AND_BODIES)
        yield from _acts(context, who, _acted_on(context, clauses.patients(verb)), verb)


def _act(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "legal action from X", "a lawsuit against Y by X", "sanctions against Y"."""
    doers = context.after(noun, "act_by")
    who = _bodies(context, [*doers, *noun.kids("poss")], STATES_AND_BODIES) or _described(context, doers)
    what = _acted_on(context, context.after(noun, "act_against"))
    if who and not what:
        verb = next((a for a in noun.ancestors() if a.is_verb and a.dep != "prep"), None)
        what = [n for n in _bodies(context, clauses.subjects(verb)) if n not in who] if verb is not None else []
    yield from _acts(context, who, what, noun)


def _acts(context: Context, who: Sequence[Name], what: Sequence[Name], carrier: Word) -> Iterator[Draft]:
    judgement = context.judge.judge(carrier)
    if judgement.skip:
        return
    for body in who:
        for other in what:
            if other is not body:
                yield Draft("acts_against", body, other, judgement, context.tree, "acts", {"act": carrier.text})


def _acted_on(context: Context, words: Sequence[Word]) -> list[Name]:
    found: list[Name] = []
    for word in words:
        if word.name is None:
            found += _meant(context, word)
        elif word.name.type in _ACTED_ON and word.name.role != "media":
            found.append(word.name)
    return list(dict.fromkeys(found))


def _meant(context: Context, word: Word) -> list[Name]:
    """Whom a phrase means that says against whom one acts: "they", "two members", "the suspect (X)", "X's servers"."""
    discourse, part = context.discourse, word.lemma in context.nouns("part_of_actor")
    if (word.lower == "they" or (part and discourse.count(word))) and len(discourse.last_people) > 1:
        return discourse.last_people
    beside = [w.name for c in word.kids("appos") for w in clauses.expand(c) if w.name and w.name.type in PEOPLE | {UNKNOWN}]
    if people := [*discourse.names_in(word, PEOPLE), *beside]:
        return people
    if part or word.lemma in context.nouns("person_plain"):
        return [n for n, _ in discourse.actors_of(word)]
    held = [*clauses.after(word, "of"), *word.kids("poss", "compound", "nmod")]
    return [w.name for w in held if w.name and w.name.type in ACTORS] or discourse.bodies_of(word)


def _described(context: Context, words: Sequence[Word]) -> list[Name]:
    """An organisation that is only described ("a Scottish firm specialising in ...") is named by its description."""
    found = []
    for word in words:
        if word.name is None and word.lemma in context.nouns("organisation"):
            inside = [w for w in word.subtree() if w.dep not in ("det", "cc", "conj", "appos")]
            start, end = min(w.start for w in inside), max(w.end for w in inside)
            text = context.tree.cut(start, end)[:_LONGEST]
            name = Name(text, "Organization", forms=[text])
            name.mentions.append(Mention(start, end, text, context.tree.index, "Organization", (), name))
            found.append(name)
    return found
