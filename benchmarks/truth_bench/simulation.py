"""A world whose truth is known. In: the settings of a world, a seed. Out: reports of incidents, and who did each.

Each incident has one actor. Publishers report in turn: an original finds out for itself, rightly as often as its
publisher and its voice are good; a copy repeats an earlier report, word for word or in its own words, with or without
saying so, and may leave out the hedge. Wrong answers name the better known suspects more often, and some incidents have a
false lead that several originals follow without copying each other. The world is written without a look at how confidence
is computed.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

World = Mapping[str, Any]
WORDS = 600  # made-up words that reports are written in
SENTENCE = 14  # of them in a report


@dataclass(frozen=True)
class Report:
    """One report: who publishes it on which day, whom it blames, in which words, and on whom it rests."""

    incident: int
    day: int
    publisher: str
    actor: str
    stance: str  # asserted, hedged, self-claimed or denied
    voice: str  # named, author or unnamed
    speaker: str | None  # the name, if one is named
    words: str
    origin: int  # number of the report that it goes back to; what nobody but the world knows


@dataclass
class Told:
    """What is told in one run of a world, and the truth."""

    reports: list[Report] = field(default_factory=list)
    truth: dict[int, str] = field(default_factory=dict)
    ratings: dict[str, str] = field(default_factory=dict)  # publisher -> A to E, where that is known


class Simulation:
    """One run."""

    def __init__(self, world: World, incidents: int, suspects: int, sources: int, seed: int) -> None:
        self.world = world
        self.dice = random.Random(seed)
        self.suspects = [f"Suspect {chr(65 + n)}" for n in range(suspects)]
        low, high = world["skill"]
        self.skill = {f"Paper {n}": self.dice.uniform(low, high) for n in range(sources)}
        self.vocabulary = [f"w{n}" for n in range(WORDS)]
        self.told = Told()
        if world["rated"]:
            self.told.ratings = {name: _grade(skill) for name, skill in self.skill.items()}
        for incident in range(incidents):
            self._incident(incident)

    def _incident(self, incident: int) -> None:
        culprit = self.dice.choice(self.suspects)
        self.told.truth[incident] = culprit
        lead = self._wrong(culprit) if self._happens(self.world["shared_lead"]) else None
        here: list[Report] = []
        for day in range(self.dice.randint(*self.world["reports"])):
            if here and self._happens(self.world["copying"]):
                report = self._copy(self.dice.choice(here), day)
            else:
                report = self._original(incident, day, culprit, lead)
            here.append(report)
        self._interested(incident, culprit, here)
        self.told.reports += here

    def _original(self, incident: int, day: int, culprit: str, lead: str | None) -> Report:
        """What a publisher finds out for itself; a false lead is followed half of the time."""
        publisher, voice = self.dice.choice(list(self.skill)), self._drawn(self.world["voices"])
        better = {"named": 0.2, "author": 0.0, "unnamed": -0.2}[voice] * self.world["naming"]
        right = self._happens(min(max(self.skill[publisher] + better, 0.02), 0.99))
        actor = culprit if right else self._wrong(culprit)
        if lead is not None and self._happens(0.5):
            actor = lead
        hedging = self.world["hedging"] * (-1 if actor == culprit else 1)
        hedged = self._happens(min(max(self.world["hedged"] * (1 + hedging), 0), 1))
        speaker = f"Expert {self.dice.randrange(60)}" if voice == "named" else None
        stance = "hedged" if hedged else "asserted"
        number = len(self.told.reports) + 1000 * incident + day
        return Report(incident, day, publisher, actor, stance, voice, speaker, self._words(), number)

    def _copy(self, source: Report, day: int) -> Report:
        """Another publisher's version of a report: it knows no more than that."""
        publisher = self.dice.choice([p for p in self.skill if p != source.publisher])
        way = self._drawn(self.world["copies"])
        if way == "verbatim":
            return replace(source, day=day, publisher=publisher)
        lost = source.stance == "hedged" and self._happens(self.world["hedge_lost"])
        copy = replace(source, day=day, publisher=publisher, words=self._words())
        copy = replace(copy, stance="asserted") if lost else copy
        if way == "credited" and source.voice == "author":
            return replace(copy, voice="named", speaker=source.publisher)
        return copy

    def _interested(self, incident: int, culprit: str, here: list[Report]) -> None:
        """Those who claim the attack, rightly or not, and third parties who clear somebody."""
        others = [s for s in self.suspects if s != culprit]
        for actor, chance in ((culprit, "right"), (self.dice.choice(others), "wrong")):
            if self._happens(self.world["self_claims"][chance]):
                here.append(self._word_of(incident, len(here), actor, "self-claimed", actor))
        for actor in sorted({r.actor for r in here if r.stance != "self-claimed"}):
            if self._happens(self.world["denials"]["right" if actor == culprit else "wrong"]):
                here.append(self._word_of(incident, len(here), actor, "denied", f"Expert {self.dice.randrange(60)}"))

    def _word_of(self, incident: int, day: int, actor: str, stance: str, speaker: str) -> Report:
        publisher = self.dice.choice(list(self.skill))
        number = 1000 * incident + 500 + day
        return Report(incident, day, publisher, actor, stance, "named", speaker, self._words(), number)

    def _wrong(self, culprit: str) -> str:
        """Somebody else, the better known the likelier: the nth suspect has a weight of 1/n."""
        others = [s for s in self.suspects if s != culprit]
        return self.dice.choices(others, [1 / (self.suspects.index(s) + 1) for s in others])[0]

    def _words(self) -> str:
        return " ".join(self.dice.choices(self.vocabulary, k=SENTENCE))

    def _drawn(self, shares: Mapping[str, float]) -> str:
        return self.dice.choices(list(shares), list(shares.values()))[0]

    def _happens(self, chance: float) -> bool:
        return self.dice.random() < chance


def _grade(skill: float) -> str:
    """The letter that a perfect judge of sources would give."""
    return next((letter for letter, least in (("A", 0.9), ("B", 0.8), ("C", 0.65), ("D", 0.5)) if skill >= least), "E")
