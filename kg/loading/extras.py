"""Packages that only some formats need: where one is missing, an error that says what installs it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import MissingExtra


@contextmanager
def extra(name: str, what: str) -> Iterator[None]:
    """Around imports: raises `MissingExtra` if a package of the extra is not there. `what` is plural: "web pages"."""
    try:
        yield
    except ImportError as error:
        remedy = f"pip install 'threat-kg[{name}]'"
        raise MissingExtra(f"{what} need packages that are not installed ({error.name})", remedy=remedy) from error


def quiet(*loggers: str) -> None:
    """Keep a library's log out of stderr unless somebody has asked for it: what is wrong is said by a refusal."""
    for name in loggers:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
