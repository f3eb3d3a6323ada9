"""What a document is speaking of: who "the company", "they", "the attack" are at a given word, and who speaks.

In: trees, one after the other. Out: names for nominal phrases and pronouns, victims for phrases about attacks. Only
what was said before a sentence decides what it means.
"""

from __future__ import annotations

from kg.reading import clauses
from kg.reading.discourse.actors import Actors
from kg.reading.discourse.attacks import Attacks
from kg.reading.discourse.state import ACTORS, BODIES, PRONOUNS
from kg.reading.names import Name
from kg.reading.parsed import Tree, Word


class Discourse(Actors, Attacks):
    """All that phrases can mean at the sentence at hand."""

    def speaking_name(self, word: Word, tree: Tree) -> Name | None:
        """The name behind a speaking phrase: a name, "a Co-op spokesperson", "the M&S statement", "the company", "he"."""
        if word.name is not None:
            return word.name
        if full := self.names_in_full(word):
            return full[0]
        if word.lower in ("he", "she"):
            return self.people[-1] if self.people else None
        cues = self.words
        if word.lemma in cues.words("cues", "document_nouns") or word.lemma in cues.words("nouns", "title"):
            inner = self.names_in(word, BODIES | ACTORS | {"Person"})
            near = clauses.after(word, "by", "from", "of", "for", "at")
            inner = inner or [
                n for w in near for n in self.bodies_of(w) or ([w.name] if w.name and w.name.type in ACTORS else [])
            ]
            inner = inner or [w.name for v in word.kids("acl", "relcl") for w in clauses.by(v) if w.name]
            inner = inner or [n for p in word.kids("poss") for n in self.bodies_of(p)]
            return inner[0] if inner else None
        if word.lemma in cues.words("cues", "unnamed_nouns"):  # "investigators at X"
            inner = self.names_in(word, BODIES) or [
                n for w in clauses.after(word, "at", "from", "of", "with") for n in self.bodies_of(w, strict=True)
            ]
            if inner:
                return inner[0]
        if word.lemma in ("government", "ministry", "regime"):  # "the government of X"
            states = [w.name for w in clauses.after(word, "of") if w.name and w.name.type == "Location"]
            states += [
                c.name
                for c in word.kids("poss", "amod", "compound")
                if c.name and c.name.type == "Location" and word.lemma == "government"
            ]
            if states:
                return states[0]
        bodies = self.bodies_of(word)
        if bodies:
            return bodies[0]
        actors = self.actors_of(word) if word.lower not in PRONOUNS else []
        return actors[0][0] if actors and actors[0][1] != "tactics" else None
