"""What a document is speaking of: who "the company", "they", "the attack" are at a given word, and who speaks.

In: trees, one after the other. Out: names for nominal phrases and pronouns, victims for phrases about attacks. Only
what was said before a sentence decides what it means.
"""

from __future__ import annotations

from kg.reading import clauses
from kg.reading.discourse.actors import Actors
from kg.reading.discourse.attacks import Attacks
from kg.reading.kinds import ACTORS, BODIES, PEOPLE
from kg.reading.names import Name
from kg.reading.parsed import Word


class Discourse(Actors, Attacks):
    """All that phrases can mean at the sentence at hand."""

    def speaking_name(self, word: Word) -> Name | None:
        """The name behind a speaking phrase: a name, "a Co-op spokesperson", "the M&S statement", "the company", "he"."""
        words = self.words
        if word.name is not None:
            return word.name
        if full := self.names_in_full(word):
            return full[0]
        if word.lower in words.grammar("person_pronouns"):
            return self.people[-1] if self.people else None
        if word.lemma in words.table("nouns", "authority_people"):
            return next(iter(self.bodies_of(word)), None)
        if word.lemma in words.cues("document_nouns") or word.lemma in words.nouns("title"):
            return next(iter(self._issuers(word)), None)
        if word.lemma in words.cues("unnamed_nouns") and (employers := self._employers(word)):
            return employers[0]
        if word.lemma in words.nouns("state_body") and (states := self._states(word)):
            return states[0]
        if bodies := self.bodies_of(word):
            return bodies[0]
        actors = self.actors_of(word) if word.lower not in words.grammar("pronouns") else []
        return actors[0][0] if actors and actors[0][1] != "tactics" else None

    def _issuers(self, word: Word) -> list[Name]:
        """Whose statement or spokesperson it is: "the X report", "a spokesperson for X", "a note signed by X"."""
        near = self.after(word, "document_of")
        return (
            self.names_in(word, BODIES | ACTORS | PEOPLE)
            or [n for w in near for n in self.bodies_of(w) or ([w.name] if w.name and w.name.type in ACTORS else [])]
            or [w.name for v in word.kids("acl", "relcl") for w in clauses.by(v) if w.name]
            or [n for p in word.kids("poss") for n in self.bodies_of(p)]
        )

    def _employers(self, word: Word) -> list[Name]:
        """As in "investigators at X", "X researchers"."""
        near = self.after(word, "speaker_of")
        return self.names_in(word, BODIES) or [n for w in near for n in self.bodies_of(w, strict=True)]

    def _states(self, word: Word) -> list[Name]:
        """As in "the ministry of X", "the X government"."""
        before = word.kids("poss", "amod", "compound") if word.lemma == "government" else []
        places = [*clauses.after(word, "of"), *before]
        return [w.name for w in places if w.name and w.name.type == "Location"]
