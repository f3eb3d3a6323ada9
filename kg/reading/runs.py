"""Runs of capitalised words that may be names: `Harrow & Vale`, `Information Commissioner's Office`, `Ministry of X`.

In: a text. Out: for each run its place, and whether the capitals say something there: at the start of a sentence an
ordinary word has one, too. Titles, nationalities and function words before or behind a name are left out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.reading.characters import CAPITALS
from kg.reading.gazetteer import Gazetteer
from kg.reading.language import function_words, is_adjective, is_verb, is_word
from kg.reading.lexicon import Lexicon

_WORD = re.compile(
    rf"(?:[{CAPITALS}](?:\.[A-Z])+\.?|[A-Z]{{1,3}}&[A-Z]{{1,3}}\b"
    rf"|(?:[{CAPITALS}]|\d+[{CAPITALS}]|\d(?=\w*-[A-Z])|[a-z]{{1,4}}[A-Z](?=[a-z]))[^\W_]*(?:[-.+$][^\W_]+)*\$?)"
)
_GAP = re.compile(r"[ \n]+")
_INITIAL = re.compile(r"\. (?=[A-Z][a-z])")
_JOINER = re.compile(r"(&|[a-z]+)[ \n]+(?:the[ \n]+)?")
_POSSESSIVE = re.compile(r"['’]s?[ \n]+")
_LONGEST = 9  # words of a name
_PERSON_OR_FIELD = re.compile(r"\.?(?:[ \n]+[A-Z][a-z][\w’'-]*){2,}|[ \n]+(?:of|for)\b")  # behind a title
_ARTICLE = re.compile(r"(?:^|\W)(?:[Tt]he|[Oo]ur|[Tt]his)[ \n]+$")
_KINDS = re.compile(r"[A-Z]{2,5}s")  # "ATMs": a kind of thing
_ABBREVIATION = 5  # letters up to which a full stop belongs to the word: `Corp.`
_NEAR = 80  # code points behind a name in which "it" may speak of it


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
            suffix = _legal_form(self.words).match(text, end)
            start, end = self._trim(text, match.start(), suffix.end() if suffix else end)
            start = self._past_opening(text, start, end)
            named = end > start and self._is_name(text[start:end]) and not self._is_own_noun(text, start, end)
            if named and not self._in_title(text, start, end):
                first = not any(c.isalnum() for c in text[:start]) or text[:start].rstrip(" \"'“‘(").endswith((":", "•"))
                shown = self._is_subject(text, start, end) or self._has_office(text, end)
                vague = first and self._is_ordinary(text[start:end]) and not shown
                yield start, end, not vague
            position = max(end, match.end())

    def _hyphen(self, match: re.Match[str]) -> int | None:
        """`Russia-linked`: the name ends at the hyphen."""
        head, hyphen, tail = match.group().rpartition("-")
        return match.start() + len(head) if hyphen and tail.lower() in self.words.names("hyphen_suffixes") else None

    def _extend(self, text: str, match: re.Match[str]) -> int:
        """The end of the run that starts with a match: next capitalised words, and joiners where they may join."""
        end, last = match.end(), match.group()
        while gap := self._gap(text, last, end):
            if gap.group(0)[0] in "'’":
                if not (owned := self._owned(text, match.start(), end, gap.end())):
                    break
                end, last = owned, text[:owned].split()[-1]
                continue
            if gap.group().count("\n") > 1 or (last.endswith(".") and len(last) > _ABBREVIATION):
                break
            if not (following := self._next(text, match.start(), end, gap.end())):
                break
            end, last = following.end(), following.group()
        return end

    @staticmethod
    def _gap(text: str, last: str, end: int) -> re.Match[str] | None:
        """What may stand between two words of a run: space, a possessive, the full stop of an initial ("Robert M. Lee")."""
        initial = len(last) == 1 and _INITIAL.match(text, end)
        return initial or _GAP.match(text, end) or _POSSESSIVE.match(text, end)

    def _next(self, text: str, start: int, end: int, position: int) -> re.Match[str] | None:
        """The next word of a run: a capitalised one, or one behind a joiner that may join."""
        if capital := _WORD.match(text, position):
            return None if self._opens_title(text, capital) else capital  # `Acme CEO Jane Doe`: a body, a title and a person
        joiner = _JOINER.match(text, position)
        following = _WORD.match(text, joiner.end()) if joiner else None
        if not joiner or not following or joiner[1] not in self.words.names("joiners", "person_particles"):
            return None
        return following if self._joins(joiner[1], text[start:end], following.group()) else None

    def _opens_title(self, text: str, word: re.Match[str]) -> bool:
        """Whether a word ends the name before it: a title, or what is one before the name of a person or a field."""
        title = word.group().rstrip(".")
        if title in self.words.names("title_breaks"):
            return True
        behind = _PERSON_OR_FIELD.match(text, word.end())
        if title not in self.words.names("title_breaks_before_person") or behind is None:
            return False
        formal = self.words.names("institution_words", "organisation_suffixes")
        return not formal.intersection(behind.group().split())

    def _owned(self, text: str, start: int, end: int, following: int) -> int | None:
        """`Commissioner's Office`, `Department's Office of X`: one name, if the second part is the kind of body."""
        capital = _WORD.match(text, following)
        if not capital or self.gazetteer.country(text[start:end]):
            return None
        last = capital
        while (gap := _GAP.match(text, last.end())) and (more := _WORD.match(text, gap.end())):
            last = more
        words = text[capital.start() : last.end()].split()
        heads = self.words.names("institution_words")
        two_heads = words[-1] in heads and text[start:end].split()[-1] in heads
        if words[0] not in heads and not two_heads and text[start : last.end()].replace("’", "'") not in self.owned:
            return None
        return last.end() if words[-1] in heads or words[0] not in heads else capital.end()

    def _joins(self, joiner: str, before: str, following: str) -> bool:
        """Whether a joiner joins: `Harrow and Vale` if `H&V` stands, too, `Ministry of Defence`, `Click and Collect`."""
        heads = self.words.names("institution_words")
        first, last = before.split()[0], before.split()[-1]
        if joiner == "&":
            return True
        if joiner == "and":
            acts = is_verb(first.lower()) and is_verb(following.lower()) and first == before
            parts = before.split()
            of_two = (first in heads and len(parts) > 1) or ("of" in parts and not heads.isdisjoint(parts))
            return acts or f"{first[:1]}&{following[:1]}" in self.pairs or of_two
        if joiner in self.words.names("person_particles"):
            return heads.isdisjoint(before.split())  # "Jan van Dam"
        whole = before.removeprefix("The ")
        of_place = last == whole and last in self.words.names("place_words") and joiner == "of"
        return of_place or (joiner in self.words.names("institution_joiners") and last in heads)

    def _trim(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Leave out what only stands before a name: a function word, a nationality, a title, a noun at the start."""
        not_names = self.words.names("not_names")
        while start < end and self._is_before_name(text, start, text[start:end].split()):
            start += len(text[start:end].split()[0])
            start += len(text[start:end]) - len(text[start:end].lstrip())
        while start < end and (
            (last := text[start:end].split()[-1]) in not_names or (self._is_attack(last) and last != text[start:end])
        ):
            end = start + len(text[start:end].rstrip()[: -len(last)].rstrip())
        return start, self._before_title(text, start, end)

    def _before_title(self, text: str, start: int, end: int) -> int:
        """Where a name before a title ends: `Foreign` in "Foreign Minister Jane Doe" belongs to the title."""
        if self._has_office(text, end):
            while start < end and (last := text[start:end].split()[-1]).rstrip(".") in self.words.names("title_modifiers"):
                end = start + len(text[start:end].rstrip()[: -len(last)].rstrip())
        return max(start, end)

    def _has_office(self, text: str, end: int) -> bool:
        """Whether an office follows: `Acme CEO`."""
        following = re.match(r"[ \n]+(\w+)", text[end:])
        return following is not None and following[1] in self.words.names("title_breaks", "title_breaks_before_person")

    def _is_attack(self, word: str) -> bool:
        """`Acme Attacks` in a headline is a name and a noun."""
        return self.words.lemma(word.lower()) in self.words.nouns("attack_strong")

    def _is_before_name(self, text: str, start: int, parts: list[str]) -> bool:
        head, alone = parts[0], len(parts) == 1
        bare = head.rstrip(".")
        if bare.lower() in function_words() or head in self.words.names("not_names"):
            return True
        if parts[1:2] == ["of"]:
            return False  # "City of X"
        if alone or bare in self.words.names("campaign_words"):
            return False
        if bare in self.words.names("person_titles"):
            return True
        if head in self.words.names("title_modifiers") and parts[1].rstrip(".") in self.words.names("person_titles"):
            return len(parts) > 2
        if head in self.words.names("title_heads") and parts[1] not in self.words.names("title_joiners"):
            return True
        institution = any(p in self.words.names("institution_words") for p in parts[1:])
        if self.gazetteer.country(bare) is not None and not institution:
            return True
        return not any(c.isalnum() for c in text[:start]) and self._is_plain_noun(bare.lower())

    def _is_plain_noun(self, lower: str) -> bool:
        lemma = self.words.lemma(lower)
        if lemma != lower and lower.endswith(("ed", "ing")):
            return False  # "United" is no "unit"
        return lemma in self.words.nouns("actor", "organisation", "title", "attack", "attack_modifier")

    def _past_opening(self, text: str, start: int, end: int) -> int:
        """`Suppose APT28`, `Like Qilin`: an ordinary word that opens the sentence before a known name is no part of it."""
        head, _, rest = text[start:end].partition(" ")
        if not rest or any(c.isalnum() for c in text[:start]) or not is_word(head.lower()):
            return start
        if is_adjective(head.lower()) and any(c.isupper() for c in rest.split()[0][1:]):
            return end - len(rest)  # "Similar MossRAT payloads"
        stem = head.lower().removesuffix("ing")
        if head.endswith("ing") and (is_verb(stem) or is_verb(f"{stem}e")):
            return end - len(rest)  # "Citing Acme, ..."
        whole = [h for h in self.gazetteer.hits(rest) if h.start == 0 and h.end == len(rest)]
        known = any(not k.common for h in whole for k in h.known)
        return end - len(rest) if known and not self.gazetteer.known(text[start:end]) else start

    def _in_title(self, text: str, start: int, end: int) -> bool:
        """`Chief Digital and Information Officer`: ordinary words beside the word that makes them an office."""
        titles = self.words.names("title_breaks")
        before, after = text[:start].split()[-1:], re.match(r"[ \n]+(\w+)", text[end:])
        beside = (before and before[0] in titles) or (after and after.group(1) in titles)
        return bool(beside) and all(len(w) > 2 and is_word(w.lower()) for w in re.findall(r"\w+", text[start:end]))

    def is_heading(self, text: str) -> bool:
        """Whether words are a heading, a caption or a kind of thing, and so no name, whatever the lists say."""
        parts, furniture = text.split(), self.words.names("furniture")
        return len(parts) > _LONGEST or _KINDS.fullmatch(text) is not None or {*parts[:1], *parts[-1:]} <= furniture

    def _is_own_noun(self, text: str, start: int, end: int) -> bool:
        """`the Company` in a statement: a common noun with a capital."""
        lower = text[start:end].lower()
        return lower in self.words.nouns("organisation_definite") and bool(_ARTICLE.search(text[:start]))

    def _is_name(self, text: str) -> bool:
        titles = self.words.names("title_breaks", "title_breaks_before_person")
        if (
            text in titles
            or (" " in text and {p.rstrip(".") for p in text.split()} <= titles | self.words.names("title_modifiers"))
            or text in self.words.names("not_names")
        ):
            return False
        if " ".join(text.split()) in self.words.names("not_name_phrases"):
            return False
        letters = len(text) > 1 and any(c.isalpha() for c in text)
        return letters and text.lower() not in function_words() and not self.is_heading(text)

    def _is_subject(self, text: str, start: int, end: int) -> bool:
        """`Target said`, `Co-op also`: a bare word before a verb is a name; one that looks plural if it is "it"."""
        after = re.match(r" (\w+)", text[end:])
        lower = text[start:end].lower()
        if not after or after.group(1) not in self.words.names("subject_followers") or lower in self.words.lemmas:
            return False
        if (known := self.gazetteer.known(text[start:end])) and all(k.common for k in known):
            return self._speaks_or_hits(after.group(1))
        if lower.endswith("s") and not lower.endswith("ss"):
            singular = after.group(1) in self.words.names("singular_verbs")
            return singular or re.search(r"\b(?:it|its)\b", text[end : end + _NEAR]) is not None
        return not lower.endswith(self.words.order("names", "no_name_endings"))

    def _speaks_or_hits(self, verb: str) -> bool:
        """Whether a verb is one of those that say or attack: `Play claimed`, but not `Play was`."""
        return self.words.lemma(verb) in self.words.cues("say_verbs") | self.words.frames("attack_verbs", "claim_verbs")

    def _is_ordinary(self, text: str) -> bool:
        """Whether a run is one word that the dictionary has, or a common noun of the field."""
        lower = text.lower()
        if " " in text or not text[1:].islower():
            return False
        return self.words.lemma(lower) != lower or is_word(lower)


@lru_cache(maxsize=2)
def _legal_form(words: Lexicon) -> re.Pattern[str]:
    """A legal form behind a name: `Acme plc`, `Acme Co., Ltd.`."""
    forms = words.either("names", "legal_forms")
    return re.compile(rf"(?:[ \n]+{forms}|,? (?i:{forms}))\b\.?(?=[\s,;:)])")
