"""Who stands behind an actor (`sponsored_by`) and where it is (`located_in`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from kg.model import Speaker
from kg.reading import clauses
from kg.reading.drafts import Context, Draft
from kg.reading.judgement import Judgement
from kg.reading.lexicon import Lexicon
from kg.reading.marks import ANY, marked
from kg.reading.names import UNKNOWN, Name
from kg.reading.parsed import Word

_STATE_ROLES = ("government", "law-enforcement", "regulator")
_HEDGING_PAST = ("linked", "tied", "connected", "associated", "affiliated")
_HEDGING = ("link", "tie", "connect", "associate", "affiliate")


@lru_cache(maxsize=2)
def _before_actor(words: Lexicon) -> re.Pattern[str]:
    links = "|".join(words.order("frames", "sponsor_links"))
    state = r"(?:state|government|military|intelligence)(?:-| )"
    return re.compile(
        rf"(?P<state>{ANY})(?:[- ](?:{state})?(?:{links})\b|['’]s)?(?P<between>(?: (?!and |or |but |that |which |who )[\w-]+,?){{0,7}}?) \(?(?P<actor>{ANY})"
    )


@lru_cache(maxsize=2)
def _behind_actor(words: Lexicon) -> re.Pattern[str]:
    links = "|".join(_HEDGING_PAST)
    return re.compile(
        rf"(?P<actor>{ANY})(?: \({ANY}\))?,? (?:which (?:is|was|has been) |who (?:are|is) |is |was |are )?(?:\w+ly )?(?:believed to be )?(?P<verb>{links}) (?:to|with) (?:the |a )?(?:[\w'’]+ ){{0,3}}?(?P<state>{ANY})"
    )


@lru_cache(maxsize=2)
def _said_of_actor(words: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    links = "|".join(words.order("frames", "sponsor_links"))
    nouns = "|".join(f"{n}s?" for n in sorted(words.words("nouns", "actor_plain")))
    is_a = re.compile(
        rf"(?P<actor>{ANY})(?: \({ANY}(?:, {ANY})*\))?(?:,| is| was|, which is)(?: also)? (?:an? |the |one of )(?:[\w-]+ ){{0,3}}?"
        rf"(?P<state>{ANY})(?:[- ](?:state|government|military)?[- ]?(?:{links})\b)?(?: [\w-]+){{0,4}}? (?:{nouns})\b"
    )
    works_for = re.compile(
        rf"(?:{nouns}) (?P<verb>affiliated with|linked to|associated with|tied to|backed by|sponsored by|working for|attributed to) "
        rf"(?:the )?(?:[\w'’]+ ){{0,3}}?(?P<state>{ANY})(?: \({ANY}\))?,? (?:and )?(?:also |publicly |commonly )?"
        rf"(?:tracked|known|identified|referred to|called|dubbed)(?: [\w-]+){{0,3}}? (?:as )?(?:the )?(?P<actor>{ANY})"
    )
    return is_a, works_for


def find(context: Context) -> Iterator[Draft]:
    """All claims of sponsorship and place in one tree."""
    done: set[tuple[Name, Name]] = set()
    for draft in [*_adjectives(context), *_verbs(context), *_after_name(context), *_described(context)]:
        key = (draft.subject, draft.object)
        if key not in done:
            done.add(key)  # type: ignore[arg-type]
            yield draft


def _adjectives(context: Context) -> Iterator[Draft]:
    """As in "The Chinese-backed APT31 group", "a Russian cyberespionage group tracked as X", "the MSS-linked APT31 and APT40"."""
    text = marked(context.tree)
    actors = context.nouns("actor_plain")
    for match in text.find(_before_actor(context.words)):
        state, actor = (text.names(match.group(g)) for g in ("state", "actor"))
        if (
            not state
            or not actor
            or actor[0].type != "ThreatGroup"
            or state[0].type not in ("Location", "Organization", "unknown")
        ):
            continue
        linked = re.match(
            rf"{ANY}(?:[- ])(?:(?:state|government|military|intelligence)[- ])?(?:{'|'.join(context.words.order('frames', 'sponsor_links'))})\b",
            match.group(),
        )
        between = match.group("between").lower()
        telling = any(context.words.lemma(w.strip(",")) in actors or "state" in w for w in between.split())
        if state[0].type != "Location" and (not linked or state[0].role in ("media", "security-vendor")):
            continue
        if not linked and not (
            telling and "," not in between and not between.startswith((" have", " has", " says", " said"))
        ):
            continue
        judgement = Judgement()  # taken for granted, whatever the sentence goes on to say
        before = text.text[: match.start()].split()[-2:] + between.split()
        if any(
            w.strip(",").lower()
            in context.words.words("cues", "hedge_adjectives") | context.words.words("cues", "hedge_adverbs")
            for w in before
        ):
            judgement = judgement.hedged("suspected")
        for name in _with_next(text.text[match.end() :], text.names, actor[0]):
            yield Draft("sponsored_by", name, state[0], judgement, context.tree, "state adjective")


def _after_name(context: Context) -> Iterator[Draft]:
    """As in "X, previously linked to the Ministry": said in passing behind the name."""
    text = marked(context.tree)
    for match in text.find(_behind_actor(context.words)):
        state, actor = (text.names(match.group(g)) for g in ("state", "actor"))
        if state and actor and actor[0].type == "ThreatGroup" and _may_sponsor(context, state[0]):
            yield Draft(
                "sponsored_by",
                actor[0],
                state[0],
                Judgement().hedged(match.group("verb")),
                context.tree,
                "linked behind name",
            )


def _described(context: Context) -> Iterator[Draft]:
    """As in "X, a China-nexus actor", "X is a Russian group"; "hackers affiliated with the ministry, also tracked as X"."""
    text = marked(context.tree)
    for pattern in _said_of_actor(context.words):
        for match in text.find(pattern):
            state, actor = (text.names(match.group(g)) for g in ("state", "actor"))
            if not state or not actor or actor[0].type != "ThreatGroup" or not _may_sponsor(context, state[0]):
                continue
            verb = match.groupdict().get("verb")
            hedging = verb is not None and not verb.endswith(("by", "for"))
            yield Draft(
                "sponsored_by",
                actor[0],
                state[0],
                Judgement().hedged(verb or "") if hedging else Judgement(),
                context.tree,
                "described as",
            )


def _may_sponsor(context: Context, name: Name) -> bool:
    """A state, or a body of one: by its role, by the kind of body that its name says it is, or by its initials."""
    if name.type == "Location":
        return True
    if name.type not in ("Organization", UNKNOWN) or name in context.discourse.victims:
        return False
    if name.role is not None:
        return name.role == "government"
    return any(w in context.words.words("names", "institution_words") for w in name.text.split()) or (
        name.text.isupper() and len(name.text) <= 5
    )


def _with_next(rest: str, names: object, first: Name) -> list[Name]:
    following = re.match(rf" and ({ANY})", rest)
    more = names(following.group(1)) if following else []  # type: ignore[operator]
    return [first, *(n for n in more if n.type == "ThreatGroup")]


def _verbs(context: Context) -> Iterator[Draft]:
    """As in "X is sponsored by Y", "X, linked to the GRU", "X operates on behalf of Y", "X is based in Z"."""
    for verb in context.tree.words:
        if not verb.is_verb and verb.tag != "JJ":
            continue
        if prepositions := context.words.table("frames", "sponsor_verbs").get(verb.lemma):
            yield from _sponsored(context, verb, clauses.after(verb, *prepositions))
            if "by" in prepositions and not clauses.is_passive(verb):
                yield from _sponsoring(context, verb)
        if prepositions := context.words.table("frames", "located_verbs").get(verb.lemma):
            places = [w.name for w in clauses.after(verb, *prepositions) if w.name and w.name.type == "Location"]
            yield from _drafts(context, verb, places, "located_in")


def _sponsoring(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "Iran sponsors X"."""
    sponsors = [w.name for w in clauses.subjects(verb) if w.name and _may_sponsor(context, w.name)]
    actors = [n for w in clauses.objects(verb) for n, _ in context.discourse.actors_of(w) if n.type == "ThreatGroup"]
    judgement = context.judge.judge(verb)
    for actor in actors if not judgement.skip else ():
        for sponsor in sponsors:
            yield Draft("sponsored_by", actor, sponsor, judgement, context.tree, "sponsors")


def _sponsored(context: Context, verb: Word, targets: list[Word]) -> Iterator[Draft]:
    sponsors: list[Name] = []
    for word in targets:
        for name in (
            [word.name]
            if word.name
            else context.discourse.names_in(word, frozenset({"Organization", "Location", "unknown"}))
        ):
            if name and _may_sponsor(context, name):
                sponsors.append(name)
    yield from _drafts(context, verb, sponsors, "sponsored_by")


def _drafts(context: Context, verb: Word, ends: list[Name], relation: str) -> Iterator[Draft]:
    subjects = clauses.subjects(verb)
    if any(context.discourse.is_attack(w) for w in subjects):
        return
    found = [n for w in subjects for n, via in context.discourse.actors_of(w)]
    actors = [
        n
        for n in found
        if n.type == "ThreatGroup" or ((n.type == UNKNOWN or n.guessed) and n.role is None and verb.lemma not in _HEDGING)
    ]
    if not actors or not ends:
        return
    judgement = context.judge.judge(verb)
    if verb.lemma in _HEDGING:
        if not judgement.speakers and clauses.is_passive(verb):
            judgement = replace(
                judgement,
                speakers=(Speaker(kind="unnamed", words=context.judge.phrase(verb)),) if not verb.dep == "acl" else (),
            )
        judgement = judgement.hedged(verb.text)
    if judgement.skip:
        return
    for actor in dict.fromkeys(actors):
        for end in ends:
            if end is not actor:
                actor.type = "ThreatGroup"
                yield Draft(relation, actor, end, judgement, context.tree, f"{relation} verb")
