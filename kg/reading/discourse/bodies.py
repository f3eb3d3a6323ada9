"""Organisations of phrases: "the retailer", "its network", "another chain that was hit", "we"."""

from __future__ import annotations

from kg.reading import clauses
from kg.reading.discourse.state import AUTHORITIES, BODIES, OWN, PRONOUNS, RELATIVES, State
from kg.reading.names import Name
from kg.reading.parsed import Word


class Bodies(State):
    """Resolves phrases to organisations."""

    def bodies_of(self, word: Word, *, strict: bool = False) -> list[Name]:
        """Organisations that a phrase speaks of. `strict`: only those that it names."""
        with self._once("bodies", word) as first:
            return self._bodies_of(word, strict) if first else []

    def _bodies_of(self, word: Word, strict: bool) -> list[Name]:
        if word.name is not None:
            return [word.name] if word.name.type in BODIES else []
        nouns = self.words
        if word.lower in PRONOUNS or word.lower in OWN:
            return [] if strict else self._pronoun_body(word)
        if word.lower in ("some", "many", "several", "all", "most", "part", "parts"):
            return [n for w in clauses.after(word, "of") for n in self.bodies_of(w, strict=strict)]
        owner = [o for p in word.kids("poss") for o in (self.bodies_of(p, strict=strict))]
        if word.lemma in nouns.words("nouns", "organisation"):
            beside = [word.next.name] if word.next is not None and word.next.name and word.next.name.type in BODIES else []
            named = self.names_in_full(word) or self.names_in(word, BODIES) or beside or self._named_beside(word)
            if named:
                return named
            if (
                not strict
                and self._is_definite(word)
                and word.tag in ("NN", "NNP")
                and word.lemma in nouns.words("nouns", "organisation_definite")
            ):
                return self._last_body(word)
            return []
        if not owner and self._is_system(word):
            owner = [
                n
                for w in [*clauses.after(word, "of", "at", "in"), *self.right_after(word)]
                for n in self.bodies_of(w, strict=True)
            ]
        if owner and (
            word.lemma in nouns.words("nouns", "service")
            or word.lemma in nouns.words("nouns", "data")
            or word.lemma in nouns.words("nouns", "service_head_only")
        ):
            return owner
        if (
            word.lemma in nouns.words("nouns", "service_head_only")
            or word.lemma in nouns.words("nouns", "data")
            or word.lemma in nouns.words("nouns", "service")
        ):
            return [n for n in self.names_in(word, frozenset({"Organization"}))]
        return []

    def _is_system(self, word: Word) -> bool:
        nouns = self.words
        return any(word.lemma in nouns.words("nouns", key) for key in ("service", "data", "service_head_only"))

    def _named_beside(self, word: Word) -> list[Name]:
        """As in "Acme, another retailer that ...": the name before its apposition; "A and B are among the companies that ..."."""
        if word.dep == "appos" and word.head is not None:
            before = [w.name for w in clauses.expand(word.head) if w.name and w.name.type in BODIES and w.index < word.index]
            return before[-1:]
        if word.dep == "pobj" and word.head is not None and word.head.lower in ("among", "of") and word.kids("relcl"):
            verb = next((a for a in word.ancestors() if a.is_verb), None)
            if verb is not None and verb.lemma == "be":
                return [s.name for s in clauses.subjects(verb) if s.name and s.name.type in BODIES]
        if word.dep == "attr" and word.head is not None and word.kids("relcl"):
            return [n for s in clauses.subjects(word.head)[:1] for n in self.bodies_of(s)]
        return []

    def _pronoun_body(self, word: Word) -> list[Name]:
        if word.lower in OWN:
            frame = self.voice_at(word)
            if frame is None:
                return []
            employers = [body for person, body in self.offices.items() if frame.name in (person.text, *person.forms)]
            if employers:
                return employers[-1:]
            speaking = [n for n in [*self.bodies, *self.names_here] if n.type in BODIES and frame.name in (n.text, *n.forms)]
            return speaking[-1:] or self.focus[-1:]
        if word.lower in RELATIVES:
            host = next((a for a in word.ancestors() if a.dep == "relcl"), None)
            return self.bodies_of(host.head) if host is not None and host.head is not None else []
        for subject in self._subjects_above(word):
            if subject.lower not in PRONOUNS and (found := self.bodies_of(subject)):
                return found
        return self._last_body(word)

    def _last_body(self, word: Word) -> list[Name]:
        """The organisation that "the company", "the agency", "it" means: the last of its kind, victims before others."""
        lemma = word.lemma
        before = [n for n, start in self.places_here if n.type in BODIES and start < word.start and n.role != "media"]
        known = [n for n in self.bodies if n not in before] + before
        if lemma in self.words.words("nouns", "government_like"):
            return [n for n in known if n.role in AUTHORITIES][-1:]
        if any(c.lemma in self.words.words("nouns", "vendor_modifier") for c in word.kids("compound", "amod", "nmod")):
            return [n for n in known if n.role == "security-vendor"][-1:]
        plain = [n for n in known if n.role not in AUTHORITIES and n.role not in ("media", "security-vendor")]
        hit = [n for n in plain if n in self.victims]
        often = [n for n in hit or plain if len(n.mentions) > 1]  # what is named once is seldom meant by "it"
        return often[-1:] or hit[-1:] or plain[-1:]
