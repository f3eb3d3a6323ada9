"""Texts of a bundle that the reader reads: descriptions of reports and incidents, and notes, each as a document.

Their publisher is who made them, so that what is said in words and as a record by one maker stays one origin.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.loading.language import language_of
from kg.loading.stix.bundle import Bundle, Object
from kg.loading.stix.covers import Covers
from kg.loading.stix.settings import StixSettings
from kg.model import Document


def texts(bundle: Bundle, covers: Covers, known: StixSettings) -> Iterator[tuple[Object, Document]]:
    """Each object with a text that is long enough to say something, and its document."""
    for kind, key in known.documents.texts.items():
        for item in bundle.of_type(kind):
            text = item.get(key) or ""
            if len(text.split(None, known.documents.least_words)) >= known.documents.least_words:
                cover = covers.of_report(item, part=key)
                yield item, Document(text=text, language=language_of(text), **cover._asdict())
