"""The constants of confidence, from `schema/confidence.yaml`: in YAML, out one frozen, validated model."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kg.resources import schema_hash
from kg.vocabulary import load_schema

Share = Annotated[float, Field(ge=0, le=1)]
Points = Annotated[float, Field(ge=0, le=100)]
SpeakerKind = Literal["named", "author", "unnamed"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RelationClass(_Frozen):
    """A kind of relation: what one origin and all origins can give, and what a speaker is worth."""

    one_origin: Points
    all: Points
    speaker: dict[SpeakerKind, Share]
    own_voice: bool


class Roles(_Frozen):
    """Roles of organisations that report, and of those that can know."""

    newsroom: frozenset[str]
    knows: frozenset[str]


class Caps(_Frozen):
    """Points that a proposition cannot pass, fit included."""

    unnamed_alone: Points
    self_claimed_alone: Points


class Against(_Frozen):
    """Shares of the support that denials, negations and rivals take."""

    negated: Share
    denied: Share
    denied_by_accused: Share
    speaker: dict[SpeakerKind, Share]
    refutes_from: Share
    rival: Share
    rival_disputes_from: Points


class Copies(_Frozen):
    """When two quotes are one wording, and two texts one."""

    shared_pairs: int = Field(ge=1)
    hedge_lost: Share
    same_wording: Share
    reworded_days: int = Field(ge=0)
    run_of_words: int = Field(ge=2)
    runs_shared: int = Field(ge=1)
    same_text: Share


class Fit(_Frozen):
    """Points for agreement with what lists record, and the words that tell."""

    most: Points
    actor: Points
    activity: Points
    sector: Points
    country: Points
    malware: Points
    contradiction: float = Field(le=0, ge=-100)
    incident_kinds: dict[str, tuple[str, ...]]
    agreeing_activities: frozenset[str]
    agreeing_motives: frozenset[str]
    telling_activities: frozenset[str]
    published_as: dict[str, tuple[str, ...]]


class Decisions(_Frozen):
    """What an analyst's word on a proposition does to its confidence."""

    confirmed_at_least: Points
    disputed_takes: Share


class Admiralty(_Frozen):
    """From when on something counts as confirmed by other sources."""

    corroborated_high: Points
    origins_for_confirmed: int


class Rivals(_Frozen):
    """Which attributions of one incident exclude each other."""

    types: frozenset[str]
    slots: dict[str, str]
    linking: frozenset[str]


class Constants(_Frozen):
    """All constants of `kg/belief`."""

    stance: dict[str, Share]
    reliability: dict[Literal["A", "B", "C", "D", "E", "F"], Share]
    classes: dict[str, RelationClass]
    roles: Roles
    relations: dict[str, str]
    otherwise: str
    caps: Caps
    against: Against
    copies: Copies
    fit: Fit
    decisions: Decisions
    admiralty: Admiralty
    rivals: Rivals

    @model_validator(mode="after")
    def _classes_exist(self) -> Constants:
        unknown = {*self.relations.values(), self.otherwise} - set(self.classes)
        if unknown:
            raise ValueError(f"relations and otherwise name classes that are not there: {', '.join(sorted(unknown))}")
        return self

    def of(self, relation: str) -> RelationClass:
        """The class of a relation."""
        return self.classes[self.relations.get(relation, self.otherwise)]


def constants() -> Constants:
    """The constants of the schema as it stands."""
    return _constants(schema_hash())


@lru_cache(maxsize=2)
def _constants(_key: str) -> Constants:
    return load_schema(Constants, "confidence.yaml")
