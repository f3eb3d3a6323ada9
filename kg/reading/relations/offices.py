"""Who holds which office where (`works_for`): read from the order of names and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.language import is_word
from kg.reading.lexicon import Lexicon
from kg.reading.marks import ANY, marked
from kg.reading.names import UNKNOWN, Name


@lru_cache(maxsize=2)
def _patterns(words: Lexicon) -> tuple[re.Pattern[str], ...]:
    title = (
        r"(?:(?:[\w&,/-]+ ){0,7}?(?i:"
        + "|".join(sorted(words.words("nouns", "title"), key=len, reverse=True))
        + r")s?(?: (?!of|at|for|with|from|said|told|who|has|is|was)[\w&-]+){0,4})"
    )
    words_of = r"(?:(?:the|a|an|its|their|both|cyber ?security|security|threat intelligence|intelligence|software|technology|tech|antivirus|AI|US|UK|firm|company|vendor|startup|nonprofit|giant) )*"
    return (
        re.compile(rf"(?P<body>{ANY})['’]s? (?P<person>{ANY})(?:, (?P<title>{title}))?"),
        re.compile(
            rf"(?P<person>{ANY}),? ?(?:an? |the |who is |who was )?\(?(?P<title>{title}),? (?:of|at|for|with|from) (?:(?:[\w,&-]+ ){{0,7}}(?:at|of|for|with|from) )?{words_of}(?P<body>{ANY})"
        ),
        re.compile(rf"(?P<person>{ANY}), (?P<body>{ANY})(?:['’]s?)? (?P<title>{title})"),
        re.compile(rf"(?P<body>{ANY})(?:['’]s?)?,? (?P<title>{title}),? (?:(?:Dr|Mr|Ms|Mrs|Sir)\.? )?(?P<person>{ANY})"),
        re.compile(rf"(?P<person>{ANY}) (?:of|from|at|with) (?:the )?(?P<body>{ANY})"),
        re.compile(rf"(?P<person>{ANY}), (?:the |a )(?P<nominal>\w+)['’]s (?P<title>{title})"),
    )


def find(context: Context) -> Iterator[Draft]:
    """All offices in one tree."""
    if not context.tree.mentions:
        return
    text = marked(context.tree)
    done: set[Name] = set()
    for number, pattern in enumerate(_patterns(context.words)):
        for match in text.find(pattern):
            groups = match.groupdict()
            person = text.names(groups["person"])[0]
            bodies = text.names(groups["body"]) if groups.get("body") else _nominal(context)
            if (
                not bodies
                or not _is_person(person, bool(groups.get("title")), number)
                or not _is_body(bodies[0])
                or person in done
            ):
                continue
            person.type = "Person"
            done.add(person)
            context.discourse.offices[person] = bodies[0]
            detail = {"detail": groups["title"].strip()} if groups.get("title") and "<" not in groups["title"] else {}
            judgement = Judgement(speakers=())
            yield Draft("works_for", person, bodies[0], judgement, context.tree, f"office {number}", detail)


def _nominal(context: Context) -> list[Name]:
    return context.discourse.focus[-1:] or context.discourse.bodies[-1:]


def _is_person(name: Name, titled: bool, number: int) -> bool:
    if name.type == "Person":
        return True
    parts = name.text.split()
    plain = len(parts) in (2, 3) and all(
        p[:1].isupper() and p.replace("-", "").replace("'", "").replace("’", "").replace(".", "").isalpha() for p in parts
    )
    return name.type == UNKNOWN and plain and (titled or number == 0) and number != 4


def _is_body(name: Name) -> bool:
    """A name that may employ; one ordinary word that stands once ("of Consulting and ...") is a field of work."""
    field = name.type == UNKNOWN and len(name.mentions) == 1 and is_word(name.text.lower())
    return name.type in ("Organization", UNKNOWN) and not field
