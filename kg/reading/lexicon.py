"""The reader's word knowledge: `schema/reading/*.yaml` in, sets of lemmas and compiled patterns out.

The code of this room names classes of words (`actor`, `attack`, `hedge_adverbs`); which words belong to a class is data.
Words with meaning stand in `nouns`, `frames` and `cues` as lemmas, and their regular forms are derived; function words
(`grammar`, `prepositions`) and what is matched as written (`names`, `lexis`, `phrases`) stand as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from pydantic import RootModel

from kg.errors import SchemaError
from kg.resources import schema_hash
from kg.vocabulary import load_schema

INFLECTED = ("nouns", "frames", "cues")
AS_WRITTEN = ("grammar", "prepositions", "names", "phrases", "lexis")


class _WordFile(RootModel[dict[str, list[str] | dict[str, list[str]] | dict[str, int] | dict[str, str]]]):
    """A file of word lists: each key a list of words, or a map, e.g. of words to the prepositions they take."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All word lists of `schema/reading/`. A key that is missing is a `SchemaError` that names it."""

    lists: Mapping[str, Mapping[str, Any]]

    def words(self, file: str, *keys: str) -> frozenset[str]:
        """The words of one list of a file, or of several together; a union is built once."""
        known = self._sets[file]
        if (found := known.get(keys)) is None:
            found = known[keys] = frozenset(w for key in keys for w in self._get(file, key))
        return found

    def nouns(self, *keys: str) -> frozenset[str]:
        """Lists of `nouns.yaml`: what a phrase is about."""
        return self._known_nouns.get(keys) or self.words("nouns", *keys)

    def frames(self, *keys: str) -> frozenset[str]:
        """Lists of `frames.yaml`: which words carry which relation."""
        return self._known_frames.get(keys) or self.words("frames", *keys)

    def cues(self, *keys: str) -> frozenset[str]:
        """Lists of `cues.yaml`: how firmly something is said, and by whom."""
        return self.words("cues", *keys)

    def grammar(self, *keys: str) -> frozenset[str]:
        """Lists of `grammar.yaml`: function words."""
        return self.words("grammar", *keys)

    def names(self, *keys: str) -> frozenset[str]:
        """Lists of `names.yaml`: what names are made of."""
        return self.words("names", *keys)

    def lexis(self, *keys: str) -> frozenset[str]:
        """Lists of `lexis.yaml`: forms, and what begins and ends a sentence."""
        return self.words("lexis", *keys)

    def prepositions(self, key: str) -> frozenset[str]:
        """One list of `prepositions.yaml`: behind which of them a part of a relation stands."""
        return self.words("prepositions", key)

    def order(self, file: str, key: str) -> tuple[str, ...]:
        """The entries of one list, in the order of the file."""
        return tuple(self._get(file, key))

    def either(self, file: str, *keys: str) -> str:
        """A pattern for any entry of one or several lists, longest first, to stand within a greater pattern."""
        return alternatives(self.words(file, *keys))

    def table(self, file: str, key: str) -> Mapping[str, Any]:
        """One map of the file, e.g. of words to the prepositions they take."""
        value = self._get(file, key)
        if not isinstance(value, dict):
            raise SchemaError("must be a map", place=f"schema/reading/{file}.yaml: {key}")
        return value

    def _get(self, file: str, key: str) -> Any:
        try:
            return self.lists[file][key]
        except KeyError:
            raise SchemaError("the list is missing", place=f"schema/reading/{file}.yaml: {key}") from None

    @cached_property
    def _sets(self) -> dict[str, dict[tuple[str, ...], frozenset[str]]]:
        return {file: {} for file in self.lists}

    @cached_property
    def _known_nouns(self) -> dict[tuple[str, ...], frozenset[str]]:  # asked for every word: one look-up less
        return self._sets["nouns"]

    @cached_property
    def _known_frames(self) -> dict[tuple[str, ...], frozenset[str]]:
        return self._sets["frames"]

    @cached_property
    def _patterns(self) -> dict[tuple[str, str], re.Pattern[str]]:
        return {}

    @cached_property
    def lemmas(self) -> dict[str, str]:
        """Inflected form -> lemma, for every word of every list and the irregular forms of `lexis.yaml`."""
        known: dict[str, str] = {}
        listed = {w for file in INFLECTED for value in self.lists[file].values() for w in value if " " not in w}
        irregular = self.table("lexis", "irregular")
        # shorter words first: "linked" is a form of "link"
        for word in sorted(listed - set(irregular), key=lambda w: (len(w), w)):
            for form in inflections(word):
                known.setdefault(form, word)
        for word, forms in irregular.items():
            known.update((form, word) for form in (word, *forms))
        return known

    def lemma(self, form: str) -> str:
        """The lemma of a lower-cased form; the form itself if no list has it."""
        return self.lemmas.get(form, form)

    def pattern(self, file: str, key: str) -> re.Pattern[str]:
        """One pattern that finds any phrase of a list as whole words, longest first, whatever its case."""
        found = self._patterns.get((file, key))
        if found is None:
            found = self._patterns[file, key] = phrases(self._get(file, key))
        return found


def alternatives(entries: Iterable[str]) -> str:
    """A pattern for any of the entries, longest first."""
    return f"(?:{'|'.join(re.escape(e) for e in sorted(entries, key=lambda e: (-len(e), e)))})"


def phrases(entries: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words."""
    return re.compile(rf"(?<!\w){alternatives(entries)}(?!\w)", re.IGNORECASE)


def inflections(word: str) -> set[str]:
    """The regular English forms of a noun or verb: plural or third person, past, gerund (Quirk et al. 1985, 3.5-3.10)."""
    if len(word) < 3:  # "us", "be": not words that inflect regularly
        return {word}
    doubled = word + word[-1] if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]|.*[^aeiou]ol", word) else word
    stem = word[:-1] if word.endswith("e") else doubled
    forms = {word, word + "s", stem + "ed", stem + "ing"}
    if word.endswith(("s", "x", "z", "ch", "sh")):
        forms |= {word + "es", word + "ed", word + "ing"}
    if word.endswith("y") and word[-2] not in "aeiou":
        forms |= {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    return forms


def lexicon() -> Lexicon:
    """The lexicon of the schema as it stands."""
    return _lexicon(schema_hash())


@lru_cache(maxsize=1)
def _lexicon(_key: str) -> Lexicon:
    return Lexicon({name: load_schema(_WordFile, "reading", f"{name}.yaml").root for name in (*INFLECTED, *AS_WRITTEN)})
