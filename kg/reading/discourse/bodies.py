"""Organisations of phrases: "the retailer", "its network", "another chain that was hit", "we"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.reading import clauses
from kg.reading.discourse.state import State
from kg.reading.kinds import ACTORS_AND_PEOPLE, AUTHORITIES, BODIES, ORGANIZATIONS, REPORTERS, STATES_AND_BODIES, UNKNOWN
from kg.reading.names import Name
from kg.reading.parsed import Tree, Word

_PLURAL = ("NNS", "NNPS")
_SINGULAR = ("NN", "NNP")


class Bodies(State):
    """Resolves phrases to organisations."""

    def bodies_of(self, word: Word, *, strict: bool = False) -> list[Name]:
        """Organisations that a phrase speaks of. `strict`: only those that it names."""
        with self._once("bodies", word) as first:
            return self._bodies_of(word, strict) if first else []

    def _bodies_of(self, word: Word, strict: bool) -> list[Name]:
        if word.name is not None:
            return [word.name] if word.name.type in BODIES else []
        if word.lower in self.words.grammar("pronouns") or word.lower in self.words.cues("own_organisation"):
            return [] if strict else self._pronoun_body(word)
        if word.lower in self.words.grammar("body_quantifiers"):
            return [n for w in clauses.after(word, "of") for n in self.bodies_of(w, strict=strict)]
        if word.lemma in self.words.table("nouns", "authority_people"):
            return self._authority(word)
        owner = [n for p in word.kids("poss") for n in self.bodies_of(p, strict=strict)]
        personal = self.words.grammar("personal_possessives")
        if word.lemma in self.words.nouns("division") and any(p.lower in personal for p in word.kids("poss")):
            return [self.offices[p] for p in self.people[-1:] if p in self.offices]  # "his office"
        if word.lemma in self.words.nouns("organisation"):
            return self._described_body(word, strict)
        if word.lemma in self.words.nouns("division", "investigator") and (
            named := self.names_in(word, ORGANIZATIONS) or owner
        ):
            return named
        if word.lemma in self.words.nouns("service", "data", "service_head_only"):
            return owner or self._system_owner(word)
        return []

    def _described_body(self, word: Word, strict: bool) -> list[Name]:
        """The body that a noun names or describes; a definite one without a name means the last spoken of."""
        beside = [word.next.name] if word.next is not None and word.next.name and word.next.name.type in BODIES else []
        named = self.names_in_full(word) or self.names_in(word, BODIES) or beside or self._named_beside(word)
        if not named and word.lemma in self.words.nouns("organisation_of_place"):
            named = self._body_of_place(word) or ([] if strict or not self._is_definite(word) else self._last_of_place(word))
        if named or strict or word.tag not in _SINGULAR or word.lemma not in self.words.nouns("organisation_definite"):
            return named
        if self.actors and word.lemma in self.words.nouns("actor_plain"):
            return []  # "the group": the actor
        if not self._is_definite(word):
            return []
        return self._last_body(word) or self._authority_described(word)

    def _body_of_place(self, word: Word) -> list[Name]:
        """As in "the city of X"."""
        places = [w.name for w in clauses.after(word, "of") if w.name is not None and w.name.type in STATES_AND_BODIES]
        return [n if n.type in BODIES else self.body_of_place(n, n.text) for n in places[:1]]

    def _last_of_place(self, word: Word) -> list[Name]:
        """Whom "the city" means: the body of a place that was named last, or that an official was said to be of."""
        places = self.words.names("place_words")
        of_place = [n for n in self.bodies if places.intersection(n.text.split()) or word.lemma in n.text.lower().split()]
        ruled = [n for n in self._described.values() if n.role == "government" and n.mentions]
        return (of_place or ruled)[-1:]

    def _authority_described(self, word: Word) -> list[Name]:
        """As in "the Irish privacy watchdog", which the text does not name otherwise."""
        roles = self.words.table("nouns", "authority_kinds")
        placed = any(c.name is not None and c.name.type == "Location" for c in word.kids("amod", "compound", "nmod", "poss"))
        described = self.described(word, roles[word.lemma]) if placed and word.lemma in roles else None
        return [described] if described is not None else []

    def _authority(self, word: Word) -> list[Name]:
        """As in "Justice Department prosecutors", "federal prosecutors in Larvia"; "prosecutors": those spoken of before."""
        places = self.after(word, "authority_in")
        named = self.names_in(word, ORGANIZATIONS) or [n for w in places for n in self.bodies_of(w, strict=True)]
        if authorities := [n for n in named if n.role in AUTHORITIES]:
            return authorities
        before = word.kids("amod", "compound", "nmod", "poss")
        telling = any(
            w.lower in self.words.grammar("of_the_state") or (w.name and w.name.type == "Location") for w in before
        )
        if telling or any(w.name is not None and w.name.type not in ACTORS_AND_PEOPLE for w in places):
            described = self.described(word, self.words.table("nouns", "authority_people")[word.lemma])
            return [described] if described is not None else []
        return [n for n in self.bodies if n.role in AUTHORITIES and self._is_short_for(word, n)][-1:]

    def _is_short_for(self, word: Word, name: Name) -> bool:
        """Whether a plain noun ("prosecutors", "police") is the head of a body's description or name."""
        return any(self.words.lemma(part.lower()) == word.lemma for part in name.text.split())

    def _system_owner(self, word: Word) -> list[Name]:
        """As in "the servers of X", "the X network": whose a system or its data is."""
        near = self.after(word, "system_of")
        inside = clauses.after(word, "in")  # "in X": a place, where nothing tells that X is a body
        places = [w for w in (*near, *self.right_after(word)) if w not in inside or not w.name or w.name.type != UNKNOWN]
        running = [v for v in word.kids("acl", "relcl") if v.lemma in self.words.frames("run_verbs")]
        runners = [n for v in running for w in clauses.agents(v) for n in self.bodies_of(w, strict=True)]
        return runners or [n for w in places for n in self.bodies_of(w, strict=True)] or self.names_in(word, ORGANIZATIONS)

    def _named_beside(self, word: Word) -> list[Name]:
        """As in "Acme, another retailer that ...", "A and B are among the companies that ...": the names it describes."""
        head = word.head
        if head is None:
            return []
        if word.dep == "appos":
            before = [w.name for w in clauses.expand(head) if w.name and w.name.type in BODIES and w.index < word.index]
            return before[-1:]
        if word.dep == "pobj" and head.lower in self.words.prepositions("one_of") and word.kids("relcl"):
            verb = next((a for a in word.ancestors() if a.is_verb), None)
            if verb is not None and verb.lemma == "be":
                return [s.name for s in clauses.subjects(verb) if s.name and s.name.type in BODIES]
        if word.dep == "attr" and word.kids("relcl"):
            return [n for s in clauses.subjects(head)[:1] for n in self.bodies_of(s)]
        return []

    def _pronoun_body(self, word: Word) -> list[Name]:
        if word.lower in self.words.cues("own_organisation"):
            return self._own_body(word)
        if word.lower in self.words.grammar("relative_pronouns"):
            host = next((a for a in word.ancestors() if a.dep == "relcl"), None)
            return self.bodies_of(host.head) if host is not None and host.head is not None else []
        plural = word.lower in self.words.grammar("plural_owners")
        for subject in self._subjects_above(word):
            if plural and subject.name is None and self._is_of_people(subject):
                return []  # "users had their phones checked"
            resolved = subject.lower not in self.words.grammar("pronouns")
            if resolved and (found := self.bodies_of(subject) or self._spoken_for(subject)):
                return found
        return [] if self._follows_a_stranger(word) else self._last_body(word)

    def _is_of_people(self, word: Word) -> bool:
        """As in "customers", "any of those users"."""
        inner = clauses.after(word, "of") if word.lower in self.words.grammar("body_quantifiers", "no_proof") else [word]
        return any(w.tag in _PLURAL and w.lemma in self.words.nouns("people") for w in inner)

    def _follows_a_stranger(self, pronoun: Word) -> bool:
        """As in "paid by the Larvian company after they encrypted its servers": the noun before means nobody named."""
        before = self.tree.words[: pronoun.index] if self.tree is not None else []
        plain = self.words.nouns("organisation_definite")
        near = [w for w in before if (w.name.type in BODIES if w.name is not None else w.lemma in plain)]
        return bool(near) and near[-1].name is None and not self.bodies_of(near[-1])

    def _spoken_for(self, word: Word) -> list[Name]:
        """As in "a spokesperson for X said that they ...": X."""
        if word.name is not None or word.lemma not in self.words.nouns("title"):
            return []
        return self.names_in(word, BODIES) or [
            n for w in self.after(word, "document_of") for n in self.bodies_of(w, strict=True)
        ]

    def _own_body(self, word: Word) -> list[Name]:
        """Whom "we" means: the employer of who speaks, or the body that speaks."""
        voice = self.voice_at(word)
        if voice is None:
            return []
        employers = [body for person, body in self.offices.items() if person.is_called(voice.name)]
        speaking = [n for n in [*self.bodies, *self.names_here] if n.type in BODIES and n.is_called(voice.name)]
        return employers[-1:] or speaking[-1:] or self.focus[-1:]

    def _last_body(self, word: Word) -> list[Name]:
        """The organisation that "the company", "the agency", "it" means: the last of its kind, victims before others."""
        before = [n for n, start in self.places_here if n.type in BODIES and start < word.start and n.role != "media"]
        known = [n for n in self.bodies if n not in before] + before
        if word.lemma in self.words.nouns("government_like"):
            return [n for n in known if n.role in AUTHORITIES][-1:]
        if any(c.lemma in self.words.nouns("vendor_modifier") for c in word.kids("compound", "amod", "nmod")):
            return [n for n in known if n.role == "security-vendor"][-1:]
        plain = [n for n in known if n.role not in AUTHORITIES and n.role not in REPORTERS]
        hit = [n for n in plain if n in self.victims]
        often = [n for n in hit or plain if len(n.mentions) > 1]  # what is named once is seldom meant by "it"
        found = often[-1:] or hit[-1:] or plain[-1:]
        return [] if found and self._means_a_stranger(word, found[0]) else found

    def _means_a_stranger(self, word: Word, name: Name) -> bool:
        """Whether "the hospital", "the organisation" means one that the text spoke of since, and did not name."""
        lemmas = self.strangers if word.lemma in self.words.nouns("organisation_any") else {word.lemma}
        latest = max((self.strangers.get(lemma, -1) for lemma in lemmas), default=-1)
        return latest > max((m.start for m in name.mentions if m.start < word.start), default=-1)

    def advance(self, tree: Tree, hit: Sequence[Name]) -> None:
        """Take note of a sentence after it was read, also of the organisations in it that nobody names."""
        super().advance(tree, hit)
        indefinite = self.words.grammar("indefinite")
        for word in tree.words:
            if word.lemma in self.words.nouns("place_official"):  # "X officials"
                for place in (c.name for c in word.kids("compound", "nmod", "poss") if c.name is not None):
                    if place.type == "Location" and not place.known:
                        self.body_of_place(place, place.text)
            if word.name is None and word.lemma in self.words.nouns("organisation_definite"):
                new = any(c.lower in indefinite for c in word.kids("det", "nummod"))
                if new and word.dep not in ("appos", "attr") and not self.names_in(word, BODIES) and not self._is_role(word):
                    self.strangers[word.lemma] = word.start

    def _is_role(self, word: Word) -> bool:
        """As in "as a company": what somebody is said to be."""
        return word.head is not None and word.head.lower in self.words.grammar("role_prepositions")
