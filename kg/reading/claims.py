"""From drafts to claims: of the same claim the clearest sentence is kept, names become Refs, places become evidence.

In: a document and the drafts that the rules found in it. Out: validated `Claim`s, each with a verbatim quote.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.model import Claim, Document, Evidence, Ref, Stance
from kg.reading.characters import Visible
from kg.reading.confidence import extraction_confidence
from kg.reading.dates import event_date
from kg.reading.descriptions import Description
from kg.reading.drafts import Attack, Draft, End, Service, Wave
from kg.reading.judgement import Judgement
from kg.reading.kinds import ACTORS, UNKNOWN
from kg.reading.names import Name
from kg.reading.segments import Sentence
from kg.vocabulary import Vocabulary, vocabulary

_TAKEN_FOR_GRANTED = ("attributed_to", "investigates")  # who did it, who looks into it: that it was is not in doubt
_QUOTES = 2  # sentences that one claim may rest on
_DATED = frozenset({"affected", "attributed_to", "stolen", "disrupted", "uses", "exploits"})


def make_claims(
    document: Document, seen: Visible, drafts: Sequence[Draft], described: Mapping[Name, Description]
) -> tuple[Claim, ...]:
    """The claims of a document, of whose visible text the drafts are, in the order of their evidence."""
    victims = {d.object for d in drafts if d.relation == "affected" and isinstance(d.object, Name)}
    kept = list(_clearest([*drafts, *_implied(drafts, victims)]))
    for draft in kept:
        _fill_types(draft)
        if draft.relation == "affected" and isinstance(draft.object, Name) and draft.object in described:
            draft.qualifiers |= described[draft.object].qualifiers()
    kept = [d for d in kept if _is_of_victim(d, victims)]
    known = vocabulary()
    claims = [c for d in kept if (c := _claim(document, seen, d, known, victims)) is not None]
    unique = {c.id: c for c in claims}
    return tuple(sorted(unique.values(), key=lambda c: (_place(c), c.id)))


def _is_of_victim(draft: Draft, victims: set[Name]) -> bool:
    """What stood still or was taken is told of victims, or by the body itself; of others it is a misreading."""
    if draft.relation not in ("disrupted", "restored", "stolen") or not isinstance(draft.subject, Name):
        return True
    name = draft.subject
    speaks = any(s.name in (name.text, *name.forms) for s in draft.judgement.speakers)
    return name in victims or speaks or any(m.name is name for m in draft.tree.mentions)


def _place(claim: Claim) -> int:
    return min(e.start for e in claim.evidence if isinstance(e, Evidence))


def _implied(drafts: Sequence[Draft], victims: set[Name]) -> Iterable[Draft]:
    """An incident that a claim speaks of has a victim, also where no sentence says so by itself."""
    seen = set(victims)
    for draft in drafts:
        for end in (draft.subject, draft.object):
            if isinstance(end, Attack) and end.victim not in seen:
                seen.add(end.victim)
                yield Draft(
                    "affected",
                    end,
                    end.victim,
                    Judgement(draft.judgement.stance if draft.relation not in _TAKEN_FOR_GRANTED else Stance.ASSERTED),
                    draft.tree,
                    "implied",
                )


def _clearest(drafts: Sequence[Draft]) -> Iterable[Draft]:
    """Of the drafts that say the same the clearest; it keeps the sentences of the others of the same speaker."""
    hit = {(d.tree.index, d.object) for d in drafts if d.relation == "affected"}
    told = Counter(tree for tree, _ in hit)  # a sentence about one victim is clearer
    groups: dict[object, list[Draft]] = defaultdict(list)
    for draft in drafts:
        groups[_group(draft)].append(draft)
    for group in groups.values():
        ranked = sorted(group, key=lambda d: _rank(d, told[d.tree.index]), reverse=True)
        ranked[0].again = [d.tree.sentence for d in ranked[1:] if d.key == ranked[0].key]
        yield ranked[0]


def _group(draft: Draft) -> object:
    """That a victim was hit is one claim, whoever says so; any other claim is one for each speaker."""
    if draft.relation != "affected":
        return draft.key
    return ("affected", draft.object, draft.judgement.stance in (Stance.NEGATED, Stance.DENIED))


def _rank(draft: Draft, victims: int) -> tuple[bool, bool, int, int, int]:
    title = draft.tree.sentence.kind in ("title", "heading")
    firm = draft.judgement.stance is not Stance.HEDGED or draft.relation != "affected"
    return (not title, firm, draft.clarity, -victims if draft.relation == "affected" else 0, -draft.tree.sentence.start)


def _fill_types(draft: Draft) -> None:
    """A name that nothing typed takes the type of the slot that it fills."""
    slots = {"attributed_to": "ThreatGroup", "sponsored_by": "Organization"}
    if isinstance(draft.object, Name) and draft.object.type == UNKNOWN:
        draft.object.type = slots.get(draft.relation, "Organization")
    if isinstance(draft.subject, Name) and draft.subject.type == UNKNOWN:
        fellow = isinstance(draft.object, Name) and draft.object.type in ACTORS and draft.relation == "linked_to"
        draft.subject.type = "ThreatGroup" if fellow else "Organization"
    for end in (draft.subject, draft.object):
        owner = end.victim if isinstance(end, Attack) else end.owner if isinstance(end, Service) else None
        if owner is not None and owner.type == UNKNOWN:
            owner.type = "Organization"


def _claim(document: Document, seen: Visible, draft: Draft, known: Vocabulary, victims: set[Name]) -> Claim | None:
    relation = known.relations[draft.relation]
    subject, target = _ref(draft.subject, victims), _ref(draft.object, victims)
    if subject is None or subject.type not in relation.domain or (target is not None and target.type not in relation.range):
        return None
    qualifiers = {k: v for k, v in draft.qualifiers.items() if k in relation.qualifiers}
    if draft.tree.sentence.kind == "title" and "headline" in relation.qualifiers:
        qualifiers["headline"] = "yes"
    return Claim(
        content_id=document.content_id,
        relation=draft.relation,
        subject=subject,
        object=target,
        stance=draft.judgement.stance,
        speakers=draft.judgement.speakers,
        evidence=tuple(Evidence.cut(document.text, *seen.outside(s.start, s.end)) for s in _places(draft)),
        qualifiers=qualifiers,
        event_date=event_date(draft.tree) if draft.relation in _DATED else None,
        extraction_confidence=extraction_confidence(draft, seen.text),
    )


def _places(draft: Draft) -> list[Sentence]:
    """The clearest sentence first, then where the same speaker says the same again."""
    found = [draft.tree.sentence, *(s for s in draft.again if s.kind != "title")]
    return list(dict.fromkeys(found))[:_QUOTES]


def _ref(end: End, victims: set[Name]) -> Ref | None:
    if isinstance(end, Attack):
        return Ref(name=f"attack on {end.victim.text}", type="Incident", local=end.victim.text)
    if isinstance(end, Service):
        return Ref(name=re.sub(r"\s+", " ", end.name), type="Service", local=end.owner.text)
    if isinstance(end, Wave):
        return Ref(name=end.text, type="Campaign", local=end.text)
    if end is None:
        return None
    role = end.role or ("victim" if end in victims and end.type == "Organization" else None)
    return Ref(
        name=end.text,
        type=end.type,
        forms=end.shorter,
        role=role if end.type == "Organization" else None,
    )
