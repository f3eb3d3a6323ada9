"""Vendor reports whose claims were judged by hand. In: reports, `verdicts.jsonl`. Out: how many claims are right.

A verdict belongs to (report, relation, subject, object); stance and speaker are not judged. It says nothing on what was
missed. A claim without a verdict, which a newer reader may find, is counted apart and printed for somebody to judge.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.loading import load
from kg.loading.flow import Loaded
from kg.model import Claim, Document
from kg.reading import Reader
from tools.reading_scores.settings import settings

Said = tuple[str, str, str, str]  # report, relation, subject, object
FILE = Path(__file__).with_name("verdicts.jsonl")


@dataclass(frozen=True)
class VerdictScore:
    """Claims of some reports by verdict, and which have none yet."""

    reports: str
    documents: int
    right: int
    wrong: int
    precision: float
    unjudged: tuple[str, ...]  # lines for the file, with the sentence


def score(folder: Path, reader: Reader) -> list[VerdictScore]:
    """Developed on and held back."""
    known = settings().judged
    return [
        _score(told, folder, docs, reader)
        for told, docs in (("developed on", known.developed_on), ("held back", known.held_back))
    ]


def _score(told: str, folder: Path, docs: tuple[str, ...], reader: Reader) -> VerdictScore:
    judged: dict[Said, bool] = {}
    unjudged: dict[Said, str] = {}
    for doc in docs:
        for claim in reader.read(document(folder, doc)).claims:
            key = said(doc, claim)
            if key in verdicts():
                judged[key] = verdicts()[key]
            else:
                unjudged.setdefault(key, _line(key, claim))
    right = sum(judged.values())
    precision = round(right / len(judged), 3) if judged else 0.0
    return VerdictScore(told, len(docs), right, len(judged) - right, precision, tuple(unjudged.values()))


def document(folder: Path, doc: str) -> Document:
    """One report as `kg load` takes it in."""
    path = folder / "text" / settings().judged.part / f"{doc}.txt"
    return next(thing.document for thing in load([path]) if isinstance(thing, Loaded))


def said(doc: str, claim: Claim) -> Said:
    """What a verdict is about."""
    return (doc, claim.relation, claim.subject.name, claim.object.name if claim.object else "")


@cache
def verdicts() -> dict[Said, bool]:
    """All verdicts."""
    return dict(_read()) if FILE.is_file() else {}


def _read() -> Iterator[tuple[Said, bool]]:
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield (row["report"], row["relation"], row["subject"], row["object"]), row["right"]


def _line(key: Said, claim: Claim) -> str:
    names = ("report", "relation", "subject", "object")
    row = json.dumps({**dict(zip(names, key, strict=True)), "right": None}, ensure_ascii=False)
    return f"{row}  # {' '.join(claim.quotes[0].split())}"
