"""Reading in several processes: things in, the same things in the same order out, each with its reading if it wanted one.

Processes are spawned, since a fork copies locks and threads of whatever the caller has loaded. A document that kills its
process is refused and the rest goes on with new ones.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from kg.errors import KgError, LoadError, MissingExtra, ReaderError
from kg.model import Document, Reading, Refusal

Read = Callable[[Document], Reading]
Outcome = Reading | Refusal | None
_Thing = TypeVar("_Thing")
_AHEAD = 4  # documents on their way for each process: enough to keep it busy, few enough to keep memory flat


def read_all(
    things: Iterable[_Thing], wanted: Callable[[_Thing], Document | None], read: Read | None, jobs: int
) -> Iterator[tuple[_Thing, Outcome]]:
    """Each thing with the reading of its document, where one is wanted."""
    if read is None or jobs <= 1:
        for thing in things:
            document = wanted(thing) if read else None
            yield thing, None if read is None or document is None else attempt(read, document)
        return
    with _Pool(read, jobs) as pool:
        waiting: deque[tuple[_Thing, Document | None, Future[Outcome] | None]] = deque()
        for thing in things:
            document = wanted(thing)
            waiting.append((thing, document, pool.submit(document) if document else None))
            while len(waiting) >= jobs * _AHEAD:
                yield _first(waiting, pool)
        while waiting:
            yield _first(waiting, pool)


def _one_thread_each() -> None:
    """As many processes as asked for do the work: within each, matrix products start no threads of their own."""
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")


def attempt(read: Read, document: Document) -> Outcome:
    """A reading, or why there is none. Errors of the reader itself, not of the document, are raised."""
    try:
        return read(document)
    except (ReaderError, MissingExtra):
        raise
    except KgError as error:
        return Refusal(place=_label(document), why=error.message, remedy=error.remedy or "")
    except Exception as error:  # the reader must not lose the other documents over this one
        return Refusal(
            place=_label(document), why=f"it could not be read: {type(error).__name__}: {error}", remedy="report it"
        )


def _label(document: Document) -> str:
    return document.title or document.address or document.id


def _first(waiting: deque[tuple[_Thing, Document | None, Future[Outcome] | None]], pool: _Pool) -> tuple[_Thing, Outcome]:
    thing, document, future = waiting[0]
    if future is None or document is None:
        waiting.popleft()
        return thing, None
    try:
        outcome = future.result()
    except BrokenProcessPool:
        # Which document did it is not known: each is tried alone, in new processes, from the first on.
        outcome = pool.alone(document)
        again = [(t, d, pool.submit(d) if d else None) for t, d, _ in list(waiting)[1:]]
        waiting.clear()
        waiting.extend([(thing, None, None), *again])
    waiting.popleft()
    return thing, outcome


class _Pool:
    """Processes that read, made when the first document comes and made anew when they die."""

    def __init__(self, read: Read, jobs: int) -> None:
        self._read, self._jobs = read, jobs
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def submit(self, document: Document) -> Future[Outcome]:
        """Send a document to be read."""
        if self._executor is None:
            self._executor = self._start(self._jobs)
        try:
            return self._executor.submit(attempt, self._read, document)
        except BrokenProcessPool as error:  # told when its result is asked for, as for those sent before
            broken: Future[Outcome] = Future()
            broken.set_exception(error)
            return broken

    def alone(self, document: Document) -> Outcome:
        """Read one document in a process of its own; new processes are made for those that follow."""
        self._stop()
        executor = self._start(1)
        try:
            return executor.submit(attempt, self._read, document).result()
        except BrokenProcessPool:
            return Refusal(
                place=_label(document), why="the process that read it died", remedy="look at its size and report it"
            )
        finally:
            executor.shutdown(cancel_futures=True)

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        executor = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_one_thread_each)
        try:
            executor.submit(_ready).result()
        except BrokenProcessPool as error:
            remedy = "in a script, call it under if __name__ == '__main__'; or load with one job"
            raise LoadError("processes for reading cannot be started", remedy=remedy) from error
        return executor

    def _stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


def _ready() -> bool:
    return True
