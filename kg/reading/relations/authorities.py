"""Who moves against somebody: arrests, charges, sanctions, sues, fines, seizes (`acts_against`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.kinds import ACTORS, ACTORS_AND_PEOPLE, AUTHORITIES, BODIES, PEOPLE, STATES_AND_BODIES, UNKNOWN
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.people import is_full_name
from kg.reading.relations.incidents import acting_bodies, behind_light_verb, light_subjects

_ACTED_ON = ACTORS_AND_PEOPLE | BODIES
_BEFORE = ("poss", "compound", "nmod")


def find(context: Context) -> Iterator[Draft]:
    """All claims about legal acts in one tree."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _acting(context, word)
        elif word.lemma in context.frames("act_nouns"):
            yield from _act(context, word)


def _acting(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "X arrested Y", "Y was sanctioned by X"; "Y has pleaded guilty"."""
    particles = context.table("act_particles").get(verb.lemma, ())
    if verb.lemma in context.frames("act_verbs") or clauses.particles(verb).intersection(particles):
        pronouns = context.words.grammar("pronouns")
        who = [
            n
            for w in clauses.agents(verb)
            for n in acting_bodies(context, [w], STATES_AND_BODIES)
            if n.role in AUTHORITIES or w.lower not in pronouns
        ]
        who += acting_bodies(context, _coordinating(context), STATES_AND_BODIES)
        many = context.after(verb, "about_so_many") if not clauses.patients(verb) else []  # "seized over 100 of X's servers"
        what = _acted_on(context, [*clauses.patients(verb), *many])
        if not what and verb.lemma in context.frames("court_acts") and not clauses.is_passive(verb):
            who += [w.name for w in clauses.agents(verb) if w.name is not None and w.name.type in PEOPLE]
            what = _the_accused(context, verb)
        yield from _acts(context, who, what, verb)
    elif verb.lemma in context.frames("plead_verbs"):
        people = [w for w in clauses.subjects(verb) if w.name is not None and w.name.type in PEOPLE]
        yield from _acts(context, [], _acted_on(context, people), verb)


def _coordinating(context: Context) -> list[Word]:
    """As in "took down servers in an operation led by X and Y", "in Operation Z, coordinated by X"."""
    leading = context.frames("lead_verbs", "coordinate_verbs")
    efforts = [w for w in context.tree.words if _is_joint(context, w)]
    led = [v for v in context.tree.words if v.lemma in leading and (v.head in efforts or (efforts and v.dep == "advcl"))]
    return [w for v in led for w in clauses.by(v)]


def _is_joint(context: Context, word: Word) -> bool:
    """Whether a word speaks of what authorities do together: an operation, also by name."""
    return word.name.type == "Campaign" if word.name is not None else word.lemma in context.nouns("joint_effort")


def _the_accused(context: Context, verb: Word) -> list[Name]:
    """Of "X and Y are prosecuting the case" those against whom the text has told of an act last."""
    things = clauses.objects(verb)
    return context.discourse.accused[-1:] if all(w.lemma in context.nouns("matter") for w in things) else []


def _act(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "a lawsuit against Y by X", "X unsealed charges against Y", "Y faces charges", "the arrest of Y"."""
    placed = noun.lemma in context.frames("acts_from_a_place")
    behind = clauses.after(noun, "by") if placed else context.after(noun, "act_by")
    doers = [*behind, *noun.kids("poss"), *light_subjects(noun, context.frames("act_light_verbs"))]
    tried = [w for c in noun.kids(*_BEFORE) for w in clauses.expand(c) if w.name is not None and w.name.type in PEOPLE]
    tried += light_subjects(noun, context.frames("tried_verbs"))
    if noun.lemma in context.frames("act_nouns_of"):
        tried += clauses.after(noun, "of")
    who = acting_bodies(context, [w for w in doers if w not in tried], STATES_AND_BODIES) or _described(context, doers)
    against = context.after(noun, "act_against") or behind_light_verb(context, noun, "act_begun")
    what = _acted_on(context, [*against, *tried])
    if who and not what:
        verb = next((a for a in noun.ancestors() if a.is_verb and a.dep != "prep"), None)
        what = [n for n in _acted_on(context, clauses.subjects(verb)) if n not in who] if verb is not None else []
    yield from _acts(context, who, what, noun)


def _acts(context: Context, who: Sequence[Name], what: Sequence[Name], carrier: Word) -> Iterator[Draft]:
    judgement = context.judge.judge(carrier)
    if carrier.is_noun and any(c.lower in context.words.grammar("granting") or c.dep == "poss" for c in carrier.children):
        judgement = judgement.plain()  # "the complaint against X": that there is one is taken for granted
    if judgement.skip or not what:
        return
    if not who:
        who, what = _behind(context, carrier), [n for n in what if n.type in PEOPLE]
    for body in dict.fromkeys(who):
        for other in what:
            if other is not body:
                _is_a_person(context, other, carrier)
                context.discourse.note_accused(other)
                yield Draft("acts_against", body, other, judgement, context.tree, "acts", {"act": carrier.text})


def _behind(context: Context, carrier: Word) -> list[Name]:
    """Who acts where the clause does not say: the authority that tells of it, or the one that prosecutes in this text."""
    discourse = context.discourse
    near = [*discourse.bodies, *discourse.names_here]
    said = context.judge.judge(carrier).speakers
    if said and (telling := [n for n in near if n.role in AUTHORITIES and n.is_called(said[-1].name)]):
        return telling[-1:]
    if carrier.lemma not in context.frames("court_acts"):
        return []
    ahead = [n for n in discourse.named_below(context.tree) if n not in near]
    return [n for n in near if _prosecutes(context, n)][-1:] or [n for n in ahead if _prosecutes(context, n)][:1]


def _prosecutes(context: Context, name: Name) -> bool:
    pattern = context.words.pattern("names", "prosecuting_words")
    return name.role in AUTHORITIES and any(pattern.search(form) for form in name.forms)


def _is_a_person(context: Context, name: Name, carrier: Word) -> None:
    """Whom one arrests or tries is a person, if named like one and nothing else is known of the name."""
    unsure = name.type == UNKNOWN or (name.guessed and name.role is None)
    if unsure and carrier.lemma in context.frames("acts_on_people") and is_full_name(name.text):
        name.type, name.guessed = "Person", False


def _acted_on(context: Context, words: Sequence[Word]) -> list[Name]:
    found: list[Name] = []
    for word in [*words, *(p for w in words if w.tag == "CD" for p in clauses.after(w, "of"))]:  # "100 of X's servers"
        if word.name is None:
            found += context.discourse.people_named(word) or _meant(context, word)
        elif word.name.type == "Location" and word.tag in ("NNPS", "NNS", "NNP"):  # "four Russians suspected of leading X"
            found += [w.name for v in word.kids("acl", "relcl") for w in v.subtree() if w.name and w.name.type in ACTORS]
        elif word.name.type in ACTORS and context.discourse.count(word) and len(context.discourse.last_people) > 1:
            found += context.discourse.last_people  # "the two X hackers"
        elif word.name.type in _ACTED_ON and word.name.role != "media":
            found.append(word.name)
    return list(dict.fromkeys(found))


def _meant(context: Context, word: Word) -> list[Name]:
    """Whom a phrase means that says against whom one acts: "they", "two members", "the suspect (X)", "X's servers"."""
    discourse, part = context.discourse, word.lemma in context.nouns("part_of_actor")
    if word in discourse.introduced:
        return discourse.introduced[word]
    if (word.lower == "they" or (part and discourse.count(word))) and len(discourse.last_people) > 1:
        return discourse.last_people
    if word.lower in context.words.grammar("person_pronouns"):
        return discourse.people[-1:]
    if beside := [w.name for c in word.kids("appos") for w in clauses.expand(c) if w.name and w.name.type == UNKNOWN]:
        return beside
    if (part or word.lemma in context.nouns("person_plain")) and (meant := discourse.actors_of(word)):
        return [n for n, _ in meant]
    held = [w for c in word.kids(*_BEFORE) for w in clauses.expand(c)] + clauses.after(word, "of")
    behind = word.kids("acl", "relcl")
    used = [w for verb in behind for w in clauses.agents(verb)]  # "servers used by X"
    if part or word.lemma in context.nouns("person_plain") or word.tag in ("CD", "NNPS"):
        used += [w for verb in behind for w in verb.subtree()]  # "four people suspected of leading X"
    return [w.name for w in (*held, *used) if w.name and w.name.type in ACTORS_AND_PEOPLE] or discourse.bodies_of(word)


def _described(context: Context, words: Sequence[Word]) -> list[Name]:
    """An organisation that is only described ("a Scottish firm specialising in ...") is named by its description."""
    plain = [w for w in words if w.name is None and w.lemma in context.nouns("organisation")]
    return [n for w in plain if (n := context.discourse.described(w, clauses=True)) is not None]
