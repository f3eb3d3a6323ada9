"""What a line that ends in a colon introduces, item by item (`uses`, `affected`, `attributed_to`).

"The gang used the following tools:" and bullets that begin with a tool; "Victims include:" and bullets that begin with one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.reading import clauses
from kg.reading.discourse.actors import Actor
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.kinds import ACTORS, ALIASED, BODIES, UNKNOWN, USED
from kg.reading.marks import LIST, marked
from kg.reading.names import Name
from kg.reading.parsed import Tree
from kg.reading.relations.incidents import actors_of, affected, attributed

_OFTEN = 3  # places from which on a report is about an actor
_LEADING = re.compile(rf"(?:(?:the|an?|\w+ed|[a-z][\w-]*) ){{0,3}}?(?P<list>{LIST})")


def find(context: Context) -> Iterator[Draft]:
    """All claims of one item of a list."""
    intro = context.discourse.introducing
    if intro is None or context.tree.sentence.kind != "bullet" or not context.discourse.opens_item:
        return
    text = marked(context.tree)
    match = _LEADING.match(text.text)
    names = text.names(match["list"]) if match else []
    lemmas = {w.lemma for w in intro.words if w.name is None}
    if intro.sentence.text.endswith(" as:") and context.words.pattern("frames", "alias_cues").search(intro.sentence.text):
        yield from _aliases(context, names[:1], _actors(context, intro))
    elif lemmas & (context.nouns("victim", "attack_strong", "attack") | context.frames("attack_verbs")):
        yield from _victims(context, names, _actors(context, intro))
    elif lemmas & context.nouns("tool", "malware", "arsenal") or lemmas & context.frames("use_verbs"):
        yield from _tools(context, names, _actors(context, intro))


def _actors(context: Context, intro: Tree) -> list[Actor]:
    """Of whom the introducing line speaks; else whom the report is about."""
    subjects = [w for v in intro.words if v.is_verb for w in clauses.subjects(v)]
    owners = [c for w in intro.words for c in w.kids("poss", "compound", "nmod") if c.name is not None or c.dep == "poss"]
    of = [w for noun in intro.words if noun.is_noun for w in clauses.after(noun, "of", "by")]
    found = [a for a in actors_of(context, [*subjects, *owners, *of]) if a[0].type in ACTORS]
    protagonist = context.discourse.protagonist()
    told = protagonist is not None and len(protagonist.mentions) >= _OFTEN
    return list(dict.fromkeys(found)) or ([(protagonist, "")] if protagonist is not None and told else [])


def _aliases(context: Context, names: list[Name], actors: list[Actor]) -> Iterator[Draft]:
    main = actors[0][0] if actors else None
    for alias in names:
        named = alias.type in ALIASED or (alias.type == UNKNOWN and bool(alias.known))
        if main is not None and alias is not main and named:
            alias.type = main.type
            context.discourse.unite(alias, main)
            yield Draft("alias_of", alias, main, Judgement(), context.tree, "item of aliases")


def _victims(context: Context, names: list[Name], actors: list[Actor]) -> Iterator[Draft]:
    victims = [n for n in names if n.type in BODIES and n.role != "media"][:1]
    yield from affected(context, victims, Judgement(), "item of victims", 1)
    yield from attributed(context, victims, actors, Judgement(), "item of victims")


def _tools(context: Context, names: list[Name], actors: list[Actor]) -> Iterator[Draft]:
    for actor, _ in actors:
        for thing in names:
            if thing.type in USED:
                relation = "exploits" if thing.type == "Vulnerability" else "uses"
                yield Draft(relation, actor, thing, Judgement(), context.tree, "item of tools")
