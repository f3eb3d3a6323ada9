"""Names: the things a document speaks of, with every place where it names them.

In: the sentences of a document. Out: `Names`: for each sentence its `Mention`s, each pointing to the `Name` it bears.
A name is found because a list has it (actors, malware, organisations, countries), because a tracker's pattern fits
(APT41, CVE-2025-1), or because it is written as one (capitals). Its type comes from the words around it first, then
from the lists, then from its own form; `unknown` is left to the relation whose slot it fills.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.reading.abbreviations import are_initials, stands_for
from kg.reading.capitals import Span, name_spans
from kg.reading.gazetteer import Gazetteer, Known
from kg.reading.kinds import BODIES, BRANDS, PRODUCT, UNKNOWN
from kg.reading.lexicon import Lexicon
from kg.reading.lists import type_lists
from kg.reading.segments import Sentence
from kg.reading.typing import type_in_context
from kg.reference import normal

_IN_BRACKETS = re.compile(
    r"^['’\"”]?\s*\((?:(?:aka|also known as|or|the|hereafter|collectively)\s+)?"
    r"[\"“'‘]?([A-Z][\w&.-]{1,11})[\"”'’]?(?:\)|[,;] )"
)

_INITIALS = re.compile(r"[A-Z]{3,6}")  # of a body, also in its own language: "the Main Directorate (GRU)"

_VAGUE = (PRODUCT, "Service")  # types that a neighbour shows but rarely means


@dataclass(eq=False)
class Name:
    """One named thing of a document: its fullest form, all its forms, its type and role."""

    text: str
    type: str = UNKNOWN
    role: str | None = None
    forms: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    known: tuple[Known, ...] = ()
    guessed: bool = False  # the type is the recogniser's, which stands back behind any other sign

    @property
    def shorter(self) -> tuple[str, ...]:
        """The forms beside the fullest one, in the order in which they were met."""
        return tuple(dict.fromkeys(f for f in self.forms if f != self.text))

    def is_called(self, form: str | None) -> bool:
        """Whether it bears this form."""
        return form == self.text or form in self.forms

    def __repr__(self) -> str:
        return f"<{self.type} {self.text!r}>"


@dataclass(eq=False)
class Mention:
    """One place where a name stands, in code points of the document."""

    start: int
    end: int
    text: str
    sentence: int
    type: str = UNKNOWN  # as this place shows it
    known: tuple[Known, ...] = ()
    name: Name | None = None
    maybe: frozenset[str] = frozenset()  # what a list calls an ordinary word that stands here


@dataclass
class Names:
    """All names of a document and, by sentence, their mentions in order of place."""

    all: list[Name]
    mentions: list[list[Mention]]


def find_names(sentences: Sequence[Sentence], gazetteer: Gazetteer, words: Lexicon) -> Names:
    """The names of a document."""
    places = _mentions(sentences, gazetteer, words)
    type_lists(sentences, places, words)
    _spread_types(places, words)
    names = _gather(places)
    _abbreviations(sentences, places, names)
    names = _merge_shorter(names, words)
    for name in names:
        _settle(name, gazetteer, words)
    return Names(names, places)


def _mentions(sentences: Sequence[Sentence], gazetteer: Gazetteer, words: Lexicon) -> list[list[Mention]]:
    spans = name_spans(sentences, gazetteer, words)
    return [
        [m for span in found if (m := _mention(sentence, number, span, gazetteer, words)) is not None]
        for number, (sentence, found) in enumerate(zip(sentences, spans, strict=True))
    ]


def _mention(sentence: Sentence, number: int, span: Span, gazetteer: Gazetteer, words: Lexicon) -> Mention | None:
    """A span as a mention with the type that its place shows; None for an ordinary word that nothing makes a name."""
    kind, end = type_in_context(sentence.text, span, words)
    listed = {k.type for k in span.known if not k.common}
    if listed and kind not in (None, *BRANDS, *listed):
        kind = None  # an unmistakable name is what the lists say
    stated = any(k.type == "Location" for k in span.known) or gazetteer.role(sentence.text[span.start : span.end])
    if stated and kind != "Organization":
        kind, end = None, span.end  # a country or a known body, whatever stands beside it
    if kind is None and span.common and not span.sure:
        return None
    known = () if kind is None and span.common else span.known
    text, maybe = sentence.text[span.start : end], frozenset(k.type for k in span.known)
    return Mention(sentence.start + span.start, sentence.start + end, text, number, kind or UNKNOWN, known, maybe=maybe)


def _spread_types(places: Iterable[Sequence[Mention]], words: Lexicon) -> None:
    """A mention that shows no type takes the one that the same words show elsewhere most often, else the lists'."""
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    mentions = [(normal(m.text), m) for here in places for m in here]
    for key, mention in mentions:
        total[key] += 1
        if mention.type != UNKNOWN:
            shown[key][mention.type] += 1
    formal = {w.casefold() for w in words.names("organisation_suffixes", "institution_words")}
    for key, votes in shown.items():
        if votes["ThreatGroup"] and key.split()[-1] in formal:
            votes["ThreatGroup"] += votes.pop("Organization", 0)  # "the Xyz Group": what it is shows elsewhere
    for key, mention in mentions:
        votes = _telling(shown[key], total[key])
        if mention.type == "Organization" and votes["ThreatGroup"] and not votes["Organization"]:
            mention.type = "ThreatGroup"
        if mention.type in _VAGUE and not votes:
            mention.type = UNKNOWN
        if mention.type == UNKNOWN:
            mention.type = votes.most_common(1)[0][0] if votes else _listed_type(mention, words)


def _telling(votes: Counter[str], places: int) -> Counter[str]:
    """A word like "servers" behind a name makes it a product only if that is how the name mostly stands."""
    return Counter({kind: n for kind, n in votes.items() if kind not in _VAGUE or 2 * n > places})


def _listed_type(mention: Mention, words: Lexicon) -> str:
    """What the lists say; a brand that is an actor's and its programme's is the actor, where nothing says otherwise."""
    listed = [k.type for k in mention.known]
    if "ThreatGroup" in listed or _is_listed_actor(mention, words):
        return "ThreatGroup"
    return listed[0] if listed else UNKNOWN


def _is_listed_actor(mention: Mention, words: Lexicon) -> bool:
    """An ordinary word, written as a name, that a list knows as an actor only; no word of the field or of a body's name."""
    if "ThreatGroup" not in mention.maybe or mention.maybe & {"Location", "Organization"}:
        return False
    return mention.text.lower() not in words.lemmas and mention.text not in words.names(
        "institution_words", "organisation_suffixes"
    )


def _gather(places: Iterable[Iterable[Mention]]) -> list[Name]:
    names: dict[tuple[str, str], Name] = {}
    for here in places:
        for mention in here:
            key = (normal(mention.text), mention.type)
            name = names.setdefault(key, Name(mention.text, mention.type, known=mention.known))
            _add(name, mention)
    return list(names.values())


def _add(name: Name, mention: Mention) -> None:
    mention.name = name
    name.mentions.append(mention)
    if mention.text not in name.forms:
        name.forms.append(mention.text)
    name.known = name.known or mention.known


def _abbreviations(sentences: Sequence[Sentence], places: Sequence[Sequence[Mention]], names: list[Name]) -> None:
    """`Information Commissioner's Office (ICO)`: the short form is a form of the name before the bracket."""
    by_text: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        for form in name.forms:
            by_text[form].append(name)
    for sentence, here in zip(sentences, places, strict=True):
        for mention in here:
            after = _IN_BRACKETS.match(sentence.text[mention.end - sentence.start :])
            if after and mention.name:
                if mention.name.type == UNKNOWN and are_initials(after.group(1), mention.text):
                    mention.name.type = "Organization"  # people are not called by three initials
                foreign = bool(_INITIALS.fullmatch(after.group(1))) and mention.name.type in BODIES
                for other in by_text.get(after.group(1), []) if foreign or stands_for(after.group(1), mention.text) else ():
                    if other is not mention.name and other in names and (other.type in BODIES or not foreign):
                        _absorb(mention.name, other)
                        names.remove(other)


def _merge_shorter(names: list[Name], words: Lexicon) -> list[Name]:
    """`Machin` is Stuart Machin; `Co-op` is Co-op Group; `NCSC` is UK NCSC; initials with & are the name they abbreviate."""
    suffixes = words.nouns("malware").union(w.casefold() for w in words.names("organisation_suffixes"))
    legal = words.names("legal_endings")
    kept = sorted(names, key=lambda n: (-len(n.text), n.text))
    for short in sorted(names, key=lambda n: (len(n.text), n.text)):
        for full in kept:
            if full is short or len(full.text) <= len(short.text) or not _compatible(full, short):
                continue
            if _is_short_for(short.text, full.text, full.type, suffixes, legal):
                _absorb(full, short)
                kept.remove(short)
                break
    return [n for n in names if n in kept]


def _compatible(full: Name, short: Name) -> bool:
    if full.type == PRODUCT:
        return short.type in (PRODUCT, UNKNOWN, "Organization", "Tool")
    return short.type in (full.type, UNKNOWN) or (full.type == UNKNOWN and short.type in ("Organization", "Person"))


def _is_short_for(short: str, full: str, kind: str, suffixes: frozenset[str], legal: frozenset[str] = frozenset()) -> bool:
    """Whether a form can be short for a fuller name of this type.

    `suffixes`: what names are commonly called without; `legal`: behind which a name is whole, whatever is before them.
    """
    if "\n" in full and " ".join(full.split()) == short:
        return True
    a, b = normal(short).split(), normal(full).split()
    if not a or len(a) > len(b):
        return False
    if a == b:
        return True
    if kind == "Person":
        return len(a) == 1 and a[0] in (b[-1], b[0]) and len(b) in (2, 3)
    initials = re.fullmatch(r"([A-Z])&([A-Z])", short)
    if initials and len(b) >= 3 and b[1] == "and":
        return (b[0][0] + b[2][0]).upper() == initials.group(1) + initials.group(2)
    if kind == PRODUCT:
        return a == b[-len(a) :]
    if kind == "Malware" and b[: len(a)] == a:
        return len(b) == len(a) + 1 and b[-1] in suffixes
    if kind not in BODIES:
        return False
    if b[: len(a)] == a and (
        full.split()[-1].strip(".").casefold() in legal or all(w in suffixes or w == "and" for w in b[len(a) :])
    ):
        return True
    return len(a) < len(b) and b[-len(a) :] == a and len(a) > 2  # the same body with its country before it


def _absorb(full: Name, short: Name) -> None:
    for mention in short.mentions:
        _add(full, mention)
    if full.type == UNKNOWN:
        full.type = short.type
    elif short.type == UNKNOWN:
        for mention in short.mentions:
            mention.type = full.type


def join_surnames(names: Names) -> None:
    """`Harker` is Ann Harker where she is named in full and nothing but a guess says what Harker is."""
    people: dict[str, list[Name]] = defaultdict(list)  # by the words that may stand for them alone
    for person in (n for n in names.all if n.type == "Person" and " " in n.text):
        parts = normal(person.text).split()
        for part in {*parts[:1], *parts[-1:]}:
            people[part].append(person)
    for short in [n for n in names.all if n.guessed or n.type == UNKNOWN or (n.type == "Person" and " " not in n.text)]:
        near = people.get(next(iter(normal(short.text).split()), ""), ())
        full = [p for p in near if p is not short and _is_short_for(short.text, p.text, "Person", frozenset())]
        if len(full) == 1:
            _absorb(full[0], short)
            for mention in short.mentions:
                mention.type = "Person"
            full[0].mentions.sort(key=lambda m: m.start)
            names.all.remove(short)


def _settle(name: Name, gazetteer: Gazetteer, words: Lexicon) -> None:
    """The type and role of a name, once all its places are known."""
    name.mentions.sort(key=lambda m: m.start)
    name.text = " ".join(max(name.forms, key=lambda f: (len(f), f)).split())
    name.forms = list(dict.fromkeys(" ".join(f.split()) for f in name.forms))
    if name.type == UNKNOWN:
        shown = Counter(m.type for m in name.mentions if m.type != UNKNOWN)
        name.type = shown.most_common(1)[0][0] if shown else UNKNOWN
    for form in name.forms:
        name.role = name.role or gazetteer.role(form)
    if name.role is None and name.type in BODIES and gazetteer.role(name.text.split()[0]) == "law-enforcement":
        name.role = "law-enforcement"  # "FBI Larkfield": an office of it
    if name.role is None and name.type in BODIES:
        roles = words.table("names", "role_words")
        name.role = next((roles[w] for w in name.text.replace("'s", "").split() if w in roles), None)
    if name.role and name.type == UNKNOWN:
        name.type = "Organization"
