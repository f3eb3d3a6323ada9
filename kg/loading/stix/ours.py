"""Our own export read back: objects with the extension of `schema/stix.yaml` in; documents, their claims and decisions out.

The extension says all that STIX cannot; the properties beside it say the same for others' tools and are passed over here, as
are entities and propositions, which follow from the claims. What bears no extension of ours is read as anybody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.loading.records import Records
from kg.loading.settings import schema_file
from kg.loading.stix.bundle import Bundle, Object
from kg.model import Claim, Decision, Document, Reading, Refusal, Source

READER = "stix"
_Model = TypeVar("_Model", bound=BaseModel)
Thing = Document | Reading | Source | Decision | Refusal


class _Extension(BaseModel):
    model_config = ConfigDict(frozen=True)
    id: str


class _Shape(BaseModel):
    """Of the file that says how the export is made, what reading needs."""

    model_config = ConfigDict(frozen=True)
    extension: _Extension


def ours(bundle: Bundle, records: Records, version: str) -> Iterator[Thing]:
    """Everything that the extension carries; what it stands on is taken out of the bundle."""
    found = _taken(bundle, schema_file(_Shape, "stix.yaml").extension.id)
    for kind in ("entity", "proposition"):
        if found[kind]:
            records.omit(f"{kind} objects of our own export", "computed anew from the claims beside them", len(found[kind]))
    place = bundle.place
    for id_, said in found["source"]:
        yield _made(Source, said.get("source"), place, id_)
    for id_, said in found["decision"]:
        yield _made(Decision, said.get("decision"), place, id_)
    yield from _documents(found["document"], found["claim"], place, version)


def _taken(bundle: Bundle, extension: str) -> dict[str, list[tuple[str, Object]]]:
    """Id and extension of our objects by kind. An end of others' claims stays in the bundle, by its name alone."""
    found: dict[str, list[tuple[str, Object]]] = defaultdict(list)
    for id_, item in list(bundle.objects.items()):
        said = (item.get("extensions") or {}).get(extension)
        if not isinstance(said, dict) or item["type"] == "extension-definition":
            continue
        kind = str(said.get("kind"))
        found[kind].append((id_, said))
        if kind in ("entity", "source"):
            bundle.keep_as_end(id_)
        else:
            del bundle.objects[id_]
    return found


def _documents(
    documents: list[tuple[str, Object]], claims: list[tuple[str, Object]], place: str, version: str
) -> Iterator[Document | Reading | Refusal]:
    """Each document with the claims that stand in its text."""
    said: dict[str, list[tuple[str, Object]]] = defaultdict(list)
    for id_, extension in claims:
        for report in _texts(extension.get("documents")):
            said[report].append((id_, _mapping(extension.get("claim"))))
    fields = set(Document.model_fields)
    for id_, extension in documents:
        document = _made(Document, {k: extension[k] for k in fields & extension.keys()}, place, id_)
        yield document
        if isinstance(document, Refusal):
            continue
        of_text = {"content_id": document.content_id}
        made = [_made(Claim, {**claim, **of_text}, place, c) for c, claim in said.pop(id_, ())]
        yield from (thing for thing in made if isinstance(thing, Refusal))
        kept = tuple(thing for thing in made if isinstance(thing, Claim))
        yield Reading(content_id=document.content_id, reader=READER, version=version, claims=kept)
    for report in sorted(said):
        why = f"{len(said[report])} claims stand in {report[:80]}, which is not in the file"
        yield Refusal(place=place, why=why, remedy="export it again")


def _mapping(value: Any) -> Object:
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> list[str]:
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


def _made(model: type[_Model], data: Any, place: str, id_: str) -> _Model | Refusal:
    """The model of an object's extension, or why there is none."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        why = f"{'.'.join(str(part) for part in first['loc']) or model.__name__.lower()}: {first['msg']}"
        return Refusal(place=f"{place}: {id_[:100]}", why=why, remedy="export it again")
