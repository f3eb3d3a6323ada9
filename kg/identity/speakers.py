"""Speakers: who vouches, as a key that is the same wherever the same voice is quoted.

In: the names of speakers as documents write them, and what is known of names. Out: one key for each voice. Who speaks for
an organisation (a person asserted to work there) is that organisation's voice: the two do not corroborate each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from kg.identity.nodes import Key, Node, Nodes
from kg.identity.voices import voice, voice_of
from kg.model import Claim, Heading, Stance


class Speakers:
    """Names of speakers -> keys of voices."""

    def __init__(
        self,
        nodes: Nodes,
        entity_of: Callable[[Node], str],
        counted: Iterable[Claim],
        of_ref: Mapping[Key, str],
        types: frozenset[str],
        roles: Mapping[str, frozenset[str]],
    ) -> None:
        self._local: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._everywhere: dict[str, set[str]] = defaultdict(set)
        self._voices: dict[str, str] = {}
        for (content_id, _), node in sorted(nodes.node_of.items(), key=lambda item: (item[1], item[0][0])):
            if node.type in types:
                entity, own = entity_of(node), voice(min(nodes.full[node]))
                self._local[content_id, own].add(entity)
                self._everywhere[own].add(entity)
                self._voices.setdefault(entity, own)
        for full, form in sorted(nodes.introduced):
            if full.type in types:
                for content_id in nodes.introduced[full, form]:
                    self._local[content_id, voice(form.name)].add(entity_of(full))
        self._roles = roles
        self._employers = _employers(counted, of_ref)

    def key(self, content_id: str, name: str) -> str:
        """The key of the voice that this document calls by this name."""
        return self._voice(self.entity(content_id, name), name)

    def publisher(self, heading: Heading) -> str:
        """The key of the voice that publishes a document."""
        return self._voice(self._publisher(heading), voice_of(heading))

    def roles(self, content_id: str, name: str) -> frozenset[str]:
        """The roles of the voice that this document calls by this name: its own, and those of whom it speaks for."""
        return self._roles_of(self.entity(content_id, name))

    def publisher_roles(self, heading: Heading) -> frozenset[str]:
        """The roles of who publishes a document."""
        return self._roles_of(self._publisher(heading))

    def _publisher(self, heading: Heading) -> str | None:
        found = self._everywhere.get(voice_of(heading), set())
        return next(iter(found)) if len(found) == 1 else None

    def _roles_of(self, entity: str | None) -> frozenset[str]:
        return self._roles.get(self._employers.get(entity, entity), frozenset()) if entity else frozenset()

    def _voice(self, entity: str | None, name: str) -> str:
        """The key of an entity, or of the organisation it speaks for; of an unknown speaker the name's own."""
        if entity is None:
            return voice(name)
        return self._voices.get(self._employers.get(entity, entity)) or self._voices.get(entity) or voice(name)

    def entity(self, content_id: str, name: str) -> str | None:
        """The entity that speaks, where there is exactly one of this name: in the document, else anywhere."""
        wanted = voice(name)
        for found in (self._local.get((content_id, wanted)), self._everywhere.get(wanted)):
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None


def _employers(claims: Iterable[Claim], of_ref: Mapping[Key, str]) -> dict[str, str]:
    """Person -> the one organisation that they are asserted to work for."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.relation == "works_for" and claim.object is not None and claim.stance is Stance.ASSERTED:
            person = of_ref.get((claim.content_id, claim.subject.key))
            employer = of_ref.get((claim.content_id, claim.object.key))
            if person and employer:
                found[person].add(employer)
    return {person: next(iter(orgs)) for person, orgs in found.items() if len(orgs) == 1}
