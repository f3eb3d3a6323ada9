"""Triples that others annotated: reports with (subject, relation, object) in free words in, how many of them we read out.

Only triples whose two ends name something, between an actor or malware and a malware, tool, flaw, organisation, actor or
state, are asked for; a claim finds a triple if it is of a relation that can say it and its ends bear the names. An end
that is a phrase ("a Middle Eastern telecom") names nothing: such triples are counted apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import Claim, Document, Ref
from kg.questions import scoring
from kg.reading import Reader
from kg.reading.language import is_word
from tools.reading_scores.settings import TripleKind, settings


@dataclass(frozen=True)
class Triple:
    """One annotated triple in our terms."""

    report: str
    kind: str
    actor: str
    relation: str
    other: str


@dataclass(frozen=True)
class TripleScore:
    """How many triples of one kind were found: `found` by a fitting relation, `joined` by any relation between the two."""

    kind: str
    gold: int
    found: int
    joined: int
    unnamed: int  # triples of this kind with an end that names nothing; not asked for
    missed: tuple[Triple, ...]


def score(folder: Path, reader: Reader) -> list[TripleScore]:
    """The share found of each kind, over all reports of the folder."""
    asked: dict[str, list[tuple[Triple, bool, bool]]] = {kind: [] for kind in settings().ctinexus.kinds}
    unnamed = dict.fromkeys(asked, 0)
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        claims = reader.read(Document(text=data["text"], record=path.name)).claims
        for triple, named in triples(path.stem, data):
            if named:
                asked[triple.kind].append((triple, *_found(triple, claims)))
            else:
                unnamed[triple.kind] += 1
    return [
        TripleScore(
            kind,
            len(of),
            sum(f for _, f, _ in of),
            sum(j for _, _, j in of),
            unnamed[kind],
            tuple(t for t, f, _ in of if not f),
        )
        for kind, of in asked.items()
    ]


def triples(report: str, data: Mapping[str, Any]) -> Iterator[tuple[Triple, bool]]:
    """The triples of one report that are of a kind we ask for, and whether both ends name something."""
    known = settings().ctinexus
    types = {e["entity_name"]: e["entity_type"] for e in data["entities"]}
    for triple in data["explicit_triplets"]:
        subject, words, other = triple["subject"], triple["relation"], triple["object"]
        if types.get(subject) not in known.actors and types.get(other) in known.actors:
            subject, other = other, subject  # "X was attacked by A"
        if types.get(subject) not in known.actors or any(w in f"{words} " for w in known.leave_out):
            continue
        for kind, wanted in known.kinds.items():
            if _is(wanted, str(types.get(other)), words.lower()):
                named = names_something(subject) and names_something(other) and (not wanted.proper or is_proper(other))
                yield Triple(report, kind, subject, words, other), named
                break


def _is(kind: TripleKind, type_: str, words: str) -> bool:
    return type_ in kind.objects and any(w in words for w in kind.words)


def names_something(end: str) -> bool:
    """Whether an end holds a name: a word with a capital or a digit that is no ordinary word at the start of a phrase."""
    bare = end.lower().strip()
    if bare in settings().ctinexus.general:
        return False
    words = re.findall(r"[^\s()/,]+", end)
    return any(_is_name(w, first=i == 0) for i, w in enumerate(words))


def is_proper(end: str) -> bool:
    """Whether a phrase is a name from its first word to its last: "an embassy of X" is none."""
    words = re.sub(r"\([^)]*\)", "", end).split()
    return bool(words) and all(
        w[:1].isupper() and w.lower() not in settings().ctinexus.articles for w in (words[0], words[-1])
    )


def _is_name(word: str, *, first: bool) -> bool:
    if re.search(r"\d", word) and re.search(r"[A-Z]", word):
        return True
    return word[:1].isupper() and (not is_word(word.lower()) or (not first and len(word) > 1) or word.isupper())


def _found(triple: Triple, claims: Iterable[Claim]) -> tuple[bool, bool]:
    wanted = settings().ctinexus.kinds[triple.kind].relations
    joined = [c for c in claims if _joins(c, triple)]
    return any(c.relation in wanted for c in joined), bool(joined)


def _joins(claim: Claim, triple: Triple) -> bool:
    ends = _names(claim.subject), _names(claim.object)
    actor, other = (scoring.names({"name": n, "type": "?", "aliases": _parts(n)}) for n in (triple.actor, triple.other))
    return (scoring.same(ends[0], actor) and scoring.same(ends[1], other)) or (
        scoring.same(ends[1], actor) and scoring.same(ends[0], other)
    )


def _parts(name: str) -> list[str]:
    """A name in brackets behind a phrase is one of its names: "a new zero-day (CVE-...)"."""
    return re.findall(r"\(([^)]+)\)", name)


def _names(ref: Ref | None) -> frozenset[str]:
    if ref is None:
        return frozenset()
    owned = [ref.local] if ref.type == "Incident" and ref.local else []
    return scoring.names({"name": ref.name, "type": "?", "aliases": [*ref.forms, *owned]})
