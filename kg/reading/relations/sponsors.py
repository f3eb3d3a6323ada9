"""Who stands behind an actor (`sponsored_by`) and where it is (`located_in`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.reading import clauses
from kg.reading.drafts import Context, Draft, End
from kg.reading.judgement import Judgement
from kg.reading.kinds import BODIES, REPORTERS, STATES_AND_BODIES, UNKNOWN
from kg.reading.lexicon import Lexicon
from kg.reading.marks import ANY, Marked, marked
from kg.reading.names import Name
from kg.reading.parsed import Word
from kg.reading.relations.incidents import with_nobody_named

_AND = re.compile(rf" and ({ANY})")
_INITIALS = 5  # letters of initials that may be a service's: GRU, MOIS


@lru_cache(maxsize=2)
def _before_actor(words: Lexicon) -> re.Pattern[str]:
    """As in "Chinese state-backed X", "Iran's X", "a Russian espionage group tracked as X"."""
    links, state = words.either("frames", "sponsor_links"), words.either("phrases", "state_words")
    between = r"(?P<between>(?: (?!and |or |but |that |which |who )[\w—–-]+,?){0,7}?)"
    linked = rf"[- ](?:{state}[- ])?{links}\b"
    return re.compile(rf"(?P<state>{ANY})(?:(?P<linked>{linked})|['’]s)?{between} \(?(?P<actor>{ANY})", re.IGNORECASE)


@lru_cache(maxsize=2)
def _behind_actor(words: Lexicon) -> re.Pattern[str]:
    """As in "X (Y), previously linked to the ministry"."""
    links = words.either("phrases", "vague_links")
    said = r"(?:which (?:is|was|has been) |who (?:are|is) |is |was |are )?(?:\w+ly )?(?:believed to be )?"
    state = rf"(?:the |a )?(?:[\w'’]+ ){{0,3}}?(?P<state>{ANY})"
    described = r"(?: (?:is|was) an? [^.;:]{5,90})?"  # "X is a gang active since 2010, which is linked to"
    return re.compile(
        rf"(?P<actor>{ANY})(?: \({ANY}\))?{described}(?:,| [-–—])? {said}(?P<verb>{links}) (?:to|with) {state}"
    )


@lru_cache(maxsize=2)
def _said_of_actor(words: Lexicon) -> tuple[re.Pattern[str], ...]:
    """As in "X is a Russian group", "hackers working for the ministry, also tracked as X", "X, a unit of the GRX"."""
    links, working = words.either("frames", "sponsor_links"), words.either("phrases", "working_for")
    state = words.either("phrases", "state_words")
    nouns, tracked = rf"{words.either('nouns', 'actor_plain')}s?", words.either("phrases", "tracked")
    is_a = re.compile(
        rf"(?P<actor>{ANY})(?: \({ANY}(?:, {ANY})*\))?(?:,| is| was|, which is| as)(?: also)? (?:an? |the |one of )"
        rf"(?:[\w-]+ ){{0,3}}?(?P<state>{ANY})(?P<linked>[- ]{state}?[- ]?{links}\b)?(?: [\w-]+){{0,4}}? {nouns}\b",
        re.IGNORECASE,
    )
    works_for = re.compile(
        rf"{nouns} (?P<verb>{working}) (?:the )?(?:[\w'’]+ ){{0,3}}?(?P<state>{ANY})(?: \({ANY}\))?,? "
        rf"(?:and )?(?:also |publicly |commonly )?{tracked}(?: [\w-]+){{0,3}}? (?:as )?(?:the )?(?P<actor>{ANY})"
    )
    unit = words.either("nouns", "division", "actor_plain")
    unit_of = re.compile(
        rf"(?P<actor>{ANY}),? (?:the|an?) (?:[\w-]+ ){{0,3}}?{unit} (?:of|within|in) (?:the )?"
        rf"(?:{ANY}['’]s )?(?P<state>{ANY})"
    )
    return is_a, works_for, unit_of


def find(context: Context) -> Iterator[Draft]:
    """All claims of sponsorship and place in one tree, each once."""
    done: set[tuple[End, End]] = set()
    for draft in [*_adjectives(context), *_verbs(context), *_after_name(context), *_described(context)]:
        if (draft.subject, draft.object) not in done:
            done.add((draft.subject, draft.object))
            yield draft


# --- by the order of names and words -------------------------------------------------------------------------------


def _matches(text: Marked, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Name, Name]]:
    """Matches of a pattern with the state and the actor that it found."""
    for match in text.find(pattern):
        state, actor = text.names(match["state"]), text.names(match["actor"])
        if state and actor and actor[0].type == "ThreatGroup":
            yield match, state[0], actor[0]


def _adjectives(context: Context) -> Iterator[Draft]:
    """As in "the Chinese-backed X group", "a Russian cyberespionage group tracked as X", "the MSS-linked X and Y"."""
    text = marked(context.tree)
    hedges = context.words.cues("hedge_adjectives", "hedge_adverbs")
    for match, state, actor in _matches(text, _before_actor(context.words)):
        if not _is_adjective(context, match, state):
            continue
        judgement = Judgement()  # taken for granted, whatever the sentence goes on to say
        if text.text[: match.start()].lower().endswith(("pro-", "anti-")):
            continue  # of like mind, which is no sponsorship
        before = text.text[: match.start()].split()[-2:] + match["between"].split()
        if any(w.strip(",").lower() in hedges for w in before):
            judgement = judgement.hedged("suspected")
        for name in [actor, *_joined(text, match.end())]:
            yield Draft(_relation(context, match), name, state, judgement, context.tree, "state adjective")


def _relation(context: Context, match: re.Match[str]) -> str:
    """A "Larvia-based" actor, a "Larvian ransomware gang" has its seat there; "Larvia-linked", "Larvian" say whose it is."""
    linked = (match.groupdict().get("linked") or "").strip(" -").lower()
    criminal = not linked and context.words.pattern("frames", "criminal_words").search(match.group())
    return "located_in" if criminal or linked in context.frames("seat_links") else "sponsored_by"


def _is_adjective(context: Context, match: re.Match[str], state: Name) -> bool:
    """Whether what stands between a state and an actor makes the one an adjective of the other."""
    if match["linked"]:
        return state.type == "Location" or (state.type in STATES_AND_BODIES and state.role not in REPORTERS)
    between = match["between"].lower()
    speaks = between.startswith(tuple(f" {w}" for w in context.words.order("phrases", "state_speaks")))
    if state.type != "Location" or "," in between or speaks:
        return False
    return any(context.words.lemma(w) in context.nouns("actor_plain") or "state" in w for w in between.split())


def _joined(text: Marked, end: int) -> list[Name]:
    """The actor that is joined to the one before: "APT31 and APT40"."""
    following = _AND.match(text.text, end)
    return [n for n in text.names(following[1]) if n.type == "ThreatGroup"] if following else []


def _after_name(context: Context) -> Iterator[Draft]:
    """As in "X, previously linked to the ministry": said in passing behind the name."""
    for match, state, actor in _matches(marked(context.tree), _behind_actor(context.words)):
        if _may_sponsor(context, state):
            judgement = Judgement().hedged(match["verb"])
            yield Draft("sponsored_by", actor, state, judgement, context.tree, "linked behind name")


def _described(context: Context) -> Iterator[Draft]:
    """As in "X, a China-nexus actor", "X is a Russian group"; "hackers affiliated with the ministry, also tracked as X"."""
    for pattern in _said_of_actor(context.words):
        for match, state, actor in _matches(marked(context.tree), pattern):
            if _may_sponsor(context, state):
                verb = match.groupdict().get("verb", "by")
                firm = verb.endswith(("by", "for"))  # "backed by", "working for", not "linked to"
                judgement = Judgement() if firm else Judgement().hedged(verb)
                yield Draft(_relation(context, match), actor, state, judgement, context.tree, "described as")


def _may_sponsor(context: Context, name: Name) -> bool:
    """A state, or a body of one: by its role, by the kind of body that its name says it is, or by its initials."""
    if name.type == "Location":
        return True
    if name.type not in BODIES or name in context.discourse.victims:
        return False
    if name.role is not None:
        return name.role == "government"
    institution = context.words.names("institution_words")
    return any(w in institution for w in name.text.split()) or (name.text.isupper() and len(name.text) <= _INITIALS)


# --- by the parse --------------------------------------------------------------------------------------------------


def _verbs(context: Context) -> Iterator[Draft]:
    """As in "X is sponsored by Y", "X, linked to the GRU", "X operates on behalf of Y", "X is based in Z"."""
    for verb in context.tree.words:
        if not verb.is_verb and verb.tag != "JJ":
            continue
        if prepositions := context.table("sponsor_verbs").get(verb.lemma):
            yield from _sponsored(context, verb, clauses.after(verb, *prepositions))
            if "by" in prepositions and not clauses.is_passive(verb):
                yield from _sponsoring(context, verb)
        if verb.lemma == "be":
            yield from _part(context, verb)
        if prepositions := context.table("located_verbs").get(verb.lemma):
            places = [w.name for w in clauses.after(verb, *prepositions) if w.name and w.name.type == "Location"]
            yield from _drafts(context, verb, places, "located_in")


def _part(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "X is part of the GRX", "X is a front for the ministry"."""
    for noun in verb.kids("attr"):
        if noun.lemma in context.frames("member_cues"):
            bodies = [n for w in context.after(noun, "member_of") for n in _named(context, w)]
            bodies = [n for n in bodies if n.type != "Location" and _may_sponsor(context, n)]
            yield from _drafts(context, verb, bodies, "sponsored_by")


def _sponsoring(context: Context, verb: Word) -> Iterator[Draft]:
    """As in "Iran sponsors X"."""
    sponsors = [w.name for w in clauses.subjects(verb) if w.name and _may_sponsor(context, w.name)]
    actors = [n for w in clauses.objects(verb) for n, _ in context.discourse.actors_of(w) if n.type == "ThreatGroup"]
    judgement = context.judge.judge(verb)
    for actor in actors if not judgement.skip else ():
        for sponsor in sponsors:
            yield Draft("sponsored_by", actor, sponsor, judgement, context.tree, "sponsors")


def _sponsored(context: Context, verb: Word, targets: Sequence[Word]) -> Iterator[Draft]:
    named = [n for w in targets for n in _named(context, w)]
    yield from _drafts(context, verb, [n for n in named if _may_sponsor(context, n)], "sponsored_by")


def _named(context: Context, word: Word) -> list[Name]:
    """The state or body that a phrase names; of "the Larvian Service Centre 18", "Unit 5 of the Service", the Service."""
    numbers = word.kids("nummod")
    if word.name is None and (called := [c.name for c in word.kids("appos") if c.name and c.name.type in BODIES]):
        return called[:1]  # "its intelligence agency, the GRX"
    if word.name is None or numbers:
        of = [w.name for host in (word, *numbers) for w in clauses.after(host, "of") if w.name]
        whole = [c.name for c in word.kids("nmod", "compound", "poss") if c.name and c.name.type in STATES_AND_BODIES]
        whole.sort(key=lambda n: n.type == "Location")  # "Larvia's GRX service": the service
        return whole[:1] or of[:1] or context.discourse.names_in(word, STATES_AND_BODIES)
    return [word.name]


def _who(verb: Word) -> list[Word]:
    """Of whom it is said: the object of an active verb ("analysts tied X to Y"), the subject of a passive one or of "be"."""
    if verb.tag == "JJ":
        return clauses.subjects(verb.head) if verb.head is not None and verb.dep == "acomp" else clauses.subjects(verb)
    told = [] if clauses.is_passive(verb) else clauses.objects(verb)
    return told if any(w.name and w.name.type == "ThreatGroup" for w in told) else clauses.subjects(verb)


def _drafts(context: Context, verb: Word, ends: Sequence[Name], relation: str) -> Iterator[Draft]:
    subjects = _who(verb)
    if any(context.discourse.is_attack(w) for w in subjects):
        return
    vague = verb.lemma in context.frames("vague_sponsor_verbs")
    found = [n for w in subjects for n, _ in context.discourse.actors_of(w)]
    actors = [n for n in found if n.type == "ThreatGroup" or (not vague and _may_be_actor(n))]
    if not actors or not ends:
        return
    judgement = context.judge.judge(verb)
    if subjects != clauses.subjects(verb) and verb.is_verb and not judgement.speakers:
        judgement = judgement.said_by(*context.judge.first_speaker(clauses.subjects(verb)))
    if vague:
        judgement = judgement if verb.dep == "acl" else with_nobody_named(context, verb, judgement)
        judgement = judgement.hedged(verb.text)
    if judgement.skip:
        return
    for actor in dict.fromkeys(actors):
        for end in ends:
            if end is not actor:
                actor.type = "ThreatGroup"
                yield Draft(relation, actor, end, judgement, context.tree, f"{relation} verb")


def _may_be_actor(name: Name) -> bool:
    return (name.type == UNKNOWN or name.guessed) and name.role is None
