"""What a ledger holds, and what of it is unverified or disputed. In: a view. Out: counts, and the doubtful attributions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Status, band
from kg.questions.testimony import sentence, testimony
from kg.vocabulary import vocabulary

if TYPE_CHECKING:
    from kg.model import Proposition
    from kg.view import View


@dataclass(frozen=True)
class Doubtful:
    """An attribution that is unverified, disputed or refuted, with whoever vouches for it."""

    proposition: str
    sentence: str
    confidence: int
    band: str
    status: str
    claimed: bool
    speaker: str
    document: str


@dataclass(frozen=True)
class StatusResult:
    """Counts over a view; each dictionary runs from most to fewest. `doubtful` holds attributions, the doubtful first."""

    documents: int
    undated: int
    texts: int
    publishers: int
    claims: int
    entities: int
    propositions: int
    claimed_links: int
    left_out: int  # undated documents that `--as-of` does not count
    by_type: dict[str, int]
    by_relation: dict[str, int]
    by_stance: dict[str, int]
    by_speaker: dict[str, int]
    by_status: dict[str, int]
    by_band: dict[str, int]
    doubtful: tuple[Doubtful, ...]


def status(view: View) -> StatusResult:
    """What the view holds."""
    headings = {h.id: h for carriers in view.headings.values() for h in carriers}
    propositions = list(view.propositions.values())
    claims = list(view.claims.values())
    return StatusResult(
        documents=len(headings),
        undated=sum(h.published is None for h in headings.values()),
        texts=len(view.headings),
        publishers=len({h.publisher for h in headings.values() if h.publisher}),
        claims=len(claims),
        entities=len(view.entities),
        propositions=len(propositions),
        claimed_links=sum(p.claimed and p.is_edge for p in propositions),
        left_out=view.left_out,
        by_type=_counted(e.type for e in view.entities.values()),
        by_relation=_counted(p.relation for p in propositions),
        by_stance=_counted(str(c.stance) for c in claims),
        by_speaker=_counted(c.speaker_kind for c in claims),
        by_status=_counted(str(p.status) for p in propositions),
        by_band=_counted(band(p.confidence) for p in propositions if p.is_edge),
        doubtful=tuple(_doubtful(view, propositions)),
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _doubtful(view: View, propositions: Iterable[Proposition]) -> list[Doubtful]:
    """Attributions to somebody that are unverified, disputed or refuted, least supported first."""
    relations = vocabulary().relations
    wanted = (Status.UNVERIFIED, Status.DISPUTED, Status.REFUTED)
    found = []
    for p in propositions:
        relation = relations[p.relation]
        if p.object and p.status in wanted and relation.path_kind == "attribution" and relation.object_optional:
            told = testimony(view, p.principal_claim or p.claim_ids[0])
            found.append(
                Doubtful(
                    proposition=p.id,
                    sentence=sentence(view, p),
                    confidence=p.confidence,
                    band=band(p.confidence),
                    status=str(p.status),
                    claimed=p.claimed,
                    speaker=told.speaker,
                    document=told.document,
                )
            )
    return sorted(found, key=lambda d: (d.confidence, d.sentence))
