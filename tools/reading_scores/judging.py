"""Judged drafts: which rule found a claim, by which traits, and whether it is right.

In: the annotated news, where a claim is right if the annotators have it, and the vendor reports whose claims were judged by
hand. Out: `Judged`s, to fit the reader's confidence to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import kg.reading.claims
from kg.model import Claim, Document, Heading
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
from tools.reading_scores.verdicts import document, said, verdicts

_MOST = 100_000  # drafts of one document


def judged_news(folder: Path) -> Iterator[Judged]:
    """Drafts of the annotated reports of a folder that became claims of a relation that is scored."""
    reader, gold = Reader(), {g.doc: g for g in read_gold(folder / "gold.jsonl")}
    for text in documents(folder):
        heading = Heading(id=text.id, content_id=text.content_id, record=text.record)
        doc = stem(file_name(heading))
        if doc in gold:
            yield from _by_gold(reader, text, heading, gold[doc])


def _by_gold(reader: Reader, text: Document, heading: Heading, gold: GoldDocument) -> Iterator[Judged]:
    asked = [g for g in gold.claims if g["relation"] in scoring.rules().relations]
    news = settings().news
    drafts = drafts_of(reader, text)
    for row in map(as_data, rows([claim for claim, _ in drafts.values()], {text.content_id: [heading]})):
        if scoring.relation_of(row) is not None:
            right = any(scoring.agrees(row, g) for g in asked)
            draft, developed = drafts[row["claim"]][1], not news.is_held_back(gold.doc)
            yield _judged(gold.doc, news.kind(gold.doc), draft, text, right, developed)


def judged_vendors(folder: Path) -> Iterator[Judged]:
    """Drafts of the vendor reports that became claims with a verdict."""
    reader, known = Reader(), settings().judged
    for doc in (*known.developed_on, *known.held_back):
        text = document(folder, doc)
        for claim, draft in drafts_of(reader, text).values():
            verdict = verdicts().get(said(doc, claim))
            if verdict is not None:
                yield _judged(doc, "vendor blogs", draft, text, verdict, doc in known.developed_on)


def _judged(doc: str, kind: str, draft: Draft, text: Document, right: bool, developed: bool) -> Judged:
    return Judged(doc, kind, draft.relation, draft.rule, tuple(traits(draft, text.text)), right, developed)


def drafts_of(reader: Reader, text: Document) -> dict[str, tuple[Claim, Draft]]:
    """The claims of a document by their id, each with the draft that it was made of."""
    drafts: list[Draft] = []

    def number(draft: Draft, _text: str = "") -> float:  # for the confidence: a claim then tells which draft it was
        drafts.append(draft)
        return (len(drafts) - 1) / _MOST

    with patch.object(kg.reading.claims, "extraction_confidence", number):
        claims = reader.read(text).claims
    return {claim.id: (claim, drafts[round(claim.extraction_confidence * _MOST)]) for claim in claims}
