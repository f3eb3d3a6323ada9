"""What tests of loaders share: bytes and a name in, what the flow makes of the file out."""

from __future__ import annotations

from pathlib import Path

from kg.loading import Loaded, load
from kg.model import Document, Origin, Refusal


def loaded(folder: Path, data: bytes | str, name: str = "in", origin: Origin | None = None) -> list[Loaded | Refusal]:
    """All that comes of one file of this content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(load([path], origin))


def documents(things: list[Loaded | Refusal]) -> list[Document]:
    """The documents among them."""
    return [t.document for t in things if isinstance(t, Loaded)]


def only(things: list[Loaded | Refusal]) -> Document:
    """The one document, if nothing was refused."""
    (thing,) = things
    assert isinstance(thing, Loaded), thing
    return thing.document


def refused(things: list[Loaded | Refusal]) -> str:
    """Why the file was refused, and what is to be done, if that is all that came of it."""
    (thing,) = things
    assert isinstance(thing, Refusal), thing
    return f"{thing.place.rsplit('/', 1)[-1]}: {thing.why} ({thing.remedy})"


def skipped(document: Document) -> list[str]:
    """The stretches of the text that are not read."""
    return [document.text[s.start : s.end] for s in document.skipped]
