"""`kg evaluate`: the same figures as the scoring script, and the errors beside the text."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError
from kg.questions.evaluate import ALL, evaluate
from kg.questions.gold import GoldDocument, read_gold
from kg.questions.result import as_data

FINER = {"attacked": "affected", "linked_to": "member_of", "uses": "exploits"}


def _gold_claim(relation: str, subject: str, object_: str | None, **more: Any) -> dict[str, Any]:
    return {
        "relation": relation,
        "subject": {"name": subject, "type": "Organization"},
        "object": {"name": object_, "type": "ThreatGroup"} if object_ else None,
        "required": True,
        "stance": ["hedged"],
        "speaker": ["unnamed"],
        "speaker_kind": ["unnamed"],
        "evidence": [[0, 10]],
    } | more


def _row(relation: str, subject: str, object_: str | None, **more: Any) -> dict[str, Any]:
    return {
        "document": "report.txt",
        "relation": relation,
        "subject": {"name": f"attack on {subject}", "type": "Incident", "victims": [subject]},
        "object": {"name": object_, "type": "ThreatGroup", "aliases": []} if object_ else None,
        "stance": "hedged",
        "speaker": {"kind": "unnamed", "name": "sources"},
        "evidence": [{"start": 3, "end": 9, "quote": "quoted"}],
        "extraction_confidence": 0.8,
    } | more


def test_a_right_claim_a_missed_one_and_an_invented_one() -> None:
    gold = [
        GoldDocument(
            "report",
            (_gold_claim("attributed_to", "Northmark plc", "Tin Crow"), _gold_claim("attacked", "Greenbasket", None)),
        )
    ]
    rows = [_row("attributed_to", "Northmark", "Tin Crow group"), _row("affected", "Ferrymill", None)]
    result = evaluate(
        rows, gold, ["report.txt", "other.txt"], lambda doc: "The attack on Greenbasket" if doc == "report" else ""
    )
    assert (result.claims[ALL].gold, result.claims[ALL].found, result.claims[ALL].wrong) == (2, 1, 1)
    assert result.claims["attributed_to"].f1 == 1.0
    (document,) = result.documents
    assert [(e.relation, e.subject, e.quote) for e in document.missed] == [("attacked", "Greenbasket", "The attack")]
    assert [e.subject for e in document.invented] == ["attack on Ferrymill"]
    assert result.stance_confusion == {"hedged": {"hedged": 1}}
    assert result.gold_without_document == ()


def test_optional_claims_are_neither_rewarded_nor_punished() -> None:
    gold = [GoldDocument("report", (_gold_claim("attacked", "Greenbasket", None, required=False),))]
    result = evaluate([_row("affected", "Greenbasket", None)], gold, [], lambda _: "")
    assert (result.claims[ALL].gold, result.claims[ALL].found, result.claims[ALL].wrong) == (0, 0, 0)


def test_links_between_incidents_are_not_scored() -> None:
    gold = [GoldDocument("report", (_gold_claim("attacked", "Greenbasket", None),))]
    result = evaluate([_row("linked_to", "Greenbasket", "Tin Crow")], gold, [], lambda _: "")
    assert result.claims[ALL].wrong == 0


def test_gold_that_is_no_gold_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc": "a", "claims": []}\n{"doc": "b"}\n')
    with pytest.raises(KgError, match=r"gold\.jsonl:2"):
        read_gold(path)


def _perturbed(gold: list[GoldDocument], seed: int) -> Iterator[dict[str, Any]]:
    """Claims as a reader might make them: some right, some with another stance, speaker, name or place, some twice."""
    rng = random.Random(seed)
    for report in gold:
        for claim in report.claims:
            if rng.random() < 0.25:
                continue
            row = _as_row(report.doc, claim, rng)
            yield from [row] * rng.choice([1, 1, 1, 2])


def _as_row(doc: str, claim: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    stance, kind = rng.choice([*claim["stance"] * 4, "asserted"]), rng.choice([*claim["speaker_kind"] * 4, "named"])
    relation = claim["relation"]
    if rng.random() < 0.3:
        relation = FINER.get(relation, relation)
    start, end = rng.choice(claim["evidence"] or [[0, 1]])
    shift = rng.choice([0, 0, 0, 400])
    subject, object_ = _ref(claim["subject"], rng), _ref(claim["object"], rng)
    if rng.random() < 0.2 and object_:
        subject, object_ = object_, subject
    elif rng.random() < 0.4 and relation != "linked_to":
        subject = {"name": "attack", "type": "Incident", "victims": [subject["name"], *subject["aliases"]]}  # type: ignore[index]
    row = {
        "document": f"{doc}.txt",
        "relation": relation,
        "subject": subject,
        "object": object_,
        "stance": stance,
        "speaker": {"kind": kind, "name": rng.choice([*claim["speaker"], "Somebody Else"])},
        "evidence": [{"start": start + shift, "end": end + shift, "quote": "x"}],
    }
    if rng.random() < 0.9:
        row["extraction_confidence"] = rng.choice([0.05, 0.3, 0.31, 0.77, 0.9, 1.0])
    return row


def _ref(end: dict[str, Any] | None, rng: random.Random) -> dict[str, Any] | None:
    if end is None:
        return None
    name = rng.choice([end["name"], *end.get("mentions", []), "The Unheard-of Group" if rng.random() < 0.2 else end["name"]])
    return {
        "name": name,
        "type": end["type"],
        "aliases": rng.sample(end.get("mentions", []), k=min(1, len(end.get("mentions", [])))),
    }


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("part", ["seeds", "news"])
def test_the_figures_are_those_of_the_scoring_script(part: str, seed: int, corpus: Path, tmp_path: Path) -> None:
    script, path = corpus.parent / "tools" / "score_claims.py", corpus / part / "gold.jsonl"
    gold = read_gold(path)
    rows = [*_perturbed(gold, seed), _row("affected", "Nobody", None, document="not/annotated.txt")]
    claims = tmp_path / "claims.jsonl"
    claims.write_text("".join(f"{json.dumps(r)}\n" for r in rows))
    done = subprocess.run([sys.executable, script, path, claims, "--json"], capture_output=True, text=True, check=True)
    expected = json.loads(done.stdout)
    result = as_data(evaluate(rows, gold, [], lambda _: ""))
    assert result["claims"] == expected["claims"]
    for figure in ("stance_accuracy", "speaker_accuracy", "named_speaker_right", "evidence_overlap", "extraction_ece"):
        assert result[figure] == expected[figure], figure
    assert {k: f"{share:.2f} of {n}" for k, (share, n) in result["reliability"].items()} == expected["reliability"]
    assert result["documents_without_gold"] == expected["documents_without_gold"] == ["annotated"]
    assert 0 < result["claims"][ALL]["f1"] < 1
