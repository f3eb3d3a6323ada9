"""How firmly a clause is said, and by whom: the heart of a claim.

In: the word that carries a claim (a verb, or the noun of an attack) in its tree. Out: a `Judgement`: stance, the chain
of speakers (outermost first), or `skip` where the words make no claim at all (a condition, a question, advice, a plan).
Every governing clause on the way to the root is asked in turn: a hedge, a denial or a speaker binds what stands below it
and nothing else of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.model import Speaker, Stance
from kg.reading import clauses
from kg.reading.discourse import Discourse
from kg.reading.lexicon import Lexicon
from kg.reading.parsed import Tree, Word

_COMPLEMENTS = (
    "ccomp",
    "xcomp",
    "advcl",
    "acl",
    "relcl",
    "pcomp",
    "parataxis",
    "dep",
    "conj",
    "csubj",
    "appos",
    "prep",
    "dobj",
    "nsubj",
    "nsubjpass",
    "pobj",
    "attr",
    "agent",
    "oprd",
    "acomp",
    "compound",
    "nmod",
    "amod",
    "poss",
    "npadvmod",
)


@dataclass
class Judgement:
    """What is said of a claim: its stance, its speakers, and the words that show both."""

    stance: Stance = Stance.ASSERTED
    speakers: tuple[Speaker, ...] = ()
    skip: bool = False
    hedges: list[str] = field(default_factory=list)
    also: tuple[Speaker, ...] = ()  # who says the same beside the innermost speaker: "A and B say"

    def hedged(self, why: str) -> Judgement:
        """The same, hedged: a denial or a self-claim stays what it is."""
        stance = Stance.HEDGED if self.stance is Stance.ASSERTED else self.stance
        return replace(self, stance=stance, hedges=[*self.hedges, why])

    def plain(self) -> Judgement:
        """The same in the text's own voice and stated as fact: for what a phrase takes for granted."""
        return Judgement(skip=self.skip)


_NEAR = 80  # characters before a claim in which "no evidence that" speaks of it


class Judge:
    """Judges the words of one tree."""

    def __init__(self, tree: Tree, discourse: Discourse, words: Lexicon) -> None:
        self.tree = tree
        self.discourse = discourse
        self.words = words

    def judge(self, trigger: Word, *, habits: bool = False) -> Judgement:
        """The judgement of the claim that hangs on a word. `habits`: what an actor usually does is a claim too."""
        found = Judgement()
        self._also: tuple[Speaker, ...] = ()
        speakers: list[Speaker] = []
        below: Word | None = None
        for word in (trigger, *trigger.ancestors()):
            if not self._beside(below, word):
                self._local(word, below, found, habits)
            if below is not None and word.is_verb and self._reports(word, below):
                self._reported(word, found, speakers)
            if (
                below is not None
                and below.dep in ("ccomp", "csubj", "xcomp")
                and any(a.lower in self.words.words("cues", "hedge_adjectives") for a in word.kids("acomp", "attr"))
            ):
                found.hedges.append("possible")  # "it is possible that"
                found.stance = Stance.HEDGED if found.stance is Stance.ASSERTED else found.stance
            if (
                below is not None
                and below.dep == "ccomp"
                and word.lemma == "be"
                and any(a.lower in self.words.words("cues", "confident_adjectives") for a in word.kids("acomp"))
            ):
                speakers.extend(s for w in clauses.subjects(word)[:1] if (s := self.speaker(w)))
            if below is not None and self._supposes(word, below):
                found.skip = True
            if below is not None and word.is_noun:
                self._through_noun(word, below, found, speakers)
            below = word
            if found.skip:
                break
        found.speakers = tuple(self._with_frame(trigger, speakers))
        found.also = self._also if speakers and found.speakers[-1] is speakers[0] else ()
        self._unnamed_rumour(found)
        vague = (
            found.speakers
            and found.speakers[-1].kind == "unnamed"
            and found.speakers[-1].words not in self.discourse.firm_speakers
        )
        if vague and found.stance is Stance.ASSERTED:
            found.stance = Stance.HEDGED  # "sources say": nobody stands for it
        before = self.tree.text[
            max(0, trigger.start - self.tree.sentence.start - _NEAR) : trigger.start - self.tree.sentence.start
        ]
        if found.stance is not Stance.NEGATED and self.words.pattern("cues", "negating_phrases").search(before):
            found.stance = Stance.NEGATED
        if (
            found.speakers
            and found.speakers[-1].name in self.discourse.speaking_actors
            and found.stance in (Stance.ASSERTED, Stance.HEDGED)
        ):
            found.stance = Stance.SELF_CLAIMED
        if found.stance is Stance.ASSERTED and self.words.pattern("cues", "confidence_hedges").search(self.tree.text):
            found.stance = Stance.HEDGED
        if "?" in self.tree.text[-3:]:
            found.skip = True
        return found

    def _supposes(self, word: Word, below: Word) -> bool:
        """Whether a clause is only planned, advised or supposed: "plans to", "recommends that", "assuming", "in case", "had it"."""
        cues = self.words.words
        if below.dep in ("xcomp", "ccomp") and word.lemma in cues("cues", "intent_verbs"):
            return True
        if (
            below.dep in ("ccomp", "pcomp", "advcl")
            and word.lemma in cues("cues", "supposing")
            and not word.kids("nsubj", "nsubjpass")
        ):
            return True
        if below.dep in ("acl", "relcl") and word.lemma in cues("cues", "case_nouns") and not word.kids("det"):
            return True
        first = [c for c in below.children if c.dep in ("aux", "auxpass")][:1]
        subject = below.kids("nsubj", "nsubjpass")[:1]
        return (
            below.dep in ("advcl", "ccomp")
            and bool(first and subject)
            and first[0].lower in cues("cues", "inversion")
            and first[0].index < subject[0].index
        )

    def _through_noun(self, noun: Word, below: Word, found: Judgement, speakers: list[Speaker]) -> None:
        """As in "No evidence that ...", "the claim that ... was denied by X": the noun and its verb say how the clause is meant."""
        if below.dep not in ("acl", "relcl", "appos", "ccomp") or not any(m.lower == "that" for m in below.kids("mark")):
            return
        proof = noun.lemma in self.words.words("nouns", "proof")
        if proof and any(c.lower in ("no", "any", "little") for c in noun.kids("det", "amod")):
            found.stance = Stance.NEGATED
        elif not proof and noun.lemma not in self.words.words("nouns", "statement"):
            return
        verb = noun.head
        if verb is None or not verb.is_verb:
            return
        if verb.lemma in self.words.words("cues", "deny_verbs"):
            found.stance = Stance.DENIED
        elif not proof and verb.lemma not in self.words.words("frames", "disclose_verbs"):
            found.hedges.append(noun.lower)
            found.stance = Stance.HEDGED if found.stance is Stance.ASSERTED else found.stance
        if not (noun.dep == "dobj" and self._reports(verb, noun)):
            speakers.extend(s for w in clauses.agents(verb)[:1] if (s := self.speaker(w)))

    @staticmethod
    def _beside(below: Word | None, word: Word) -> bool:
        """Whether a clause is only joined to the one above ("did not comment but said"), so that its words are not shared."""
        if below is None or below.dep != "conj":
            return False
        return bool(below.kids("nsubj", "nsubjpass", "aux", "auxpass", "neg")) or below.tag != word.tag

    def _local(self, word: Word, below: Word | None, found: Judgement, habits: bool) -> None:
        cues = self.words.words
        for child in word.children:
            if below is not None and child is not below and child.index > below.index and word.is_noun:
                continue
            lower = child.lower
            if (
                lower in cues("cues", "hedge_adverbs")
                or (
                    child.dep == "aux"
                    and word.is_verb
                    and any(a.lower in cues("cues", "hedge_modals") for a in (child, *child.children))
                )
                or (child.dep == "amod" and lower in cues("cues", "hedge_adjectives") and (below is None or below is child))
            ):
                found.hedges.append(lower)
            elif (
                (child.dep in ("mark", "advmod") and lower in cues("cues", "conditionals"))
                or (child.dep == "aux" and (lower in cues("cues", "future_words") or lower in cues("cues", "advice_words")))
                or (lower in cues("cues", "habitual") and not habits)
                or (child.dep == "aux" and lower in cues("cues", "ability"))
                or (child.dep == "advcl" and any(m.lower in cues("cues", "consequence_marks") for m in child.kids("mark")))
            ):
                found.skip = True
        if word.is_verb and clauses.is_negated(word, cues("cues", "negators")):
            self._negate(word, below, found)
        if word.is_noun and any(c.lower == "no" for c in word.kids("det")):
            found.stance = Stance.NEGATED
        if word.lower in cues("cues", "hedge_adjectives") and word.dep == "amod" and below is None:
            found.hedges.append(word.lower)
        if found.hedges and found.stance is Stance.ASSERTED:
            found.stance = Stance.HEDGED

    def _negate(self, word: Word, below: Word | None, found: Judgement) -> None:
        if below is not None and word.lemma in self.words.words("cues", "deny_verbs"):
            return
        if below is not None and below.dep == "dobj" and below.lemma in self.words.words("nouns", "proof"):
            return  # "found no evidence that": the noun says it
        if below is not None and self._reports(word, below) and word.lemma not in self.words.words("cues", "hedge_verbs"):
            found.skip = True  # "did not say that", "has not confirmed": nothing is claimed
            return
        found.stance = Stance.NEGATED if found.stance is not Stance.NEGATED else Stance.ASSERTED

    def _reports(self, verb: Word, below: Word) -> bool:
        """Whether a verb reports what stands in its complement."""
        lemma = verb.lemma
        if lemma not in self.words.words("cues", "say_verbs") | self.words.words("cues", "hedge_verbs") | self.words.words(
            "cues", "deny_verbs"
        ):
            if not (lemma in self.words.words("cues", "hear_passive") and clauses.is_passive(verb)):
                return False
        if below.dep == "dobj":  # "denied responsibility" denies no more than that
            nouns = self.words.words
            told = (
                nouns("nouns", "attack")
                | nouns("nouns", "statement")
                | nouns("nouns", "proof")
                | nouns("frames", "steal_nouns")
                | nouns("frames", "disrupt_nouns")
            )
            return below.lemma in told and below.lemma not in nouns("nouns", "involvement")
        if below.dep in ("ccomp", "parataxis", "csubj", "pcomp", "oprd"):
            return True
        if below.dep == "xcomp":
            return (
                clauses.is_passive(verb)
                or lemma in self.words.words("cues", "say_verbs")
                or lemma in self.words.words("cues", "hedge_verbs")
            )
        if below.dep == "nsubjpass" and clauses.by(verb):  # "the theft was confirmed by X"
            return lemma in self.words.words("frames", "disclose_verbs") | self.words.words("cues", "deny_verbs")
        if below.dep in ("nsubj", "nsubjpass") and clauses.is_passive(verb):
            return lemma in self.words.words("cues", "hedge_verbs")
        if below.dep == "advcl" and lemma in self.words.words("frames", "disclose_verbs"):
            return any(m.lower == "after" for m in below.kids("mark"))  # "disclosed a breach after hackers stole ..."
        if below.dep in ("dep", "conj", "advcl"):
            return False
        return (
            below.dep in ("prep", "attr") and clauses.is_passive(verb) and lemma in self.words.words("cues", "hedge_verbs")
        )

    def _reported(self, verb: Word, found: Judgement, speakers: list[Speaker]) -> None:
        lemma = verb.lemma
        if lemma in self.words.words("cues", "deny_verbs"):
            found.stance = Stance.DENIED
        elif set(self.words.table("cues", "negating_particles").get(lemma, ())) & clauses.particles(verb):
            found.stance = Stance.NEGATED
        elif lemma in self.words.words("cues", "hedge_verbs"):
            found.hedges.append(verb.text)
            found.stance = Stance.HEDGED if found.stance is Stance.ASSERTED else found.stance
        if lemma in self.words.words("cues", "raising"):
            return  # "appears to": its subject is no speaker
        speakers.extend(self.speakers_of(verb, lemma))

    def speakers_of(self, verb: Word, lemma: str) -> list[Speaker]:
        """Who speaks by a reporting verb, innermost first."""
        if clauses.is_passive(verb):
            named = [s for w in clauses.by(verb) if (s := self.speaker(w))]
            if named or lemma in self.words.words("cues", "deny_verbs") | self.words.words("cues", "evidential"):
                return named[:1]  # "has been observed to": nobody in particular says so, and nobody doubts it
            return [Speaker(kind="unnamed", words=self._phrase(verb))]
        if lemma in self.words.words("cues", "learn_verbs"):
            sources = [s for w in clauses.after(verb, "from") if (s := self.speaker(w)) and s.kind == "unnamed"]
            return [*sources[:1], *[s for w in clauses.subjects(verb)[:1] if (s := self.speaker(w))]]
        said = [s for w in clauses.subjects(verb) if (s := self.speaker(w))]
        self._also = tuple(s for s in said[1:] if s.kind == "named")
        return said[:1]

    def speaker(self, word: Word) -> Speaker | None:
        """A word as one who speaks: a name, the name within a phrase ("a Co-op spokesperson"), or an unnamed group."""
        name = self.discourse.speaking_name(word, self.tree)
        if name is not None:
            if name.type == "ThreatGroup":
                self.discourse.speaking_actors.add(name.text)
            return Speaker(kind="named", name=name.text, words=self._np(word))
        if word.lower in ("i", "it", "he", "she", "they") or word.lower in self.words.words("cues", "own_organisation"):
            return None
        if word.is_noun and word.lemma not in self.words.words("cues", "vague_nouns"):
            self.discourse.firm_speakers.add(self._np(word))
        return (
            Speaker(kind="unnamed", words=self._np(word))
            if word.is_noun or word.lemma in self.words.words("cues", "unnamed_nouns")
            else None
        )

    def _with_frame(self, trigger: Word, speakers: list[Speaker]) -> Iterator[Speaker]:
        """Speakers outermost first, led by whom the quote or an "according to" credits."""
        frame = self.discourse.voice_at(trigger)
        chain = list(reversed(speakers))
        if frame is not None and (not chain or all(s.name != frame.name for s in chain)):
            chain.insert(len(chain) if frame.name in self.discourse.cited else 0, frame)
        yield from chain

    def _unnamed_rumour(self, found: Judgement) -> None:
        """As in "Reportedly" has somebody report whom nobody names."""
        rumours = self.words.words("cues", "rumour_adverbs")
        if not found.speakers and (words := [h for h in found.hedges if h in rumours]):
            found.speakers = (Speaker(kind="unnamed", words=words[0]),)

    def _np(self, word: Word) -> str:
        inside = [
            w
            for w in word.subtree()
            if w.dep not in ("relcl", "acl", "punct")
            and not any(a.dep in ("relcl", "acl", "appos") for a in _between(w, word))
        ]
        return self.text(inside)[:80]

    def text(self, inside: Sequence[Word]) -> str:
        """The sentence from the first to the last of some words, white space folded."""
        start, end = min(w.start for w in inside), max(w.end for w in inside)
        return " ".join(self.tree.text[start - self.tree.sentence.start : end - self.tree.sentence.start].split())

    def _phrase(self, verb: Word) -> str:
        """The words of a passive that names no one: "is believed to", "has been linked to"."""
        inside = [verb, *verb.kids("aux", "auxpass", "neg", "prt")]
        inside += [w for w in verb.kids("advmod") if w.index > inside[1].index] if len(inside) > 1 else []
        start = min(w.start for w in inside)
        to = [c for c in verb.children if c.lower in ("to", "with") and c.dep == "prep"] + [
            a for c in verb.kids("xcomp") for a in c.kids("aux") if a.lower == "to"
        ]
        end = max([w.end for w in inside] + [w.end for w in to if w.index - verb.index <= 3])
        return " ".join(self.tree.text[start - self.tree.sentence.start : end - self.tree.sentence.start].split())[:80]

    def phrase(self, verb: Word) -> str:
        """The words by which a verb without a named agent says it."""
        return self._phrase(verb)


def _between(word: Word, top: Word) -> Iterator[Word]:
    while word is not top:
        yield word
        if word.head is None:
            return
        word = word.head
