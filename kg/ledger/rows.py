"""Models to rows and back, and the rules that make what a ledger tells independent of the order it was loaded in.

JSON of a model holds what differs from the defaults, keys sorted, in ASCII: the same model is the same string anywhere,
and text that is not proper Unicode (a lone surrogate in somebody's JSON) survives.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kg.model import Claim, Document, Heading, Marking, Source, Span

_Model = TypeVar("_Model", bound=BaseModel)
_STATE_BITS = 128


def dump(model: BaseModel, *without: str) -> str:
    """A model as canonical JSON, without the named fields and without defaults."""
    data = model.model_dump(mode="json", exclude_defaults=True, exclude=set(without))
    return json.dumps(data, sort_keys=True, separators=(",", ":"))


def claim_of(data: str, content_id: str) -> Claim:
    """A claim from its row: JSON without the content id, which its reading knows."""
    whole = f'{{"content_id":"{content_id}",{data[1:]}'
    return parsed(Claim, whole)


def parsed(model: type[_Model], data: str) -> _Model:
    """A model from JSON; pydantic's own fast parser, or the tolerant one where a string is no proper Unicode."""
    try:
        return model.model_validate_json(data)
    except ValidationError:
        return model.model_validate(json.loads(data))


def document_of(text: str, data: str, skipped: str) -> Document:
    """A document from its text and its row."""
    fields: dict[str, Any] = json.loads(data)
    spans = tuple(Span(start=s, end=e, why=w) for s, e, w in json.loads(skipped))
    return Document(text=text, skipped=spans, **fields)


def heading_of(document_id: str, content_id: str, data: str) -> Heading:
    """A document's heading from its row."""
    return Heading(id=document_id, content_id=content_id, **json.loads(data))


def skipped_row(document: Document) -> str:
    """The spans of a document that are not read, as a row has them."""
    return json.dumps([(s.start, s.end, s.why) for s in document.skipped], separators=(",", ":"))


def variant_rank(data: str) -> tuple[int, str, str]:
    """Which of several descriptions of one document counts: the most restrictive marking, then the last retrieved."""
    fields: dict[str, Any] = json.loads(data)
    marking = list(Marking).index(Marking(fields.get("marking", Marking.CLEAR)))
    return (marking, fields.get("retrieved") or "", data)


def version_rank(version: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Orders the versions of a reader, `<release>+<hash>`: by release as numbers, then by hash.

    A pre-release (1.0rc1) comes before its release. Two versions of one release have no order but that of their hashes,
    which is at least the same everywhere: who changes a reader raises its release.
    """
    release, _, build = version.partition("+")
    parts = re.findall(r"\d+|[a-z]+", release.lower())
    ranks = [(2, int(p), "") if p.isdigit() else (0, 0, p) for p in parts]
    return ((*ranks, (1, 0, "")), build)


def merged_source(statements: Iterable[Source]) -> Source:
    """One source from all that was said of it: a judgement beats F, the more cautious judgement beats the other."""
    ranked = sorted(statements, key=lambda s: (s.reliability != "F", s.reliability, s.kind != "publisher", s.kind))
    kinds = sorted({s.kind for s in ranked if s.kind != "publisher"})
    return ranked[-1].model_copy(update={"kind": kinds[0] if kinds else ranked[-1].kind})


def share(*parts: str) -> int:
    """What one row adds to the ledger's state; a sum, so that equal contents have equal states in any order."""
    packed = "\x00".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(packed).digest()[: _STATE_BITS // 8], "big")


def state_after(state: str | None, change: int) -> str:
    """The state that follows a state when the shares of new rows are added."""
    return f"{(int(state or '0', 16) + change) % (1 << _STATE_BITS):032x}"
