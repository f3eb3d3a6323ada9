"""Events: what one reports of goes in; claims about the incident or campaign, and texts to read, come out.

An event with victims tells of an incident for each of them; one without tells of a campaign that bears its title. What it is
tagged with, what its attributes and objects name, and what they are to look out for, are claims about that; two things that
one event names are not thereby linked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.loading.citations import hosts, site
from kg.loading.language import language_of
from kg.loading.misp.clusters import Clusters
from kg.loading.misp.contents import Item, day, items, moment, part, text, truth
from kg.loading.misp.settings import MispSettings
from kg.loading.misp.tags import Tags, tags_of
from kg.loading.readings import Readings
from kg.loading.records import Cover, Records, Saying, evidence, named
from kg.loading.settings import settings as loading_settings
from kg.model import Document, Marking, Origin, Ref

_DELETED = "deleted by its maker"
_NO_NAME = "it names nothing, or at too great a length"


class Named(NamedTuple):
    """Something that an event names: what it is, where it stands, and how."""

    ref: Ref
    item: Item  # the attribute, object or event that names it
    tags: Tags
    words: str
    word: str = ""  # for the relationship, where a tag gives one
    hit: bool = False  # a victim
    told: bool = True  # whether it tells of the event, or is only there for others to refer to


class Desk(NamedTuple):
    """What all events of a file are read with."""

    known: MispSettings
    origin: Origin
    file: str | None
    records: Records
    readings: Readings
    clusters: Clusters


class Event:
    """One event."""

    def __init__(self, event: Item, desk: Desk) -> None:
        self._event, self._known, self._records, self._clusters = event, desk.known, desk.records, desk.clusters
        self._readings, self._file = desk.readings, desk.file
        self._longest = loading_settings().records.max_name
        self._hosts = hosts()
        self._tags = tags_of(event, desk.known).over(Tags(marking=desk.origin.marking))
        self.reliability = self._tags.reliability
        self._maker = text(part(event, "Orgc"), "name") or text(part(event, "Org"), "name")
        self.cover = Cover(
            publisher=self._maker or desk.origin.publisher,
            published=day(event, "date") or desk.origin.published,
            title=text(event, "info") or None,
            address=_address(event),
            retrieved=moment(event, "timestamp"),
            marking=self._tags.marking or Marking.CLEAR,
            record=desk.file,
        )
        self._attributes = list(self._every_attribute())
        self._page = self._made_from()
        self._speakers = named([self._maker, site(self._page, self._hosts) if self._page else None])
        self._cited = (evidence(self._page),) if self._page else ()
        self._by_uuid: dict[str, Ref] = {}
        self._victim: tuple[tuple[str, str], ...] = ()  # what the event tells of its victims

    def say(self) -> None:
        """Say all that the event tells."""
        found = [*self._clustered(self._event, self._tags), *self._of_attributes(), *self._of_objects()]
        self._by_uuid.update((uuid, n.ref) for n in found if (uuid := text(n.item, "uuid")))
        if not found:
            self._records.omit("events", "they name nothing that is a claim")
        self._victim = self._circumstances(found)
        acts = self._acts([n for n in found if n.hit])
        for about in found:
            for act in acts if about.told else ():
                self._about(act, about)
        referred = self._references()
        for about in found:
            if not about.told and text(about.item, "uuid") not in referred:
                self._records.omit(f"objects of template {text(about.item, 'name')}", "nothing is said of it")
        for key in ("ShadowAttribute", "RelatedEvent"):
            if others := len(items(self._event, key)):
                self._records.omit(f"{key} of events", "proposals and other events are none of its own", others)

    def texts(self) -> Iterator[Document]:
        """Reports and long remarks of the event."""
        told = [
            (r, text(r, "content"), text(r, "name")) for r in items(self._event, "EventReport") if not truth(r, "deleted")
        ]
        told += [(a, text(a, "value"), "") for a in self._attributes if self._is_text(a)]
        for item, words, title in told:
            if len(words.split(None, self._known.least_words)) < self._known.least_words:
                self._records.omit("reports of events", "its text is too short to read")
                continue
            cover = self.cover.restricted(tags_of(item, self._known).marking)
            own = {"title": title or cover.title, "address": _address(item)}
            yield Document(text=words, language=language_of(words), **{**cover._asdict(), **own})

    def _every_attribute(self) -> Iterator[Item]:
        """Attributes that are not deleted; those of objects that are one thing as a whole are not asked for."""
        of_things = [o for o in items(self._event, "Object") if text(o, "name") not in self._known.objects]
        for holder in (self._event, *of_things):
            for attribute in items(holder, "Attribute"):
                if truth(attribute, "deleted") or truth(holder, "deleted"):
                    self._records.omit("attributes", _DELETED)
                else:
                    yield attribute

    def _is_text(self, attribute: Item) -> bool:
        few, kinds = self._known.least_words, self._known.texts
        of_kind = text(attribute, "type") in kinds.types and text(attribute, "category") == kinds.category
        return of_kind and len(text(attribute, "value").split(None, few)) >= few

    def _made_from(self) -> str | None:
        """The page that the event was made from, where its links lead to one publisher."""
        links = self._known.links
        pages = [
            text(a, "value")
            for a in self._attributes
            if text(a, "category") == links.category and text(a, "type") in links.types and not truth(a, "to_ids")
        ]
        sites = {where for page in pages if (where := site(page, self._hosts)) and where not in self._hosts.no_authors}
        return next(p for p in pages if site(p, self._hosts) in sites) if len(sites) == 1 else None

    def _clustered(self, item: Item, tags: Tags) -> Iterator[Named]:
        """The clusters that an event or attribute bears, as galaxies or as tags alone."""
        seen = set()
        words = {(galaxy, value): word for galaxy, value, word in tags.clusters}
        for galaxy in items(item, "Galaxy"):
            for cluster in items(galaxy, "GalaxyCluster"):
                ref = self._clusters.take(galaxy, cluster, self._file, self._tags.marking)
                key = (text(cluster, "type") or text(galaxy, "type"), text(cluster, "value"))
                seen.add(key)
                word = text(cluster, "relationship_type") or words.get(key, "")
                if ref:
                    self._clusters.used(text(cluster, "uuid"))
                    yield Named(ref, item, tags, f"{key[0]}: {key[1]}", word)
        for galaxy_type, value, word in tags.clusters:
            if (galaxy_type, value) in seen:
                continue
            ref = self._clusters.ref(galaxy_type, value)
            if ref:
                yield Named(ref, item, tags, f"{galaxy_type}: {value}", word)
            else:
                self._records.omit(f"clusters of galaxy {galaxy_type[:60]}", "the vocabulary has no such thing")

    def _of_attributes(self) -> Iterator[Named]:
        known = self._known
        for attribute in self._attributes:
            kind, tags = text(attribute, "type"), tags_of(attribute, known).over(self._tags)
            ref = self._observed(attribute) if truth(attribute, "to_ids") else None
            if kind in known.attributes:
                type_, value = known.attributes[kind], text(attribute, "value")
                if 0 < len(value) <= self._longest:
                    hit = type_ == "Organization"
                    yield Named(Ref(name=value, type=type_), attribute, tags, text(attribute, "comment"), hit=hit)
                else:
                    self._records.omit(f"attributes of type {kind}", _NO_NAME)
            elif ref:
                yield Named(ref, attribute, tags, text(attribute, "comment"))
            elif not self._is_text(attribute) and text(attribute, "value") != self._page:
                marked = truth(attribute, "to_ids")
                self._records.omit(
                    f"attributes of type {kind[:40]}", _NO_NAME if marked else "not marked for detection (to_ids)"
                )
            for about in self._clustered(attribute, tags):
                if ref is None:
                    yield about
                else:
                    self._put(self._readings.read("indicates", ref, about.ref), about)

    def _observed(self, attribute: Item) -> Ref | None:
        """What an attribute is to be recognised by: of "name|hash" the hash."""
        first, bar, second = text(attribute, "value").partition("|")
        name = second if bar and text(attribute, "type").partition("|")[0] in self._known.second_part else first
        return Ref(name=name, type="Indicator") if 0 < len(name) <= self._longest else None

    def _of_objects(self) -> Iterator[Named]:
        """Objects that are things of the vocabulary; of others, as files, the attributes count."""
        for item in items(self._event, "Object"):
            kind = text(item, "name")
            rule = self._known.objects.get(kind)
            name = rule and self._name(item, rule.name)
            if truth(item, "deleted"):
                self._records.omit("objects", _DELETED)
            elif rule and name:
                ref = Ref(name=name, type=rule.type, ids=(f"misp:{text(item, 'uuid')}",) if text(item, "uuid") else ())
                tags, hit = self._tags, kind in self._known.victims
                yield Named(ref, item, tags, text(item, "comment"), hit=hit, told=kind not in self._known.told_of)
            elif rule:
                self._records.omit(f"objects of template {kind}", _NO_NAME)
            elif seen := [r for a in items(item, "Attribute") if truth(a, "to_ids") and (r := self._observed(a))]:
                self._by_uuid[text(item, "uuid")] = seen[0]

    def _name(self, item: Item, keys: tuple[str, ...]) -> str:
        found = {text(a, "object_relation"): text(a, "value") for a in reversed(items(item, "Attribute"))}
        name = next((found[key] for key in keys if found.get(key)), "")
        return name if len(name) <= self._longest else ""

    def _acts(self, victims: list[Named]) -> list[Ref]:
        """What the event tells of: an incident for each victim, else one campaign."""
        name = (text(self._event, "info") or text(self._event, "uuid") or "event")[: self._longest]
        uuid = text(self._event, "uuid")
        ids = (f"misp:{uuid}",) if uuid else ()
        hit = {n.ref.name: n for n in reversed(victims)}
        if not 0 < len(hit) <= self._known.most_victims:
            return [Ref(name=name, type="Campaign", local=uuid or name, ids=ids)]
        return [
            Ref(name=name, type="Incident", local=f"{victim}/{day(n.item, 'first_seen') or 'undated'}")
            for victim, n in sorted(hit.items())
        ]

    def _circumstances(self, found: list[Named]) -> tuple[tuple[str, str], ...]:
        """Sector and country of the victims, as clusters and the victims' objects tell them."""
        told: dict[str, set[str]] = {}
        for about in found:
            if about.ref.type in self._known.circumstances:
                told.setdefault(self._known.circumstances[about.ref.type], set()).add(about.ref.name)
            for attribute in items(about.item, "Attribute") if about.hit else ():
                name = self._known.victim_says.get(text(attribute, "object_relation"))
                if name:
                    told.setdefault(name, set()).add(text(attribute, "value"))
        return tuple((name, ", ".join(sorted(values))) for name, values in sorted(told.items()))

    def _about(self, act: Ref, about: Named) -> None:
        """One claim about an incident or campaign."""
        if about.hit and act.type == "Incident":
            if (act.local or "").rpartition("/")[0] == about.ref.name:
                self._put(("affected", act, about.ref), about)
        elif about.ref.type == "Indicator":
            self._put(self._readings.read("indicates", about.ref, act), about)
        elif act.type == "Campaign" or about.ref.type not in self._known.circumstances:
            word = "targets" if about.hit else about.word or self._known.event_words.get(about.ref.type, "")
            self._put(self._readings.read(word, act, about.ref), about)

    def _references(self) -> set[str]:
        """References from objects to objects and attributes; the uuids of those that are claims."""
        referred: set[str] = set()
        for item in items(self._event, "Object"):
            for reference in items(item, "ObjectReference"):
                word = text(reference, "relationship_type")
                ends = self._by_uuid.get(text(item, "uuid")), self._by_uuid.get(text(reference, "referenced_uuid"))
                read = self._readings.read(word, *ends)
                if read and not truth(reference, "deleted"):
                    tags = tags_of(reference, self._known).over(self._tags)
                    self._put(read, Named(read[1], reference, tags, text(reference, "comment")))
                    referred |= {text(item, "uuid"), text(reference, "referenced_uuid")}
                else:
                    self._records.omit(f"object references {word[:60]}", "no relation of the vocabulary says this")
        return referred

    def _put(self, read: tuple[str, Ref, Ref] | None, about: Named) -> None:
        if read is None:
            self._records.omit(f"{about.ref.type} of events", "no relation of the vocabulary says this")
            return
        within = about.item is self._event
        record = text(about.item, "uuid") or text(self._event, "uuid") or self.cover.title or "event"
        kind = text(about.item, "type", "name", "relationship_type")
        words = about.words if within else f"{kind} {about.words or about.ref.name}"
        stance, stated = about.tags.firmly()
        said = Saying(
            *read,
            stance,
            (evidence(record, words, text(about.item, "timestamp") or text(self._event, "timestamp")), *self._cited),
            self._speakers,
            stated,
            self._victim if read[0] == "affected" else (),
            day(about.item, "first_seen") if read[1].type == "Incident" else None,
        )
        self._records.say(self.cover.restricted(about.tags.marking), said)


def _address(item: Item) -> str | None:
    return f"misp:{text(item, 'uuid')}" if text(item, "uuid") else None
