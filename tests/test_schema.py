"""The schema: every file is valid, an error names file and key, and every annotated claim fits."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ModelError, SchemaError
from kg.model import Claim, RecordEvidence, Ref, Stance
from kg.resources import files, home
from kg.vocabulary import read_yaml, vocabulary

GRAPH_WORD = {"attacked": "affected"}  # the gold's word for a victim; the graph has an Incident between
ENTITY_TYPES = 14


def test_every_entity_type_and_relation_is_valid() -> None:
    known = vocabulary()
    assert len(known.types) == ENTITY_TYPES
    assert set(known.relations) == {path.stem for path in files("schema", ".yaml", "relations")}
    assert all(name == relation.name for name, relation in known.relations.items())


def test_names_for_engines_are_used_once() -> None:
    known = vocabulary()
    assert len({t.label for t in known.types.values()}) == len(known.types)
    assert len({r.neo4j for r in known.relations.values()}) == len(known.relations)


@pytest.mark.parametrize("path", sorted((home() / "schema").rglob("*.yaml")), ids=lambda p: p.name)
def test_every_file_is_yaml_and_says_something(path: Path) -> None:
    assert read_yaml(path)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "name: hums\ndescription: x\ndomain: [Incident]\nphrase: '{subject} hums'\nstix: x\nneo4j: HUMS\npaths: both\n",
            "paths",
        ),
        ("name: hums\ndescription: x\ndomain: []\nphrase: '{subject} hums'\nstix: x\nneo4j: HUMS\n", "domain"),
        ("name: hums\ndescription: x\ndomain: [Bee]\nphrase: '{subject} hums'\nstix: x\nneo4j: HUMS\n", "domain"),
        ("name: hums\ndescription: x\ndomain: [Incident]\nphrase: '{subject} hums'\nstix: x\nneo4j: '`) DELETE'\n", "neo4j"),
    ],
)
def test_an_error_names_file_and_key(text: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "schema" / "relations"
    folder.mkdir(parents=True)
    (folder / "hums.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("KG_MATERIAL", str(tmp_path))
    with pytest.raises(SchemaError) as caught:
        vocabulary()
    assert "schema/relations/hums.yaml" in str(caught.value)
    assert key in str(caught.value)


def test_a_relation_is_added_by_adding_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "schema" / "relations"
    folder.mkdir(parents=True)
    before = set(vocabulary().relations)
    source = (home() / "schema" / "relations" / "investigates.yaml").read_text(encoding="utf-8")
    (folder / "praises.yaml").write_text(
        source.replace("name: investigates", "name: praises").replace("INVESTIGATES", "PRAISES"), encoding="utf-8"
    )
    monkeypatch.setenv("KG_MATERIAL", str(tmp_path))
    assert set(vocabulary().relations) - before == {"praises"}
    shutil.rmtree(folder)
    assert set(vocabulary().relations) == before


def gold(corpus: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for part in ("seeds", "news"):
        for line in (corpus / part / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            yield from ((document["doc"], claim) for claim in document["claims"])


def as_claim(gold_claim: dict[str, Any]) -> Claim:
    """An annotated claim in the graph's words: what an organisation suffered, an Incident of it suffered."""
    relation = GRAPH_WORD.get(gold_claim["relation"], gold_claim["relation"])
    subject, other = gold_claim["subject"], gold_claim["object"]
    end = Ref(name=other["name"], type=other["type"]) if other else None
    if subject["type"] == "Organization" and (
        relation == "affected" or "Organization" not in vocabulary().relations[relation].domain
    ):
        end = Ref(name=subject["name"], type="Organization") if relation == "affected" else end
        start = Ref(name=f"attack on {subject['name']}", type="Incident", local=subject["name"])
    else:
        start = Ref(name=subject["name"], type=subject["type"])
    evidence = (RecordEvidence(record="gold"),)
    return Claim(
        content_id="gold",
        relation=relation,
        subject=start,
        object=end,
        stance=Stance(gold_claim["stance"][0]),
        evidence=evidence,
    )


def test_every_annotated_claim_fits(corpus: Path) -> None:
    wrong, count = [], 0
    for document, gold_claim in gold(corpus):
        count += 1
        try:
            vocabulary().check(as_claim(gold_claim))
        except ModelError as error:
            wrong.append(f"{document}: {gold_claim['subject']['name']} {error}")
    assert count > 100
    assert not wrong
