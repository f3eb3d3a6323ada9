"""Actors of phrases: "the group", "hackers linked to X", "affiliates of Y", "they"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from kg.reading import clauses
from kg.reading.discourse.state import State
from kg.reading.kinds import ACTORS, ACTORS_AND_PEOPLE, BRANDS, UNKNOWN
from kg.reading.names import Name
from kg.reading.parsed import Word

_MAIN = 3  # places from which on a text is about an actor

# how a phrase leads to an actor: "tactics" is a mere likeness, "meant" that another sentence names the actor
Via = Literal["", "affiliate", "tactics", "state", "meant"]
Actor = tuple[Name, Via]


class Actors(State):
    """Resolves phrases to actors."""

    def actors_of(self, word: Word) -> list[Actor]:
        """Actors that a phrase speaks of, each with how it leads there."""
        with self._once("actors", word) as first:
            return self._actors_of(word) if first else []

    def _actors_of(self, word: Word) -> list[Actor]:
        words = self.words
        if word.name is not None:
            return [(word.name, "")]
        if word.lower in words.cues("own_organisation"):
            return _plain(self._own_actor(word))
        if word.lower in words.grammar("actor_quantifiers"):
            return self._likened(word) or self._pronoun_actor(word)
        if word.lower in words.grammar("pronouns", "person_pronouns"):
            return self._pronoun_actor(word)
        if word.lemma in words.nouns("actor", "part_of_actor", "malware"):
            return self._described_actor(word)
        return []

    def _described_actor(self, word: Word) -> list[Actor]:
        """Actors of a phrase with a telling noun: named in it, likened to it, or spoken of before."""
        inner, via = self._inner_actors(word)
        likened = [a for a in self._likened(word) if a[0] not in inner]
        if inner or likened:
            return [*((n, via) for n in dict.fromkeys(inner)), *likened]
        if word.dep == "appos" and word.head is not None and (same := self.actors_of(word.head)):
            return same
        if same := self._is_said_of(word):
            return same
        meant = word.lemma in self.words.nouns("actor") or (word.tag == "NNS" and word.lemma in self.words.nouns("suspects"))
        if self._is_definite(word) and meant:
            return [(n, via or how) for n, how in self._last_actor(word)]
        return [(c.name, "state") for c in word.kids("amod", "compound", "nmod") if c.name and c.name.type == "Location"]

    def _is_said_of(self, word: Word) -> list[Actor]:
        """As in "A is a group linked to ...": A."""
        if word.dep != "attr" or word.head is None or self._is_definite(word):
            return []
        return [a for s in clauses.subjects(word.head) if s.name is not None for a in self.actors_of(s)]

    def _inner_actors(self, word: Word) -> tuple[list[Name], Via]:
        """The actors that a phrase names: "the X gang", "affiliates of X", "hackers, suspected members of X"."""
        nouns = self.words.nouns
        via: Via = "affiliate" if word.lemma in nouns("affiliate") else ""
        inner = self.names_in(word, ACTORS)
        if not inner and word.lemma in nouns("actor", "malware"):
            inner = [self.brands.get(n, n) for n in self.names_in(word, frozenset({"Malware"}))]
        inner = inner or [n for w in self.after(word, "actor_of") for n in self._branded(w)]
        if inner:
            return inner, via
        members = [c for c in word.kids("appos") if c.name is None and c.lemma in nouns("part_of_actor")]
        if any(a.lower in self.words.cues("hedge_adjectives") for c in members for a in c.kids("amod")):
            via = "tactics"  # "the hackers, suspected members of X": no more than likely theirs
        return [n for c in members for n, _ in self.actors_of(c)], via

    def _branded(self, word: Word) -> list[Name]:
        if word.name is not None:
            return [word.name] if word.name.type in BRANDS else []
        return self.names_in(word, BRANDS)

    def _likened(self, word: Word) -> list[Actor]:
        """As in "hackers associated with X", and "hackers using X tactics", who are only like X."""
        likening, links = self.words.frames("likening_verbs"), self.words.table("frames", "link_verbs")
        tactics = self.words.nouns("tactic")
        found: dict[Name, Via] = {}
        for verb in word.kids("acl", "relcl"):
            inside = list(verb.subtree()) if verb.lemma in likening or verb.lemma in links else []
            for other in inside:
                if other.name is not None and other.name.type in ACTORS:
                    before = (c for c in inside if c.index < other.index)
                    like = any(w.lemma in tactics for w in (*other.ancestors(), *before))
                    found.setdefault(other.name, "tactics" if like else "")
        return list(found.items())

    def _own_actor(self, word: Word) -> list[Name]:
        """Whom "we" means in an actor's own words."""
        voice = self.voice_at(word)
        named = [
            n for n in (*self.actors, *self.names_here) if n.type in ACTORS and voice is not None and n.is_called(voice.name)
        ]
        return named[-1:]

    def _pronoun_actor(self, word: Word) -> list[Actor]:
        relative, pronouns = self.words.grammar("relative_pronouns"), self.words.grammar("pronouns")
        if word.lower in relative:
            host = next((a for a in word.ancestors() if a.dep == "relcl"), None)
            return self.actors_of(host.head) if host is not None and host.head is not None else []
        for subject in self._subjects_above(word):
            resolved = subject.lower in relative or subject.lower not in pronouns
            if resolved and (actors := list(self._acting(subject))):
                return _plain(actors)
        return self._last_actor(word)

    def _acting(self, subject: Word) -> Iterator[Name]:
        """Who of a subject may be an actor; also an unknown name whose word on an attack is a claim or a denial."""
        owns = subject.head is not None and subject.head.lemma in self.words.cues("self_claim_verbs", "deny_verbs")
        for name, _ in self.actors_of(subject):
            if name.type in ACTORS_AND_PEOPLE or (owns and name.type == UNKNOWN and name.role is None):
                yield name

    def protagonist(self) -> Name | None:
        """The actor that a report is about: the one last spoken of, if the document names it more often than all others."""
        last = self.chief(self.actors[-1]) if self.actors else None
        named = {self.chief(a): sum(len(n.mentions) for n in self._same.get(a, [a])) for a in self.actors}
        return last if last is not None and 2 * named[last] > sum(named.values()) else None

    def _chief_actor(self) -> list[Name]:
        """The actor that the text is about, where the one named last was only mentioned: "bought from brokers such as X"."""
        last = self.chief(self.actors[-1]) if self.actors else None
        if last is None or last in self.led:
            return []
        named = {self.chief(a): sum(len(n.mentions) for n in self._same.get(a, [a])) for a in self.actors}
        most = max(named, key=lambda a: named[a])
        return [most] if most in self.led and named[most] >= _MAIN and named[most] > named[last] else []

    def _last_actor(self, word: Word) -> list[Actor]:
        """The actor last spoken of: in this sentence before the word, else in those before."""
        here = [(n, start) for n, start in self.places_here if n.type in ACTORS and start < word.start]
        if not here:
            return [(n, "meant") for n in self._chief_actor() or self.actors[-1:]]
        name, start = here[-1]
        return [(self.chief(name), "meant" if _in_anothers_words(word, start) else "")]


def _in_anothers_words(word: Word, named_at: int) -> bool:
    """Whether somebody else tells of the word, as in "it was linked to X, and V said that the hackers had left"."""
    above = [a for a in word.ancestors() if a.is_verb and a is not word.head and a.start > named_at]
    return any(clauses.subjects(a) and all(w.start > named_at for w in a.subtree()) for a in above)


def _plain(names: Sequence[Name]) -> list[Actor]:
    return [(n, "") for n in names]
