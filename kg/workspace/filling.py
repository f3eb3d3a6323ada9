"""Filling a ledger: paths in, each document loaded, read and added in one transaction, a report out.

What is there already is left alone and said so; what cannot be taken is refused, and the rest is loaded. Reading again
with a newer reader tells what was gained and lost by it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypedDict

from kg.errors import KgError
from kg.ledger import Ledger, version_rank
from kg.loading import load
from kg.loading.pool import read_all
from kg.model import Adoption, Decision, Document, Omission, Origin, Reading, Refusal, Source, Tombstone

_OBJECTS = 50_000  # made between two runs of the cycle collector while loading

if TYPE_CHECKING:
    from kg.loading import Loaded
    from kg.model import Claim, Marking, Reliability
    from kg.reading import Reader


@dataclass(frozen=True)
class Filled:
    """One document: where it was found, what it is called, whether it was new, its claims and words.

    Of a document that was there, `changed` says that something about it was new: a reading, its marking or title, or what is
    said of its source.
    """

    place: str
    document: str
    document_id: str
    new: bool
    changed: bool
    claims: int
    words: int
    skipped: int  # stretches that are marked and not read: menus, repeated headlines
    loader: str = ""  # which loader recognised the file


@dataclass(frozen=True)
class Change:
    """A claim that a newer reader found, or no longer finds."""

    document: str
    relation: str
    subject: str
    object: str | None
    stance: str
    speaker: str


@dataclass(frozen=True)
class Reread:
    """What reading again changed."""

    documents: int
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]


@dataclass(frozen=True)
class LoadReport:
    """What a load did: every document, every refusal, what no claim was made of, and what reading again changed.

    After a dry run, what it would do; of texts, which are not read then, no claims are counted.
    """

    loaded: tuple[Filled, ...]
    refused: tuple[Refusal, ...]
    reread: Reread | None = None
    omitted: tuple[Omission, ...] = ()
    dry: bool = False

    @property
    def new(self) -> int:
        """How many documents were new."""
        return sum(f.new for f in self.loaded)

    @property
    def changed(self) -> int:
        """Of how many documents that were there something was new."""
        return sum(f.changed for f in self.loaded)

    @property
    def claims(self) -> int:
        """How many claims the new ones hold."""
        return sum(f.claims for f in self.loaded if f.new)


class Said(TypedDict, total=False):
    """What the user says of files that do not say it themselves; `mapping` is a file: what the columns of tables mean."""

    source: str | None
    published: str | None
    reliability: Reliability | None
    marking: Marking | None
    mapping: str | None


def origin(said: Said) -> Origin:
    """What the user says, as loaders are told it."""
    return Origin(
        name="",
        publisher=said.get("source"),
        published=said.get("published"),
        reliability=said.get("reliability"),
        marking=said.get("marking"),
        mapping=said.get("mapping"),
    )


class Progress(Protocol):
    """Is told of each thing as it is done."""

    def __call__(self, done: Filled | Refusal) -> None:
        """Take note of it."""


def fill(
    ledger: Ledger, paths: Sequence[Path], origin: Origin, *, jobs: int, reread: bool, progress: Progress | None
) -> LoadReport:
    """Load all paths; then, with `reread`, read again what an older reader has read."""
    with _seldom_collected():
        read_before = {content for content, _, _ in ledger.read()}
        things = load(paths, origin, read=read_document, jobs=jobs, known=lambda d: d.content_id in read_before)
        loaded, refused, omitted = _sorted(things, lambda thing: _added(ledger, thing), progress)
        again = _reread(ledger, jobs, refused, progress) if reread else None
    return LoadReport(tuple(loaded), tuple(refused), again, tuple(omitted))


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """With the cycle collector run more seldom: it finds nothing among a large file's objects (ATT&CK: 3.2 s, not 4.1)."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def rehearse(path: Path, paths: Sequence[Path], origin: Origin, *, progress: Progress | None) -> LoadReport:
    """What `fill` would do to the ledger at `path`, if it is there, without reading a text or writing anything."""
    met: set[str] = set()
    with Ledger(path) if path.exists() else nullcontext() as ledger:
        loaded, refused, omitted = _sorted(load(paths, origin), lambda thing: _expected(ledger, thing, met), progress)
    return LoadReport(tuple(loaded), tuple(refused), omitted=tuple(omitted), dry=True)


def _sorted(
    things: Iterable[Loaded | Refusal | Omission], take: Callable[[Loaded], Filled | Refusal], progress: Progress | None
) -> tuple[list[Filled], list[Refusal], list[Omission]]:
    """What comes of the things, by kind; `take` says it of a document."""
    loaded: list[Filled] = []
    refused: list[Refusal] = []
    omitted: list[Omission] = []
    for thing in things:
        if isinstance(thing, Omission):
            omitted.append(thing)
            continue
        outcome = thing if isinstance(thing, Refusal) else take(thing)
        if isinstance(outcome, Refusal):
            refused.append(outcome)
        else:
            loaded.append(outcome)
        if progress:
            progress(outcome)
    return loaded, refused, omitted


def _expected(ledger: Ledger | None, thing: Loaded, met: set[str]) -> Filled:
    """What adding a document would do, after those met before it."""
    id_ = thing.document.id
    here = ledger is not None and ledger.has_document(id_)
    changed = here and id_ not in met and ledger is not None and not ledger.has(thing.document)
    filled = _filled(thing, new=not here and id_ not in met, changed=changed)
    met.add(id_)
    return filled


def read_document(document: Document) -> Reading:
    """One document read by this process's reader; a function of a module, so that it crosses process borders by name."""
    return _reader().read(document)


@cache
def _reader() -> Reader:
    from kg.reading import Reader

    return Reader()


def _added(ledger: Ledger, thing: Loaded) -> Filled | Refusal:
    try:
        there = ledger.has_document(thing.document.id)
        added = ledger.add(thing.document, thing.source, thing.readings)
        for extra in thing.also:
            added = _add_extra(ledger, extra) or added
    except KgError as error:
        return Refusal(place=thing.place, why=error.message, remedy=error.remedy or "")
    return _filled(thing, new=added and not there, changed=added and there)


def _filled(thing: Loaded, *, new: bool, changed: bool) -> Filled:
    document = thing.document
    return Filled(
        place=thing.place,
        document=_label(document),
        document_id=document.id,
        new=new,
        changed=changed,
        claims=sum(len(r.claims) for r in thing.readings),
        words=len(document.text.split()),
        skipped=len(document.skipped),
        loader=thing.loader,
    )


def _label(document: Document) -> str:
    return document.title or document.address or document.record or document.id


def _add_extra(ledger: Ledger, extra: Source | Adoption | Decision | Tombstone) -> bool:
    if isinstance(extra, Source):
        return ledger.add_source(extra)
    if isinstance(extra, Decision):
        return ledger.add_decision(extra)
    if isinstance(extra, Adoption):
        return ledger.add_adoption(extra)
    return ledger.add_tombstone(extra)


def _reread(ledger: Ledger, jobs: int, refused: list[Refusal], progress: Progress | None) -> Reread:
    """Read again every text that this reader read in another version, or that nobody has read."""
    reader = _reader()
    by_content: dict[str, set[tuple[str, str]]] = {h.content_id: set() for h in ledger.headings()}
    for content, name, version in ledger.read():
        by_content.setdefault(content, set()).add((name, version))
    held = ledger.adopted().get(reader.name)
    ledger.adopt(reader.name, reader.version)
    stale = [c for c, by in by_content.items() if _is_stale(by, reader)]
    gained: list[Change] = []
    lost: list[Change] = []
    for document, outcome in read_all((ledger.document(c) for c in stale), lambda d: d, read_document, jobs):
        label = _label(document)
        if isinstance(outcome, Reading):
            before = _newest(ledger.readings(document.content_id), reader.name, held)
            ledger.add(document, readings=[outcome])
            gained += _changes(label, outcome.claims, before)
            lost += _changes(label, before, outcome.claims)
        elif isinstance(outcome, Refusal):
            refused.append(outcome)
            if progress:
                progress(outcome)
    return Reread(len(stale), tuple(gained), tuple(lost))


def _is_stale(read_by: set[tuple[str, str]], reader: Reader) -> bool:
    if (reader.name, reader.version) in read_by:
        return False
    return not read_by or any(name == reader.name for name, _ in read_by)


def _newest(readings: Iterable[Reading], reader: str, held: str | None) -> tuple[Claim, ...]:
    of_reader = [r for r in readings if r.reader == reader]
    return max(of_reader, key=lambda r: (r.version == held, version_rank(r.version))).claims if of_reader else ()


def _changes(document: str, claims: Iterable[Claim], others: Iterable[Claim]) -> list[Change]:
    """What is said by the claims and by none of the others."""
    known = {_saying(c) for c in others}
    new = {_saying(c): None for c in claims if _saying(c) not in known}
    return [Change(document, *saying) for saying in new]


def _saying(claim: Claim) -> tuple[str, str, str | None, str, str]:
    speaker = claim.speaker
    said_by = (speaker.name or speaker.words or speaker.kind) if speaker else "author"
    return (claim.relation, claim.subject.name, claim.object.name if claim.object else None, str(claim.stance), said_by)
