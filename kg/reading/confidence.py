"""Extraction confidence: how likely it is that a draft was read right, by the rule that found it.

In: a draft. Out: a probability, calibrated on the annotated reports (`schema/reading/calibration.yaml`, made by
`make calibrate`): the share of right claims among those that the same rule found.
"""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from kg.reading.drafts import Draft
from kg.resources import schema_hash
from kg.vocabulary import load_schema


class Calibration(BaseModel):
    """Right of all, by relation and rule, and over all rules."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    overall: float
    rules: dict[str, float]


def extraction_confidence(draft: Draft) -> float:
    """The calibrated confidence of one draft (0-1)."""
    table = _table(schema_hash())
    return table.rules.get(f"{draft.relation}: {draft.rule}", table.overall)


@lru_cache(maxsize=1)
def _table(_key: str) -> Calibration:
    return load_schema(Calibration, "reading", "calibration.yaml")
