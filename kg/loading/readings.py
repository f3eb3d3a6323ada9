"""Relationships of structured sources: a word and two ends in; a relation of the vocabulary with its ends, or None, out.

What words mean stands in the schema, as readings that are tried in order; a word that stands nowhere is read if a relation
of the vocabulary bears its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field

from kg.model import Ref
from kg.vocabulary import Vocabulary, vocabulary


class Reading(BaseModel):
    """One way to read a relationship: the relation, the types of ends it is for, and whether its ends are exchanged."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    relation: str
    source: tuple[str, ...] = Field(default=(), alias="from")
    target: tuple[str, ...] = Field(default=(), alias="to")
    reverse: bool = False


class Readings:
    """Words for relationships, with how each is read."""

    def __init__(self, words: Mapping[str, Sequence[Reading]]) -> None:
        self._words = words
        self._vocabulary = vocabulary()
        self._known: dict[tuple[str, str, str], Reading | None] = {}

    def read(self, word: str, source: Ref | None, target: Ref | None) -> tuple[str, Ref, Ref] | None:
        """Relation, subject and object; None where the vocabulary cannot say it, or has no place for an end."""
        if source is None or target is None:
            return None
        key = (word, source.type, target.type)
        if key not in self._known:
            named = word.replace("-", "_")
            own = [Reading(relation=named)] if named in self._vocabulary.relations else []
            choices = self._words.get(word, own)
            self._known[key] = next((r for r in choices if fits(r, source.type, target.type, self._vocabulary)), None)
        found = self._known[key]
        if found is None:
            return None
        return (found.relation, target, source) if found.reverse else (found.relation, source, target)


def fits(reading: Reading, source: str, target: str, words: Vocabulary) -> bool:
    """Whether a reading takes ends of these types."""
    relation = words.relations[reading.relation]
    subject, object_ = (target, source) if reading.reverse else (source, target)
    wanted = (not reading.source or source in reading.source) and (not reading.target or target in reading.target)
    return wanted and subject in relation.domain and object_ in relation.range
