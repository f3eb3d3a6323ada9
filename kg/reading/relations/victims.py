"""Whom an actor has hit, told as a list (`affected`, `attributed_to`): "victims of A include V and W".

"A counts V among its victims", "V is one of A's victims", "V fell victim to A".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.reading import clauses
from kg.reading.discourse.actors import Actor
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.kinds import ACTORS, BODIES
from kg.reading.lexicon import Lexicon
from kg.reading.marks import marked
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import actors_of, affected, attributed, bodies

_BEFORE = ("compound", "nmod", "poss", "amod")


@lru_cache(maxsize=2)
def _among_those_hit(words: Lexicon) -> re.Pattern[str]:
    """As in "among those affected were X, Y and the shop Z"."""
    hit = words.either("phrases", "hit")
    who = rf"(?:those|(?:the )?(?:[\w-]+ ){{1,2}}?){hit}(?: [\w-]+){{0,3}}?"
    return re.compile(rf"(?i:among) {who} (?:are|is|was|were) (?P<list>[^.;:]*)")


def find(context: Context) -> Iterator[Draft]:
    """All claims of one tree that name the victims of an actor."""
    text = marked(context.tree)
    for match in text.find(_among_those_hit(context.words)):
        listed = re.split(r",? (?:while|but|which|who|where)\b", match["list"])[0]
        names = [n for n in text.names(listed) if n.type in BODIES and n.role != "media"]
        yield from affected(context, names, Judgement(), "among those hit", 1)
    for word in context.tree.words:
        if word.name is None and word.lemma in context.nouns("victim"):
            actors = _actors(context, word) or _of_the_last(context, word)
            told = actors or (word.dep == "nsubj" and word.head is not None and word.head.lemma == "be")
            victims = _victims(context, word) if told else []
            if victims:
                judgement = context.judge.judge(next((a for a in word.ancestors() if a.is_verb), word))
                yield from affected(context, victims, judgement, "victims of", 1)
                yield from attributed(context, victims, actors, judgement, "victims of")


def _actors(context: Context, victim: Word) -> list[Actor]:
    """Whose victims they are: "A's victims", "victims of A", "its victims", "victim to A", "victims claimed by A"."""
    own = [c for c in victim.kids(*_BEFORE) if c.dep == "poss" or (c.name is not None and c.name.type in ACTORS)]
    claiming = [w for v in victim.kids("acl", "relcl") for w in clauses.agents(v)]
    falls = victim.head is not None and victim.head.lemma in context.frames("suffer_verbs")
    behind = context.after(victim.head if falls and victim.head is not None else victim, "victim_of")
    found = actors_of(context, [*own, *behind, *claiming])
    return [a for a in found if a[0].type in ACTORS]


def _of_the_last(context: Context, victim: Word) -> list[Actor]:
    """As in "past victims include V", where an actor was just spoken of."""
    lists = victim.dep == "nsubj" and victim.head is not None and victim.head.lemma == "include"
    described = any(c.lower in context.words.grammar("victims_of_one") for c in victim.kids("amod"))
    last = context.discourse.actors[-1:] if lists and described else []
    return [(n, "") for n in last]


def _victims(context: Context, victim: Word) -> list[Name]:
    """The bodies that are said to be such victims, before or behind the word."""
    top = _top(context, victim)
    verb = top.head
    listed = [*context.discourse.included(top), *(w for c in victim.kids("appos") for w in clauses.expand(c))]
    if verb is not None and verb.lemma == "be":
        listed += clauses.objects(verb) if top.dep == "nsubj" else clauses.subjects(verb)
    if verb is not None and verb.lemma in context.frames("suffer_verbs"):  # "V fell victim to A"
        listed += clauses.subjects(verb)
    if verb is not None and verb.lower in context.words.prepositions("one_of"):
        listed += _counted(verb)
    return [n for n in bodies(context, [w for w in listed if w is not victim]) if n.type in BODIES and n.role != "media"]


def _top(context: Context, victim: Word) -> Word:
    """Of "some of the victims", "dozens of victims" the first noun."""
    of = victim.head
    if victim.dep == "pobj" and of is not None and of.lower == "of" and of.head is not None:
        many = of.head.lemma in context.nouns("quantity") or of.head.lower in context.words.grammar("body_quantifiers")
        return of.head if many else victim
    return victim


def _counted(among: Word) -> Sequence[Word]:
    """As in "V is among the victims", "A counts V and W among its victims"."""
    verb = next((a for a in among.ancestors() if a.is_verb), None)
    if verb is None:
        return ()
    return clauses.subjects(verb) if verb.lemma == "be" or clauses.is_passive(verb) else clauses.objects(verb)
