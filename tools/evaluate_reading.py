"""How well the reader reads texts of several kinds: `python -m tools.evaluate_reading [--json] [--errors] [--corpus DIR]`.

In: the annotated corpus beside the project (news with claims, reports with triples, reports with entity spans), and verdicts
on claims of vendor reports. Out: a table, or JSON. `--errors` adds what was missed and invented, of the news only in the
reports that are not held back, and the claims that still want a verdict.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev

from kg.questions.result import as_data
from kg.reading import Reader
from kg.resources import home
from tools.reading_scores import news, spans, triples, verdicts
from tools.reading_scores.news import Line
from tools.reading_scores.settings import settings
from tools.reading_scores.spans import SpanScore
from tools.reading_scores.triples import TripleScore
from tools.reading_scores.verdicts import VerdictScore

SHOWN = 12  # errors of a kind that `--errors` prints


@dataclass(frozen=True)
class Scores:
    """All figures; a part whose texts are not there is empty."""

    reader: str
    news: tuple[Line, ...]
    triples: tuple[TripleScore, ...]
    spans: tuple[SpanScore, ...]
    judged: tuple[VerdictScore, ...]


def main(arguments: list[str] | None = None) -> int:
    """Print the scores; 1 when there is no corpus to score on."""
    parser = argparse.ArgumentParser(description="Score the reader on annotated reports of several kinds.")
    parser.add_argument("--corpus", type=Path, default=home().parent / "shared" / "corpus", help="default: ../shared/corpus")
    parser.add_argument("--part", default="dev", help="part of the span corpus: dev (default) or train")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--errors", action="store_true", help="also what was missed and invented")
    given = parser.parse_args(arguments)
    if not (given.corpus / "news" / "gold.jsonl").is_file():
        print(f"{given.corpus}: no annotated reports here; name their folder with --corpus", file=sys.stderr)
        return 1
    scores, errors = scored(given.corpus, given.part)
    if given.json:
        print(json.dumps(as_data(scores), indent=1))
    else:
        print("\n".join(table(scores)))
        if given.errors:
            print("\n".join((*errors, *_other_errors(scores))))
    return 0


def scored(corpus: Path, part: str) -> tuple[Scores, tuple[str, ...]]:
    """The figures, and what went wrong in the news that are not held back."""
    reader = Reader()
    done = news.read(corpus / "news", reader)
    found = triples.score(corpus / "ctinexus", reader) if (corpus / "ctinexus").is_dir() else []
    tagged = spans.score(corpus / "annoctr", part, reader) if (corpus / "annoctr").is_dir() else []
    judged = verdicts.score(corpus / "annoctr", reader) if (corpus / "annoctr").is_dir() else []
    scores = Scores(reader.version, tuple(news.lines(done)), tuple(found), tuple(tagged), tuple(judged))
    return scores, tuple(_news_errors(done))


def table(scores: Scores) -> Iterator[str]:
    """The figures as lines of text."""
    yield f"reader rules {scores.reader}\n\nannotated news: claims"
    yield _row("", "docs", "gold", "found", "wrong", "P", "R", "F1", "stance", "speaker", "evidence", "ECE")
    for n in scores.news:
        shares = (n.precision, n.recall, n.f1, n.stance, n.speaker, n.evidence, n.ece)
        yield _row(n.reports, n.documents, n.gold, n.found, n.wrong, *shares)
    yield from _spread(scores.news)
    if scores.triples:
        yield "\ntriples of others: those with two names, and how many of them are read"
        yield _row("", "gold", "found", "R", "joined", "no name")
        for t in scores.triples:
            yield _row(t.kind, t.gold, t.found, t.found / t.gold if t.gold else None, t.joined, t.unnamed)
    if scores.spans:
        yield "\nentity spans of others: mentions"
        yield _row("", "gold", "found", "as other", "invented", "P", "R", "F1")
        for s in scores.spans:
            yield _row(s.type, s.gold, s.found, s.mistyped, s.invented, s.precision, s.recall, s.f1)
    if scores.judged:
        yield "\nvendor reports judged by hand: claims"
        yield _row("", "docs", "right", "wrong", "P", "unjudged")
        for v in scores.judged:
            yield _row(v.reports, v.documents, v.right, v.wrong, v.precision, len(v.unjudged))


def _row(name: str, *cells: str | float | None) -> str:
    shown = ("" if c is None else f"{c:.3f}" if isinstance(c, float) else str(c) for c in cells)
    return f"{name:32}" + "".join(f"{cell:>9}" for cell in shown)


def _spread(lines: Sequence[Line]) -> Iterator[str]:
    """Mean and standard deviation of the folds' figures."""
    folds = [line for line in lines if line.is_fold]
    columns = zip(*((f.precision, f.recall, f.f1, f.stance, f.speaker, f.evidence) for f in folds), strict=True)
    told = [f"{mean(c):.3f} +- {stdev(c):.3f}" for c in columns]
    if told:
        names = ("P", "R", "F1", "stance", "speaker", "evidence")
        yield "mean of folds: " + ", ".join(f"{k} {v}" for k, v in zip(names, told, strict=True))


def _news_errors(done: news.Read) -> Iterator[str]:
    for document in done.score(lambda doc: not settings().news.is_held_back(doc)).documents:
        yield f"\n{document.document}"
        for what, errors in (("missed", document.missed), ("invented", document.invented)):
            for e in errors:
                yield f"  {what:9}{e.relation}: {e.subject} -> {e.object or '-'} ({e.stance}, {e.speaker})"
                yield f"           {' '.join(e.quote.split())}"


def _other_errors(scores: Scores) -> Iterator[str]:
    for kind in scores.triples:
        yield f"\n{kind.kind}: not found"
        yield from (f"  {t.report[:40]:42}{t.actor} | {t.relation} | {t.other}" for t in kind.missed)
    for tag in scores.spans:
        yield f"\n{tag.type}: missed, then invented"
        yield from (f"  {n:4} {text!r} taken for {other or 'nothing'}" for text, other, n in tag.missed[:SHOWN])
        yield from (f"  {n:4} {text!r} is {other or 'nothing'}" for text, other, n in tag.wrong[:SHOWN])
    for judged in scores.judged:
        yield f"\nwithout a verdict, {judged.reports}: lines for verdicts.jsonl, once judged"
        yield from judged.unjudged


if __name__ == "__main__":
    sys.exit(main())
