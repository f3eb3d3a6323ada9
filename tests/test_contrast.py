"""Minimal edits: a sentence and the same with a hedge, a denial, another speaker, ...: what must be read of each.

`contrast/*.yaml` holds a kind of edit a file, in our own words and with invented names. An item has a `base` text and what
it `says`, an `edit` and what is said `then`, one claim a line:

    [maybe] RELATION SUBJECT [-> OBJECT]: STANCE [or STANCE ...][, SPEAKER [or SPEAKER ...]]

An incident is written as its victim; SPEAKER is `author`, `unnamed` or a name, any where none is given; OBJECT `?` is none.
Of the relations that an item mentions these claims must be read and no others, so that an edit without claims must lose
those of its base. `maybe` allows a claim that readers disagree on. An item is right if both its texts are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.model import Claim, Document, Ref
from kg.reading import Reader
from kg.reading.gazetteer import gazetteer
from kg.reference import normal

FILES = sorted((Path(__file__).parent / "contrast").glob("*.yaml"))
GOAL = 0.9  # share of the items of each kind of edit that must be right
KINDS = {
    "hedge", "deny", "negate", "swap_speaker", "remove_speaker", "question", "condition", "plan_advice", "reverse_direction",
}  # fmt: skip
SAME_AS = {"exploits": "uses", "member_of": "linked_to", "overlaps_with": "linked_to"}
SYMMETRIC = {"alias_of", "linked_to"}
_LINE = re.compile(
    r"(?P<maybe>maybe )?(?P<relation>[a-z_]+) (?P<subject>.+?)(?: -> (?P<object>.+?))?: (?P<stances>[a-z-]+(?: or [a-z-]+)*)"
    r"(?:, (?P<speakers>.+))?"
)


@dataclass(frozen=True)
class Expected:
    """One line of an item."""

    line: str
    relation: str
    subject: str
    object: str | None
    stances: frozenset[str]
    speakers: frozenset[str]
    maybe: bool

    @classmethod
    def parse(cls, line: str) -> Expected:
        found = _LINE.fullmatch(line)
        assert found, f"not a line of an item: {line}"
        relation = SAME_AS.get(found["relation"], found["relation"])
        stances, speakers = frozenset(found["stances"].split(" or ")), (found["speakers"] or "").split(" or ")
        return cls(
            line, relation, found["subject"], found["object"], stances, frozenset(speakers) - {""}, bool(found["maybe"])
        )

    def fits(self, claim: Claim) -> bool:
        return self._ends(claim) and str(claim.stance) in self.stances and self._spoken(claim)

    def _ends(self, claim: Claim) -> bool:
        if SAME_AS.get(claim.relation, claim.relation) != self.relation:
            return False
        if self.relation in ("affected", "stolen"):
            return bears(claim.subject, self.subject)
        there = bears(claim.subject, self.subject) and bears(claim.object, self.object)
        return there or (
            self.relation in SYMMETRIC and bears(claim.subject, self.object) and bears(claim.object, self.subject)
        )

    def _spoken(self, claim: Claim) -> bool:
        kind, speaker = claim.speaker_kind, claim.speaker
        named = [s for s in self.speakers if s not in ("author", "unnamed")]
        if speaker is not None and speaker.name:
            return not self.speakers or any(alike(speaker.name, name) for name in named)
        return not self.speakers or kind in self.speakers


def alike(a: str, b: str) -> bool:
    """Whether two names are one, or one is the whole words of the other ("Lindqvist", "Marta Lindqvist")."""
    x, y = (f" {normal(gazetteer().country(name) or name)} " for name in (a, b))  # "Chinese" is China
    return x in y or y in x


def bears(ref: Ref | None, name: str | None) -> bool:
    if ref is None or name is None or name == "?":
        return ref is None and name in (None, "?")
    names = [ref.local or ref.name] if ref.type == "Incident" else [ref.name, *ref.forms]
    return any(alike(n, name) for n in names)


@dataclass(frozen=True)
class Item:
    """A minimal pair: two texts, each with what is to be read."""

    base: str
    says: tuple[Expected, ...]
    edit: str
    then: tuple[Expected, ...]

    @property
    def relations(self) -> frozenset[str]:
        return frozenset(e.relation for e in (*self.says, *self.then))

    def wrong(self, reader: Reader) -> Iterator[str]:
        """What is missing or too much, in words; nothing if both texts are read right."""
        for text, expected in ((self.base, self.says), (self.edit, self.then)):
            claims = [c for c in read(reader, text) if SAME_AS.get(c.relation, c.relation) in self.relations]
            missing = [e.line for e in expected if not e.maybe and not any(e.fits(c) for c in claims)]
            extra = [shown(c) for c in claims if not any(e.fits(c) for e in expected)]
            if missing or extra:
                lines = [f"    missing  {m}" for m in missing] + [f"    too much {x}" for x in extra]
                yield "\n".join([f"  {'base' if text is self.base else 'edit'}: {text}", *lines])


def read(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(Document(text=text, language="en")).claims


def shown(claim: Claim) -> str:
    ends = [(r.local or r.name) if r.type == "Incident" else r.name for r in (claim.subject, claim.object) if r]
    speaker = claim.speaker.name or f"unnamed ({claim.speaker.words})" if claim.speaker else "author"
    return f"{claim.relation} {' -> '.join(ends)}: {claim.stance}, {speaker}"


def items(path: Path) -> list[Item]:
    return [Item(i["base"], parsed(i["says"]), i["edit"], parsed(i["then"])) for i in load(path)["items"]]


def parsed(lines: Iterable[str]) -> tuple[Expected, ...]:
    return tuple(map(Expected.parse, lines))


def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_edits_are_read_as_they_are_meant(path: Path, reader: Reader) -> None:
    found = items(path)
    wrong = [lines for item in found if (lines := list(item.wrong(reader)))]
    share = 1 - len(wrong) / len(found)
    report = f"{path.stem}: {len(found) - len(wrong)} of {len(found)} right ({share:.2f})\n\n"
    report += "\n\n".join("\n".join(w) for w in wrong)
    print(report)
    assert share >= GOAL, report


def test_the_set_is_large_and_of_every_kind() -> None:
    assert {p.stem for p in FILES} == KINDS
    assert sum(len(items(p)) for p in FILES) >= 200
    texts = [t for p in FILES for i in items(p) for t in (i.base, i.edit)]
    assert len(set(texts)) == len(texts)
    assert all(item.says for p in FILES for item in items(p))
