"""The scores of the reader on reports that others annotated: how their annotations are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Document
from kg.reading import Reader
from tools import evaluate_reading
from tools.reading_scores import news, spans, triples
from tools.reading_scores.settings import settings

REPORT = {
    "entities": [
        {"entity_name": "Tin Badger", "entity_type": "Attacker"},
        {"entity_name": "GrubLoader", "entity_type": "Malware"},
        {"entity_name": "Hexley Foods", "entity_type": "Organization"},
        {"entity_name": "a Nordic bank", "entity_type": "Organization"},
        {"entity_name": "CVE-2031-1234", "entity_type": "Vulnerability"},
    ],
    "explicit_triplets": [
        {"subject": "Tin Badger", "relation": "deploys", "object": "GrubLoader"},
        {"subject": "Hexley Foods", "relation": "was attacked by", "object": "Tin Badger"},
        {"subject": "Tin Badger", "relation": "targeted", "object": "a Nordic bank"},
        {"subject": "Tin Badger", "relation": "could exploit", "object": "CVE-2031-1234"},
        {"subject": "Tin Badger", "relation": "was active in", "object": "Hexley Foods"},
    ],
}


def test_triples_are_sorted_by_kind_and_phrases_are_told_from_names() -> None:
    found = [(t.kind, t.actor, t.other, named) for t, named in triples.triples("r", REPORT)]
    assert found == [
        ("actor-malware", "Tin Badger", "GrubLoader", True),
        ("actor-victim", "Tin Badger", "Hexley Foods", True),
        ("actor-victim", "Tin Badger", "a Nordic bank", False),
    ]


def test_a_triple_is_found_by_a_claim_that_joins_its_ends(tmp_path: Path) -> None:
    text = "The hacking group APT91 breached Hexley Foods. APT91 deployed the GrubLoader backdoor."
    data = {"text": text, **REPORT}
    as_text = str(data).replace("Tin Badger", "APT91").replace("'", '"')
    (tmp_path / "report.json").write_text(as_text, encoding="utf-8")
    by_kind = {s.kind: s for s in triples.score(tmp_path, Reader())}
    assert (by_kind["actor-malware"].gold, by_kind["actor-malware"].found) == (1, 1)
    assert (by_kind["actor-victim"].gold, by_kind["actor-victim"].found, by_kind["actor-victim"].unnamed) == (1, 1, 1)


def test_spans_are_found_again_in_the_text(tmp_path: Path) -> None:
    text = "The GrubLoader, used by Tin Badger.\nMore of GrubLoader"
    tags = ["O", "B-MALWARE", "O", "O", "O", "B-GROUP", "I-GROUP", "O", "O", "O", "B-MALWARE"]
    table = zip(
        ["The", "GrubLoader", ",", "used", "by", "Tin", "Badger", ".", "More", "of", "GrubLoader"], tags, strict=True
    )
    (tmp_path / "text" / "dev").mkdir(parents=True)
    (tmp_path / "text" / "dev" / "one.txt").write_text(text, encoding="utf-8")
    lines = [f"{word}\tO\tO\tO\tO\tO\t{tag}" for word, tag in table]
    (tmp_path / "dev.bio").write_text("<DOCSTART>\tO\tO\tO\tO\tO\tO\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    ((name, same, found),) = spans.reports(tmp_path, "dev")
    assert (name, same) == ("one", text)
    assert [(s.type, text[s.start : s.end]) for s in found] == [
        ("MALWARE", "GrubLoader"),
        ("GROUP", "Tin Badger"),
        ("MALWARE", "GrubLoader"),
    ]


def test_names_of_the_reader_carry_offsets_of_the_text() -> None:
    text = "Researchers say APT91 breached\nHexley Foods."
    assert all(text[n.start : n.end] == n.text for n in spans.names(text, Reader()))
    assert Document(text=text).text == text


def test_folds_hold_each_report_once_and_spread_the_kinds() -> None:
    docs = [f"{n:02}_x" for kind in settings().news.kinds.values() for n in range(kind[0], kind[1] + 1)]
    folds = news.folds(docs)
    assert sorted(d for f in folds for d in f) == sorted(docs)
    assert max(map(len, folds)) - min(map(len, folds)) <= 1


def test_the_news_are_scored_by_kind_and_held_back_ones_apart(corpus: Path) -> None:
    gold = (corpus / "news" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    docs = [line.split('"', 4)[3] for line in gold]
    assert all(settings().news.kind(doc) != "other" for doc in docs)
    assert sum(settings().news.is_held_back(doc) for doc in docs) == len(settings().news.held_back)


def test_without_a_corpus_it_says_where_it_looked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate_reading.main(["--corpus", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err
