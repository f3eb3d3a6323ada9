"""Aliases: two names of one actor or malware family (`alias_of`).

Read from the order of names and words, not from the parse: lists of aliases are long and their punctuation is plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.lexicon import Lexicon
from kg.reading.marks import ANY, LIST, Marked, marked
from kg.reading.names import UNKNOWN, Name

_KINDS = frozenset({"ThreatGroup", "Malware", "Tool", UNKNOWN})
_FIRM = frozenset({"ThreatGroup", "Malware", "Tool"})
_BRACKET = re.compile(
    rf"(?P<main>{ANY})(?: (?!and \w+ed |in |on |by )\w+){{0,6}}? \((?P<list>{LIST})(?:,? etc\.?|,? and others|,? among others)?\)"
)
_SLASH = re.compile(rf"(?P<main>{ANY}) ?/ ?(?P<list>{ANY}(?: ?/ ?{ANY})*)")
_NAME_FOR = re.compile(
    rf"(?P<list>{ANY})(?:,| \(| is|, which is)? (?:{ANY}['’]s?|the|its|a|another) (?:\w+ ){{0,2}}(?:name|moniker|designation|alias|label|codename|term|tag) for (?:the |an? )?(?:\w+ ){{0,3}}(?P<main>{ANY})"
)
_CALLS = re.compile(
    rf"(?P<main>{ANY}),? (?:or|which|what|whom)(?: as)? {ANY} (?:calls?|tracks?|names?|refers to|dubs?|dubbed|called|tracked)(?: them| it| as| the group)*,? (?:as )?(?P<list>{ANY})"
)
_TRACKS = re.compile(
    rf"(?P<main>{ANY})(?: \w+){{0,2}} (?:is|was) the (?:same )?(?:\w+ )?(?:group|actor|gang|cluster|crew|malware) (?:that|which) {ANY} "
    rf"(?:tracks?|calls?|refers to|knows|names?|tracked|called) (?:as )?(?P<list>{ANY})"
)
_OR = re.compile(
    rf"(?:named|called|known(?: \w+){{0,2}} as|tracked as|dubbed|actor|group) (?P<main>{ANY})(?:,)? or (?P<list>{ANY})"
)


@lru_cache(maxsize=2)
def _patterns(words: Lexicon) -> tuple[tuple[re.Pattern[str], str], ...]:
    cue = "(?:" + "|".join(re.escape(c) for c in sorted(words.order("frames", "alias_cues"), key=len, reverse=True)) + ")"
    by = rf"(?:by (?:the )?(?:{ANY}|\w+(?: \w+)?)(?: as)? )?(?:the )?"
    chain = re.compile(
        rf"(?P<main>{ANY})(?: (?!and |or )\w+){{0,3}}?(?:,| \(| -| –| —|, a\S+ \w+)? ?(?:\(|which is |is |are |was |being )?(?:possibly |likely |probably |perhaps |sometimes |commonly |often )?{cue} {by}(?:names such as |names like )?(?P<list>{LIST})",
        re.IGNORECASE,
    )
    leading = re.compile(rf"^(?:{cue}) {by}(?P<list>{LIST})", re.IGNORECASE)
    return (
        (chain, "alias cue"), (leading, "alias cue leading"), (_NAME_FOR, "alias name for"), (_CALLS, "alias calls"),
        (_TRACKS, "alias tracks"),
        (_BRACKET, "alias bracket"), (_SLASH, "alias slash"), (_OR, "alias or"),
    )  # fmt: skip


def find(context: Context) -> Iterator[Draft]:
    """All alias claims in one tree."""
    if len(context.tree.mentions) < 1:
        return
    text = marked(context.tree)
    done: set[tuple[Name, Name]] = set()
    for pattern, rule in _patterns(context.words):
        for match in text.find(pattern):
            for alias, main in _pairs(context, text, match, loose=rule in ("alias slash", "alias bracket")):
                if (alias, main) not in done and (main, alias) not in done:
                    done.add((alias, main))
                    if _judgement(context, alias, match.group()).skip:
                        continue
                    context.discourse.unite(alias, main)
                    yield Draft("alias_of", alias, main, _judgement(context, alias, match.group()), context.tree, rule)


def _pairs(context: Context, text: Marked, match: re.Match[str], *, loose: bool) -> Iterator[tuple[Name, Name]]:
    groups = match.groupdict()
    if " not " in match.group():
        return
    between = re.sub(ANY, " ", match.group().partition("(")[0]).split()
    if loose and any(context.words.lemma(w.lower()) in context.nouns("part_of_actor") for w in between):
        return  # "two operatives of X (A and B)"
    if groups.get("main"):
        mains = text.names(groups["main"])
    else:
        mains = context.discourse.actors[-1:]
    if not mains:
        return
    main = mains[0]
    _one_type([main, *text.names(groups["list"])])
    listed = text.names(groups["list"])
    if main.type not in _KINDS and not main.guessed and len(listed) > 1:
        main = listed[0]  # "hackers of the ministry, also tracked as X and Y": X is Y
    for alias in listed:
        if alias is main or not _may_be_one(alias, main, loose):
            continue
        yield alias, main


def _one_type(names: list[Name]) -> None:
    """Names that are given as one have one type: most say which; a tracker's designator says it is an actor."""
    firm = [n for n in names if n.type in ("ThreatGroup", "Malware") and not n.guessed]
    groups = [n for n in firm if n.type == "ThreatGroup"]
    if groups and len(groups) < len(firm) and 2 * len(groups) >= len(firm):
        for name in firm:
            if " " not in name.text:  # "X backdoor" is malware whatever else
                name.type = "ThreatGroup"


def _may_be_one(alias: Name, main: Name, loose: bool) -> bool:
    if (
        any(n.type not in _KINDS and not (n.guessed and n.role is None) for n in (alias, main))
        or (alias.guessed and main.guessed)
        or (alias.type == main.type == UNKNOWN)
    ):
        return False
    if {alias.type, main.type} == {"ThreatGroup", "Malware"} and not loose:
        return False
    for name, other in ((alias, main), (main, alias)):
        if (name.type == UNKNOWN or name.guessed) and other.type in _FIRM and not other.guessed:
            name.type, name.guessed = other.type, False
    return True


def _judgement(context: Context, alias: Name, said: str) -> Judgement:
    """An alias is said in passing: a reporting clause around it does not vouch for it, the speaker of a quotation does."""
    carrier = next((w for w in context.tree.words if w.name is alias), context.tree.words[0])
    voice = context.discourse.voice_at(carrier)
    skip = context.judge.judge(carrier).skip
    judgement = Judgement(speakers=(voice,) if voice is not None and voice.kind == "named" else (), skip=skip)
    if re.search(r" (?:is|are|was|were|goes) ", said):  # a clause of its own, not a name in passing
        judgement = context.judge.judge(carrier)
    before = said.lower().split()
    hedge = next((w for w in before if w.strip(",") in context.words.words("cues", "hedge_adverbs")), None)
    return judgement.hedged(hedge) if hedge else judgement
