"""A graph of random things and claims, the same on every run: every named query finds something in it."""

from __future__ import annotations

import random
from collections.abc import Iterator

from kg.cypher.layers import Edge, Node, PlainLayers, Rows
from kg.model import band

STANCES = ("asserted", "asserted", "hedged", "hedged", "self-claimed", "denied", "negated", "unknown")
STATUSES = ("unverified", "disputed", "corroborated", "confirmed")
SPEAKERS = (("named", "Orla Finch"), ("named", "Kestrel Labs"), ("unnamed", "sources"), ("unnamed", "security analysts"))
ROLES = ("victim", "regulator", "media")
PUBLISHERS = ("Harbour Times", "The Quay", None)
BETWEEN = {
    "attributed_to": ("Incident", "ThreatGroup"),
    "affected": ("Incident", "Organization"),
    "uses": ("ThreatGroup", "Malware"),
    "investigates": ("Organization", "Incident"),
    "part_of": ("Incident", "Campaign"),
    "linked_to": ("ThreatGroup", "ThreatGroup"),
    "stolen": ("Incident", None),
}


class Busy:
    """Makes the graph from one seed."""

    def __init__(self, seed: int, size: int) -> None:
        self.dice = random.Random(seed)
        self.rows = Rows()
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.by_type: dict[str, list[str]] = {}
        self.size = size
        self.said: set[tuple[str, str, str | None]] = set()

    def layers(self) -> PlainLayers:
        for kind in ("ThreatGroup", "Incident", "Organization", "Malware", "Campaign"):
            self.by_type[kind] = list(self.entities(kind, self.size))
        self.sources()
        for number in range(self.size * 8):
            self.proposition(number)
        return PlainLayers(tuple(self.nodes), tuple(self.edges), key=f"busy-{self.size}", state="busy")

    def entities(self, kind: str, count: int) -> Iterator[str]:
        for number in range(count):
            roles = self.dice.sample(ROLES, self.dice.randrange(3)) if kind == "Organization" else []
            shown = number // 2 if number < 4 else number  # the first of each kind share their names
            name = f"{kind} {'é' if shown % 3 else '&'} {shown}"
            properties = {
                "id": f"{kind}-{number}",
                "name": name,
                "type": kind,
                "names": [name, f"{kind[0]}{number}"],
                "roles": sorted(roles),
                "ambiguous": ["list: other bearer"] if number == 5 else [],
            }
            self.nodes.append(self.rows.node(self.rows.words.entity_labels(kind, roles), properties))
            yield f"{kind}-{number}"

    def sources(self) -> None:
        for number, publisher in enumerate(filter(None, PUBLISHERS)):
            given = {"id": f"s{number}", "name": publisher, "reliability": "BC"[number]}
            self.nodes.append(self.rows.node(("Source",), given))
        for number in range(self.size):
            publisher = PUBLISHERS[number % len(PUBLISHERS)]
            given = {"id": f"d{number}", "label": f"Report {number}", "publisher": publisher, "marking": "clear"}
            published = f"2025-0{1 + number % 7}-11" if number % 4 else None
            self.nodes.append(self.rows.node(("Document",), {**given, "published": published}))
            if publisher:
                source = ("Source", f"s{PUBLISHERS.index(publisher)}")
                self.edges.append(self.rows.edge("PUBLISHED_BY", ("Document", f"d{number}"), source, {}))
        for number, (kind, name) in enumerate(SPEAKERS):
            self.nodes.append(self.rows.node(("Speaker",), {"id": f"k{number}", "name": name, "kind": kind}))

    def proposition(self, number: int) -> None:
        relation = self.dice.choice(list(BETWEEN))
        source, target = BETWEEN[relation]
        subject = self.dice.choice(self.by_type[source])
        other = self.dice.choice([e for e in self.by_type[target] if e != subject]) if target else None
        kind = self.rows.words.relations[relation]
        if (kind, subject, other) in self.said:
            return
        self.said.add((kind, subject, other))
        claims = [f"c{number}-{n}" for n in range(self.dice.choice((1, 1, 2, 3)))]
        origins = [f"o{number}-{n}" for n in range(self.dice.randint(1, len(claims)))]
        status, confidence = self.dice.choice(STATUSES), self.dice.randrange(100)
        said = {"relation": relation, "proposition": f"p{number}", "status": status, "confidence": confidence}
        stances = [self.claim(claim, subject, other, {**said, "origin": self.dice.choice(origins)}) for claim in claims]
        if other is None or not {"asserted", "hedged", "self-claimed"} & set(stances):
            return
        definition = self.rows.words.terms.relations[relation]
        properties = {
            "id": f"p{number}",
            "relation": relation,
            "confidence": confidence,
            "band": band(confidence),
            "status": status,
            "claimed": status in ("unverified", "disputed"),
            "stances": sorted(set(stances)),
            "origins": origins,
            "claim_ids": claims,
            "first_reported": f"2025-0{self.dice.randint(1, 7)}-11" if self.dice.random() < 0.8 else None,
            "speaker": "the text itself",
            "quote": f"Sentence {number}.",
            "path": None if definition.path == "none" else definition.path_kind,
        }
        self.edges.append(self.rows.edge(kind, ("Entity", subject), ("Entity", other), properties))

    def claim(self, id_: str, subject: str, other: str | None, said: dict[str, object]) -> str:
        stance = self.dice.choice(STANCES)
        speaker = self.dice.choice((*range(len(SPEAKERS)), None))
        properties = {
            **said,
            "id": id_,
            "stance": stance,
            "speaker": "the text itself" if speaker is None else SPEAKERS[speaker][1],
            "speaker_kind": "author" if speaker is None else SPEAKERS[speaker][0],
            "quote": f"Sentence {self.dice.randrange(40)} of \u201c{id_[0]}\u201d.",
        }
        here = ("Claim", id_)
        self.nodes.append(self.rows.node(("Claim",), properties))
        self.edges.append(self.rows.edge("SUBJECT", here, ("Entity", subject), {}))
        if other is not None:
            self.edges.append(self.rows.edge("OBJECT", here, ("Entity", other), {}))
        document = ("Document", f"d{self.dice.randrange(self.size)}")
        self.edges.append(self.rows.edge("FROM_DOCUMENT", here, document, {}))
        if speaker is not None:
            self.edges.append(self.rows.edge("SAID_BY", here, ("Speaker", f"k{speaker}"), {"vouches": True}))
        return stance
