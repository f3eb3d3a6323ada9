"""The type of a name from the words beside it: "the hacking group X", "X ransomware", "researcher X".

In: a sentence and the span of a name in it. Out: a type, or None where the place says nothing, and the end of the name:
`Xyz ransomware` is a name of its own, of malware; in `the Xyz ransomware operation` an actor is named.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from kg.reading.capitals import Span
from kg.reading.kinds import PRODUCT
from kg.reading.language import is_adjective, is_word
from kg.reading.lexicon import Lexicon

_WINDOW = 90  # characters before a name that can tell its type

_AFTER = re.compile(r"[\"”'’]?(?:\s+\([^)]{1,40}\))?[ \n]+[\"“]?([a-z][\w-]*)(?:[ \n]+([a-z][\w-]*))?")
_IS_A = re.compile(
    r"[\"”'’]?(?:,[ \n]+(?:an?|another|one of the)| (?:is|was|are)(?: also| now)? (?:an?|another|one of the|the))[ \n]+"
    r"(?:[A-Z]\w+(?:-[a-z]+)?[ \n]+)?(?P<phrase>(?:[a-z][\w-]*[ \n]*){1,5})"
)
_A_NOUN = re.compile(r"\b(?:an?|another)[ \n]+(?P<phrase>(?:[a-z][\w-]*[ \n]+){0,3}[a-z][\w-]*),[ \n]+[\"“‘']*$")
_BEFORE = re.compile(r"([\w-]+)(?:[ \n]+|,[ \n]+)[\"“‘']*$")
_LAST = re.compile(r"([\w-]+)[ \n]+$")


@lru_cache(maxsize=1)
def _tracked() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """As in "also tracked as X", "tracked by Acme as X"; "X (tracked as", "X, which is also tracked by"."""
    by = r"(?:by (?:the )?[^,;()]{1,40}? )?as"
    opening = r"[\"”'’]?(?:,| \()? ?(?:(?:which|who|whom|that) )?"
    behind = rf"{opening}(?:(?:(?:is|are|was) )?(?:\w+ )?tracked (?:as|by) |[\w ]{{2,40}} tracks as )"
    return re.compile(rf"\btrack(?:ed|s)[ \n]+{by}[ \n]+(?:the[ \n]+)?[\"“‘']*$"), re.compile(behind)


@lru_cache(maxsize=2)
def _naming(words: Lexicon) -> re.Pattern[str]:
    """As in "a group that is tracked as X", "malware dubbed X"."""
    verb = words.either("phrases", "naming")
    return re.compile(
        r"([\w-]+)(?:[ \n]+that|[ \n]+which|[ \n]+it|,)?(?:[ \n]+\w+)?[ \n]+(?:is|was|are|be)?[ \n]*"
        rf"{verb}[ \n]+(?:the[ \n]+)?[\"“‘']*$"
    )


def type_in_context(text: str, span: Span, words: Lexicon) -> tuple[str | None, int]:
    """The type that the neighbours of a name show, and where the name ends."""
    if text[span.start : span.end] in words.names("products", "technical_abbreviations"):
        return PRODUCT, span.end
    if text[span.start : span.end].split()[0] in words.names("campaign_words") and " " in text[span.start : span.end]:
        return "Campaign", span.end
    kind, end = _from_after(text, span, words)
    kind = (
        kind or _from_apposition(text, span, words) or _from_before(text, span, words) or _from_tracking(text, span, words)
    )
    return kind or _from_form(text[span.start : span.end], span, words), end


def _from_after(text: str, span: Span, words: Lexicon) -> tuple[str | None, int]:
    """By what follows: "X ransomware", "X ransomware gang", "X threat actor", "X hacking group", "X servers"."""
    after = _AFTER.match(text, span.end)
    if not after or after[1].endswith("ed"):  # "X reported": a verb, not a report of X
        return None, span.end
    nouns = words.nouns
    first, second = words.lemma(after[1]), words.lemma(after[2] or "")
    if first in nouns("malware", "malware_service"):
        return _from_malware_noun(text, span, after, words)
    if not span.known and first in nouns("service") and _is_ordinary(text[span.start : span.end]):
        return "Service", span.end
    if not span.known and second in nouns("malware") and is_adjective(after[1]):
        return "Malware", span.end  # "Xyz destructive malware"
    actor, plain = nouns("actor"), nouns("actor_plain")
    if first in plain or (first == "threat" and second in actor) or (first == "hacking" and second in plain):
        return "ThreatGroup", span.end
    product = nouns("product")
    last = text[span.start : span.end].split()[-1]
    body = last in words.names("institution_words", "organisation_suffixes")
    if first in words.cues("say_verbs") or (first != after[1] and not after[1].endswith("s")):
        return None, span.end  # "X told users"
    if not span.known and not body and (first in product or (second in product and first not in nouns("attack"))):
        return PRODUCT, span.end
    return None, span.end


def _from_malware_noun(text: str, span: Span, after: re.Match[str], words: Lexicon) -> tuple[str | None, int]:
    """`X ransomware` is a name; "X ransomware gang" names an actor; "X ransomware attack" says neither."""
    first, second = words.lemma(after[1]), words.lemma(after[2] or "")
    if second in words.nouns("actor_plain") or (second in words.nouns("actor") and first == "ransomware"):
        return "ThreatGroup", span.end
    if second in words.nouns("attack"):
        return None, span.end
    direct = text[span.end : after.start(1)].strip() in ("", '"', "”") and after[1] == first  # "X backdoors" is called X
    return "Malware", after.end(1) if direct else span.end


def _from_apposition(text: str, span: Span, words: Lexicon) -> str | None:
    """As in "X, a backdoor that", "X, another extortion gang", "X is a ransomware group"; "a known threat actor, X"."""
    nouns = words.nouns
    for match in (_IS_A.match(text, span.end), _A_NOUN.search(text[max(0, span.start - _WINDOW) : span.start])):
        phrase = match["phrase"].lower().split() if match else []  # up to "of": "the target of criminals" is no criminal
        lemmas = [words.lemma(w) for w in takewhile(lambda w: w not in words.order("phrases", "ends_of_noun"), phrase)]
        for lemma, following in zip(lemmas, [*lemmas[1:], ""], strict=False):
            if lemma in nouns("malware") and following not in nouns("actor"):
                return "Malware"
            if lemma in nouns("actor_plain"):
                return "ThreatGroup"
            if lemma in nouns("organisation_definite"):
                return "Organization"
    return None


def _from_tracking(text: str, span: Span, words: Lexicon) -> str | None:
    """What is tracked under a name is an actor, in a sentence that tells of no malware, flaw or campaign before it."""
    before, behind = _tracked()
    if not before.search(text[max(0, span.start - _WINDOW) : span.start]) and not behind.match(text, span.end):
        return None
    others = words.nouns("malware", "vulnerability", "attack")
    told = (words.lemma(w.strip('.,;:()"').lower()) for w in text[: span.start].split())
    return None if any(w in others for w in told) else "ThreatGroup"


def _is_ordinary(name: str) -> bool:
    """`Click & Collect`: a name made of ordinary words alone."""
    return all(len(p) > 2 and is_word(p.lower()) for p in re.findall(r"\w+", name) if p.lower() != "and")


def _named_as(window: str, words: Lexicon) -> re.Match[str] | None:
    """The noun that is given a name: in "dropped a backdoor called X" the nearest, in "malware experts dub X" the first."""
    first = _naming(words).search(window)
    nearer = _naming(words).search(window, first.end(1)) if first else None
    telling = words.nouns("malware", "tool", "actor")
    return nearer if nearer and words.lemma(nearer[1].lower()) in telling else first


def _from_before(text: str, span: Span, words: Lexicon) -> str | None:
    """By what stands before: "the gang X", "malware dubbed X", "the hospital group X", "researcher Jane Doe"."""
    window = text[max(0, span.start - _WINDOW) : span.start]
    naming = _named_as(window, words)
    before = naming or _BEFORE.search(window)
    if not before:
        return None
    nouns, word = words.nouns, before[1]
    lemma = words.lemma(word.lower())
    if not naming and window.rstrip("\"“‘' ").endswith(",") and lemma not in nouns("title"):
        return None  # "besides its malware, X also used": the word before the comma is of another phrase
    if lemma in nouns("malware"):
        return "Malware"
    if naming and lemma in nouns("tool"):
        return "Tool"
    size = len(text[span.start : span.end].split())
    if not naming and word == lemma and lemma in nouns("person_actor") and size in (2, 3):
        return "Person"  # one hacker is a person
    field = _LAST.search(window[: before.start(1)])
    if lemma in nouns("actor_or_trade") and field and not naming and _is_trade(field[1], words):
        return "Organization"  # "the diagnostics group X", "the satellite operator X"
    if field and words.lemma(field[1].lower()) in nouns("organisation") and lemma in nouns("organisation"):
        return "Organization"  # "the hospital group X"
    return _from_noun(lemma, size, words, apart=window.rstrip().endswith(","), naming=naming is not None)


def _is_trade(word: str, words: Lexicon) -> bool:
    """Whether a noun before "group" tells what it deals in, and is no word for attackers."""
    lemma, hostile = (
        words.lemma(word.lower()),
        words.nouns("attack", "attack_modifier", "actor", "malware", "vendor_modifier"),
    )
    plain = word.islower() and is_word(word) and not is_adjective(word) and not word.endswith(("ed", "ing"))
    return plain and lemma not in hostile and word not in words.names("actor_tail_modifiers", "hostile_words")


def _from_noun(lemma: str, size: int, words: Lexicon, *, apart: bool, naming: bool) -> str | None:
    """By the noun before a name of so many words. `apart`: a comma stands between; `naming`: a verb ("called") does."""
    if lemma in words.nouns("actor_plain") and not apart:
        return "ThreatGroup"
    if naming:
        return None
    if lemma in words.nouns("organisation_definite") and not apart:
        return "Organization"
    return "Person" if lemma in words.nouns("title") and size > 1 else None


def _from_form(name: str, span: Span, words: Lexicon) -> str | None:
    """By the name's own words: `Ministry of X`, `X Ltd`, `X RAT`; what a list has, it tells later for all places at once."""
    if any(not k.common for k in span.known):
        return None
    parts = [p.strip(",") for p in name.replace("’", "'").split()]
    institution, suffixes = words.names("institution_words"), words.names("organisation_suffixes")
    of_place = len(parts) > 2 and parts[0] in words.names("place_words") and parts[1] == "of"  # "City of Xyz"
    if len(parts) > 1 and parts[-1] in words.names("place_bodies"):
        return "Organization"  # "Xyz County"
    if of_place or any(p.strip(",.") in institution for p in parts) or (len(parts) > 1 and parts[-1] in suffixes):
        return "Organization"
    if len(parts) > 1 and words.lemma(parts[-1].lower()) in words.nouns("malware"):
        return "Malware"  # "Remcos RAT"
    endings = words.order("names", "malware_suffixes")
    if len(parts) == 1 and name[0].isupper() and any(name.endswith(e) and name != e for e in endings):
        return "Malware"
    return None
