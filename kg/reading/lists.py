"""The types of names that stand in one list: "tools such as A, B and C", "the A and B backdoors", "A, B and APT9".

In: the sentences of a document and their mentions. Out: types on the mentions that nothing else types. What the noun
before or behind the list says holds for all of it; else, where most names of a list are of one type, the others are too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.reading.kinds import ACTORS, PRODUCT, TOOLS, UNKNOWN
from kg.reading.lexicon import Lexicon
from kg.reading.segments import Sentence

if TYPE_CHECKING:
    from kg.reading.names import Mention

_JOINT = re.compile(r"[\"”’]?\)?(?:,? (?:and|or) |, ?(?:and |or )?| ?/ ?|; )(?:the |its )?[\"“‘]?| \(")
_BEHIND = re.compile(r"[\"”’]?\)? ([a-z][\w-]*s)\b")
_MANY = 3  # names of a list by which the others are typed


def type_lists(sentences: Sequence[Sentence], places: Sequence[Sequence[Mention]], words: Lexicon) -> None:
    """Give the untyped mentions of lists the type of their list."""
    for sentence, here in zip(sentences, places, strict=True):
        for listed in _lists(sentence, here):
            said = _said(sentence, listed, words)
            kind = said or _shared(listed)
            for mention in listed if kind else ():
                vague = mention.type == UNKNOWN or (said is not None and mention.type == PRODUCT)
                if not mention.known and (vague or _is_by_form(mention, words)):
                    mention.type = str(kind)


def _is_by_form(mention: Mention, words: Lexicon) -> bool:
    """Whether nothing but its last word ("Xyz Team") makes a name an organisation."""
    return mention.type == "Organization" and mention.text.split()[-1] in words.names(
        "organisation_suffixes", "institution_words"
    )


def _lists(sentence: Sentence, here: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Mentions with nothing but commas, "and" and brackets between them; also single ones."""
    listed: list[Mention] = []
    for mention in here:
        gap = sentence.text[listed[-1].end - sentence.start : mention.start - sentence.start] if listed else ""
        if listed and not _JOINT.fullmatch(gap):
            yield listed
            listed = []
        listed.append(mention)
    if listed:
        yield listed


def _said(sentence: Sentence, listed: Sequence[Mention], words: Lexicon) -> str | None:
    """The type by the noun before a list that it gives examples of, or by the plural behind it."""
    before = _examples(words).search(sentence.text[: listed[0].start - sentence.start])
    if before and before.group().endswith("(") and len(listed) == 1 and listed[0].text.isupper():
        before = None  # "a remote access tool (RAT)"
    behind = _BEHIND.match(sentence.text, listed[-1].end - sentence.start) if len(listed) > 1 else None
    for noun in (m[1] for m in (before, behind) if m):
        lemma = words.lemma(noun.lower())
        if lemma != noun.lower() or before:
            for kind, key in (("Malware", "malware"), ("Tool", "tool")):
                if lemma in words.nouns(key):
                    return kind
    return None


def _shared(listed: Sequence[Mention]) -> str | None:
    """The type that more than half of a long list shows."""
    shown = Counter(m.type if m.type != UNKNOWN else m.known[0].type for m in listed if m.type != UNKNOWN or m.known)
    kind, count = shown.most_common(1)[0] if shown else (UNKNOWN, 0)
    return kind if len(listed) >= _MANY and 2 * count > len(listed) and kind in ACTORS | TOOLS else None


@lru_cache(maxsize=2)
def _examples(words: Lexicon) -> re.Pattern[str]:
    """As in "tools such as", "malware families including", "utilities (like", "three backdoors ("."""
    like = words.either("phrases", "examples")
    return re.compile(rf"([\w-]+)(?:(?:,| \()? {like} (?:the |its )?[\"“‘]?| \([\"“‘]?)$")
