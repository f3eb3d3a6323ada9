"""A connection to Neo4j. In: `NEO4J_URI`, `NEO4J_USERNAME`, `NEO4J_PASSWORD`, `NEO4J_DATABASE`. Out: a driver that answers.

The address is tried once before anything else: the driver would retry a dead one for half a minute.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.cypher.protocol import EngineError, QueryError, QueryTimeout, located, query_error

if TYPE_CHECKING:
    from neo4j import Driver

_SCHEMES = tuple(f"{kind}{security}://" for kind in ("bolt", "neo4j") for security in ("", "+s", "+ssc"))
_CONNECT_SECONDS = 5.0
_PLACE = re.compile(r"\(line (\d+), column (\d+) \(offset: \d+\)\)")
_EXPECTED = re.compile(r": expected .{80,}", re.DOTALL)  # a list of every word that might have come
_TIMED_OUT = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockClientStopped")


@dataclass(frozen=True)
class Address:
    """Where Neo4j is and how to log in; no `database` is the server's default one."""

    uri: str
    username: str = "neo4j"
    password: str = ""
    database: str | None = None

    def __repr__(self) -> str:  # a password is not for logs
        return f"Address(uri={self.uri!r}, username={self.username!r}, database={self.database!r})"


def address(settings: Mapping[str, str] = os.environ) -> Address:
    """The address that the environment gives; raises `EngineError` where it gives none."""
    uri = settings.get("NEO4J_URI")
    if not uri:
        raise EngineError(
            "no Neo4j is named",
            remedy="set NEO4J_URI, e.g. to bolt://127.0.0.1:7687 after `make neo4j`; NEO4J_USERNAME, NEO4J_PASSWORD and "
            "NEO4J_DATABASE where the server asks for them",
        )
    name, word = settings.get("NEO4J_USERNAME") or "neo4j", settings.get("NEO4J_PASSWORD") or ""
    return Address(uri, name, word, settings.get("NEO4J_DATABASE") or None)


@contextmanager
def connected(where: Address) -> Iterator[Driver]:
    """A driver whose server has answered; closed at the end. Its failures become `EngineError`s."""
    driver = connect(where)
    with driver, failures(where):
        yield driver


def connect(where: Address) -> Driver:
    """A driver whose server has answered; the caller closes it."""
    from neo4j import GraphDatabase
    from neo4j.exceptions import ConfigurationError

    if not where.uri.startswith(_SCHEMES):
        raise EngineError("not an address of Neo4j", place=where.uri, remedy="e.g. bolt://127.0.0.1:7687")
    try:
        driver = GraphDatabase.driver(
            where.uri,
            auth=(where.username, where.password),
            connection_timeout=_CONNECT_SECONDS,
            notifications_min_severity="OFF",
        )
    except (ValueError, ConfigurationError) as error:
        raise EngineError(
            f"not an address of Neo4j: {error}", place=where.uri, remedy="e.g. bolt://127.0.0.1:7687"
        ) from error
    try:
        with failures(where):
            driver.verify_connectivity()
    except BaseException:
        driver.close()
        raise
    return driver


@contextmanager
def failures(where: Address) -> Iterator[None]:
    """Failures of the server or on the way to it, as `EngineError`s that say what to do."""
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    try:
        yield
    except AuthError as error:
        raise EngineError(
            "Neo4j refuses the user or password", place=where.uri, remedy="check NEO4J_USERNAME and NEO4J_PASSWORD"
        ) from error
    except DriverError as error:
        raise EngineError(
            f"Neo4j does not answer: {str(error).splitlines()[0]}",
            place=where.uri,
            remedy="`make neo4j` starts one on this machine; else check NEO4J_URI",
        ) from error
    except Neo4jError as error:
        raise EngineError(f"Neo4j failed: {error.message or error}", place=where.uri) from error


def query_failure(error: Any, text: str, timeout: float | None, lines_before: int = 0) -> QueryError:
    """A statement's failure as an error that says where in the query; `lines_before` were put before the user's text."""
    if any(word in (error.code or "") for word in _TIMED_OUT):
        return QueryTimeout(f"no answer within {timeout} s", place="query", remedy="narrow it, or give --timeout more")
    message = error.message or str(error)
    place = _PLACE.search(message)
    said = _EXPECTED.sub("", message[: place.start()] if place else message.strip().splitlines()[0]).strip()
    if place is None:
        return located(said, text)
    return query_error(said, text, int(place[1]) - lines_before, int(place[2]))
