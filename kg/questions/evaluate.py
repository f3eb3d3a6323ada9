"""How well the reader reads. In: claim rows of a ledger and annotated reports. Out: the figures, and where it went wrong.

Claims that both annotators made are required; those of one alone are neither rewarded nor punished. A claim is right when
relation and both ends agree (`kg.questions.scoring`); stance, speaker and evidence are judged on the right ones. The same
claim made twice counts once. Calibration is the expected calibration error over ten equal bins (Naeini et al., AAAI 2015).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.questions import scoring
from kg.questions.gold import GoldDocument, stem

Row = Mapping[str, Any]
ALL = "ALL"
_BINS = 10


@dataclass(frozen=True)
class Figures:
    """Counts of one relation, or of all (`ALL`), and what follows from them."""

    gold: int
    found: int
    wrong: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Error:
    """A claim that was missed or invented; `quote` is the text it stands in, from code point `start` on."""

    relation: str
    subject: str
    object: str | None
    stance: str
    speaker: str
    start: int
    quote: str


@dataclass(frozen=True)
class DocumentErrors:
    """One report: its counts, what was missed and what was invented."""

    document: str
    gold: int
    found: int
    wrong: int
    missed: tuple[Error, ...]
    invented: tuple[Error, ...]


@dataclass(frozen=True)
class EvaluateResult:
    """The figures of one evaluation. Accuracies are shares of the required claims that were found."""

    claims: dict[str, Figures]
    stance_accuracy: float
    speaker_accuracy: float
    named_speaker_right: float
    evidence_overlap: float
    stance_confusion: dict[str, dict[str, int]]  # annotated -> read -> count
    speaker_confusion: dict[str, dict[str, int]]
    extraction_ece: float | None
    reliability: dict[str, tuple[float, int]]  # bin -> share right, count
    documents: tuple[DocumentErrors, ...]  # the worst first
    documents_without_gold: tuple[str, ...]
    gold_without_document: tuple[str, ...]


@dataclass
class _Tally:
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    right: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    confusion: dict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    scored: list[tuple[float, int]] = field(default_factory=list)


def evaluate(
    rows: Iterable[Row], gold: Sequence[GoldDocument], known: Iterable[str], text: Callable[[str], str]
) -> EvaluateResult:
    """Score claim rows against annotated reports.

    `known` are the file names of all documents at hand, also of those without claims; `text` gives a document's text by
    its file name without ending, for the quotes of what was missed.
    """
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_document[stem(row["document"])].append(row)
    at_hand = {stem(name) for name in known} | set(by_document)
    tally, documents = _Tally(), []
    for report in gold:
        claims = [c for c in by_document.pop(report.doc, ()) if scoring.relation_of(c)]
        documents.append(_score(report, claims, tally, text if report.doc in at_hand else _no_text))
    return EvaluateResult(
        claims={r: _figures(tally.counts[r]) for r in scoring.rules().relations}
        | {ALL: _figures(sum(tally.counts.values(), Counter()))},
        **{name: _share(tally.right[name]) for name in _JUDGED},
        stance_confusion=_table(tally.confusion["stance"]),
        speaker_confusion=_table(tally.confusion["speaker"]),
        extraction_ece=_calibration_error(tally.scored),
        reliability=_reliability(tally.scored),
        documents=tuple(sorted(documents, key=lambda d: (-len(d.missed) - len(d.invented), d.document))),
        documents_without_gold=tuple(sorted(by_document)),
        gold_without_document=tuple(sorted({report.doc for report in gold} - at_hand)),
    )


_JUDGED = ("stance_accuracy", "speaker_accuracy", "named_speaker_right", "evidence_overlap")


def _score(report: GoldDocument, claims: Sequence[Row], tally: _Tally, text: Callable[[str], str]) -> DocumentErrors:
    golds = [g for g in report.claims if g["relation"] in scoring.rules().relations]
    hit: set[int] = set()
    invented, found = [], 0
    for claim in claims:
        relation = str(scoring.relation_of(claim))
        best = _best(claim, golds, hit)
        if best is None:
            tally.counts[relation]["wrong"] += 1
            _note(tally, claim, 0)
            invented.append(claim)
        elif best not in hit:  # else the same claim again: counted once
            hit.add(best)
            _note(tally, claim, 1)
            if golds[best]["required"]:
                found += 1
                tally.counts[relation]["found"] += 1
                _judge(claim, golds[best], tally)
    required = [i for i, g in enumerate(golds) if g["required"]]
    tally_gold = Counter(golds[i]["relation"] for i in required)
    for relation, count in tally_gold.items():
        tally.counts[relation]["gold"] += count
    missed = [golds[i] for i in required if i not in hit]
    body = text(report.doc) if missed else ""
    return DocumentErrors(
        document=report.doc,
        gold=len(required),
        found=found,
        wrong=len(invented),
        missed=tuple(_missed(g, body) for g in missed),
        invented=tuple(_invented(c) for c in invented),
    )


def _best(claim: Row, golds: Sequence[Row], hit: set[int]) -> int | None:
    """Of several annotated claims that agree, the one whose stance and evidence fit best."""
    match = [i for i, g in enumerate(golds) if scoring.agrees(claim, g)]

    def fit(i: int) -> tuple[bool, bool, bool]:
        g = golds[i]
        return (g["required"] and i not in hit, claim.get("stance") in g["stance"], scoring.overlaps(claim, g))

    return max(match, key=fit) if match else None


def _judge(claim: Row, gold: Row, tally: _Tally) -> None:
    stance, kind = str(claim.get("stance")), scoring.speaker_kind(claim)
    tally.right["stance_accuracy"][stance in gold["stance"]] += 1
    tally.right["speaker_accuracy"][kind in gold["speaker_kind"]] += 1
    tally.right["evidence_overlap"][scoring.overlaps(claim, gold)] += 1
    if "named" in gold["speaker_kind"]:
        tally.right["named_speaker_right"][scoring.names_speaker(claim, gold)] += 1
    tally.confusion["stance"][stance if stance in gold["stance"] else gold["stance"][0], stance] += 1
    tally.confusion["speaker"][kind if kind in gold["speaker_kind"] else gold["speaker_kind"][0], kind] += 1


def _note(tally: _Tally, claim: Row, right: int) -> None:
    if claim.get("extraction_confidence") is not None:
        tally.scored.append((float(claim["extraction_confidence"]), right))


def _missed(gold: Row, text: str) -> Error:
    start, end = min(map(tuple, gold["evidence"]), default=(0, 0))
    return _error(gold, "/".join(gold["stance"]), "/".join(gold["speaker"]), start, text[start:end])


def _invented(claim: Row) -> Error:
    speaker = claim.get("speaker") or {}
    evidence: Sequence[Row] = claim.get("evidence") or [{"start": 0, "quote": ""}]
    first = min(evidence, key=lambda e: int(e["start"]))
    said_by = speaker.get("name") or speaker.get("kind") or "author"
    return _error(claim, str(claim.get("stance")), said_by, first["start"], first["quote"])


def _error(claim: Row, stance: str, speaker: str, start: int, quote: str) -> Error:
    object_ = claim["object"]["name"] if claim.get("object") else None
    return Error(claim["relation"], claim["subject"]["name"], object_, stance, speaker, start, quote)


def _no_text(_name: str) -> str:
    return ""


def _figures(count: Counter[str]) -> Figures:
    precision = _ratio(count["found"], count["found"] + count["wrong"])
    recall = _ratio(count["found"], count["gold"])
    f1 = _ratio(2 * precision * recall, precision + recall)
    return Figures(count["gold"], count["found"], count["wrong"], round(precision, 3), round(recall, 3), round(f1, 3))


def _share(right: Counter[bool]) -> float:
    return round(_ratio(right[True], right.total()), 3)


def _ratio(a: float, b: float) -> float:
    return a / b if b else 0.0


def _table(pairs: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for (annotated, read), count in sorted(pairs.items()):
        table[annotated][read] = count
    return dict(table)


def _bins(scored: Iterable[tuple[float, int]]) -> dict[int, list[tuple[float, int]]]:
    bins: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for confidence, right in scored:
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    return dict(sorted(bins.items()))


def _calibration_error(scored: Sequence[tuple[float, int]]) -> float | None:
    if not scored:
        return None
    return round(sum(abs(sum(c - y for c, y in b)) for b in _bins(scored).values()) / len(scored), 3)


def _reliability(scored: Sequence[tuple[float, int]]) -> dict[str, tuple[float, int]]:
    return {
        f"{at / _BINS:.1f}-{(at + 1) / _BINS:.1f}": (round(_ratio(sum(y for _, y in b), len(b)), 2), len(b))
        for at, b in _bins(scored).items()
    }
