"""Entity spans that others annotated: tables of tokens with tags and the texts they come from in, figures by type out.

The tokens are found again in the text one after the other, so that spans are offsets. A name of ours finds a span if it
overlaps it and its type is the tag's. Names that nothing types are neither right nor wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model import Document
from kg.reading import Reader
from kg.reading.names import find_names
from kg.reading.people import find_people
from kg.reading.segments import sentences
from tools.reading_scores.settings import settings

REACH = 60  # code points over which a token is looked for behind the last one


@dataclass(frozen=True)
class Tagged:
    """One span with the tag that annotators or our reader gave it."""

    start: int
    end: int
    type: str
    text: str


@dataclass(frozen=True)
class SpanScore:
    """Mentions of one type: annotated, found with the right type, found with another type, not found; and invented."""

    type: str
    gold: int
    found: int
    mistyped: int
    invented: int
    precision: float
    recall: float
    f1: float
    missed: tuple[tuple[str, str, int], ...]  # text, what we took it for ("" nothing), how often; most frequent first
    wrong: tuple[tuple[str, str, int], ...]  # text, what it is annotated as ("" nothing), how often


def score(folder: Path, part: str, reader: Reader) -> list[SpanScore]:
    """The figures of one part (`dev`, `train`) of the corpus."""
    gold: dict[str, list[Tagged]] = {}
    ours: dict[str, list[Tagged]] = {}
    for name, text, spans in reports(folder, part):
        gold[name], ours[name] = spans, list(names(text, reader))
    return [_score(tag, gold, ours) for tag in settings().annoctr.types]


def names(text: str, reader: Reader) -> Iterator[Tagged]:
    """The names that the reader finds in a text."""
    found = sentences(Document(text=text), reader.words)
    known = find_names(found, reader.gazetteer, reader.words)
    find_people(found, known)
    for name in known.all:
        for mention in name.mentions:
            yield Tagged(mention.start, mention.end, name.type, mention.text)


def reports(folder: Path, part: str) -> Iterator[tuple[str, str, list[Tagged]]]:
    """Name, text and annotated spans of each report; tables and texts are matched by their first tokens."""
    texts = {p.stem: p.read_text(encoding="utf-8") for p in sorted((folder / "text" / part).glob("*.txt"))}
    for table in _tables((folder / f"{part}.bio").read_text(encoding="utf-8")):
        start = "".join(token for token, _ in table[:40])
        for name, text in texts.items():
            if "".join(text.split()).startswith(start[:25]):
                yield name, text, list(_spans(text, table))
                break


def _tables(content: str) -> Iterator[list[tuple[str, str]]]:
    layer = settings().annoctr.layer
    table: list[tuple[str, str]] = []
    for line in content.split("\n"):
        cells = line.split("\t")
        if cells[0] == "<DOCSTART>":
            if table:
                yield table
            table = []
        elif len(cells) > layer and cells[0].strip():
            table.append((cells[0].strip(), cells[layer]))
    if table:
        yield table


def _spans(text: str, table: Sequence[tuple[str, str]]) -> Iterator[Tagged]:
    position, open_ = 0, None
    for token, tag in table:
        at = text.find(token, position, position + REACH + len(token))
        if at < 0:
            continue
        kind = tag.partition("-")[2]
        if open_ is not None and (not tag.startswith("I-") or kind != open_[2]):
            yield Tagged(*open_, text[open_[0] : open_[1]])
            open_ = None
        if tag.startswith("B-"):
            open_ = (at, at + len(token), kind)
        elif open_ is not None:
            open_ = (open_[0], at + len(token), kind)
        position = at + len(token)
    if open_ is not None:
        yield Tagged(*open_, text[open_[0] : open_[1]])


def _score(tag: str, gold: dict[str, list[Tagged]], ours: dict[str, list[Tagged]]) -> SpanScore:
    wanted = settings().annoctr.types[tag]
    missed: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    count: dict[str, int] = defaultdict(int)
    for doc, spans in gold.items():
        for span in (s for s in spans if s.type == tag):
            over = [o.type for o in ours[doc] if o.start < span.end and span.start < o.end]
            right = any(t in wanted for t in over)
            count["gold"] += 1
            count["found"] += right
            count["mistyped"] += not right and bool(set(over) - settings().annoctr.unlabelled)
            if not right:
                missed[span.text, over[0] if over else ""] += 1
        for own in (o for o in ours[doc] if o.type in wanted):
            over = [s.type for s in spans if s.start < own.end and own.start < s.end]
            count["ours"] += 1
            if tag not in over:
                wrong[own.text, over[0] if over else ""] += 1
    precision = 1 - _ratio(wrong.total(), count["ours"]) if count["ours"] else 0.0
    recall = _ratio(count["found"], count["gold"])
    return SpanScore(
        tag,
        count["gold"],
        count["found"],
        count["mistyped"],
        wrong.total(),
        round(precision, 3),
        round(recall, 3),
        round(_ratio(2 * precision * recall, precision + recall), 3),
        tuple((*k, n) for k, n in missed.most_common()),
        tuple((*k, n) for k, n in wrong.most_common()),
    )


def _ratio(a: float, b: float) -> float:
    return a / b if b else 0.0
