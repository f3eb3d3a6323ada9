"""Methods that judge who did it. In: what is told. Out: for each (incident, actor) that is blamed, a number of 0 to 1.

Ours is the confidence of the proposition, /100, as `kg` computes it from the same reports as claims. It is no likelihood,
and is scored as if it were one, raw and after the scale has been fitted (`scores.py`), as are the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kg.belief import believe
from kg.identity import identify
from kg.model import Claim, Document, Evidence, Heading, RecordEvidence, Ref, Source, Speaker, Stance
from truth_bench.simulation import Report, Told

Scores = Mapping[tuple[int, str], float]
Method = Callable[[Told], Scores]
FOR = ("asserted", "hedged", "self-claimed")
SURE = {"asserted": 0.9, "hedged": 0.5, "self-claimed": 0.7}  # what tools put on an edge for such words
GRADED = {"A": 1.0, "B": 0.9, "C": 0.75, "D": 0.55, "E": 0.35}


def counting_mentions(told: Told) -> Scores:
    """The share of the reports on an incident that blame the actor."""
    return _shares(told, lambda report: report.publisher + str(report.day))


def counting_publishers(told: Told) -> Scores:
    """The share of the publishers: who repeats itself counts once."""
    return _shares(told, lambda report: report.publisher)


def majority(told: Told) -> Scores:
    """All for the actor most reports blame, nothing for the others; a tie is shared."""
    shares = counting_mentions(told)
    best: dict[int, float] = defaultdict(float)
    for (incident, _), share in shares.items():
        best[incident] = max(best[incident], share)
    first = {key: float(share == best[key[0]]) for key, share in shares.items()}
    tied = Counter(incident for (incident, _), leads in first.items() if leads)
    return {key: leads / tied[key[0]] for key, leads in first.items()}


def highest_confidence(told: Told) -> Scores:
    """The surest single report: its words' sureness times its publisher's grade, as an edge takes the highest confidence."""
    found: dict[tuple[int, str], float] = defaultdict(float)
    for report in told.reports:
        if report.stance in FOR:
            sure = SURE[report.stance] * GRADED.get(told.ratings.get(report.publisher, ""), 0.9)
            found[report.incident, report.actor] = max(found[report.incident, report.actor], sure)
    return found


def ours(told: Told) -> Scores:
    """The confidence that kg gives the attribution."""
    return _confidence(_Ledger(told))


def copies_counted(told: Told) -> Scores:
    """The same formula, with every report taken for an origin of its own: what finding copies is worth."""
    apart = [
        replace(r, publisher=f"{r.publisher} {n}", speaker=r.speaker and f"{r.speaker} {n}", words=f"{n} {r.words}")
        for n, r in enumerate(told.reports)
    ]
    return _confidence(_Ledger(replace(told, reports=apart), as_records=True))


def _confidence(ledger: _Ledger) -> Scores:
    identified = identify(ledger.claims, ledger.headings, _Nothing())
    believed = believe(ledger.claims, identified, ledger.headings, ledger.sources)
    found = {}
    for claim in ledger.claims:
        if claim.object is not None and str(claim.stance) in FOR:
            p = believed.propositions[believed.of_claim[claim.id]]
            found[int(claim.subject.name.split()[-1]), claim.object.name] = p.confidence / 100
    return found


METHODS: dict[str, Method] = {
    "kg": ours,
    "kg, copies counted": copies_counted,
    "counting mentions": counting_mentions,
    "counting publishers": counting_publishers,
    "majority vote": majority,
    "highest confidence": highest_confidence,
}


def _shares(told: Told, voter: Callable[[Report], str]) -> Scores:
    votes: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for report in told.reports:
        if report.stance in FOR:
            votes[report.incident].add((voter(report), report.actor))
    counted = {incident: Counter(actor for _, actor in cast) for incident, cast in votes.items()}
    return {(i, actor): n / sum(count.values()) for i, count in counted.items() for actor, n in count.items()}


class _Nothing:
    """A reference that knows nobody."""

    def things(self, _name: str) -> tuple[()]:
        return ()


@dataclass
class _Ledger:
    """The reports as claims, each in a document of its own; a copy word for word is another document of one text."""

    told: Told
    as_records: bool = False  # without the words, by which copies are known

    def __post_init__(self) -> None:
        self.claims: list[Claim] = []
        self.headings: dict[str, tuple[Heading, ...]] = {}
        self.sources = {n: Source(name=n, reliability=r) for n, r in self.told.ratings.items()}  # type: ignore[arg-type]
        for report in self.told.reports:
            self._take(report)

    def _take(self, report: Report) -> None:
        victim, who = f"Firm {report.incident}", report.speaker or report.voice
        text = f"{report.words}: {report.stance}, {report.actor}, {victim}, {who}."
        document = Document(text=text, publisher=report.publisher, published=f"2025-05-{report.day + 1:02}")
        heading = Heading(**{name: getattr(document, name) for name in Heading.model_fields})
        self.headings[document.content_id] = (*self.headings.get(document.content_id, ()), heading)
        words = Evidence.cut(text, 0, len(report.words))
        self.claims.append(
            Claim(
                content_id=document.content_id,
                relation="attributed_to",
                subject=Ref(name=f"attack on {victim}", type="Incident", local=f"{victim}/2025-04"),
                object=Ref(name=report.actor, type="ThreatGroup"),
                stance=Stance(report.stance),
                speakers=_speakers(report),
                evidence=(RecordEvidence(record=report.words) if self.as_records else words,),
            )
        )


def _speakers(report: Report) -> tuple[Speaker, ...]:
    if report.speaker:
        return (Speaker(kind="named", name=report.speaker),)
    return (Speaker(kind="unnamed", words="sources"),) if report.voice == "unnamed" else ()
