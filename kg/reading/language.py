"""The language model: spaCy's small English pipeline, and the dictionary that comes with it.

`parse(texts)` gives spaCy Docs with tags, lemmas left out, and dependency heads. The model is a Python package, pinned
by version (`schema/reading/model.yaml`): another model reads differently.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from kg.errors import ReaderError
from kg.vocabulary import load_schema

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
    ("ly", ""),
)  # regular ones, and what to put instead


class ModelPin(BaseModel):
    """Which language model the reader is built on."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())

    module: str
    distribution: str
    version: str


@lru_cache(maxsize=1)
def pipeline() -> Any:
    """The loaded spaCy pipeline (half a second, 100 MB); each step enables the pipes that it needs."""
    from thinc.api import NumpyOps

    pin = load_schema(ModelPin, "reading", "model.yaml")
    try:
        module = importlib.import_module(pin.module)
    except ImportError as error:
        remedy = f'pip install "{pin.distribution}=={pin.version}"'
        raise ReaderError("the language model is not installed", place=pin.module, remedy=remedy) from error
    nlp = module.load()
    if nlp.meta["version"] != pin.version:
        raise ReaderError(f"the language model is {nlp.meta['version']}", place=pin.module, remedy=f"install {pin.version}")
    for _, pipe in nlp.pipeline:  # numpy's matrix products take a third of the time that blis needs on current processors
        if isinstance(ops := getattr(getattr(pipe, "model", None), "ops", None), NumpyOps):
            ops.use_blis = False
    return nlp


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Texts as spaCy Docs, tagged and parsed."""
    nlp = pipeline()
    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        yield from nlp.pipe(texts, batch_size=64)


def entity_labels(texts: Iterable[str]) -> Iterator[list[tuple[int, int, str]]]:
    """Named entities of texts as (start, end, label): asked only for names that nothing else tells."""
    nlp = pipeline()
    with nlp.select_pipes(enable=["ner"]):
        for doc in nlp.pipe(texts, batch_size=64):
            yield [(e.start_char, e.end_char, e.label_) for e in doc.ents]


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    index = pipeline().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    return frozenset(word for part in ("noun", "verb", "adj", "adv") for word in index[part])


@lru_cache(maxsize=1)
def _irregular() -> frozenset[str]:
    """Forms that no ending explains: "broke", "taken"."""
    exceptions = pipeline().get_pipe("lemmatizer").lookups.get_table("lemma_exc")
    return frozenset(form for part in ("noun", "verb", "adj", "adv") for form in exceptions[part])


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    return frozenset(pipeline().get_pipe("lemmatizer").lookups.get_table("lemma_index")["verb"])


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Lower-cased words that only hold a sentence together: "at", "which"."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


def is_verb(lower: str) -> bool:
    """Whether the dictionary has a lower-cased form as the base form of a verb."""
    return lower in _verbs()


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    index = pipeline().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    return frozenset(index["adj"]) - frozenset(index["noun"])


def is_adjective(lower: str) -> bool:
    """Whether the dictionary has a lower-cased form as an adjective and as no noun."""
    return lower in _adjectives()


def is_lemma(lower: str) -> bool:
    """Whether the dictionary has a lower-cased form as it stands."""
    return lower in _dictionary()


@lru_cache(maxsize=50_000)
def is_word(lower: str) -> bool:
    """Whether a lower-cased form is an English word: WordNet's lemmas, as the model's lemmatizer carries them."""
    known = _dictionary()
    if lower in known or lower in _irregular():
        return True
    bare = (lower[: -len(end)] + put for end, put in _ENDINGS if lower.endswith(end))
    return any(form in known or (form[-1:] == form[-2:-1] and form[:-1] in _verbs()) for form in bare)  # "referred"
