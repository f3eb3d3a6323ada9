"""Short texts as journalists and prosecutors write them, by kind, and all that is read from each (`sentences.yaml`)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from reading_steps import Steps

from kg.model import Claim, Document, Ref

KINDS = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))


def end(ref: Ref | None) -> str:
    return "" if ref is None else (ref.local or ref.name) if ref.type == "Incident" else ref.name


def line(claim: Claim) -> str:
    stance = "" if claim.stance.value == "asserted" else f" ({claim.stance.value})"
    return f"{end(claim.subject)} {claim.relation} {end(claim.object)}".rstrip() + stance


@pytest.mark.parametrize(
    ("text", "claims"),
    [pytest.param(c["text"], c["claims"], id=f"{kind}: {c['text'][:50]}") for kind, cases in KINDS.items() for c in cases],
)
def test_a_text_gives_these_claims_and_no_others(steps: Steps, text: str, claims: list[str]) -> None:
    read = steps.reader.read(Document(text=text)).claims
    assert sorted({line(c) for c in read}) == sorted(claims)
