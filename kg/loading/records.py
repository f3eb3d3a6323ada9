"""Claims of structured sources: what is said goes in, one at a time; documents with their record claims come out.

A structured source has no text of its own. What stands for it is a listing, a line for each claim with its record, version,
ends and words: the same records give the same text in any order and from any file, so that loading them twice adds nothing,
and a record that says something else makes another text. What is said is gathered by `Cover`, the document without its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.model import Claim, Document, Marking, Omission, RecordClaim, RecordEvidence, Ref, Speaker, Stance

_RANKS = {marking: rank for rank, marking in enumerate(Marking)}
_LONGEST = 2000  # characters of a record's words that are kept: more than anybody quotes


class Cover(NamedTuple):
    """A document to be, without its text."""

    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    address: str | None = None
    retrieved: str | None = None
    marking: Marking = Marking.CLEAR
    record: str | None = None

    def restricted(self, marking: Marking | None) -> Cover:
        """The document that holds what is marked so: this one, or a stricter one beside it with an address of its own."""
        whole = strictest((self.marking, marking))
        if whole == self.marking:
            return self
        return self._replace(marking=whole, address=self.address and f"{self.address}#{whole}")


class Saying(NamedTuple):
    """A claim to be: everything but the text it stands in."""

    relation: str
    subject: Ref
    object: Ref | None
    stance: Stance
    evidence: tuple[RecordEvidence, ...]
    speakers: tuple[Speaker, ...] = ()
    stated: int | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()
    event_date: str | None = None

    @property
    def line(self) -> str:
        """All that is said, in one line."""
        first = self.evidence[0]
        who = " < ".join(s.name or s.words for s in self.speakers)
        stated = "" if self.stated is None else f" {self.stated}%"
        extra = "".join(f" {name}={value}" for name, value in self.qualifiers)
        parts = (
            f"{first.record} {first.version}: {_shown(self.subject)} {self.relation} {_shown(self.object)}",
            f"[{self.stance}{stated}{f', {who}' if who else ''}{f', {self.event_date}' if self.event_date else ''}{extra}]",
            *(f"{e.record if n else ''} {e.detail}".strip() for n, e in enumerate(self.evidence)),
        )
        return " ".join(" ".join(parts).split())


class Records:
    """What is said by the records of one file, by document; and how many records nothing was said by."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._said: dict[Cover, dict[str, Saying]] = {}
        self._omitted: Counter[tuple[str, str]] = Counter()

    def say(self, cover: Cover, saying: Saying) -> None:
        """Note a claim of a document. The same said twice is said once."""
        self._said.setdefault(cover, {})[saying.line] = saying

    def omit(self, what: str, why: str, count: int = 1) -> None:
        """Note records that no claim is made of."""
        self._omitted[what, why] += count

    def claims(self) -> Iterator[RecordClaim]:
        """Every claim with its document, document by document."""
        for cover, said in self._said.items():
            lines = sorted(said)
            document = Document(text="\n".join(lines) + "\n", **cover._asdict())
            content_id = document.content_id
            for line in lines:
                yield RecordClaim(document=document, claim=_claim(content_id, said[line]))

    def omissions(self) -> Iterator[Omission]:
        """What no claim was made of, by kind."""
        for (what, why), count in sorted(self._omitted.items()):
            yield Omission(place=self._place, what=what, why=why, count=count)


def evidence(record: str, detail: str = "", version: str = "") -> RecordEvidence:
    """A record as evidence, its words cut to what can be shown."""
    words = " ".join(detail[: 2 * _LONGEST].split())
    return RecordEvidence(record=record, detail=words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…", version=version)


def named(names: Iterable[str | None]) -> tuple[Speaker, ...]:
    """A chain of named speakers, the outermost first; who is not known is no link, nor is one who follows himself."""
    chain: list[str] = []
    for name in names:
        if name and (not chain or chain[-1] != name):
            chain.append(name)
    return tuple(Speaker(kind="named", name=name) for name in chain)


def strictest(markings: Iterable[Marking | None], otherwise: Marking = Marking.CLEAR) -> Marking:
    """The most restrictive of several markings."""
    return max((m for m in markings if m is not None), key=_RANKS.__getitem__, default=otherwise)


def stance_of(stated: int | None, levels: Mapping[str, int]) -> Stance:
    """The stance that a number between 0 and 100 comes to: `levels` names each with the least number that it takes."""
    if stated is None:
        return Stance.ASSERTED
    fitting = [(least, name) for name, least in levels.items() if stated >= least]
    return Stance(max(fitting)[1]) if fitting else Stance.UNKNOWN


def _shown(ref: Ref | None) -> str:
    return f"{ref.type}:{ref.name}{f'/{ref.local}' if ref.local else ''}" if ref else "-"


def _claim(content_id: str, saying: Saying) -> Claim:
    return Claim(
        content_id=content_id,
        relation=saying.relation,
        subject=saying.subject,
        object=saying.object,
        stance=saying.stance,
        speakers=saying.speakers,
        evidence=saying.evidence,
        qualifiers=dict(saying.qualifiers),
        event_date=saying.event_date,
        stated=saying.stated,
    )
