"""Actors of phrases: "the group", "hackers linked to X", "affiliates of Y", "they"."""

from __future__ import annotations

from kg.reading import clauses
from kg.reading.discourse.state import ACTORS, OWN, PRONOUNS, RELATIVES, State
from kg.reading.names import UNKNOWN, Name
from kg.reading.parsed import Word


class Actors(State):
    """Resolves phrases to actors."""

    def actors_of(self, word: Word) -> list[tuple[Name, str]]:
        """Actors that a phrase speaks of, each with how it leads there: "", "affiliate", or "tactics" (a mere likeness)."""
        with self._once("actors", word) as first:
            return self._actors_of(word) if first else []

    def _actors_of(self, word: Word) -> list[tuple[Name, str]]:
        if word.name is not None:
            return self._named_actor(word)
        nouns = self.words
        lemma = word.lemma
        if word.lower in OWN:
            voice = self.voice_at(word)
            return [
                (n, "")
                for n in [*self.actors, *self.names_here]
                if voice is not None and voice.name in (n.text, *n.forms) and n.type in ACTORS
            ][-1:]
        if word.lower in ("some", "those", "many", "others", "most"):
            return self._likened(word) or [(n, "") for n in self._pronoun_actor(word)]
        if word.lower in PRONOUNS or word.lower in ("he", "she"):
            return [(n, "") for n in self._pronoun_actor(word)]
        if (
            lemma not in nouns.words("nouns", "actor")
            and lemma not in nouns.words("nouns", "part_of_actor")
            and lemma not in nouns.words("nouns", "malware")
        ):
            return []
        via = "affiliate" if lemma in nouns.words("nouns", "affiliate") else ""
        inner = self.names_in(word, ACTORS)
        if not inner and (lemma in nouns.words("nouns", "actor") or lemma in nouns.words("nouns", "malware")):
            inner = [self.brands.get(n, n) for n in self.names_in(word, frozenset({"Malware"}))]
        inner = inner or [n for w in clauses.after(word, "of", "for", "from", "with", "in") for n, _ in self._inner_actor(w)]
        if not inner:
            members = [c for c in word.kids("appos") if c.name is None and c.lemma in nouns.words("nouns", "part_of_actor")]
            inner = [n for c in members for n, _ in self.actors_of(c)]
            if any(a.lower in nouns.words("cues", "hedge_adjectives") for c in members for a in c.kids("amod")):
                via = "tactics"  # "the hackers, suspected members of X": no more than likely theirs
        likened = [a for a in self._likened(word) if a[0] not in inner]
        if inner or likened:
            return [*((n, via) for n in dict.fromkeys(inner)), *likened]
        if word.dep == "appos" and word.head is not None and (same := self.actors_of(word.head)):
            return same
        if self._is_definite(word) and lemma in nouns.words("nouns", "actor"):
            return [(n, via) for n in self._last_actor(word)]
        states = [
            c.name for c in word.children if c.dep in ("amod", "compound", "nmod") and c.name and c.name.type == "Location"
        ]
        return [(n, "state") for n in states if n]

    def _inner_actor(self, word: Word) -> list[tuple[Name, str]]:
        if word.name is not None:
            return [(word.name, "")] if word.name.type in ("ThreatGroup", "Malware") else []
        return [(n, "") for n in self.names_in(word, frozenset({"ThreatGroup", "Malware"}))]

    def _named_actor(self, word: Word) -> list[tuple[Name, str]]:
        name = word.name
        assert name is not None
        return [(name, "")]

    def _likened(self, word: Word) -> list[tuple[Name, str]]:
        """As in "Hackers associated with X", and "hackers using X tactics", who are only like X."""
        links = self.words.words("frames", "likening_verbs") | set(self.words.table("frames", "link_verbs"))
        tactics = self.words.words("nouns", "tactic")
        found: dict[Name, str] = {}
        for verb in word.kids("acl", "relcl"):
            inside = list(verb.subtree()) if verb.lemma in links else []
            for other in inside:
                if other.name is not None and other.name.type in ACTORS:
                    above = {a.lemma for a in other.ancestors()} | {
                        c.lemma for c in inside if c.lemma in tactics and c.index < other.index
                    }
                    found.setdefault(other.name, "tactics" if above & tactics else "")
        return list(found.items())

    def _pronoun_actor(self, word: Word) -> list[Name]:
        if word.lower in RELATIVES:
            host = next((a for a in word.ancestors() if a.dep in ("relcl",)), None)
            return [n for n, _ in self.actors_of(host.head)] if host is not None and host.head is not None else []
        owning = self.words.words("cues", "self_claim_verbs") | self.words.words("cues", "deny_verbs")
        for subject in self._subjects_above(word):
            own_word = subject.head is not None and subject.head.lemma in owning
            if (subject.lower not in PRONOUNS or subject.lower in RELATIVES) and (found := self.actors_of(subject)):
                actors = [
                    n
                    for n, _ in found
                    if n.type in ("ThreatGroup", "Person") or (own_word and n.type == UNKNOWN and n.role is None)
                ]
                if actors:
                    return actors
        return self._last_actor(word)

    def _last_actor(self, word: Word) -> list[Name]:
        """The actor last spoken of: in this sentence before the word, else in those before."""
        here = [n for n, start in self.places_here if n.type in ACTORS and start < word.start]
        return [self.chief(n) for n in here[-1:]] or self.actors[-1:]
