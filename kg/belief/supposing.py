"""Supposing: what one more voice would do. In: a proposition's ends, a stance. Out: a `Statement` that nobody has made.

The voice is named, independent of every other, of unknown reliability, and has no interest. Never stored, never shown as a
claim: it is what a question weighs a proposition with, to say what would change a verdict.
"""

from __future__ import annotations

from kg.belief.statements import Carrier, Statement
from kg.belief.vouching import Vouching
from kg.belief.weighing import Ends
from kg.model import Claim, Entity, Heading, RecordEvidence, Ref, Speaker, Stance, digest


def supposed(proposition: str, ends: Ends, subject: Entity, object_: Entity | None, stance: Stance) -> Statement:
    """What one more named, independent voice would add to a proposition with this stance."""
    voice = digest("supposed", proposition, str(stance))
    claim = Claim(
        content_id=voice,
        relation=ends.relation,
        subject=_ref(subject),
        object=_ref(object_) if object_ else None,
        stance=stance,
        speakers=(Speaker(kind="named", name=voice),),
        evidence=(RecordEvidence(record=voice),),
    )
    publisher = digest("supposed publisher", voice)  # who quotes it
    return Statement(claim, (Carrier(Heading(id=voice, content_id=voice), publisher),), Vouching(voice), "F")


def _ref(entity: Entity) -> Ref:
    return Ref(name=entity.name, type=entity.type)
