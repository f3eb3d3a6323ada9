"""Where names stand in a sentence: known names, and runs of capitalised words that may be names of things in no list.

In: the sentences of one document. Out: for each its `Span`s. A capital at the start of a sentence, or in a headline
where every word has one, says nothing: such a word counts only if a list or another place of the document vouches.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.reading.gazetteer import Gazetteer, Known
from kg.reading.language import is_verb, is_word
from kg.reading.lexicon import Lexicon
from kg.reading.segments import Sentence

_WORD = re.compile(
    r"(?:[A-ZÀ-Þ](?:\.[A-Z])+\.?|[A-Z]&[A-Z]\b|(?:[A-ZÀ-Þ]|\d+[A-ZÀ-Þ]|\d(?=\w*-[A-Z]))[^\W_]*(?:[-.+$][^\W_]+)*\$?)"
)
_TOKEN = re.compile(r"[^\W_][\w.&+$-]*|&")
_GAP = re.compile(r"[ \n]+")
_LEGAL = re.compile(r"[ \n]+(?:plc|ltd|llc|inc)\b\.?(?=[\s,;:)])")
_JOINER = re.compile(r"(&|[a-z]+)[ \n]+(?:the[ \n]+)?")
_POSSESSIVE = re.compile(r"['’]s?[ \n]+")
_OWNED = re.compile(r"(?<!\w)([A-Z]\w+)['’]s ([A-Z]\w+)(?![\w'’-])(?!\s+[A-Z])")
_INITIALS = re.compile(r"(?<!\w)[A-Z]&[A-Z](?!\w)")


@dataclass(frozen=True)
class Span:
    """A name in a sentence (offsets in its text), and what the lists say of it."""

    start: int
    end: int
    known: tuple[Known, ...] = ()
    sure: bool = False  # written as a name where capitals say something

    @property
    def common(self) -> bool:
        """Whether a list has it, but only as a name that is an ordinary word too."""
        return bool(self.known) and all(k.common for k in self.known)


def name_spans(sentences: Sequence[Sentence], gazetteer: Gazetteer, words: Lexicon) -> list[list[Span]]:
    """The spans of every sentence, none overlapping, in order of place."""
    pairs = frozenset(m for s in sentences for m in _INITIALS.findall(s.text))
    capitals = Capitals(gazetteer, words, pairs, _owned_names(sentences, gazetteer))
    runs = [list(capitals.runs(s.text)) for s in sentences]
    attested = _attested(sentences, runs)
    result = []
    for sentence, found in zip(sentences, runs, strict=True):
        loud = _is_loud(sentence)
        spans = [Span(hit.start, hit.end, hit.known) for hit in gazetteer.hits(sentence.text)]
        for start, end, sure in found:
            text = sentence.text[start:end]
            if (sure and not loud) or attested[text] or gazetteer.known(text):
                spans.append(Span(start, end, gazetteer.known(text), sure and not loud))
        if loud:
            spans.extend(_attested_in(sentence.text, attested))
        result.append(_longest(spans))
    return result


def _owned_names(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> frozenset[str]:
    """Names such as `Jane's House`: an owner that never stands alone, and one ordinary word that it always owns."""
    body = "\n".join(s.text for s in sentences if s.kind in ("body", "bullet") and not _is_loud(s))
    found = set()
    for owner, thing in set(_OWNED.findall(body)):
        alone = len(re.findall(rf"(?<!\w){re.escape(owner)}(?!\w)", body)) - len(
            re.findall(rf"(?<!\w){re.escape(owner)}['’]s {re.escape(thing)}(?!\w)", body)
        )
        if alone == 0 and not gazetteer.known(owner) and is_word(thing.lower()):
            found.add(f"{owner}'s {thing}")
    return frozenset(found)


def _attested(sentences: Sequence[Sentence], runs: Sequence[Sequence[tuple[int, int, bool]]]) -> Counter[str]:
    """How often each run stands where its capitals mean something."""
    seen: Counter[str] = Counter()
    for sentence, found in zip(sentences, runs, strict=True):
        if sentence.kind in ("body", "bullet") and not _is_loud(sentence):
            seen.update(sentence.text[a:b] for a, b, sure in found if sure)
    return seen


def _attested_in(text: str, attested: Counter[str]) -> Iterator[Span]:
    for name in attested:
        if len(name) > 2 and name in text:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                yield Span(match.start(), match.end())


def _is_loud(sentence: Sentence) -> bool:
    """Whether capitals say nothing here: a headline in title case, a line in capitals."""
    tokens = [t for t in _TOKEN.findall(sentence.text) if t[0].isalpha() and len(t) > (2 if sentence.kind == "body" else 3)]
    capital = sum(t[0].isupper() for t in tokens)
    shouted = sum(t.isupper() for t in tokens)
    ended = sentence.kind == "body" and sentence.text.rstrip('"”’)').endswith((".", "!", "?"))  # headlines do not end so
    return (
        len(tokens) > 2
        and (not ended or shouted / len(tokens) > 0.6)
        and (capital / len(tokens) > (0.7 if sentence.kind != "body" else 0.85) or shouted / len(tokens) > 0.6)
    )


def _longest(spans: Sequence[Span]) -> list[Span]:
    """Spans that do not overlap: a longer one wins, then a known one."""
    taken: list[Span] = []
    for span in sorted(spans, key=lambda s: (-(s.end - s.start), -len(s.known), not s.sure, s.start)):
        if all(span.end <= t.start or span.start >= t.end for t in taken):
            taken.append(span)
    return sorted(taken, key=lambda s: s.start)


@dataclass(frozen=True)
class Capitals:
    """Finds runs of capitalised words. `pairs` are the document's `A&B` forms: they tell that `Aaa and Bbb` is one name."""

    gazetteer: Gazetteer
    words: Lexicon
    pairs: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()

    def runs(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Runs of capitalised words; the third is whether the capitals say something at this place."""
        position = 0
        while match := _WORD.search(text, position):
            if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] in "_@/\\%."):
                position = match.start() + 1
                continue
            cut = self._hyphen(match)
            end = cut or self._extend(text, match)
            suffix = _LEGAL.match(text, end)
            start, end = self._trim(text, match.start(), suffix.end() if suffix else end)
            start = self._past_opening(text, start, end)
            if end > start and self._is_name(text[start:end]) and not self._in_title(text, start, end):
                first = not any(c.isalnum() for c in text[:start]) or text[:start].rstrip(" \"'“‘(").endswith((":", "•"))
                yield (
                    start,
                    end,
                    not (first and self._is_ordinary(text[start:end]) and not self._is_subject(text, start, end)),
                )
            position = max(end, match.end())

    def _hyphen(self, match: re.Match[str]) -> int | None:
        """`Russia-linked`: the name ends at the hyphen."""
        head, hyphen, tail = match.group().rpartition("-")
        return match.start() + len(head) if hyphen and tail in self.words.words("names", "hyphen_suffixes") else None

    def _extend(self, text: str, match: re.Match[str]) -> int:
        """The end of the run that starts with a match: next capitalised words, and joiners where they may join."""
        joiners = self.words.words("names", "joiners")
        end, last = match.end(), match.group()
        while gap := _GAP.match(text, end) or _POSSESSIVE.match(text, end):
            if gap.group(0)[0] in "'’":
                if not (owned := self._owned(text, match.start(), end, gap.end())):
                    break
                end, last = owned, text[:owned].split()[-1]
                continue
            if gap.group().count("\n") > 1 or (last.endswith(".") and len(last) > 5):
                break
            if capital := _WORD.match(text, gap.end()):
                if capital.group().rstrip(".") in self.words.words("names", "title_breaks"):
                    break  # `Acme CEO Jane Doe` is a body, a title and a person
                end, last = capital.end(), capital.group()
                continue
            joiner = _JOINER.match(text, gap.end())
            following = _WORD.match(text, joiner.end()) if joiner else None
            if not joiner or joiner.group(1) not in joiners or not following:
                break
            if not self._joins(joiner.group(1), text[match.start() : end], following.group()):
                break
            end, last = following.end(), following.group()
        return end

    def _owned(self, text: str, start: int, end: int, following: int) -> int | None:
        """`Commissioner's Office`, `Department's Office of X`: one name, where the second part says what kind of body it is."""
        capital = _WORD.match(text, following)
        if not capital or self.gazetteer.country(text[start:end]):
            return None
        last = capital
        while (gap := _GAP.match(text, last.end())) and (more := _WORD.match(text, gap.end())):
            last = more
        words = text[capital.start() : last.end()].split()
        heads = self.words.words("names", "institution_words")
        whole = text[start : last.end()]
        if (
            words[0] in heads
            or (words[-1] in heads and text[start:end].split()[-1] in heads)
            or whole.replace("’", "'") in self.owned
        ):
            return last.end() if words[-1] in heads or words[0] not in heads else capital.end()
        return None

    def _joins(self, joiner: str, before: str, following: str) -> bool:
        heads = self.words.words("names", "institution_words")
        first, last = before.split()[0], before.split()[-1]
        if joiner == "&":
            return True
        if joiner == "and":
            acts = is_verb(first.lower()) and is_verb(following.lower()) and first == before
            return acts or f"{first[:1]}&{following[:1]}" in self.pairs or (first in heads and len(before.split()) > 1)
        return joiner in ("of", "for", "de", "du", "la") and last in heads

    def _trim(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Leave out what only stands before a name: a function word, a nationality, a title, a noun at the start."""
        not_names = self.words.words("names", "not_names")
        while start < end and self._is_before_name(text, start, text[start:end].split()):
            start += len(text[start:end].split()[0])
            start += len(text[start:end]) - len(text[start:end].lstrip())
        while start < end and (
            (last := text[start:end].split()[-1]) in not_names or (self._is_attack(last) and last != text[start:end])
        ):
            end = start + len(text[start:end].rstrip()[: -len(last)].rstrip())
        return start, max(start, end)

    def _is_attack(self, word: str) -> bool:
        """`Acme Attacks` in a headline is a name and a noun."""
        return self.words.lemma(word.lower()) in self.words.words("nouns", "attack_strong")

    def _is_before_name(self, text: str, start: int, parts: list[str]) -> bool:
        head, alone = parts[0], len(parts) == 1
        bare = head.rstrip(".")
        if bare.lower() in _function_words() or head in self.words.words("names", "not_names"):
            return True
        if alone:
            return False
        if bare in self.words.words("names", "person_titles"):
            return True
        if head in self.words.words("names", "title_heads") and parts[1] not in ("of", "for"):
            return True
        institution = any(p in self.words.words("names", "institution_words") for p in parts[1:])
        if self.gazetteer.country(bare) is not None and not institution:
            return True
        return not any(c.isalnum() for c in text[:start]) and self._is_plain_noun(bare.lower())

    def _is_plain_noun(self, lower: str) -> bool:
        lemma = self.words.lemma(lower)
        return any(
            lemma in self.words.words("nouns", key)
            for key in ("actor", "organisation", "title", "attack", "attack_modifier")
        )

    def _past_opening(self, text: str, start: int, end: int) -> int:
        """`Suppose APT28`, `Like Qilin`: an ordinary word that opens the sentence before a known name is no part of it."""
        head, _, rest = text[start:end].partition(" ")
        if not rest or any(c.isalnum() for c in text[:start]) or not is_word(head.lower()):
            return start
        stem = head.lower().removesuffix("ing")
        if head.endswith("ing") and (is_verb(stem) or is_verb(f"{stem}e")):
            return end - len(rest)  # "Citing Acme, ..."
        known = any(
            h.start == 0 and h.end == len(rest) and not all(k.common for k in h.known) for h in self.gazetteer.hits(rest)
        )
        return end - len(rest) if known and not self.gazetteer.known(text[start:end]) else start

    def _in_title(self, text: str, start: int, end: int) -> bool:
        """`Chief Digital and Information Officer`: ordinary words beside the word that makes them an office."""
        titles = self.words.words("names", "title_breaks")
        before, after = text[:start].split()[-1:], re.match(r"[ \n]+(\w+)", text[end:])
        beside = (before and before[0] in titles) or (after and after.group(1) in titles)
        return bool(beside) and all(len(w) > 2 and is_word(w.lower()) for w in re.findall(r"\w+", text[start:end]))

    def _is_name(self, text: str) -> bool:
        if (
            text in self.words.words("names", "not_names")
            or " ".join(text.split()) in self.words.words("names", "not_name_phrases")
            or not any(c.isalpha() for c in text)
        ):
            return False
        return len(text) > 1 and text.lower() not in _function_words()

    def _is_subject(self, text: str, start: int, end: int) -> bool:
        """`Target said`, `Co-op also`: a bare word before a verb is a name; one that looks plural if it is spoken of as one."""
        after = re.match(r" (\w+)", text[end:])
        lower = text[start:end].lower()
        if not after or after.group(1) not in self.words.words("names", "subject_followers") or lower in self.words.lemmas:
            return False
        if lower.endswith("s") and not lower.endswith("ss"):
            return after.group(1) in ("has", "is", "was") or re.search(r"\b(?:it|its)\b", text[end : end + 80]) is not None
        return not lower.endswith(("ing", "one", "body", "thing"))

    def _is_ordinary(self, text: str) -> bool:
        """Whether a run is one word that the dictionary has, or a common noun of the field."""
        lower = text.lower()
        if " " in text or not text[1:].islower():
            return False
        return self.words.lemma(lower) != lower or is_word(lower)


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)
