"""Aliases: two names of one actor or malware family (`alias_of`).

Read from the order of names and words, not from the parse: lists of aliases are long and their punctuation is plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.kinds import ALIASED, BRANDS, UNKNOWN
from kg.reading.lexicon import Lexicon
from kg.reading.marks import ANY, LIST, Marked, marked
from kg.reading.names import Name

_MAIN, _LIST = rf"(?P<main>{ANY})", rf"(?P<list>{LIST})"
_OTHER = rf"(?P<list>{ANY})"
_BRACKET = re.compile(
    rf"{_MAIN}(?: (?!and \w+ed |in |on |by )\w+){{0,6}}? \({_LIST}(?:,? etc\.?|,? and others|,? among others)?\)"
)
_SLASH = re.compile(rf"{_MAIN} ?/ ?(?P<list>{ANY}(?: ?/ ?{ANY})*)")
_CLAUSE = re.compile(r" (?:is|are|was|were|goes) ")


@lru_cache(maxsize=2)
def _patterns(words: Lexicon) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The shapes in which names are given as one, and the name of each as a rule."""
    cue, hedge = words.either("frames", "alias_cues"), words.either("phrases", "alias_hedges")
    cue = cue.replace(r"\ as", r"(?:\ \w+ly)?\ as")  # "referred to colloquially as"
    by = rf"(?:by (?:the )?(?:{ANY}|\w+(?: \w+)?)(?: as)? )?(?:the )?"
    kind = words.either("nouns", "actor_plain", "malware")
    described = rf",? an? (?:[\w-]+ ){{0,4}}?{kind}(?: (?:that|which))?,?"  # "X, a gang also known as Y"
    between = rf"(?: (?!and |or )\w+){{0,3}}?(?:{described}|,| \(| -| –| —|, a\S+ \w+)?"
    whose = rf"(?:['’]s {words.either('nouns', 'actor_plain')}s? )?"
    verb = rf"{whose}(?:\(|which is |which |that |who |is |are |was |being )?(?:{hedge} )?"
    chain = rf"{_MAIN}{between} ?{verb}{cue} {by}(?:names such as |names like )?{_LIST}"
    return (
        (re.compile(chain, re.IGNORECASE), "alias cue"),
        (re.compile(rf"^{cue} {by}{_LIST}", re.IGNORECASE), "alias cue leading"),
        (re.compile(rf"^{_tracked(words)} as (?:the )?{_LIST}", re.IGNORECASE), "alias cue leading"),
        *((re.compile(shape), rule) for shape, rule in _shapes(words)),
        (_BRACKET, "alias bracket"),
        (_SLASH, "alias slash"),
        (
            re.compile(rf"(?:{words.either('phrases', 'before_two_names')}|known(?: \w+){{0,2}} as) {_MAIN},? or {_OTHER}"),
            "alias or",
        ),
    )


def _shapes(words: Lexicon) -> Iterator[tuple[str, str]]:
    """As in "Y, Acme's name for X", "X, which Acme calls Y", "X is the group that Acme tracks as Y"."""
    name, kind = words.either("phrases", "words_for_name"), words.either("phrases", "kinds_of_actor")
    whose = rf"(?:{ANY}['’]s?|the|its|a|another)"
    yield (
        rf"{_OTHER}(?:,| \(| is|, which is)? {whose} (?:\w+ ){{0,2}}{name} for (?:the |an? )?(?:\w+ ){{0,3}}{_MAIN}",
        "alias name for",
    )
    calls = words.either("phrases", "calls", "called", "dubs")
    which = r"(?:or|which|what|whom)(?: as)?"
    yield rf"{_MAIN},? {which} {ANY} {calls}(?: them| it| as| the group)*,? (?:as )?{_OTHER}", "alias calls"
    yield (
        rf"[Tt]h(?:e|is|at) (?:[\w-]+ ){{0,3}}?{kind},? (?:which|that|who|whom) {ANY} {calls} (?:as )?(?P<list>{ANY})",
        "alias calls",
    )
    tracked = _tracked(words)
    yield rf"{tracked} as (?:the )?{_MAIN},? and {tracked} as (?:the )?{_OTHER}", "alias twice"
    yield (
        rf"{_MAIN}(?:['’]s \w+)?(?:,| \(| is| are| was| were)? {tracked} by (?:the )?(?:{ANY}|\w+)"
        rf"(?: [\w-]+){{0,3}}? as (?:the )?(?P<list>{LIST})",
        "alias by",
    )
    yield rf"as (?:the )?{_MAIN},? and,? (?:by )?(?:the )?{ANY},? as (?:the )?{_OTHER}", "alias by"
    yield rf"as (?:the )?{_MAIN},? and,? by (?:the )?{ANY},? as (?:the )?{_OTHER}", "alias by"
    yield rf"{_MAIN}[^<.;]{{0,60}} under the {name} {_OTHER}", "alias under"
    told = rf"(?: \({ANY}(?:, {ANY})*\))"  # "X (Acme) / Y (Bolt)": by whom it is called so
    yield rf"{_MAIN}{told} ?/ ?{_OTHER}{told}", "alias slash"
    yield rf"{_MAIN} and {_OTHER} (?:are|were) (?:one and )?the same\b", "alias same"
    yield rf"known (?:[\w-]+ ){{1,4}}?as (?:the )?(?P<list>{ANY}(?:, {ANY})*,? and {ANY})", "alias known"
    itself = words.either("phrases", "calls_itself")
    yield rf"{_MAIN}(?:,| but| and)*(?: that| which| who)? (?:now |also )?{itself} (?:the )?{_OTHER}", "alias itself"
    knows = words.either("phrases", "calls", "called", "knows")
    same = rf"(?:is|was) the (?:same )?(?:\w+ )?{kind} (?:that|which)"
    yield rf"{_MAIN}(?: \w+){{0,2}} {same} {ANY} {knows} (?:as )?{_OTHER}", "alias tracks"


def _tracked(words: Lexicon) -> str:
    return rf"(?:also )?(?:\w+ly )?{words.either('phrases', 'tracked')}(?: \w+ly)?"


def find(context: Context) -> Iterator[Draft]:
    """All alias claims in one tree."""
    if not context.tree.mentions:
        return
    text = marked(context.tree)
    chief: dict[Name, Name] = {}  # of each name of the sentence found to be an alias, the main one
    for pattern, rule in _patterns(context.words):
        for match in text.find(pattern):
            for alias, given in _pairs(context, text, match, loose=rule in ("alias slash", "alias bracket")):
                main = chief.get(given, given)  # "X, formerly Y, also known as Z": Z is X
                if alias in chief or main is alias:
                    continue
                chief[alias] = main
                judgement = _judgement(context, alias, match.group())
                if not judgement.skip:
                    context.discourse.unite(alias, main)
                    yield Draft("alias_of", alias, main, judgement, context.tree, rule)


def _pairs(context: Context, text: Marked, match: re.Match[str], *, loose: bool) -> Iterator[tuple[Name, Name]]:
    """Each listed name with the main one. `loose`: the shape alone says little, it may as well list members."""
    if " not " in match.group():
        return
    between = re.sub(ANY, " ", match.group().partition("(")[0]).split()
    if loose and any(context.words.lemma(w.lower()) in context.nouns("part_of_actor") for w in between):
        return  # "two operatives of X (A and B)"
    groups = match.groupdict()
    last = [n for n in context.discourse.actors[-1:] if "-" not in n.text or n.known]  # not "IRGX-affiliated actors"
    mains = text.names(groups["main"]) if groups.get("main") else last or text.names(groups["list"])
    if not mains:
        return
    main, listed = mains[0], text.names(groups["list"])
    if main.type == "ThreatGroup" and any(
        context.words.lemma(w.lower()) in context.nouns("malware", "tool") for w in between
    ):
        return  # "a Larkspur tool known as M": what it owns
    _unify_types([main, *listed])
    if main.type not in ALIASED and main.type != UNKNOWN and not main.guessed and len(listed) > 1:
        main = listed[0]  # "hackers of the ministry, also tracked as X and Y": X is Y
    for alias in listed:
        if alias is not main and _may_be_one(alias, main, loose):
            yield alias, main


def _unify_types(names: Sequence[Name]) -> None:
    """Names that are given as one have one type: most say which; a tracker's designator says it is an actor."""
    firm = [n for n in names if n.type in BRANDS and not n.guessed]
    groups = [n for n in firm if n.type == "ThreatGroup"]
    if groups and len(groups) < len(firm) and 2 * len(groups) >= len(firm):
        for name in firm:
            if " " not in name.text:  # "X backdoor" is malware whatever else
                name.type = "ThreatGroup"


def _may_be_one(alias: Name, main: Name, loose: bool) -> bool:
    """Whether the types of two names allow that they are one; the surer type becomes that of the other."""
    both = (alias, main)
    if any(n.type not in ALIASED and n.type != UNKNOWN and not (n.guessed and n.role is None) for n in both):
        return False
    if (alias.guessed and main.guessed) or (alias.type == main.type == UNKNOWN):
        return False
    if {alias.type, main.type} == BRANDS and not loose:
        return False
    for name, other in (both, (main, alias)):
        if (name.type == UNKNOWN or name.guessed) and other.type in ALIASED and not other.guessed:
            name.type, name.guessed = other.type, False
    return True


def _judgement(context: Context, alias: Name, said: str) -> Judgement:
    """An alias is said in passing: a reporting clause around it does not vouch for it, the speaker of a quotation does."""
    carrier = next((w for w in context.tree.words if w.name is alias), context.tree.words[0])
    judgement = context.judge.judge(carrier)
    if not _CLAUSE.search(said):  # not a clause of its own, but a name in passing
        voice = context.discourse.voice_at(carrier)
        speakers = (voice,) if voice is not None and voice.kind == "named" else ()
        judgement = Judgement(speakers=speakers, skip=judgement.skip)
    hedges = context.words.cues("hedge_adverbs")
    hedge = next((w for w in said.lower().split() if w.strip(",") in hedges), None)
    return judgement.hedged(hedge) if hedge else judgement
