"""The annotated news. In: texts and gold. Out: claims read, scored by kind of text, by fold, and held back or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from kg.loading import load
from kg.loading.flow import Loaded
from kg.model import Claim, Document, Heading
from kg.questions.claims import file_name, rows
from kg.questions.evaluate import ALL, EvaluateResult, evaluate
from kg.questions.gold import GoldDocument, read_gold, stem
from kg.questions.result import as_data
from kg.reading import Reader
from tools.reading_scores.settings import settings

Row = dict[str, Any]


@dataclass(frozen=True)
class Read:
    """The annotated reports as the reader reads them now: rows in the scoring format, by report."""

    gold: tuple[GoldDocument, ...]
    texts: dict[str, str]
    rows: dict[str, list[Row]]
    claims: dict[str, tuple[Claim, ...]]

    def score(self, chosen: Callable[[str], bool] = lambda _: True) -> EvaluateResult:
        """The figures of the chosen reports."""
        gold = [g for g in self.gold if chosen(g.doc)]
        found = [row for doc, of_doc in self.rows.items() if chosen(doc) for row in of_doc]
        return evaluate(found, gold, [d for d in self.texts if chosen(d)], self.texts.__getitem__)


@dataclass(frozen=True)
class Line:
    """One line of the table: which reports, and the figures that issue and README speak of."""

    reports: str
    documents: int
    gold: int
    found: int
    wrong: int
    precision: float
    recall: float
    f1: float
    stance: float
    speaker: float
    evidence: float
    ece: float | None = None
    is_fold: bool = False


def documents(folder: Path) -> list[Document]:
    """The texts of a folder, as `kg load` takes them in."""
    paths = sorted(folder.glob("*.txt"))
    return [thing.document for thing in load(paths) if isinstance(thing, Loaded)]


def read(folder: Path, reader: Reader) -> Read:
    """Read every text of the folder that the gold speaks of."""
    gold = tuple(read_gold(folder / "gold.jsonl"))
    wanted = {g.doc for g in gold}
    texts, of_doc, claims = {}, {}, {}
    for document in documents(folder):
        heading = Heading(id=document.id, content_id=document.content_id, record=document.record)
        doc = stem(file_name(heading))
        if doc in wanted:
            texts[doc], claims[doc] = document.text, reader.read(document).claims
            of_doc[doc] = [as_data(row) for row in rows(claims[doc], {document.content_id: [heading]})]
    return Read(gold, texts, of_doc, claims)


def lines(done: Read) -> Iterator[Line]:
    """The table: all, developed on and held back, each also by kind of text, and the folds."""
    news = settings().news
    for told, chosen in (
        ("all", _any),
        ("developed on", lambda doc: not news.is_held_back(doc)),
        ("held back", news.is_held_back),
    ):
        yield _line(told, done, chosen)
        for kind in news.kinds:
            yield _line(f"  {kind}", done, partial(_both, chosen, kind))
    for number, fold in enumerate(folds([g.doc for g in done.gold]), start=1):
        yield replace(_line(f"fold {number}", done, fold.__contains__), is_fold=True)


def _any(_doc: str) -> bool:
    return True


def _both(chosen: Callable[[str], bool], kind: str, doc: str) -> bool:
    return chosen(doc) and settings().news.kind(doc) == kind


def folds(docs: Sequence[str]) -> list[frozenset[str]]:
    """Folds by document with every kind of text spread over them."""
    news = settings().news
    ordered = sorted(docs, key=lambda d: (list(news.kinds).index(news.kind(d)), d))
    return [frozenset(ordered[i :: news.folds]) for i in range(news.folds)]


def _line(name: str, done: Read, chosen: Callable[[str], bool]) -> Line:
    result = done.score(chosen)
    f = result.claims[ALL]
    return Line(
        name, sum(chosen(g.doc) for g in done.gold), f.gold, f.found, f.wrong, f.precision, f.recall, f.f1,
        result.stance_accuracy, result.speaker_accuracy, result.evidence_overlap, result.extraction_ece,
    )  # fmt: skip
