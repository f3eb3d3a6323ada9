"""People and bodies that nothing else tells: the language model's entity recogniser is asked for untyped names only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.reading.kinds import UNKNOWN
from kg.reading.language import entity_labels, is_verb, is_word
from kg.reading.lexicon import Lexicon, lexicon
from kg.reading.names import Mention, Name, Names, join_surnames
from kg.reading.particulars import home, shows_a_person
from kg.reading.segments import Sentence

_TYPES = {"PERSON": "Person", "ORG": "Organization"}
_PLACES = frozenset({"GPE", "LOC"})
_SHORT = 2  # letters of a word that says nothing
_BEFORE, _LONGER = 4, 6  # code points by which an entity may start behind a name, and be longer
_WORDS = 4


def find_people(sentences: Sequence[Sentence], names: Names) -> None:
    """Type untyped names by the recogniser's label at their first place in running text; unlabelled, they stay unknown."""
    words = lexicon()
    for name in names.all:
        if name.type == UNKNOWN and _is_what_one_does(name.text):
            name.type = "Service"
    _find_shown(sentences, names, words)
    untyped = [n for n in names.all if n.type == UNKNOWN]
    first = {n: _in_running_text(n, sentences) for n in untyped}
    where = sorted({m.sentence for m in first.values()})
    labels = dict(zip(where, entity_labels(" ".join(sentences[i].text.split("\n")) for i in where), strict=True))
    for name in untyped:
        place = first[name]
        sentence = sentences[place.sentence]
        label = _label(place, sentence, labels[place.sentence])
        kind = _type(name, label, before=sentence.text[: place.start - sentence.start], words=words)
        name.type = kind or UNKNOWN
        name.guessed = kind is not None
    join_surnames(names)


def _find_shown(sentences: Sequence[Sentence], names: Names, words: Lexicon) -> None:
    """Type names that an age or a title beside them shows to be people's, and their homes."""
    homes: set[tuple[int, str]] = set()
    for name in names.all:
        for mention in name.mentions if name.type == UNKNOWN and name.role is None else ():
            sentence = sentences[mention.sentence]
            before, behind = sentence.text[: mention.start - sentence.start], sentence.text[mention.end - sentence.start :]
            if shows_a_person(before, behind, words) and _is_cased(name.text):
                name.type = "Person"
                if span := home(before, behind, words):
                    homes.update((mention.sentence, part) for part in behind[slice(*span)].split(", "))
    surnames = {n.text for n in names.all if n.type == "Person" and " " not in n.text}
    for name in names.all if surnames or homes else ():
        parts = name.text.split()
        if name.type == UNKNOWN and 1 < len(parts) <= _WORDS and parts[-1] in surnames:
            name.type = "Person"
        elif not name.known and any((m.sentence, m.text) in homes for m in name.mentions):
            name.type = "Location"


def _is_what_one_does(name: str) -> bool:
    """`Click & Collect`: a service, not who one is."""
    pair = re.fullmatch(r"(\w+) (?:&|and) (\w+)", name)
    return pair is not None and all(is_verb(p.lower()) for p in pair.groups() if len(p) > _SHORT)


def _in_running_text(name: Name, sentences: Sequence[Sentence]) -> Mention:
    """The first place of a name that is not a headline, whose capitals tell the recogniser nothing."""
    running = (m for m in name.mentions if sentences[m.sentence].kind not in ("title", "heading"))
    return next(running, name.mentions[0])


def _label(place: Mention, sentence: Sentence, labels: Sequence[tuple[int, int, str]]) -> str | None:
    """The label of the entity that a name is, give or take an article or a legal form."""
    a, b = place.start - sentence.start, place.end - sentence.start
    found = (label for start, end, label in labels if start <= a + _BEFORE and end >= b and end - start <= b - a + _LONGER)
    return next(found, None)


def _type(name: Name, label: str | None, *, before: str, words: Lexicon) -> str | None:
    if label in _PLACES and re.search(rf"\b{words.either('phrases', 'place_prepositions')}\s+(?:the\s+)?$", before):
        return "Location"
    kind = _TYPES.get(label) if label else None
    return None if kind == "Person" and not is_full_name(name.text) else kind


def is_full_name(name: str) -> bool:
    """Whether a name is written like a person's full one: two to four words, each with a capital, none in capitals."""
    parts = name.split()
    if all(is_word(p.lower()) for p in parts):
        return False  # words of the dictionary are a heading sooner than a person
    return 2 <= len(parts) <= _WORDS and not re.search(r"['’]s\b", name) and _is_cased(name)


def _is_cased(name: str) -> bool:
    """Whether each word has a capital and more than capitals."""
    parts = name.split()
    return all(p[:1].isupper() and not p.isupper() and re.sub(r"[-'’]", "", p.strip(".")).isalpha() for p in parts)
