"""Reading: a document in, claims about names out. `Reader().read(document)` gives a `kg.model.Reading`."""

from kg.reading.reader import Reader

__all__ = ["Reader"]
