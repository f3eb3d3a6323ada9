"""An exported ledger (`kg export ledger`): all that it held, as it was.

Nothing is read anew or guessed. What the user says of the files is passed over, but for a stricter marking.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any, BinaryIO

from pydantic import BaseModel, ValidationError

from kg.errors import LoadError
from kg.loading.settings import settings
from kg.model import Adoption, Decision, Document, Marking, Origin, Reading, Refusal, Source, Tombstone

FORMAT = "JSON Lines of an exported ledger"
YIELDS = ("sources", "documents", "readings", "claims", "decisions")

_HEAD = b'{"kind":"ledger",'
_DATABASE = b"SQLite format 3\x00"
_APPLICATION, _LEDGER = slice(68, 72), b"kgld"  # SQLite's application id, and a ledger's
_NEWEST = 1
_MODELS: dict[str, type[BaseModel]] = {
    "source": Source,
    "tombstone": Tombstone,
    "adoption": Adoption,
    "decision": Decision,
    "reading": Reading,
}
_Thing = Source | Tombstone | Adoption | Decision | Reading | Document | Refusal


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 (every loader is asked alike)
    """Sure of the export's first line, whatever the file is called; and of a ledger itself, to say how it is loaded."""
    return 1.0 if head.startswith(_HEAD) or _is_ledger(head) else 0.0


def load(stream: BinaryIO, origin: Origin) -> Iterator[_Thing]:
    """Everything in the export; a line that cannot be taken is refused, and so is the end where it is missing."""
    if _is_ledger(stream.read(_APPLICATION.stop)):
        raise LoadError("this is a ledger itself", place=origin.name, remedy="kg export ledger, and load what that writes")
    stream.seek(0)
    text, ended = None, False
    for number, raw in enumerate(_lines(stream, origin.name), 1):
        try:
            line = json.loads(raw)
            kind = str(line.pop("kind"))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield Refusal(place=f"{origin.name}:{number}", why="the line is cut off or no JSON", remedy="export it again")
            continue
        if kind == "ledger":
            _check_format(line, origin.name)
        elif kind == "text":
            text = line.get("text")
        elif kind == "end":
            ended = True
        else:
            yield _thing(kind, line, text, f"{origin.name}:{number}", origin.marking)
    if not ended:
        yield Refusal(place=origin.name, why="the export is cut off: its last line is missing", remedy="export it again")


def _lines(stream: BinaryIO, place: str) -> Iterator[bytes]:
    """The lines of the stream; raises `LoadError` for one that no export would write."""
    limit = settings().ledger.max_line
    for number in count(1):
        line = stream.readline(limit + 1)
        if not line:
            return
        if len(line) > limit:
            why = f"the line is longer than {limit:,} bytes"
            raise LoadError(why, place=f"{place}:{number}", remedy="export it again")
        yield line


def _is_ledger(head: bytes) -> bool:
    return head.startswith(_DATABASE) and head[_APPLICATION] == _LEDGER


def _check_format(line: dict[str, Any], place: str) -> None:
    format_ = line.get("format")
    if not isinstance(format_, int) or format_ > _NEWEST:
        why = f"the export has format {format_!r}, this program knows formats up to {_NEWEST}"
        raise LoadError(why, place=place, remedy="pip install --upgrade threat-kg")


def _thing(kind: str, line: dict[str, Any], text: str | None, place: str, marking: Marking | None) -> _Thing:
    try:
        if kind == "document":
            document = Document.model_validate({**line, "text": text})
            if marking and not document.marking.allows(marking):
                document = document.model_copy(update={"marking": marking})
            return document
        model: Any = _MODELS[kind]
        return model.model_validate(line)  # type: ignore[no-any-return]
    except KeyError:
        return Refusal(place=place, why=f"no line is called {kind!r}", remedy="pip install --upgrade threat-kg")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return Refusal(place=place, why=f"{kind}: {where}: {first['msg']}", remedy="export it again")
