"""Extraction confidence: how likely it is that a draft was read right.

In: a draft, and the text it was read in. Out: a probability: the logistic of a sum of a base, what relation and
rule add, and what the draft's traits add. The weights are fitted to judged claims by `make calibrate`
(`tools/calibrate_reading.py`), with a penalty that draws a rule of few claims towards its relation and that towards all
(ridge regression: Le Cessie and van Houwelingen, Applied Statistics 1992). How well that does on reports it was not fitted
to: `docs/reading-reliability.md`.
"""

from __future__ import annotations

import math
import re
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


class Technical(BaseModel):
    """`schema/reading/technical.yaml`: by what marks a text shows that it is a technical analysis."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    per_thousand_words: float
    patterns: tuple[str, ...]


def extraction_confidence(draft: Draft, text: str = "") -> float:
    """The calibrated confidence of one draft (0-1) in a document's text."""
    weights = _calibration(*_state("calibration.yaml"))
    return weights.probability(draft.relation, draft.rule, traits(draft, text))


def traits(draft: Draft, text: str = "") -> Iterator[str]:
    """What makes a draft more doubtful than its rule, or less.

    `reference`: an end is not named in the sentence, but meant by "the company", "they", "the attack". `negated`: the text
    says that it is not so. `technical`: the text is a technical analysis, whose names are mostly not those of actors and
    victims; `untyped`: in such a text, no list and no word beside any of its places tells what an end is.
    """
    ends = [n for n in (_name(draft.subject), _name(draft.object)) if n is not None]
    here = {mention.name for mention in draft.tree.mentions}
    if any(name not in here for name in ends):
        yield "reference"
    if draft.judgement.stance in (Stance.NEGATED, Stance.DENIED):
        yield "negated"
    if is_technical(text):
        yield "technical"
        if any(name.role is None and all(m.type == UNKNOWN for m in name.mentions) for name in ends):
            yield "untyped"


def _name(end: End) -> Name | None:
    if isinstance(end, Attack):
        return end.victim
    if isinstance(end, Service):
        return end.owner
    return end if isinstance(end, Name) else None


def is_technical(text: str) -> bool:
    """Whether a text is a technical analysis and not a story: by the marks of one in a thousand words."""
    return _is_technical(text, *_state("technical.yaml"))


@lru_cache(maxsize=4)  # asked for each draft of a document
def _is_technical(text: str, path: str, changed: int) -> bool:
    known = _technical(path, changed)
    marks = re.compile("|".join(f"(?:{p})" for p in known.patterns), re.IGNORECASE)
    enough = max(1.0, known.per_thousand_words * len(text.split()) / 1000)
    return any(number >= enough for number, _ in enumerate(marks.finditer(text), start=1))


def _state(name: str) -> tuple[str, int]:
    """Where a file of the schema stands and when it was changed: the key under which it is remembered."""
    path = schema_path("reading", name)
    return str(path), path.stat().st_mtime_ns


@lru_cache(maxsize=2)
def _calibration(_path: str, _changed: int) -> Calibration:
    return load_schema(Calibration, "reading", "calibration.yaml")


@lru_cache(maxsize=2)
def _technical(_path: str, _changed: int) -> Technical:
    return load_schema(Technical, "reading", "technical.yaml")
