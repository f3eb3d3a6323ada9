"""What a bundle says: its objects in; sayings in their documents, and counts of the rest, out.

Relationships, sightings and opinions are claims; so are the other names of actors and malware. What its maker has revoked
is said no more: it stays as a claim that supports nothing, so that it takes the place of its earlier versions.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.loading.citations import hosts
from kg.loading.readings import Readings
from kg.loading.records import Records, Saying, named, stance_of
from kg.loading.stix.bundle import Bundle, Object, day_of
from kg.loading.stix.citations import cited
from kg.loading.stix.covers import Covers
from kg.loading.stix.settings import StixSettings
from kg.loading.stix.things import Things
from kg.model import Ref, Speaker, Stance

_NOT_HERE = "an end of it is not in the file"
_NO_RELATION = "no relation of the vocabulary says this"
_REVOKED = "revoked by its maker"


class Sayings:
    """Everything that the objects of a bundle say."""

    def __init__(self, bundle: Bundle, covers: Covers, records: Records, known: StixSettings) -> None:
        self._bundle, self._covers, self._records, self._known = bundle, covers, records, known
        self._things = Things(bundle, known)
        self._hosts = hosts()
        self._speakers: dict[str | None, tuple[Speaker, ...]] = {}
        self._readings = Readings(known.relationships)
        self._sighted = Readings({"where": known.sighted.where, "seen": (known.sighted.seen,)})
        self._revoked: dict[str, str] = {}  # id -> type
        self._used: set[str] = set()  # ids of objects that stand in a claim or beside one

    def say(self) -> None:
        """Say all of it, and count what is left."""
        self._find_victims()
        for relationship in self._bundle.of_type("relationship"):
            self._relationship(relationship)
        for sighting in self._bundle.of_type("sighting"):
            self._sighting(sighting)
        for opinion in self._bundle.of_type("opinion"):
            self._opinion(opinion)
        self._other_names()
        self._covers.rest(self._records)
        self._count_rest()

    def use(self, item: Object) -> None:
        """Note that something came of an object."""
        self._used.add(item["id"])

    def _find_victims(self) -> None:
        """Whom each incident struck, before anything is named: it is part of what an incident is called."""
        victims: dict[str, list[Ref]] = {}
        incidents = {i["id"]: i for i in self._bundle.of_type("incident")}
        for relationship in self._bundle.of_type("relationship") if incidents else ():
            incident, victim = relationship["source_ref"], relationship["target_ref"]
            other = self._things.ref(victim) if incident in incidents and victim not in incidents else None
            if other is None:
                continue
            read = self._readings.read(relationship["relationship_type"], Ref(name="it", type="Incident"), other)
            if read and read[0] == "affected":
                victims.setdefault(incident, []).append(other)
        for id_, incident in incidents.items():
            self._things.struck(incident, victims.get(id_, ()))

    def _relationship(self, item: Object) -> None:
        """One claim for everybody whom the relationship cites; where the vocabulary cannot say it, one more to count."""
        source, target = self._ends(item)
        read = self._read(item)
        if read:
            qualifiers, when = _circumstances(read[0], source, target, item)
            said = Saying(*read, Stance.ASSERTED, (), qualifiers=qualifiers, event_date=when)
            self._put(said, item, source, target)
        elif source and target:
            kinds = f"{source['type']} to {target['type']}"
            self._omit(item, f"relationship {item['relationship_type'][:60]}: {kinds}", _NO_RELATION)
        else:
            self._omit(item, f"relationship {item['relationship_type'][:60]}", _NOT_HERE)

    def _read(self, item: Object) -> tuple[str, Ref, Ref] | None:
        """A relationship in words of the vocabulary."""
        subject, object_ = self._things.ref(item["source_ref"]), self._things.ref(item["target_ref"])
        return self._readings.read(item["relationship_type"], subject, object_)

    def _put(self, saying: Saying, item: Object, *ends: Object | None) -> None:
        """A saying of an object, by its maker and whom it cites, with how sure it says to be."""
        stated = item.get("confidence") if saying.stated is None else saying.stated
        stance = saying.stance
        if stance is Stance.ASSERTED and saying.stated is None:
            stance = stance_of(stated, self._known.stances)
        if _revoked(item):
            stance = Stance.UNKNOWN
            self._revoked[item["id"]] = item["type"]
        maker = self._speaker(self._bundle.maker(item))
        other = f", {saying.object.name}" if saying.object else ""
        record = f"{item.get('relationship_type', item['type'])}: {saying.subject.name}{other}"
        for who in cited(item, record, self._known.citations, self._hosts):
            chain = (*maker, who.speaker) if who.speaker else maker
            said = saying._replace(stance=stance, speakers=chain, stated=stated, evidence=who.evidence)
            self._covers.put(self._records, said, item, *ends)
        for used in (item, *ends):
            if used is not None:
                self.use(used)

    def _speaker(self, maker: str | None) -> tuple[Speaker, ...]:
        """One who made many objects, made once."""
        if maker not in self._speakers:
            self._speakers[maker] = named([maker])
        return self._speakers[maker]

    def _sighting(self, item: Object) -> None:
        """What was seen is directed at where it was seen; what was observed points to it."""
        seen = self._things.ref(item["sighting_of_ref"])
        of = self._bundle.objects.get(item["sighting_of_ref"])
        found = False
        for word, refs in (("where", item.get("where_sighted_refs")), ("seen", self._observed(item))):
            for ref in refs or ():
                other = self._things.ref(ref)
                ends = (seen, other) if word == "where" else (other, seen)
                read = self._sighted.read(word, *ends)
                if read:
                    found = True
                    saying = Saying(*read, Stance.ASSERTED, (), event_date=day_of(item, "first_seen"))
                    self._put(saying, item, of, self._bundle.objects.get(ref))
        if not found:
            kind = of["type"] if of else "an object that is not in the file"
            self._omit(item, f"sighting of {kind}", "it does not say where, or the vocabulary has no relation for it")

    def _observed(self, item: Object) -> list[str]:
        """The observables behind a sighting."""
        found = (self._bundle.objects.get(ref) for ref in item.get("observed_data_refs") or ())
        return [ref for data in found if data for ref in data.get("object_refs") or ()]

    def _opinion(self, item: Object) -> None:
        """A stance on each relationship that the opinion is about, those of a report included."""
        meant = self._known.opinions.get(item["opinion"])
        about = [o for ref in item["object_refs"] for o in self._relationships(ref)]
        found = False
        for relationship in about if meant else ():
            read = self._read(relationship)
            if read and meant:
                found = True
                self._put(
                    Saying(*read, meant.stance, (), stated=meant.stated), item, relationship, *self._ends(relationship)
                )
        if not found:
            self._omit(item, f"opinion {item['opinion'][:40]}", "it is about no relationship that is read")

    def _relationships(self, ref: str) -> Iterable[Object]:
        item = self._bundle.objects.get(ref, {})
        if item.get("type") in self._known.reports:
            listed = (self._bundle.objects.get(r, {}) for r in item.get("object_refs") or ())
            return [o for o in listed if o.get("type") == "relationship"]
        return [item] if item.get("type") == "relationship" else []

    def _other_names(self) -> None:
        """Other names of actors and malware as claims; a name that several objects bear makes them one in nothing."""
        bearers: dict[tuple[str, str], set[str]] = {}
        named_so = []
        for kind in self._known.objects:
            for item in self._bundle.of_type(kind):
                ref = self._things.ref(item["id"])
                if ref is None or not self._things.has_alias_claims(ref):
                    continue
                names = self._things.names(item)
                named_so += [(item, ref, name) for name in names]
                for name in (ref.name, *names):
                    bearers.setdefault((ref.type, name.casefold()), set()).add(item["id"])
        for item, ref, name in named_so:
            shared = len(bearers[ref.type, name.casefold()]) > 1
            relation = "overlaps_with" if shared else "alias_of"
            read = self._readings.read(relation, ref, Ref(name=name, type=ref.type))
            if read and name.casefold() != ref.name.casefold():
                saying = Saying(*read, Stance.ASSERTED, ())
                self._put(saying, {**item, "external_references": (), "description": f"{item['name']}, {name}"}, item)

    def _ends(self, item: Object) -> tuple[Object | None, Object | None]:
        return self._bundle.objects.get(item["source_ref"]), self._bundle.objects.get(item["target_ref"])

    def _omit(self, item: Object, what: str, why: str) -> None:
        self.use(item)
        self._records.omit(what, why)

    def _count_rest(self) -> None:
        """Objects that nothing came of, by type; who made or marks others has done its part."""
        makers = (
            {o.get("created_by_ref") for o in self._bundle.objects.values()} | self._bundle.ends_only | self._covers.told
        )
        context, types = self._known.context, self._known.objects
        for item in self._bundle.objects.values():
            kind, id_ = item["type"], item["id"]
            if id_ in self._used or id_ in makers or kind in context:
                continue
            if kind in types:
                why = "no relationship that is read speaks of it"
            elif kind in self._known.reports:
                why = "nothing that it lists is a claim, and it has no text to read"
            elif kind in self._known.documents.texts:
                why = "its text is too short to read"
            else:
                why = "the vocabulary has no such thing"
            self._records.omit(f"{kind[:60]} objects", _REVOKED if _revoked(item) else why)
        for kind in self._revoked.values():
            self._records.omit(f"{kind} objects, kept as claims that support nothing", _REVOKED)
        if self._bundle.superseded:
            self._records.omit("objects", "the file has a newer version of them", self._bundle.superseded)


def _revoked(item: Object) -> bool:
    return bool(item.get("revoked") or item.get("x_mitre_deprecated"))


def _circumstances(
    relation: str, source: Object | None, target: Object | None, item: Object
) -> tuple[tuple[tuple[str, str], ...], str | None]:
    """Of an incident's claims: the victim's sectors, and when it was."""
    if relation not in ("affected", "attributed_to") or source is None or target is None:
        return (), None
    sectors = ", ".join(target.get("sectors") or ()) if relation == "affected" else ""
    when = day_of(item, "start_time") or day_of(source, "first_seen")
    return ((("sector", sectors),) if sectors else ()), when if source["type"] == "incident" else None
