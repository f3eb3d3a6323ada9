"""One normalisation of names, used wherever two names are compared.

In: a name as written. Out: its normal form, in lower case with single spaces. The rules' words stand in
`schema/names.yaml`. `tight` is the same without spaces, for those who write Black Basta, BlackBasta or black-basta.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from kg.errors import SchemaError
from kg.resources import schema_path

_APOSTROPHES = str.maketrans(dict.fromkeys("‘’‛`´ʼ＇", "'"))
_POSSESSIVE = re.compile(r"(?<=\w)'s(?=\W*$)|(?<=s)'(?=\W*$)")
_INITIALS = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_](?:\.|\b))|(?<=[^\W\d_])(?<![^\W\d_]{2})\.(?=\W|$)")
_SEPARATORS = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w.]|_")
_PLUS_BETWEEN, _PLUS = re.compile(r"(?<=\w)\s*\+\s*(?=\w)"), re.compile(r"(?<=\w)\+|(?<=\+)\+")
_COMBINING_LATIN = re.compile("[\u0300-\u036f]")
_ROUNDS = 8  # each round takes something off; more layers than this stay as they are


class Rules(NamedTuple):
    """The words of `schema/names.yaml`."""

    articles: frozenset[str]
    legal_suffixes: frozenset[str]
    dangling: frozenset[str]
    code: re.Pattern[str]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules, read without pydantic: the way of `kg path` compares names and must stay short."""
    import yaml

    path = schema_path("names.yaml")
    with path.open("rb") as stream:
        data = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (both are safe)
    try:
        words = {key: frozenset(map(str, data[key])) for key in ("articles", "legal_suffixes", "dangling")}
        letters = int(data["code_letters"])
    except (KeyError, TypeError, ValueError) as error:
        raise SchemaError(f"missing or wrong: {error}", place="schema/names.yaml", remedy="mend the key") from error
    return Rules(**words, code=re.compile(rf"\b([^\W\d_]{{2,{letters}}}) (\d[\d.]*)\b"))


@lru_cache(maxsize=65536)
def normal(name: str) -> str:
    """The form in which names are compared.

    Unicode NFKC and case folding, no accents, no invisible characters; "&" is "and"; a possessive, a leading
    article and legal forms at the end are gone; punctuation and hyphens are spaces; "APT-28" and "APT 28" are "apt28".
    Idempotent. Never empty for a name that has a visible character.
    """
    form = _once(name)
    for _ in range(_ROUNDS):
        again = _once(form)
        if again == form:
            break
        form = again
    return form


def tight(name: str) -> str:
    """The normal form without spaces: Black Basta, BlackBasta and black-basta are one."""
    return normal(name).replace(" ", "")


def _once(name: str) -> str:
    plain = _folded(name.translate(_APOSTROPHES))
    text = _POSSESSIVE.sub("", plain.strip()).replace("'", "").replace("&", " and ")
    text = _PLUS.sub(" plus", _PLUS_BETWEEN.sub(" and ", text))
    text = _SEPARATORS.sub(" ", _INITIALS.sub(r"\1", text))
    words = _bare(text.split()) or plain.split() or _visible(unicodedata.normalize("NFKC", name)).split()
    return rules().code.sub(r"\1\2", " ".join(words))


def _folded(name: str) -> str:
    """Compatibility form, case and accents folded, control and format characters out."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    text = _COMBINING_LATIN.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", _visible(text))


def _visible(text: str) -> str:
    return "".join(c if unicodedata.category(c)[0] != "C" else " " if c in "\t\n\r\v\f" else "" for c in text)


def _bare(words: list[str]) -> list[str]:
    """Without a leading article and legal forms at the end, as long as something is left."""
    known = rules()
    start, end = 0, len(words)
    while end - start > 1 and words[start] in known.articles:
        start += 1
    while end - start > 1 and words[end - 1] in known.legal_suffixes:
        end -= 1
        if end - start > 1 and words[end - 1] in known.dangling:
            end -= 1
    return words[start:end]
