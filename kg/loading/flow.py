"""The flow: paths in, `Loaded` and `Refusal` out, in a stable order; reading in several processes where that is asked.

An error of one file, one loader or one document never stops the others. What is held at a time is one file's yield and a
bounded number of documents on their way through the readers, however many there are in all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import KgError
from kg.loading.archives import unpacked
from kg.loading.inputs import Input, inputs
from kg.loading.pool import Read, read_all
from kg.loading.registry import Extra, Loader, LoaderInfo, Registry, Yield, registry
from kg.loading.settings import settings
from kg.model import Claim, Document, Omission, Origin, Reading, RecordClaim, Refusal, Source

Known = Callable[[Document], bool]


@dataclass(frozen=True)
class Loaded:
    """One document, its source, what was read in it, and where it was found.

    `also` holds what only an exported ledger carries: statements about sources, adopted readers, decisions, tombstones.
    `loader` is the name of the loader that recognised the file.
    """

    document: Document
    source: Source | None
    readings: tuple[Reading, ...]
    place: str
    also: tuple[Extra, ...] = ()
    loader: str = ""


def load(
    paths: Sequence[Path],
    defaults: Origin | None = None,
    *,
    read: Read | None = None,
    jobs: int = 1,
    known: Known = lambda _: False,
) -> Iterator[Loaded | Refusal | Omission]:
    """Everything under the paths, in order.

    `defaults` says what holds of files that do not say it themselves (its name is not used). `read` makes a reading of a
    document that comes without claims, unless `known` holds of it; with `jobs` above 1 it runs in spawned processes and
    must be a function of a module. `ReaderError` and `MissingExtra` of the reader itself are raised, not yielded.
    """
    tried = registry()
    yield from tried.broken
    given = defaults or Origin(name="")
    found = (thing for each in inputs(paths) for thing in _of_file(each, given, tried))
    for thing, reading in read_all(found, _wants_reading(known), read, jobs):
        if not isinstance(thing, _Found):
            yield thing
        elif isinstance(reading, Refusal):
            yield reading.model_copy(update={"place": thing.loaded.place})
        elif reading is None:
            yield thing.loaded
        else:
            yield replace(thing.loaded, readings=(*thing.loaded.readings, reading))


@dataclass(frozen=True)
class _Found:
    """A document on its way: whether its text is still to be read."""

    loaded: Loaded
    unread: bool


_Thing = _Found | Refusal | Omission


def _wants_reading(known: Known) -> Callable[[_Thing], Document | None]:
    sent: set[str] = set()  # a text under many mastheads is read once

    def wanted(thing: _Thing) -> Document | None:
        if not isinstance(thing, _Found) or not thing.unread:
            return None
        document = thing.loaded.document
        if document.content_id in sent or known(document):
            return None
        sent.add(document.content_id)
        return document

    return wanted


def _of_file(source: Input | Refusal, defaults: Origin, tried: Registry) -> Iterator[_Thing]:
    """What a file holds, or each member of an archive."""
    for each in [source] if isinstance(source, Refusal) else unpacked(source):
        if isinstance(each, Refusal):
            yield each
        else:
            yield from _of_input(each, defaults, tried)


def _of_input(source: Input, defaults: Origin, tried: Registry) -> Iterator[_Thing]:
    """What one file holds; whatever goes wrong with it ends as a refusal of this file."""
    try:
        with source.open() as opened:
            stream = cast("BinaryIO", opened)
            head = stream.read(settings().head_bytes)
            stream.seek(0)
            info, loader = tried.choose(head, source.name)
            origin = defaults.model_copy(update={"name": source.place})
            yield from _of_loader(info, loader, stream, origin)
    except KgError as error:
        yield Refusal(place=error.place or source.place, why=error.message, remedy=error.remedy or "")
    except OSError as error:
        why = f"the file cannot be read: {error.strerror or error}"
        yield Refusal(place=source.place, why=why, remedy="check the file and its rights")
    except Exception as error:  # a loader may be anybody's: its faults are not the other files'
        yield Refusal(place=source.place, why=f"the loader failed: {type(error).__name__}: {error}", remedy="report it")


def _of_loader(info: LoaderInfo, loader: Loader, stream: BinaryIO, origin: Origin) -> Iterator[_Thing]:
    gathered = _Gathered(info, origin)
    try:
        for thing in loader.load(stream, origin):
            yield from gathered.take(thing)
    except Exception:
        yield from gathered.whole()  # of a file that breaks off, what came before
        raise
    yield from gathered.rest()


class _Gathered:
    """What a loader yields, put together by document: readings follow theirs, record claims are held to the file's end."""

    def __init__(self, info: LoaderInfo, origin: Origin) -> None:
        self._info, self._origin = info, origin
        self._whole = "readings" in info.yields  # an exported ledger: nothing is to be read or guessed
        self._document: Document | None = None
        self._readings: list[Reading] = []
        self._also: list[Extra] = []
        self._claims: dict[str, tuple[Document, list[Claim]]] = {}

    def take(self, thing: Yield) -> Iterator[_Thing]:
        """Take one thing; yield what is complete."""
        if isinstance(thing, (Refusal, Omission)):
            yield thing
        elif isinstance(thing, RecordClaim):
            self._claims.setdefault(thing.document.id, (thing.document, []))[1].append(thing.claim)
        elif isinstance(thing, Document):
            yield from self._flush()
            self._document = thing
        elif isinstance(thing, Reading):
            if self._document is not None and thing.content_id == self._document.content_id:
                self._readings.append(thing)
            else:
                why = f"a reading of {thing.content_id[:16]}, whose text is not there"
                yield Refusal(place=self._origin.name, why=why, remedy="export it again")
        else:
            self._also.append(thing)

    def whole(self) -> Iterator[_Found]:
        """A document that waits for its readings. Claims of records are not handed out before all of them are there."""
        yield from self._flush()

    def rest(self) -> Iterator[_Thing]:
        """What is left at the end of the file."""
        yield from self._flush()
        for document, claims in self._claims.values():
            reader, version = self._info.name, self._info.version
            content = document.content_id
            reading = Reading(content_id=content, reader=reader, version=version, claims=tuple(claims))
            yield self._found(document, (reading,), unread=False)
        if self._also:
            why = "it holds sources or decisions, but no document to keep them with"
            yield Refusal(place=self._origin.name, why=why, remedy="export it again")

    def _flush(self) -> Iterator[_Found]:
        if self._document is None:
            return
        document, readings = self._document, tuple(self._readings)
        self._document, self._readings = None, []
        yield self._found(document, readings, unread=not readings and not self._whole)

    def _found(self, document: Document, readings: tuple[Reading, ...], *, unread: bool) -> _Found:
        also, self._also = tuple(self._also), []
        source = None if self._whole else _source(document, self._origin)
        return _Found(Loaded(document, source, readings, self._origin.name, also, self._info.name), unread)


def _source(document: Document, origin: Origin) -> Source | None:
    if document.publisher is None:
        return None
    return Source(name=document.publisher, reliability=origin.reliability or "F")
