"""Claims without a reader: reports written here, with claims set by hand, for tests of identity, belief and views.

`Case` gathers reports; `Case.report(...)` takes sentences and returns a `Report` on which claims are made by quoting them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.model import Claim, Decision, Document, Evidence, Heading, Reading, Ref, Source, Speaker, Stance

Name = str | Ref


def org(name: str, *forms: str, role: str | None = None) -> Ref:
    return Ref(name=name, type="Organization", forms=forms, role=role)


def group(name: str, *forms: str) -> Ref:
    return Ref(name=name, type="ThreatGroup", forms=forms)


def malware(name: str, *forms: str) -> Ref:
    return Ref(name=name, type="Malware", forms=forms)


def incident(victim: str, when: str | None = None) -> Ref:
    return Ref(name=f"attack on {victim}", type="Incident", local=f"{victim}/{when}" if when else victim)


def service(name: str, owner: str) -> Ref:
    return Ref(name=name, type="Service", local=owner)


def speakers(*names: str) -> tuple[Speaker, ...]:
    """Named speakers, outermost first; a name in brackets is the words of an unnamed one."""
    return tuple(
        Speaker(kind="unnamed", words=n.strip("()")) if n.startswith("(") else Speaker(kind="named", name=n) for n in names
    )


@dataclass
class Report:
    """One document with the claims that are made on it."""

    document: Document
    claims: list[Claim] = field(default_factory=list)

    def claim(
        self,
        subject: Ref,
        relation: str,
        object_: Ref | None = None,
        *,
        quote: str | None = None,
        stance: str = "asserted",
        by: tuple[Speaker, ...] = (),
        date: str | None = None,
        **qualifiers: str,
    ) -> Claim:
        text = self.document.text
        quote = quote or text
        start = text.index(quote)
        made = Claim(
            content_id=self.document.content_id,
            relation=relation,
            subject=subject,
            object=object_,
            stance=Stance(stance),
            speakers=by,
            evidence=(Evidence.cut(text, start, start + len(quote)),),
            qualifiers=qualifiers,
            event_date=date,
        )
        self.claims.append(made)
        return made

    def hit(self, victim: str, *, forms: tuple[str, ...] = (), when: str | None = None, **more: Any) -> Claim:
        """The victim was attacked."""
        return self.claim(incident(victim, when), "affected", org(victim, *forms, role="victim"), **more)

    def blame(self, victim: str, actor: Ref | None, *, when: str | None = None, **more: Any) -> Claim:
        """Somebody is held responsible for the attack on the victim."""
        return self.claim(incident(victim, when), "attributed_to", actor, **more)

    @property
    def reading(self) -> Reading:
        return Reading(content_id=self.document.content_id, reader="hand", version="1+0", claims=tuple(self.claims))


@dataclass
class Case:
    """Reports, sources and decisions: a ledger's content without a ledger."""

    reports: list[Report] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)

    def report(self, text: str, publisher: str | None = None, published: str | None = None, **more: Any) -> Report:
        made = Report(Document(text=text, publisher=publisher, published=published, **more))
        self.reports.append(made)
        return made

    def rate(self, name: str, reliability: Any) -> None:
        self.sources[name] = Source(name=name, reliability=reliability)

    @property
    def claims(self) -> list[Claim]:
        return [c for r in self.reports for c in r.claims]

    @property
    def headings(self) -> dict[str, tuple[Heading, ...]]:
        found: dict[str, list[Heading]] = defaultdict(list)
        for report in self.reports:
            found[report.document.content_id].append(heading(report.document))
        return {content_id: tuple(hs) for content_id, hs in found.items()}


def heading(document: Document) -> Heading:
    fields = {name: getattr(document, name) for name in Heading.model_fields}
    return Heading(**fields)


def decision(
    act: Any, *targets: str, by: str = "ana", at: str = "2025-07-01T10:00:00Z", why: str = "", **saw: Any
) -> Decision:
    return Decision(act=act, targets=targets, by=by, at=at, why=why, saw=saw)


SEED_ONE = (
    "Northmark Stores (Northmark) faces legal action from a law firm and an investigation by the U.K. Information "
    "Commissioner's Office (ICO) into a cyberattack that occurred in April. The U.K. retailer Greenbasket was hit as well. "
    "The cyberattack disrupted food sales. The campaign against Northmark has been linked to the Scattered Spider "
    "collective and another group called DragonForce. Furthermore, the cyberattack on Northmark has been linked to the "
    "terrorist group Hamas."
)
SEED_TWO = (
    "Northmark Stores (Northmark) has reinstated its collection service nearly four months after a cyberattack crippled "
    "its operations. The attack, which security analysts believe involved ransomware, forced the British retail icon to "
    "close its web shop."
)
FACTS = {"sector": "retail", "country": "U.K.", "method": "cyberattack"}


def seed_case() -> Case:
    """The two seed reports in our own words: routine news vouched for by the texts, attributions vouched for by nobody."""
    case = Case()
    one = case.report(SEED_ONE)
    linked = (
        "The campaign against Northmark has been linked to the Scattered Spider collective and another group called "
        "DragonForce."
    )
    hamas = "Furthermore, the cyberattack on Northmark has been linked to the terrorist group Hamas."
    nobody = speakers("(has been linked)")
    victim = org("Northmark Stores", "Northmark", role="victim")
    one.hit("Northmark Stores", forms=("Northmark",), quote=SEED_ONE.split(". The U.K.")[0], date="in April", **FACTS)
    one.hit("Greenbasket", quote="The U.K. retailer Greenbasket was hit as well.", sector="retail", country="U.K.")
    one.claim(
        org("U.K. Information Commissioner's Office", "ICO", role="regulator"),
        "investigates",
        victim,
        quote="an investigation by the U.K. Information Commissioner's Office (ICO)",
    )
    one.claim(victim, "disrupted", service("food sales", "Northmark Stores"), quote="The cyberattack disrupted food sales.")
    for actor in ("Scattered Spider", "DragonForce"):
        one.blame("Northmark Stores", group(actor), quote=linked, stance="hedged", by=nobody)
    one.blame("Northmark Stores", group("Hamas"), quote=hamas, stance="hedged", by=nobody)
    two = case.report(SEED_TWO)
    hit = SEED_TWO.split(". The attack")[0]
    two.hit("Northmark Stores", forms=("Northmark",), quote=hit, sector="retail", country="British")
    two.claim(
        victim, "restored", service("collection service", "Northmark Stores"), quote="has reinstated its collection service"
    )
    return case


def gold_case(folder: Path) -> Case:
    """The annotated corpus of a folder (gold.jsonl beside the texts) as claims; title lines give address and date."""
    case = Case()
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        text = (folder / f"{gold['doc']}.txt").read_bytes().decode("utf-8")
        head = text.split("\n", 1)[0].split(" | ")
        title, address, published = head if len(head) == 3 else (None, None, None)
        if address:
            address = address.split(" ")[0]
        report = Report(Document(text=text, title=title, address=address, published=published))
        case.reports.append(report)
        _gold_claims(report, gold)
    return case


def _gold_claims(report: Report, gold: dict[str, Any]) -> None:
    hit: set[str] = set()
    for g in gold["claims"]:
        subject, object_ = _gold_ref(g["subject"]), _gold_ref(g["object"])
        assert subject is not None
        victim = subject
        relation = g["relation"]
        if relation == "attacked":
            relation, subject, object_ = "affected", incident(victim.name), victim
            hit.add(victim.name)
        elif relation == "attributed_to" and victim.type == "Organization":
            subject = incident(victim.name)
            if victim.name not in hit:
                hit.add(victim.name)
                _gold_claim(report, g, "affected", incident(victim.name), victim)
        elif relation in ("disrupted", "restored") and object_ is not None:
            object_ = Ref(name=object_.name, type="Service", local=victim.name, forms=object_.forms)
        _gold_claim(report, g, relation, subject, object_)


def _gold_claim(report: Report, g: dict[str, Any], relation: str, subject: Ref, object_: Ref | None) -> None:
    text = report.document.text
    kind = g["speaker_kind"][0]
    names = [s for s in g["speaker"] if s not in ("author", "unnamed")]
    by: tuple[Speaker, ...] = ()
    if kind == "named" and names:
        by = speakers(names[0])
    elif kind == "unnamed":
        by = speakers("(unnamed)")
    report.claims.append(
        Claim(
            content_id=report.document.content_id,
            relation=relation,
            subject=subject,
            object=object_,
            stance=Stance(g["stance"][0] if relation == g["relation"] or g["relation"] == "attacked" else "asserted"),
            speakers=by,
            evidence=tuple(Evidence.cut(text, a, b) for a, b in g["evidence"][:1]),
            event_date=g["date"],
        )
    )


def _gold_ref(g: dict[str, Any] | None) -> Ref | None:
    if g is None:
        return None
    forms = tuple(m for m in g.get("mentions", ()) if m != g["name"])
    role = g.get("role")
    return Ref(name=g["name"], type=g["type"], forms=forms, role=role if role != "other" else None)
