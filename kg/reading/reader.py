"""The reader: a document in, a `Reading` of claims out.

A short pipeline of named steps: sentences, names, the choice of sentences worth parsing, trees, rules in the order of
the text, and the making of claims. Each step stands in its own file and can be run alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from kg.model import Document, Reading
from kg.reading.characters import Visible
from kg.reading.claims import make_claims
from kg.reading.descriptions import Description, describe
from kg.reading.discourse import Discourse
from kg.reading.drafts import Attack, Context, Draft
from kg.reading.gazetteer import Gazetteer, gazetteer
from kg.reading.introductions import introduced
from kg.reading.judgement import Judge
from kg.reading.kinds import PRODUCT
from kg.reading.lexicon import Lexicon, lexicon
from kg.reading.names import Mention, Name, find_names
from kg.reading.parsed import Tree, trees
from kg.reading.people import find_people
from kg.reading.relations import RULES
from kg.reading.segments import Sentence, sentences
from kg.reading.standing import common_abbreviations, find_company, mere_words, products
from kg.reading.voices import Voices
from kg.resources import schema_hash

RELEASE = 5  # raised when the code reads differently; the schema's hash tells the rest
_QUOTE_MARKS = ('"', "“", "”")


class Reader:
    """Reads documents. Cheap to make; the language model is loaded by the first document."""

    name = "rules"

    @cached_property
    def version(self) -> str:
        """Release of the code and hash of the word lists: what a reading depends on."""
        return f"{RELEASE}+{schema_hash()}"

    @cached_property
    def words(self) -> Lexicon:
        """The word lists."""
        return lexicon()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The known names."""
        return gazetteer()

    def read(self, document: Document) -> Reading:
        """All claims of a document. A language other than English is not guessed at: it gives none."""
        if document.language not in (None, "en"):
            return Reading(content_id=document.content_id, reader=self.name, version=self.version)
        seen = Visible(document.text)
        found = self.drafts(_as_seen(document, seen))
        claims = make_claims(document, seen, *found)
        return Reading(content_id=document.content_id, reader=self.name, version=self.version, claims=claims)

    def drafts(self, document: Document) -> tuple[list[Draft], dict[Name, Description]]:
        """What the rules find, in the order of the text, and how the text describes whom it names."""
        found = sentences(document, self.words)
        names = find_names(found, self.gazetteer, self.words)
        find_people(found, names)
        parsed = trees(found, names.mentions, worth_parsing(found, names.mentions, self.words), self.words)
        find_company(parsed, names, self.words)
        no_bodies = mere_words(parsed, names.all, self.words) | common_abbreviations(found, names.all)
        for name in no_bodies | products(names.all, self.words):
            name.type = PRODUCT  # fills no slot
        return read_trees(parsed, found, self.words, brands(names.all)), describe(parsed)


def _as_seen(document: Document, seen: Visible) -> Document:
    """The document with its visible text, and what is skipped of it where it stands there."""
    skipped = tuple(
        s.model_copy(update={"start": seen.inside(s.start), "end": seen.inside(s.end)}) for s in document.skipped
    )
    return document.model_copy(update={"text": seen.text, "skipped": skipped})


def brands(names: Sequence[Name]) -> dict[Name, Name]:
    """Ransomware whose name an actor of the document bears too: "X ransomware", and "X" who runs it."""
    actors = {n.text.casefold(): n for n in names if n.type == "ThreatGroup"}
    return {n: actors[first] for n in names if n.type == "Malware" and (first := n.text.split()[0].casefold()) in actors}


def worth_parsing(found: Sequence[Sentence], mentions: Sequence[Sequence[Mention]], words: Lexicon) -> list[int]:
    """The sentences that can hold a claim or tell what a later one is about: with a name, or a word of the field."""
    verbs = words.frames("steal_verbs", "disrupt_verbs", "restore_verbs", "claim_verbs", "act_verbs")
    states = words.frames("unavailable", "running", "disrupt_nouns", "restore_nouns")
    telling = words.nouns("attack_strong", "victim") | verbs | states
    return [
        number
        for number, (sentence, here) in enumerate(zip(found, mentions, strict=True))
        if here
        or _quotes_on(sentence, following := found[number + 1 : number + 2])
        or (sentence.text.endswith(":") and any(s.kind == "bullet" for s in following))
        or any(words.lemma(w.strip(".,;:()\"'").lower()) in telling for w in sentence.text.split())
    ]


def _quotes_on(sentence: Sentence, following: Sequence[Sentence]) -> bool:
    """Whether a sentence ends a quotation and the next one opens another, whose speaker it may name: "...," she said."""
    return any(s.text.startswith(_QUOTE_MARKS) for s in following) and any(m in sentence.text for m in _QUOTE_MARKS)


def read_trees(
    parsed: Sequence[Tree], found: Sequence[Sentence], words: Lexicon, brands: Mapping[Name, Name]
) -> list[Draft]:
    """The rules over the trees of a document, twice where need be: what "all three attacks" means may stand further down."""
    first, looks_ahead = _once_through(parsed, found, words, brands, ())
    told = _victims(first)
    return _once_through(parsed, found, words, brands, told)[0] if looks_ahead and len(told) > 1 else first


def _once_through(
    parsed: Sequence[Tree], found: Sequence[Sentence], words: Lexicon, brands: Mapping[Name, Name], expected: Sequence[Name]
) -> tuple[list[Draft], bool]:
    """The rules over the trees in order, each in the light of those before it; and whether a phrase looked ahead."""
    discourse = Discourse(words, expected)
    discourse.brands = dict(brands)
    discourse.document, discourse.introduced = parsed, introduced(parsed, words)
    drafts: list[Draft] = []
    voices = Voices(found, parsed, discourse, words)
    for tree in parsed:
        voices.enter(tree)
        context = Context(tree, discourse, words, Judge(tree, discourse, words))
        here: list[Draft] = []
        for rule in RULES:
            here.extend(each for draft in rule(context) for each in draft.by_speaker())
        drafts.extend(here)
        discourse.advance(tree, _victims(here))
    return drafts, discourse.looks_ahead


def _victims(drafts: Sequence[Draft]) -> list[Name]:
    """Of whose attack a sentence speaks; what only follows from another claim (clarity 0) speaks of no new one."""
    hit: list[Name] = []
    for draft in drafts:
        told = draft.relation == "attributed_to" or (draft.relation == "affected" and draft.clarity > 0)
        if told and isinstance(draft.subject, Attack):
            hit.append(draft.subject.victim)
    return list(dict.fromkeys(hit))
