"""What a rule finds: a `Draft`, a claim in terms of the document's names, before it becomes a claim of the model."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.reading.discourse import Discourse
from kg.reading.judgement import Judge, Judgement
from kg.reading.lexicon import Lexicon
from kg.reading.names import Name
from kg.reading.parsed import Tree, Word
from kg.reading.segments import Sentence


@dataclass(frozen=True)
class Attack:
    """The end of a claim that is an incident: the attack on one victim."""

    victim: Name


@dataclass(frozen=True)
class Service:
    """The end of a claim that is a service of its owner."""

    name: str
    owner: Name


@dataclass(frozen=True)
class Wave:
    """The end of a claim that is a wave of attacks, known only by the words that describe it."""

    text: str


End = Name | Attack | Service | Wave | None


@dataclass
class Draft:
    """One claim found by a rule. `rule` names it, for calibration and for `kg evaluate`."""

    relation: str
    subject: End
    object: End
    judgement: Judgement
    tree: Tree
    rule: str
    qualifiers: dict[str, str] = field(default_factory=dict)
    clarity: int = 0  # of several sentences that say the same, the clearest is kept
    again: list[Sentence] = field(default_factory=list)  # the others, clearest first

    def by_speaker(self) -> Iterator[Draft]:
        """The draft, and the same once more for each who says so beside its speaker."""
        yield self
        for other in self.judgement.also:
            speakers = (*self.judgement.speakers[:-1], other)
            yield replace(self, judgement=replace(self.judgement, speakers=speakers, also=()))

    @property
    def key(self) -> Hashable:
        """What makes two drafts of one document the same claim."""
        vouching = self.judgement.speakers[-1] if self.judgement.speakers else None
        who = (vouching.kind, vouching.name) if vouching else None
        return (self.relation, _key(self.subject), _key(self.object), self.judgement.stance, who)


def _key(end: End) -> Hashable:
    if isinstance(end, Attack):
        return ("incident", end.victim)
    if isinstance(end, Service):
        return ("service", end.owner, end.name.lower())
    if isinstance(end, Wave):
        return ("wave", end.text.lower())
    return end


@dataclass
class Context:
    """All that a rule may look at: one tree, what the document is speaking of, the lexicon, and a judge."""

    tree: Tree
    discourse: Discourse
    words: Lexicon
    judge: Judge

    def frames(self, *keys: str) -> frozenset[str]:
        """Lists of `frames.yaml`."""
        return self.words.frames(*keys)

    def nouns(self, *keys: str) -> frozenset[str]:
        """Lists of `nouns.yaml`."""
        return self.words.nouns(*keys)

    def table(self, key: str) -> Mapping[str, Sequence[str]]:
        """A map of `frames.yaml`, of words to the prepositions or particles they take."""
        return self.words.table("frames", key)

    def after(self, word: Word, key: str) -> list[Word]:
        """The words behind the prepositions of one list of `prepositions.yaml`."""
        return self.discourse.after(word, key)
