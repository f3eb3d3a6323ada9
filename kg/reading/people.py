"""People and bodies that nothing else tells: the language model's entity recogniser is asked for untyped names only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.reading.language import entity_labels, is_verb
from kg.reading.names import UNKNOWN, Name, Names
from kg.reading.segments import Sentence

_TYPES = {"PERSON": "Person", "ORG": "Organization"}
_PLACES = frozenset({"GPE", "LOC"})


def find_people(sentences: Sequence[Sentence], names: Names) -> None:
    """Type untyped names by the recogniser's label at their first place; a name that it does not label stays unknown."""
    for name in names.all:
        if (
            name.type == UNKNOWN
            and re.fullmatch(r"(\w+) (?:&|and) (\w+)", name.text)
            and all(is_verb(p.lower()) for p in re.findall(r"\w\w\w+", name.text) if p != "and")
        ):
            name.type = "Service"  # `Click & Collect`: what one does there, not who one is
    untyped = [n for n in names.all if n.type == UNKNOWN]
    where = sorted({n.mentions[0].sentence for n in untyped})
    labels = dict(zip(where, entity_labels(" ".join(sentences[i].text.split("\n")) for i in where), strict=True))
    for name in untyped:
        first = name.mentions[0]
        sentence = sentences[first.sentence]
        a, b = first.start - sentence.start, first.end - sentence.start
        found = [
            label
            for start, end, label in labels[first.sentence]
            if start <= a + 4 and end >= b and end - start <= (b - a) + 6
        ]
        kind = _TYPES.get(found[0]) if found else None
        if kind == "Person" and not _looks_personal(name):
            kind = None
        if found and found[0] in _PLACES and re.search(r"\b(?:in|near|from|across)\s+(?:the\s+)?$", sentence.text[:a]):
            kind = "Location"
        name.type = kind or UNKNOWN
        name.guessed = kind is not None


def _looks_personal(name: Name) -> bool:
    parts = name.text.split()
    return (
        2 <= len(parts) <= 4
        and not re.search(r"['’]s\b", name.text)
        and all(
            p[:1].isupper() and p.strip(".").replace("-", "").replace("'", "").replace("’", "").isalpha() and not p.isupper()
            for p in parts
        )
    )
