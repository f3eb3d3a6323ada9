"""Who works where without a title before or behind the name (`works_for`): read from the parse.

"X worked at B as a negotiator", "X is a former B manager", "two former employees of A and B, X and Y".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.kinds import BODIES, ORGANIZATIONS, PEOPLE
from kg.reading.names import Name
from kg.reading.parsed import Word


def find(context: Context) -> Iterator[Draft]:
    """All claims in one tree that somebody works for a body."""
    for word in context.tree.words:
        if word.is_verb:
            yield from _working(context, word)
        elif word.name is None and word.lemma in context.nouns("staff", "title"):
            yield from _employee(context, word)


def _working(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "X worked at B as a negotiator", "X, who was employed by B"."""
    prepositions = context.table("employ_verbs").get(verb.lemma)
    if prepositions is None:
        return
    people = [w.name for w in clauses.subjects(verb) if w.name is not None and w.name.type in PEOPLE]
    bodies = [w.name for w in clauses.after(verb, *prepositions) if w.name is not None and w.name.type in BODIES]
    offices = [context.tree.phrase(list(w.subtree())) for w in clauses.after(verb, "as")]
    yield from _drafts(context, people[:1], bodies[:1], context.judge.judge(verb), offices[:1])


def _employee(context: Context, noun: Word) -> Iterator[Draft]:
    """As in "X is a former B manager"; "two employees of A and B, X and Y", in the order of the employers."""
    places = [w for p in context.after(noun, "employee_of") for w in (p, *clauses.expand(p))]
    named = [n for w in places for n in ([w.name] if w.name else context.discourse.names_in(w, ORGANIZATIONS))]
    before = [w.name for w in _compound(noun) if w.name is not None]
    bodies = list(dict.fromkeys(n for n in [*before, *context.discourse.names_in(noun, BODIES), *named] if n.type in BODIES))
    if not bodies:
        return
    people = context.discourse.people_named(noun)
    judgement = Judgement()
    if noun.dep == "attr" and noun.head is not None:
        people += [w.name for w in clauses.subjects(noun.head) if w.name is not None and w.name.type in PEOPLE]
        judgement = context.judge.judge(noun.head)
    people = list(dict.fromkeys(people))
    pairs = zip(people, bodies, strict=True) if len(people) == len(bodies) else ((p, bodies[0]) for p in people)
    for person, body in pairs:
        yield from _drafts(context, [person], [body], judgement, [])


def _compound(noun: Word) -> Iterator[Word]:
    """The words of a compound, as in "a former X incident response manager"."""
    for child in noun.kids("compound", "nmod"):
        yield child
        yield from _compound(child)


def _drafts(
    context: Context, people: Sequence[Name], bodies: Sequence[Name], judgement: Judgement, offices: Sequence[str]
) -> Iterator[Draft]:
    for person in people if not judgement.skip else ():
        for body in bodies:
            if person not in context.discourse.offices:
                context.discourse.offices[person] = body
                detail = {"detail": offices[0]} if offices else {}
                yield Draft("works_for", person, body, judgement, context.tree, "employee", detail)
