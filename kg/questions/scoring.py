"""Whether a claim says what an annotated claim says. In: claim rows and gold claims as dictionaries. Out: yes or no.

Names agree when a normalised name of one is a name of the other, or stands in it as whole words. What counts as a weak
word, a symmetric relation or an event is data (`schema/scoring.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from kg.vocabulary import load_schema

Data = Mapping[str, Any]


class Rules(BaseModel):
    """`schema/scoring.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    relations: tuple[str, ...]
    same_as: dict[str, str]
    symmetric: frozenset[str]
    no_object: frozenset[str]
    links: frozenset[str]
    events: frozenset[str]
    stands_for_victims: frozenset[str]
    weak_words: tuple[str, ...]
    shortest_part: int


@cache
def rules() -> Rules:
    """The rules as the schema has them."""
    return load_schema(Rules, "scoring.yaml")


def relation_of(claim: Data) -> str | None:
    """The relation in the annotators' words; None where such a claim is not scored."""
    relation = rules().same_as.get(claim["relation"], claim["relation"])
    ends = {(claim.get(end) or {}).get("type") for end in ("subject", "object")}
    if relation not in rules().relations or (relation in rules().links and ends & rules().events):
        return None
    return str(relation)


def agrees(claim: Data, gold: Data) -> bool:
    """Whether relation and both ends of a claim are those of the annotated one."""
    relation = relation_of(claim)
    if relation != gold["relation"]:
        return False
    subject, subject_of_gold = names(claim.get("subject")), names(gold["subject"])
    if relation in rules().no_object:
        return same(subject, subject_of_gold)
    object_, object_of_gold = names(claim.get("object")), names(gold["object"])
    if same(subject, subject_of_gold) and same(object_, object_of_gold):
        return True
    return relation in rules().symmetric and same(subject, object_of_gold) and same(object_, subject_of_gold)


def overlaps(claim: Data, gold: Data) -> bool:
    """Whether a quote of the claim shares a character with the annotated evidence."""
    return any(e["start"] < end and start < e["end"] for e in claim.get("evidence") or () for start, end in gold["evidence"])


def speaker_kind(claim: Data) -> str:
    """author, named or unnamed."""
    return str((claim.get("speaker") or {}).get("kind", "author"))


def names_speaker(claim: Data, gold: Data) -> bool:
    """Whether the speaker's name is that of the annotated one, or a part of it, or the other way round."""
    said = normal((claim.get("speaker") or {}).get("name"))
    return bool(said) and any(said in normal(name) or normal(name) in said for name in gold["speaker"])


def names(end: Data | None) -> frozenset[str]:
    """The normalised names by which one end may be known; an incident is known by its victims."""
    if not end:
        return frozenset()
    known = [end.get("name"), *end.get("aliases", ()), *end.get("mentions", ())]
    if end.get("type") in rules().stands_for_victims:
        known = list(end.get("victims") or known)
    return frozenset(n for n in map(normal, known) if n)


def same(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two ends share a name, or a name of one stands in a name of the other."""
    if not a or not b:
        return not a and not b
    return bool(a & b) or any(_within(x, y) for x in a for y in b)


def _within(x: str, y: str) -> bool:
    return min(len(x), len(y)) >= rules().shortest_part and (f" {x} " in f" {y} " or f" {y} " in f" {x} ")


def normal(name: str | None) -> str:
    """A name in lower case, without punctuation, possessive and weak words (unless nothing else is left)."""
    text = (name or "").lower().replace("&", " and ").replace("'s ", " ").replace("’s ", " ")
    words = re.sub(r"[^a-z0-9 ]", " ", text).split()
    return " ".join(w for w in words if w not in rules().weak_words) or " ".join(words)
