"""Claims and analysts' words. In: claims of a view, decisions. Out: notes and opinions, the whole claim in our extension.

Who denies or negates what is a relationship has an opinion on it; every other claim is a note on the relationship, or on the
things it is about where there is none: what is only denied, or said of one thing alone, never leaves as a relationship.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.export._stix.common import Maker, Object, moment
from kg.questions.testimony import NOBODY, said_by, sentence

if TYPE_CHECKING:
    from kg.export._stix.excerpts import Excerpt
    from kg.model import Claim, Decision, Heading, Marking, Proposition
    from kg.view import View


def saying(
    maker: Maker, view: View, claim: Claim, p: Proposition, about: list[str], carriers: Iterable[Heading],
    excerpt: Excerpt, marking: Marking,
) -> Object:  # fmt: skip
    """One claim, on the relationship or things it is about."""
    carried = sorted(carriers, key=lambda h: h.id)
    created = min((m for h in carried if (m := moment(h.published))), default=None)
    said = {
        "documents": [maker.id_of("report", h.id) for h in carried],
        "proposition": p.id,
        "claim": excerpt.moved(claim),
    }
    authors = [s.name or f"{NOBODY} {s.words}".strip() for s in reversed(claim.speakers)]
    authors += sorted({h.publisher for h in carried if h.publisher})
    words = " … ".join(claim.quotes)
    who = f"{said_by(claim)}: {claim.stance}"
    opinion = maker.known.opinions.get(claim.stance) if p.is_edge else None
    made = maker.make("opinion" if opinion else "note", claim.id, "claim", said, created=created, marking=marking)
    if opinion:
        made |= {"opinion": opinion, "explanation": f"“{words}” ({who})"}
    else:
        made |= {"abstract": f"{sentence(view, p, maker.words)} ({who})", "content": f"“{words}” ({who})"}
    return made | {"object_refs": about, **({"authors": authors} if authors else {})}


def decided(maker: Maker, decision: Decision, about: list[str], marking: Marking, p: Proposition | None = None) -> Object:
    """An analyst's decision: an opinion where it is on a relationship, else a note. What was seen goes without its words."""
    said = {"decision": decision.model_dump(mode="json", exclude_defaults=True, exclude={"saw"})}
    if p is not None:
        said["decision"]["saw"] = {"proposition": {"subject": p.subject, "relation": p.relation, "object": p.object}}
    opinion = maker.known.opinions.get(decision.act) if p is not None and p.is_edge else None
    type_ = "opinion" if opinion else "note"
    made = maker.make(type_, decision.id, "decision", said, created=moment(decision.at), marking=marking)
    words = f"{decision.act} {' and '.join(decision.targets)}: {decision.why}"
    made |= {"opinion": opinion, "explanation": words} if opinion else {"content": words}
    return made | {"authors": [decision.by], "object_refs": about}
