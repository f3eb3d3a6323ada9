"""Who holds which office where (`works_for`): read from the order of names and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.kinds import BODIES, UNKNOWN
from kg.reading.language import is_word
from kg.reading.lexicon import Lexicon
from kg.reading.marks import ANY, marked
from kg.reading.names import Name

_NAMED = 0  # of the patterns, the one by which a body's name makes an unknown name a person: "Acme's Jane Doe"
_PLACES = ("Location", UNKNOWN)
_LOOSE = 4  # the one that proves nothing of an unknown name: "X of Y"


@lru_cache(maxsize=2)
def _patterns(words: Lexicon) -> tuple[re.Pattern[str], ...]:
    """The shapes of an office, by number: calibration and rules go by the number."""
    office, no_office = words.either("nouns", "title"), words.either("phrases", "no_office")
    title = rf"(?P<title>(?:[\w&,/-]+ ){{0,7}}?(?i:{office})s?(?: (?!{no_office})[\w&-]+){{0,4}})"
    of, kinds = words.either("phrases", "employs"), words.either("phrases", "kinds_of_employer")
    employer = rf"(?:(?:[\w,&-]+ ){{0,7}}{of} )?(?:{kinds} )*(?P<body>{ANY})"
    honorific = rf"(?:{words.either('phrases', 'honorifics')}\.? )?"
    field, at = r"(?: of [\w-]+(?: [\w-]+){0,3})", words.either("phrases", "employs_behind_field")
    named_field = rf" (?:of|for) {ANY}(?: [\w&-]+){{0,3}}"  # "VP of Intelligence for X"
    person, body = rf"(?P<person>{ANY})", rf"(?P<body>{ANY})"
    shapes = (
        rf"{body}['’]s? {person}(?:, {title})?",
        rf"{person},? ?(?:an? |the |who is |who was )?(?:(?P<place>{ANY}) )?\(?{title},? {of} {employer}",
        rf"{person}, {body}(?:['’]s?)? {title}",
        rf"{body}(?:['’]s?)?,? {title}{field}?,? {honorific}{person}",
        rf"{person} (?:of|from|at|with) (?:the )?(?:{kinds} )*{body}",
        rf"{person}, (?:the |a )\w+['’]s {title}",  # "Jane Doe, the retailer's chief executive"
        rf"{person},? (?:an? |the )?(?P<title>(?:[\w&/-]+ ){{0,5}}?(?i:{office}){named_field}),? {at} {employer}",
        rf"(?<![>\w-] )(?<![>\w'’-])(?P<title>(?:[a-z-]+ ){{0,4}}?{words.either('nouns', 'executive_office')}) {person}",
    )
    return tuple(re.compile(shape) for shape in shapes)


def find(context: Context) -> Iterator[Draft]:
    """All offices in one tree: of each person the first."""
    if not context.tree.mentions:
        return
    text = marked(context.tree)
    done: set[Name] = set()
    for number, pattern in enumerate(_patterns(context.words)):
        for match in text.find(pattern):
            groups = match.groupdict()
            person, title = text.names(match["person"])[0], groups.get("title")
            if groups.get("place") and text.names(groups["place"])[0].type != "Location":
                continue  # "Jane Doe, Acme director of X": of Acme
            bodies = text.names(match["body"]) if groups.get("body") else _meant(context)
            if bodies and bodies[0].type in _PLACES:
                bodies = _of_place(context, bodies[0], title or "")
            if person in done or not bodies or not _is_body(bodies[0]) or not _is_person(person, bool(title), number):
                continue
            person.type = "Person"
            done.add(person)
            context.discourse.offices[person] = bodies[0]
            detail = {"detail": title.strip()} if title and "<" not in title else {}
            yield Draft("works_for", person, bodies[0], Judgement(), context.tree, f"office {number}", detail)


def _of_place(context: Context, place: Name, title: str) -> list[Name]:
    """Whose office it is that is named with a place: of its government ("the Larvian minister"), or of the place itself."""
    lemmas = {context.words.lemma(w.lower()) for w in title.split()}
    if place.type == UNKNOWN and not lemmas & context.nouns("place_office"):
        return [place]
    if lemmas & context.nouns("state_office"):
        adjective = any(re.search(p, place.text) for p in context.words.order("names", "adjectival_places"))
        whole = f"{place.text} government" if adjective else f"government of {place.text}"
        return [context.discourse.body_of_place(place, whole)]
    if not lemmas & context.nouns("place_office") or (place.known and place.text not in context.words.names("regions")):
        return []  # a country has no mayor
    return [context.discourse.body_of_place(place, place.text)]


def _meant(context: Context) -> list[Name]:
    """Whom "the retailer" means before an office."""
    return context.discourse.focus[-1:] or context.discourse.bodies[-1:]


def _is_person(name: Name, titled: bool, number: int) -> bool:
    if name.type == "Person":
        return True
    department = all(is_word(p.lower()) for p in name.text.split())  # "the division's Computer Crime"
    shown = number != _LOOSE and (titled or (number == _NAMED and not department))
    vague = name.type == UNKNOWN or (name.guessed and titled and name.role is None)
    return vague and shown and _is_two_or_three_words(name.text)


def _is_two_or_three_words(name: str) -> bool:
    """As the name of a person is written, with initials."""
    parts = name.split()
    return len(parts) in (2, 3) and all(p[:1].isupper() and re.sub(r"[-'’.]", "", p).isalpha() for p in parts)


def _is_body(name: Name) -> bool:
    """A name that may employ; one ordinary word that stands once ("of Consulting and ...") is a field of work."""
    field = name.type == UNKNOWN and len(name.mentions) == 1 and is_word(name.text.lower())
    return name.type in BODIES and not field
