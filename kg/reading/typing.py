"""The type of a name from the words beside it: "the hacking group X", "X ransomware", "researcher X".

In: a sentence and the span of a name in it. Out: a type, or None where the place says nothing, and the end of the name:
`DragonForce ransomware` is a name of its own, of malware; in `the DragonForce ransomware operation` an actor is named.
"""

from __future__ import annotations

import re

from kg.reading.capitals import Span
from kg.reading.language import is_word
from kg.reading.lexicon import Lexicon

_WINDOW = 90  # characters before a name that can tell its type
PRODUCT = "Product"  # software and the like: a type of the reader's own, which fills no slot

_AFTER = re.compile(r"[\"”'’]?(?:\s+\([^)]{1,40}\))?[ \n]+[\"“]?([a-z][\w-]*)(?:[ \n]+([a-z][\w-]*))?")
_IS_A = re.compile(
    r"[\"”'’]?(?:,[ \n]+(?:an?|another|one of the)| (?:is|was|are)(?: also| now)? (?:an?|another|one of the|the))[ \n]+"
    r"(?P<phrase>(?:[a-z][\w-]*[ \n]*){1,5})"
)
_A_NOUN = re.compile(r"\b(?:an?|another)[ \n]+(?P<phrase>(?:[a-z][\w-]*[ \n]+){0,3}[a-z][\w-]*),[ \n]+[\"“‘']*$")
_BEFORE = re.compile(r"([\w-]+)(?:[ \n]+|,[ \n]+)[\"“‘']*$")
_NAMING = re.compile(
    r"([\w-]+)(?:[ \n]+that|[ \n]+which|[ \n]+it|,)?(?:[ \n]+\w+)?[ \n]+(?:is|was|are|be)?[ \n]*(?:called|named|dubbed|tracked as|known as|identified as|"
    r"referred to as|codenamed|nicknamed|calling itself|calls itself)[ \n]+(?:the[ \n]+)?[\"“‘']*$"
)


def type_in_context(text: str, span: Span, words: Lexicon) -> tuple[str | None, int]:
    """The type that the neighbours of a name show, and where the name ends."""
    kind, end = _from_after(text, span, words)
    if kind is None:
        kind = (
            _from_apposition(text, span, words)
            or _from_before(text, span, words)
            or _from_form(text[span.start : span.end], span, words)
        )
    return kind, end


def _from_after(text: str, span: Span, words: Lexicon) -> tuple[str | None, int]:
    after = _AFTER.match(text, span.end)
    if not after:
        return None, span.end
    first, second = words.lemma(after.group(1)), words.lemma(after.group(2) or "")
    if after.group(1).endswith("ed"):  # "X reported": a verb, not a report of X
        return None, span.end
    malware, actor = words.words("nouns", "malware"), words.words("nouns", "actor_plain")
    if first in malware or first == "ransomware-as-a-service":
        if second in actor or (second in words.words("nouns", "actor") and first == "ransomware"):
            return "ThreatGroup", span.end
        if second in words.words("nouns", "attack"):
            return None, span.end
        direct = text[span.end : after.start(1)].strip() in ("", '"', "”")
        return "Malware", after.end(1) if direct and "(" not in text[span.end : after.start(1)] else span.end
    if span.known == () and first in words.words("nouns", "service") and all_ordinary(text[span.start : span.end]):
        return "Service", span.end
    if (
        first in actor
        or (first == "threat" and second in words.words("nouns", "actor"))
        or (first == "hacking" and second in actor)
    ):
        return "ThreatGroup", span.end
    if span.known == () and (
        first in words.words("nouns", "product")
        or (second in words.words("nouns", "product") and first not in words.words("nouns", "attack"))
    ):
        return PRODUCT, span.end
    return None, span.end


def _from_apposition(text: str, span: Span, words: Lexicon) -> str | None:
    """As in "X, a backdoor that", "X, another extortion gang", "X is a ransomware group"; "a known threat actor, X"."""
    behind = _IS_A.match(text, span.end)
    before = _A_NOUN.search(text[max(0, span.start - _WINDOW) : span.start])
    for match in (behind, before):
        if match is None:
            continue
        phrase = match.group("phrase").split()
        for position, word in enumerate(phrase):
            lemma = words.lemma(word.lower().strip(","))
            rest = [words.lemma(w.lower()) for w in phrase[position + 1 : position + 2]]
            if lemma in words.words("nouns", "malware") and not (rest and rest[0] in words.words("nouns", "actor")):
                return "Malware"
            if lemma in words.words("nouns", "actor_plain"):
                return "ThreatGroup"
            if lemma in words.words("nouns", "organisation_definite"):
                return "Organization"
    return None


def all_ordinary(name: str) -> bool:
    """`Click & Collect`: a name made of ordinary words alone."""
    return all(len(p) > 2 and is_word(p.lower()) for p in re.findall(r"\w+", name) if p.lower() != "and")


def _from_before(text: str, span: Span, words: Lexicon) -> str | None:
    naming = _NAMING.search(text[max(0, span.start - _WINDOW) : span.start])
    before = naming or _BEFORE.search(text[max(0, span.start - _WINDOW) : span.start])
    if not before:
        return None
    lemma = words.lemma(before.group(1).lower())
    if not naming and text[: span.start].rstrip("\"“‘' ").endswith(",") and lemma not in words.words("nouns", "title"):
        return None  # "besides its malware, X also used": the word before the comma is of another phrase
    if lemma in words.words("nouns", "malware"):
        return "Malware"
    if naming and lemma in words.words("nouns", "tool"):
        return "Tool"
    alone = before.group(1) == lemma and lemma in words.words("nouns", "person_actor")
    if alone and not naming and len(text[span.start : span.end].split()) in (2, 3):
        return "Person"  # one hacker is a person
    field = re.search(r"([\w-]+)[ \n]+[\w-]+[ \n]+[\"“‘']*$", text[max(0, span.start - _WINDOW) : span.start])
    if (
        field
        and words.lemma(field.group(1).lower()) in words.words("nouns", "organisation")
        and lemma in words.words("nouns", "organisation")
    ):
        return "Organization"  # "the hospital group X"
    if lemma in words.words("nouns", "actor_plain") and not text[
        max(0, span.start - _WINDOW) : span.start
    ].rstrip().endswith(","):
        return "ThreatGroup"
    if (
        lemma in words.words("nouns", "organisation_definite")
        and not naming
        and not text[max(0, span.start - _WINDOW) : span.start].rstrip().endswith(",")
    ):
        return "Organization"
    if lemma in words.words("nouns", "title") and not naming and " " in text[span.start : span.end]:
        return "Person"
    return None


def _from_form(name: str, span: Span, words: Lexicon) -> str | None:
    listed = [k.type for k in span.known if not k.common]
    if listed:
        return None  # the lists speak later, for all places at once
    parts = name.replace("’", "'").split()
    if any(p.strip(",.") in words.words("names", "institution_words") for p in parts):
        return "Organization"
    if len(parts) > 1 and parts[-1].strip(",") in words.words("names", "organisation_suffixes"):
        return "Organization"
    if len(parts) > 1 and words.lemma(parts[-1].lower()) in words.words("nouns", "malware"):
        return "Malware"  # "Remcos RAT"
    suffixes = words.order("names", "malware_suffixes")
    if len(parts) == 1 and any(name.endswith(s) and name != s and name[0].isupper() for s in suffixes):
        return "Malware"
    return None
