"""Galaxy clusters: the ends of claims that they are, and what they say themselves.

In: clusters as a galaxy's file, an event or an export writes them. Out: `Ref`s, and claims of the galaxy: other names, where
an actor comes from, whom it is suspected to have attacked, how clusters are related, each as likely as its tags say.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from kg.loading.misp.contents import Item, items, part, text, values
from kg.loading.misp.settings import ElementRule, MispSettings
from kg.loading.misp.tags import tags_of
from kg.loading.readings import Readings
from kg.loading.records import Cover, Records, Saying, evidence, stance_of, strictest
from kg.loading.settings import settings as loading_settings
from kg.model import Marking, Ref, Stance
from kg.reference import reference
from kg.reference.facts import country


class _Told(NamedTuple):
    """A cluster with the end that it is, the document that tells of it, and its version."""

    cluster: Item
    ref: Ref
    cover: Cover
    version: str


class Clusters:
    """Clusters of one file, by uuid."""

    def __init__(self, known: MispSettings, records: Records, readings: Readings) -> None:
        self._known, self._records, self._readings = known, records, readings
        self._types = {galaxy: kind for kind, galaxies in known.galaxies.items() for galaxy in galaxies}
        self._longest = loading_settings().records.max_name
        self._told: dict[str, _Told] = {}
        self._used: set[str] = set()  # of those that events speak of
        self._bearers: dict[tuple[str, str], set[str]] = defaultdict(set)  # type and name -> clusters

    def ref(self, galaxy: str, value: str, uuid: str = "") -> Ref | None:
        """The end of a claim that a cluster is; None for galaxies of other things."""
        kind = self._types.get(galaxy)
        if kind is None or not 0 < len(value) <= self._longest:
            return None
        listed = self._known.listed_name.match(value)
        name = listed["name"] if listed else value
        ids = [f"misp:{uuid}"] if uuid else []
        ids += [f"attack:{listed['id']}"] if listed else []
        if kind == "Location":
            name = country(name) or name
        return Ref(name=name, type=kind, forms=(listed["id"],) if listed else (), ids=tuple(ids))

    def take(self, galaxy: Item, cluster: Item, file_name: str | None, within: Marking | None = None) -> Ref | None:
        """Note a cluster with all it says; None, counted, if it is of a galaxy of other things.

        One that stands `within` something restricted is restricted likewise, unless it also stands elsewhere.
        """
        kind = text(cluster, "type") or text(galaxy, "type")
        uuid = text(cluster, "uuid")
        ref = self.ref(kind, text(cluster, "value"), uuid)
        if ref is None:
            self._records.omit(f"clusters of galaxy {kind[:60]}", "the vocabulary has no such thing")
        elif uuid:
            publisher = text(part(cluster, "Orgc"), "name") or self._known.galaxy_publisher
            marking = strictest((tags_of(cluster, self._known).marking, within))
            cover = Cover(publisher=publisher, title=text(galaxy, "name") or kind, marking=marking, record=file_name)
            if uuid in self._told and marking.allows(self._told[uuid].cover.marking):
                return ref
            self._told[uuid] = _Told(cluster, ref, cover, text(cluster, "version") or text(galaxy, "version"))
            for name in (ref.name, *self._other_names(cluster)):
                self._bearers[ref.type, name.casefold()].add(uuid)
        return ref

    def say(self) -> None:
        """Say what all clusters say; one that says nothing, and that nobody speaks of, is counted."""
        spoken: set[str] = set()
        for uuid, told in self._told.items():
            said = self._names(told) + self._elements(told)
            for other in self._related(told):
                spoken |= {uuid, other}
            spoken |= {uuid} if said else set()
        quiet = len(self._told.keys() - spoken - self._used)
        if quiet:
            self._records.omit("clusters", "they say nothing of others, and nothing is said of them", quiet)

    def used(self, uuid: str) -> None:
        """Note that an event speaks of a cluster."""
        self._used.add(uuid)

    def _other_names(self, cluster: Item) -> list[str]:
        found = values(cluster)
        names = (n for key, rule in self._known.elements.items() if rule.other_name for n in found.get(key, ()))
        return [n for n in dict.fromkeys(names) if 0 < len(n) <= self._longest]

    def _names(self, told: _Told) -> int:
        """Other names; one that several clusters bear makes them one in nothing."""
        said, ref = 0, told.ref
        for name in self._other_names(told.cluster):
            shared = len(self._bearers[ref.type, name.casefold()]) > 1
            other = Ref(name=name, type=ref.type)
            read = self._readings.read("overlaps-with" if shared else "alias-of", ref, other)
            if read and name.casefold() != ref.name.casefold():
                self._say(told, read, Stance.ASSERTED, None, f"synonym: {name}")
                said += 1
        return said

    def _elements(self, told: _Told) -> int:
        found = values(told.cluster)
        said = 0
        for key, rule in self._known.elements.items():
            for value in found.get(key, ()) if rule.relation else ():
                other = self._named(value, rule)
                read = self._readings.read(str(rule.relation).replace("_", "-"), told.ref, other)
                if read:
                    self._say(told, read, *self._firmly(rule, found), f"{key}: {value}")
                    said += 1
        return said

    def _named(self, value: str, rule: ElementRule) -> Ref | None:
        """What an element names: a country where it is one, else by the words it is made of."""
        if not value or len(value) > self._longest or value.casefold() in self._known.says_nothing:
            return None
        place = country(value) if rule.type in (None, "Location") else None
        words = set(value.casefold().split())
        guessed = next((kind for kind, cues in self._known.victim_types.items() if words & cues), "Organization")
        return Ref(name=place or value, type=rule.type or ("Location" if place else guessed))

    def _firmly(self, rule: ElementRule, found: dict[str, list[str]]) -> tuple[Stance, int | None]:
        number = next(iter(found.get(rule.stated_by or "", ())), "")
        if not number.isdecimal() or int(number) > 100:
            return rule.stance, None
        return stance_of(int(number), self._known.stances), int(number)

    def _related(self, told: _Told) -> list[str]:
        """Relations to other clusters, of this file or of the lists; the uuids of those that are claims."""
        found = []
        for relation in [*items(told.cluster, "related"), *items(told.cluster, "GalaxyClusterRelation")]:
            uuid = text(relation, "dest-uuid", "referenced_galaxy_cluster_uuid")
            word = text(relation, "type", "referenced_galaxy_cluster_type")
            other = self._told[uuid].ref if uuid in self._told else self._elsewhere(uuid)
            read = self._readings.read(word, told.ref, other)
            if read is None or other is None:
                why = "no relation of the vocabulary says this" if other else "an end of it is in no file and no list"
                self._records.omit(f"relation {word[:60]} of clusters", why)
                continue
            stance, stated = tags_of(relation, self._known, "tags", "Tag").firmly()
            self._say(told, read, stance, stated, f"{word}: {other.name}")
            found.append(uuid)
        return found

    def _elsewhere(self, uuid: str) -> Ref | None:
        """A cluster that is not in the file, but in the lists that the project knows."""
        name = self._listed.get(uuid)
        return Ref(name=name[0], type=name[1], ids=(f"misp:{uuid}",)) if name else None

    @cached_property
    def _listed(self) -> dict[str, tuple[str, str]]:
        found = ((r.external_ids.get("misp"), r) for r in reference().records())
        return {uuid: (r.name, r.type) for uuid, r in found if uuid}

    def _say(self, told: _Told, read: tuple[str, Ref, Ref], stance: Stance, stated: int | None, words: str) -> None:
        proof = evidence(text(told.cluster, "uuid"), words, told.version.zfill(10) if told.version.isdecimal() else "")
        self._records.say(told.cover, Saying(*read, stance, (proof,), stated=stated))
