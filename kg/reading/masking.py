"""A sentence made easy for the parser: names replaced, asides left out, the reporting tail cut off.

In: a sentence and its mentions. Out: `Mask`s: a text for the parser, and for each of its characters the offset in the
document. Each name becomes a familiar one-word name (`schema/reading/names.yaml: surrogates`): the small model parses
"Microsoft was hit" far better than names it has never met. An aside that only gives other names of a name ("(aka X, Y)",
", or as Acme calls it, Z,") goes; `kg.reading.relations.aliases` reads those from the order of the names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.reading.kinds import BRANDS, UNKNOWN
from kg.reading.lexicon import Lexicon, alternatives
from kg.reading.names import Mention
from kg.reading.particulars import age_before, reach
from kg.reading.segments import Sentence

_MARKUP = re.compile(r"\]\([^)\s]*\)|[\[\]]|\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")  # of Markdown
_AS_WELL = re.compile(r",?[ \n]as[ \n]well[ \n]as[ \n]")
_ZERO_DAY = re.compile(r"(?i:(?<=zero)[-– ](?=days?\b))")  # one word for the parser
_OPENING, _CLOSING = "\"“‘'", '"”’'
_BETWEEN = re.compile(r"[\"”’]?(?:,? (?:and|or) |, (?:and |or |now )?|; |/| / )(?:the |its )?[\"“‘]?")
_ASIDE_END = re.compile(r"[\"”’]?(?:,? etc\.?|,? and others)?(\)|,(?=[ \"”])|(?=\.?$))")
_REACH = 60  # characters before a name in which a naming phrase may end


@dataclass
class Mask:
    """A text for the parser, where each character comes from, and where the names stand in it."""

    text: str = ""
    offsets: list[int] = field(default_factory=list)
    names: dict[int, Mention] = field(default_factory=dict)  # offset in the masked text -> mention

    def put(self, piece: str, at: int, step: int = 1) -> None:
        """Append a piece that stands at an offset of the document; with `step` 0 all of it comes from there."""
        if step and (match := _AS_WELL.search(piece)):  # what the parser takes for a comparison
            self.put(piece[: match.start()], at)
            self.put(" and ", at + match.start(), 0)
            self.put(piece[match.end() :], at + match.end())
            return
        joined = {m.start() for m in _ZERO_DAY.finditer(piece)} if step else set()
        marks = joined | {n for m in _MARKUP.finditer(piece) for n in range(*m.span())} if step else set()
        for n, char in enumerate(piece):
            if n not in marks:
                self.text += " " if char in "\n\t\r" else char
                self.offsets.append(at + n * step)

    def cut(self, length: int) -> None:
        """Take the last characters away again."""
        if length > 0:
            self.text = self.text[:-length]
            del self.offsets[-length:]


def mask(
    sentence: Sentence,
    mentions: Sequence[Mention],
    words: Lexicon,
    *,
    hole: tuple[int, int] | None = None,
    part: tuple[int, int] | None = None,
) -> Mask:
    """The sentence for the parser, without the `hole` (offsets in it) or only the `part` between two offsets."""
    made = Mask()
    text = sentence.text
    around = [(0, hole[0]), (hole[1], len(text))] if hole else [(0, len(text))]
    for start, end in [part] if part else around:
        _stretch(made, sentence, mentions, words, start, end)
    if (part or hole) and not made.text.rstrip().endswith("."):
        made.put(".", sentence.start + len(text) - 1)
    return made


def _stretch(made: Mask, sentence: Sentence, mentions: Sequence[Mention], words: Lexicon, start: int, stop: int) -> None:
    text, position, skipped_to = sentence.text, start, start
    for number, mention in enumerate(mentions):
        a, b = mention.start - sentence.start, mention.end - sentence.start
        if a < max(position, skipped_to) or b > stop:
            continue
        quoted = a > 0 and text[a - 1] in _OPENING
        made.put(text[position:a].rstrip(_OPENING) if quoted else text[position:a], sentence.start + position)
        kind = mention.name.type if mention.name else UNKNOWN
        if mention.type in BRANDS:
            _drop_naming(made, words)
        elif kind == "Person":
            made.cut(age_before(made.text))
        made.names[len(made.text)] = mention
        made.put(words.table("names", "surrogates")[_surrogate(kind, mention.text, text[b:], words)], mention.start, 0)
        b += _actor_tail(text[b:], kind, words)
        position = b + 1 if quoted and text[b : b + 1] in _CLOSING else b
        position = _aside(sentence, mentions, number, position, words)
        if kind == "Person":
            position = _particulars(made, sentence, a, position, words)
        position = skipped_to = min(position, stop)
    made.put(text[position:stop], sentence.start + position)


def reporting_clause(sentence: Sentence, words: Lexicon) -> tuple[int, int] | None:
    """Where ", the company said on Friday" stands behind or amid a sentence; parsers take it for an apposition."""
    match = _reporting_pattern(words).search(sentence.text)
    return match.span() if match else None


@lru_cache(maxsize=2)
def _reporting_pattern(words: Lexicon) -> re.Pattern[str]:
    verbs = words.cues("quote_verbs")
    say = alternatives(f for f, lemma in words.lemmas.items() if lemma in verbs and f.isalpha())
    no_who, copula = words.either("phrases", "no_speaker"), words.either("phrases", "copulas")
    other = words.either("phrases", "no_speaker_within")
    who = rf"(?!{no_who} )(?:(?!{copula} |{other} )[\w’'&.-]+ ){{1,7}}?"
    behind = words.either("phrases", "behind_say_verb")
    listener = (
        r"(?:[A-Z][\w.’'&-]*)(?: [A-Z][\w.’'&-]*){0,3}"  # "told NewsSite on Monday", but "told NewsSite the attack ..."
    )
    time = rf"(?:(?: {listener}(?= [a-z]|\.?$)(?! (?:a|an|its|that|the|their|to)\b)| {behind})(?: [^,;\"“”]{{0,60}})?)?"
    said = rf", (?!with ){who}(?:{words.either('phrases', 'before_say_verb')} )?{say}"
    return re.compile(rf"{said}{time}(?=\.?$)|{said},(?= [a-z])")


def _aside(sentence: Sentence, mentions: Sequence[Mention], number: int, position: int, words: Lexicon) -> int:
    """Where the text goes on behind a name: past a bracket or aside that only holds other names of it."""
    text = sentence.text
    opening = _aside_pattern(words).match(text, position)
    if opening is None:
        return position
    at, last = _listed(sentence, mentions, number, opening.end())
    end = _ASIDE_END.match(text, at) if last != number else None
    bracket = opening.group().lstrip().startswith("(")
    if end is None or bracket != (end.group(1) == ")"):
        return position
    short_form = bracket and last == number + 1 and _same(mentions[number], mentions[last])
    return end.end() if opening.group("cue") or short_form else position  # a bare bracket holds anything


def _particulars(made: Mask, sentence: Sentence, start: int, position: int, words: Lexicon) -> int:
    """Where the text goes on behind a person's age and home; what still stands between people is a plain comma."""
    text = sentence.text
    length = reach(text[:start], text[position:], words)
    if not length:
        return position
    position += length
    if text.startswith("; ", position):
        if not text.startswith("; and ", position):
            made.put(",", sentence.start + position)
        return position + 1
    return position + 1 if re.match(r", [a-z]", text[position:]) else position


def _listed(sentence: Sentence, mentions: Sequence[Mention], number: int, at: int) -> tuple[int, int]:
    """Where a list of names that starts at an offset ends, and the number of its last name."""
    last = number
    for following in range(number + 1, len(mentions)):
        mention = mentions[following]
        gap = sentence.text[at : mention.start - sentence.start]
        if gap.strip("\"“‘'") if last == number else not _BETWEEN.fullmatch(gap):
            break
        at, last = mention.end - sentence.start, following
    return at, last


def _same(one: Mention, other: Mention) -> bool:
    return one.name is other.name or (one.type == other.type and one.type in BRANDS)


@lru_cache(maxsize=2)
def _aside_pattern(words: Lexicon) -> re.Pattern[str]:
    cues, called = words.either("frames", "alias_cues"), words.either("phrases", "calls")
    by = r"(?: by [\w' .]{1,30}?)?(?: as)?"
    calls = rf"or as [\w' ]{{1,30}}? {called}(?: them| it| the group)?,?"
    return re.compile(
        rf"[\"”]?(?:,| \(| -| –| —) ?(?:which (?:is|are) |or )?(?P<cue>{cues}{by}(?: the)? |{calls} )?[\"“‘]?",
        re.IGNORECASE,
    )


def _drop_naming(made: Mask, words: Lexicon) -> None:
    """As in "A group tracked as X" is parsed as "a group X"."""
    before = made.text[-_REACH:]
    match = next((m for m in words.pattern("names", "naming_phrases").finditer(before) if m.end() == len(before)), None)
    if match:
        made.cut(match.end() - match.start() - 1)  # a space stays


def _surrogate(kind: str, text: str, rest: str, words: Lexicon) -> str:
    """Which familiar word stands in: a place before a noun is an adjective."""
    adjectival = kind == "Location" and re.match(r" [a-z]", rest)
    if adjectival and any(re.search(p, text) for p in words.order("names", "adjectival_places")):
        return "adjective"
    return kind if kind in words.table("names", "surrogates") else UNKNOWN


def _actor_tail(rest: str, kind: str, words: Lexicon) -> int:
    """How many characters behind an actor's name only repeat that it is one: "X threat group", "X ransomware operation"."""
    found = re.match(r"[\"”]?((?: [\w-]+){1,3})", rest) if kind == "ThreatGroup" else None
    length = found.start(1) if found else 0
    for word in found.group(1).split() if found else ():
        length += len(word) + 1
        if word.lower() in words.names("actor_tails"):
            return length
        if word.lower() not in words.names("actor_tail_modifiers"):
            break
    return 0
