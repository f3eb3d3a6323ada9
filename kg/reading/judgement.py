"""How firmly a clause is said, and by whom: the heart of a claim.

In: the word that carries a claim (a verb, or the noun of an attack) in its tree. Out: a `Judgement`: stance, the chain
of speakers (outermost first), or `skip` where the words make no claim at all (a condition, a question, advice, a plan).
Every governing clause on the way to the root is asked in turn: a hedge, a denial or a speaker binds what stands below it
and nothing else of the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.model import Speaker, Stance
from kg.reading import clauses
from kg.reading.parsed import Word
from kg.reading.speakers import Speakers

_NEAR = 80  # code points before a claim in which "no evidence that" speaks of it
_CONTENT = ("ccomp", "parataxis", "csubj", "pcomp", "oprd")  # what a reporting verb always reports


@dataclass
class Judgement:
    """What is said of a claim: its stance, its speakers, and the words that show both."""

    stance: Stance = Stance.ASSERTED
    speakers: tuple[Speaker, ...] = ()
    skip: bool = False
    hedges: list[str] = field(default_factory=list)
    also: tuple[Speaker, ...] = ()  # who says the same beside the innermost speaker: "A and B say"

    def doubt(self, why: str | None = None) -> None:
        """Hedge what was plainly asserted: a denial or a self-claim stays what it is."""
        if why is not None:
            self.hedges.append(why)
        if self.stance is Stance.ASSERTED:
            self.stance = Stance.HEDGED

    def hedged(self, why: str) -> Judgement:
        """The same, hedged."""
        made = replace(self, hedges=list(self.hedges))
        made.doubt(why)
        return made

    def said_by(self, *speakers: Speaker) -> Judgement:
        """The same with more speakers, who are the inner ones."""
        return replace(self, speakers=(*self.speakers, *speakers))

    def plain(self) -> Judgement:
        """The same in the text's own voice and stated as fact: for what a phrase takes for granted."""
        return Judgement(skip=self.skip)


class Judge(Speakers):
    """Judges the words of one tree."""

    def judge(self, trigger: Word, *, habits: bool = False) -> Judgement:
        """The judgement of the claim that hangs on a word. `habits`: what an actor usually does is a claim too."""
        found = Judgement()
        inner: list[Speaker] = []  # innermost first
        below: Word | None = None
        for word in (trigger, *trigger.ancestors()):
            if not _is_beside(below, word, self.words.frames("cause_prepositions")) and not self._is_given(below, word):
                self._local(word, below, found, habits)
            if below is not None:
                self._govern(word, below, found, inner)
            below = word
            if found.skip:
                break
        found.speakers = self.with_frame(trigger, inner)
        if not inner or found.speakers[-1] is not inner[0]:
            found.also = ()
        self._sentence(trigger, found)
        return found

    def _is_given(self, below: Word | None, verb: Word) -> bool:
        """As in "the breach may cost millions", "would fail because of a breach": that there was one is not in doubt."""
        causes = self.words.frames("cause_prepositions") - self.words.frames("cause_prepositions_loose")
        if below is not None and below.dep == "prep" and below.lower in causes:
            return True
        if below is None or not below.is_noun or below.dep != "nsubj" or verb.lemma in self.words.grammar("existence_verbs"):
            return False
        return not any(c.lower in self.words.grammar("indefinite", "negative_determiners") for c in below.kids("det"))

    def _govern(self, word: Word, below: Word, found: Judgement, inner: list[Speaker]) -> None:
        """What the word above a clause does to it: reports it, doubts it, is sure of it, supposes it."""
        cues = self.words.cues
        if word.is_verb and self._reports(word, below):
            self._reported(word, found, inner)
        if below.dep in ("ccomp", "csubj", "xcomp") and any(
            a.lower in cues("hedge_adjectives") for a in word.kids("acomp", "attr")
        ):
            found.doubt("possible")  # "it is possible that"
        if (
            below.dep == "ccomp"
            and word.lemma == "be"
            and any(a.lower in cues("confident_adjectives") for a in word.kids("acomp"))
        ):
            inner.extend(self.first_speaker(clauses.subjects(word)))
        if self._supposes(word, below):
            found.skip = True
        if below.dep in ("xcomp", "pcomp") and (word.lemma in cues("failing_verbs") or word.lower in cues("instead")):
            found.stance = Stance.NEGATED  # "failed to tell the police"
        if word.is_noun:
            self._through_noun(word, below, found, inner)

    def _sentence(self, trigger: Word, found: Judgement) -> None:
        """What the rest of the sentence, and who speaks, say of the claim."""
        if not found.speakers and (rumours := [h for h in found.hedges if h in self.words.cues("rumour_adverbs")]):
            found.speakers = (Speaker(kind="unnamed", words=rumours[0]),)  # "reportedly": somebody reports
        speaker = found.speakers[-1] if found.speakers else None
        if speaker is not None and speaker.kind == "unnamed" and speaker.words not in self.discourse.firm_speakers:
            found.doubt()  # "sources say": nobody stands for it
        at = trigger.start - self.tree.sentence.start
        if self.words.pattern("cues", "negating_phrases").search(self.tree.text[max(0, at - _NEAR) : at]):
            found.stance = Stance.NEGATED
        speaks_itself = speaker is not None and speaker.name in self.discourse.speaking_actors
        if speaks_itself and found.stance in (Stance.ASSERTED, Stance.HEDGED):
            found.stance = Stance.SELF_CLAIMED
        if found.stance is Stance.ASSERTED and self.words.pattern("cues", "confidence_hedges").search(self.tree.text):
            found.doubt()
        if "?" in self.tree.text[-3:]:
            found.skip = True

    def _supposes(self, word: Word, below: Word) -> bool:
        """Whether a clause is only planned, advised or supposed: "plans to", "recommends that", "in case", "had it"."""
        cues = self.words.cues
        if below.dep in ("xcomp", "ccomp") and word.lemma in cues("intent_verbs"):
            return True
        if below.dep in ("xcomp", "ccomp", "advcl") and any(
            a.lower in cues("advice_adjectives") for a in word.kids("acomp")
        ):
            return True
        supposes = below.dep in ("ccomp", "pcomp", "advcl") and word.lemma in cues("supposing")
        if supposes and not word.kids("nsubj", "nsubjpass"):
            return True  # "assuming that ...": nobody in particular does
        if below.dep in ("acl", "relcl") and word.lemma in cues("case_nouns") and not word.kids("det"):
            return True
        first, subject = below.kids("aux", "auxpass")[:1], below.kids("nsubj", "nsubjpass")[:1]
        inverted = bool(first and subject) and first[0].index < subject[0].index
        return inverted and below.dep in ("advcl", "ccomp") and first[0].lower in cues("inversion")

    def _through_noun(self, noun: Word, below: Word, found: Judgement, inner: list[Speaker]) -> None:
        """As in "no evidence that ...", "the claim that ... was denied by X": what the noun and its verb do to it."""
        proof = noun.lemma in self.words.nouns("proof")
        said = any(m.lower == "that" for m in below.kids("mark")) or (
            proof and below.dep == "acl"
        )  # "evidence linking X to Y"
        if below.dep not in ("acl", "relcl", "appos", "ccomp") or not said:
            return
        heard = noun.head.head if noun.head is not None and noun.head.dep == "agent" else None
        if heard is not None and heard.lemma in self.words.cues("hear_passive"):
            inner.extend(self.first_speaker([noun]))  # "X was told by sources that ..."
            return
        if proof and any(c.lower in self.words.grammar("no_proof") for c in noun.kids("det", "amod")):
            found.stance = Stance.NEGATED
        elif not proof and noun.lemma not in self.words.nouns("statement"):
            return
        verb = noun.head
        if verb is None or not verb.is_verb:
            return
        if verb.lemma in self.words.cues("deny_verbs"):
            found.stance = Stance.DENIED
        elif not proof and verb.lemma not in self.words.frames("disclose_verbs"):
            found.doubt(noun.lower)
        if not (noun.dep == "dobj" and self._reports(verb, noun)):
            inner.extend(self.first_speaker(clauses.agents(verb)))

    def _local(self, word: Word, below: Word | None, found: Judgement, habits: bool) -> None:
        """What hangs on the word itself: hedging adverbs, modals, conditions, negation."""
        cues = self.words.cues
        for child in word.children:
            if below is not None and child is not below and child.index > below.index and word.is_noun:
                continue
            if self._hedges(child, word, below):
                found.hedges.append(child.lower)
            elif (child.lower in cues("habitual") and not habits) or self._unsettles(child):
                found.skip = True
        if word.tag == "VB" and word.dep == "ROOT" and not word.kids("nsubj", "nsubjpass", "aux", "expl"):
            found.skip = True  # "Restrict access to ...": told to do so
        if word.is_verb and clauses.is_negated(word, self.words):
            self._negate(word, below, found)
        if word.is_noun and any(c.lower == "no" for c in word.kids("det")):
            found.stance = Stance.NEGATED
        if below is None and word.dep == "amod" and word.lower in cues("hedge_adjectives"):
            found.hedges.append(word.lower)
        if found.hedges:
            found.doubt()

    def _hedges(self, child: Word, word: Word, below: Word | None) -> bool:
        """Whether a dependent hedges: "reportedly", "may have", "the alleged attack"."""
        cues = self.words.cues
        if child.lower in cues("hedge_adverbs"):
            return True
        if child.dep == "aux" and word.is_verb:
            return any(a.lower in cues("hedge_modals") for a in (child, *child.children))
        return child.dep == "amod" and child.lower in cues("hedge_adjectives") and (below is None or below is child)

    def _unsettles(self, child: Word) -> bool:
        """Whether a dependent makes a clause no statement of what was: a condition, the future, advice, an ability."""
        cues = self.words.cues
        if child.dep == "advcl":
            return any(m.lower in cues("consequence_marks") for m in child.kids("mark"))
        if child.dep == "aux":
            return child.lower in cues("future_words", "advice_words", "ability")
        return child.dep in ("mark", "advmod") and child.lower in cues("conditionals")

    def _negate(self, word: Word, below: Word | None, found: Judgement) -> None:
        if below is not None and word.lemma in self.words.cues("deny_verbs"):
            return
        if below is not None and below.dep in ("attr", "dobj") and below.lemma in self.words.nouns("proof"):
            return  # "found no evidence that": the noun says it
        if below is not None and self._reports(word, below) and word.lemma not in self.words.cues("hedge_verbs"):
            found.skip = True  # "did not say that", "has not confirmed": nothing is claimed
            return
        found.stance = Stance.NEGATED if found.stance is not Stance.NEGATED else Stance.ASSERTED

    def _reports(self, verb: Word, below: Word) -> bool:
        """Whether a verb reports what stands in its complement."""
        cues, frames, nouns = self.words.cues, self.words.frames, self.words.nouns
        lemma, dep = verb.lemma, below.dep
        hears = lemma in cues("hear_passive") and clauses.is_passive(verb)  # "was told that"
        alleges = lemma in frames("alleging_verbs") and bool(below.kids("pcomp"))  # "is accused of having hacked X"
        if not (hears or alleges) and lemma not in cues("say_verbs", "hedge_verbs", "deny_verbs"):
            return False
        if dep == "dobj":  # "denied responsibility" denies no more than that
            told = below.lemma in nouns("attack", "statement", "proof") or below.lemma in frames(
                "steal_nouns", "disrupt_nouns", "restore_nouns"
            )
            return told and below.lemma not in nouns("involvement")
        if dep in _CONTENT:
            return True
        if dep == "xcomp":
            return lemma in cues("say_verbs", "hedge_verbs") or clauses.is_passive(verb)
        if dep == "nsubjpass" and clauses.by(verb):  # "the theft was confirmed by X"
            return lemma in frames("disclose_verbs") or lemma in cues("deny_verbs")
        if dep == "advcl" and lemma in frames("disclose_verbs"):
            return any(m.lower == "after" for m in below.kids("mark"))  # "disclosed a breach after hackers stole ..."
        doubts = alleges or lemma in cues("hedge_verbs")
        return dep in ("nsubj", "nsubjpass", "prep", "attr") and doubts and clauses.is_passive(verb)

    def _reported(self, verb: Word, found: Judgement, inner: list[Speaker]) -> None:
        cues = self.words.cues
        if verb.lemma in cues("deny_verbs"):
            found.stance = Stance.DENIED
        elif clauses.particles(verb).intersection(self.words.table("cues", "negating_particles").get(verb.lemma, ())):
            found.stance = Stance.NEGATED
        elif verb.lemma in cues("hedge_verbs") or verb.lemma in self.words.frames("alleging_verbs"):
            found.doubt(verb.text)
        if verb.lemma in cues("raising"):
            return  # "appears to": its subject is no speaker
        said, also = self.speakers_of(verb)
        if verb.lemma in cues("finding_verbs") and any(w.lemma in cues("finding_nouns") for w in clauses.agents(verb)):
            self.discourse.firm_speakers.update(s.words for s in said if s.words)  # "researchers found that": they looked
        if not inner:
            found.also = also
        inner.extend(said)


def _is_beside(below: Word | None, word: Word, causes: frozenset[str]) -> bool:
    """Whether a clause is only joined to the one above ("did not comment but said"), so that its words are not shared."""
    if below is not None and below.dep == "advcl":
        return any(m.lower in causes for m in below.kids("mark"))  # "nobody could log in after hackers hit X"
    if below is None or below.dep != "conj":
        return False
    return bool(below.kids("nsubj", "nsubjpass", "aux", "auxpass", "neg")) or below.tag != word.tag
