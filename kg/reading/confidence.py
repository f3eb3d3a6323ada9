"""Extraction confidence: how likely it is that a draft was read right.

In: a draft. Out: a probability. It is the logistic of a sum: a base, what the relation and the rule add, and what the
draft's traits add. The weights are fitted to the annotated reports by `make calibrate` (`tools/calibrate_reading.py`), with
a penalty that draws a rule of few claims towards its relation and a relation towards all (ridge regression: Le Cessie and
van Houwelingen, Applied Statistics 1992). How well it does on reports it was not fitted to: `docs/reading-reliability.md`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from kg.model import Stance
from kg.reading.drafts import Attack, Draft, End, Service
from kg.reading.kinds import UNKNOWN
from kg.reading.names import Name
from kg.resources import schema_path
from kg.vocabulary import load_schema


class Calibration(BaseModel):
    """`schema/reading/calibration.yaml`: log odds; what is not listed adds nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base: float
    relations: dict[str, float]
    rules: dict[str, float]
    traits: dict[str, float]

    def probability(self, relation: str, rule: str, traits: Iterable[str]) -> float:
        """The probability that a draft of this rule and these traits is right."""
        odds = self.base + self.relations.get(relation, 0.0) + self.rules.get(f"{relation}: {rule}", 0.0)
        odds += sum(self.traits.get(trait, 0.0) for trait in traits)
        return round(1 / (1 + math.exp(-odds)), 3)


def extraction_confidence(draft: Draft) -> float:
    """The calibrated confidence of one draft (0-1)."""
    path = schema_path("reading", "calibration.yaml")
    return _table(str(path), path.stat().st_mtime_ns).probability(draft.relation, draft.rule, traits(draft))


def traits(draft: Draft) -> Iterator[str]:
    """What makes a draft more doubtful than its rule, or less.

    `reference`: an end is not named in the sentence, but meant by "the company", "they", "the attack". `once`: an end is
    named once in the document. `untyped`: no list and no word beside any of its places tells what an end is. `negated`.
    """
    ends = [n for n in (_name(draft.subject), _name(draft.object)) if n is not None]
    here = {mention.name for mention in draft.tree.mentions}
    if any(name not in here for name in ends):
        yield "reference"
    if any(len(name.mentions) == 1 for name in ends):
        yield "once"
    if any(name.role is None and all(m.type == UNKNOWN for m in name.mentions) for name in ends):
        yield "untyped"
    if draft.judgement.stance in (Stance.NEGATED, Stance.DENIED):
        yield "negated"


def _name(end: End) -> Name | None:
    if isinstance(end, Attack):
        return end.victim
    if isinstance(end, Service):
        return end.owner
    return end if isinstance(end, Name) else None


@lru_cache(maxsize=2)
def _table(_path: str, _changed: int) -> Calibration:
    return load_schema(Calibration, "reading", "calibration.yaml")
