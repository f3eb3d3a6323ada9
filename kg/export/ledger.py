"""The whole ledger as JSON Lines: sources, tombstones, adoptions, decisions; then each text, its documents and readings.

A line is a JSON object with a `kind`. The first names the format, the last counts the lines, so that a file that was cut
off shows. Loading it into an empty ledger gives the same content: equal ids, equal `Ledger.state()`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, BinaryIO

from pydantic import BaseModel

from kg.ledger import Ledger

TAKES = "ledger"
WRITES = "file"
LOSES = ()
FORMAT = 1


def write(ledger: Ledger, stream: BinaryIO) -> int:
    """Write all that the ledger holds; how many lines there are but the first and the last."""
    count = 0
    stream.write(_line({"kind": "ledger", "format": FORMAT}))
    for line in _lines(ledger):
        stream.write(_line(line))
        count += 1
    stream.write(_line({"kind": "end", "lines": count}))
    return count


def _lines(ledger: Ledger) -> Iterator[dict[str, Any]]:
    for source in ledger.source_statements():
        yield _of("source", source)
    for stone in ledger.tombstones():
        yield _of("tombstone", stone)
    for adoption in ledger.adoptions():
        yield _of("adoption", adoption)
    for decision in ledger.decisions():
        yield _of("decision", decision)
    for content_id, documents in groupby(ledger.descriptions(), key=lambda d: d.content_id):
        for number, document in enumerate(documents):
            if not number:
                yield {"kind": "text", "content_id": content_id, "text": document.text}
            yield _of("document", document, "text")
        for reading in ledger.readings(content_id):
            yield _of("reading", reading)


def _of(kind: str, model: BaseModel, *without: str) -> dict[str, Any]:
    return {"kind": kind, **model.model_dump(mode="json", exclude_defaults=True, exclude=set(without))}


def _line(data: dict[str, Any]) -> bytes:
    """One line of JSON in UTF-8; where a text is no proper Unicode, in ASCII, which can hold that."""
    try:
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(data, separators=(",", ":")).encode() + b"\n"
