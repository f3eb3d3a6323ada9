"""Drafts judged by the annotated news: which rule found a claim, by which traits, and whether the annotators have it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import kg.reading.claims
from kg.model import Document, Heading
from kg.questions import scoring
from kg.questions.claims import file_name, rows
from kg.questions.gold import GoldDocument, read_gold, stem
from kg.questions.result import as_data
from kg.reading import Reader
from kg.reading.confidence import traits
from kg.reading.drafts import Draft
from tools.reading_scores.fitting import Judged
from tools.reading_scores.news import documents
from tools.reading_scores.settings import settings

_MOST = 100_000  # drafts of one document


def judged(folder: Path) -> list[Judged]:
    """All drafts of the annotated reports of a folder that became claims of a relation that is scored."""
    reader, gold = Reader(), {g.doc: g for g in read_gold(folder / "gold.jsonl")}
    found: list[Judged] = []
    for document in documents(folder):
        heading = Heading(id=document.id, content_id=document.content_id, record=document.record)
        doc = stem(file_name(heading))
        if doc in gold:
            found += _judged(reader, document, heading, gold[doc])
    return found


def _judged(reader: Reader, document: Document, heading: Heading, gold: GoldDocument) -> Iterator[Judged]:
    drafts: list[Draft] = []

    def number(draft: Draft) -> float:  # stands in for the confidence, so that a claim tells which draft it was
        drafts.append(draft)
        return (len(drafts) - 1) / _MOST

    with patch.object(kg.reading.claims, "extraction_confidence", number):
        claims = reader.read(document).claims
    asked = [g for g in gold.claims if g["relation"] in scoring.rules().relations]
    developed = not settings().news.is_held_back(gold.doc)
    for row in map(as_data, rows(claims, {document.content_id: [heading]})):
        if scoring.relation_of(row) is not None:
            draft = drafts[round(row["extraction_confidence"] * _MOST)]
            right = any(scoring.agrees(row, g) for g in asked)
            yield Judged(gold.doc, draft.relation, draft.rule, tuple(traits(draft)), right, developed)
