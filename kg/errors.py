"""Errors: what was wrong, where, and what to do about it. Nothing flows in; every room raises these.

A library never exits: the command line turns `exit_code` into the process's own.
"""

from __future__ import annotations

from collections.abc import Sequence


class KgError(Exception):
    """Any failure that a user can act on.

    `place` says where (file, line, record, key); `remedy` says what to do next. Both are shown after the message.
    """

    exit_code = 2

    def __init__(self, message: str, *, place: str | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        then = f" ({self.remedy})" if self.remedy else ""
        return f"{where}{self.message}{then}"

    def __reduce__(self) -> tuple[object, ...]:  # errors cross process borders with their place and remedy
        return (_rebuild, (type(self), self.__dict__))


def _rebuild(kind: type[KgError], state: dict[str, object]) -> KgError:
    error = kind.__new__(kind)
    error.__dict__.update(state)
    error.args = (state.get("message"),)
    return error


class SchemaError(KgError):
    """A file of `schema/` does not say what it must."""


class EvidenceError(KgError):
    """A quote is not where it is said to be."""


class ModelError(KgError):
    """A claim, reference or decision that the schema does not allow."""


class LedgerError(KgError):
    """The ledger cannot be read or written."""


class LedgerVersionError(LedgerError):
    """The ledger was written by a newer version."""


class LoadError(KgError):
    """Some input was refused; the rest is loaded."""

    exit_code = 3


class ReaderError(KgError):
    """The reader cannot start: its language model is missing or not the one it was built on."""


class MissingExtra(KgError):
    """A feature needs packages that are not installed."""


class UsageError(KgError):
    """A question that cannot be asked this way."""


class UnknownName(KgError):
    """No entity bears the name; `nearest` lists those that come close."""

    exit_code = 1

    def __init__(self, name: str, nearest: Sequence[str] = ()) -> None:
        hint = f"nearest: {', '.join(nearest)}" if nearest else "`kg status` lists what the ledger holds"
        super().__init__(f"no entity is called {name!r}", remedy=hint)
        self.name = name
        self.nearest = tuple(nearest)


class UnknownSource(KgError):
    """No publisher, document or speaker bears the name; `nearest` lists those that come close."""

    exit_code = 1

    def __init__(self, name: str, nearest: Sequence[str] = ()) -> None:
        hint = f"nearest: {', '.join(nearest)}" if nearest else "`kg sources` lists the publishers"
        super().__init__(f"no publisher, document or speaker is called {name!r}", remedy=hint)
        self.name = name
        self.nearest = tuple(nearest)


class NothingFound(KgError):
    """The question was understood and has no answer."""

    exit_code = 1


class AmbiguousName(KgError):
    """Several entities bear the name; `candidates` lists them."""

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        super().__init__(f"{name!r} may be any of: {'; '.join(candidates)}", remedy="name one of them in full, or its id")
        self.name = name
        self.candidates = tuple(candidates)
