"""What a bundle begins with. In: a maker of objects. Out: who made it, our extension, and the markings of TLP 2.0."""

from __future__ import annotations

from collections.abc import Iterator

from kg.export._stix.common import Maker, Object


def frame(maker: Maker) -> Iterator[Object]:
    """The producer's identity, the definition of our extension, the marking definitions."""
    known = maker.known
    undying = {"modified": known.undated}
    yield maker.bare("identity", "producer") | undying | known.producer.model_dump()
    yield (
        maker.bare("extension-definition", "")
        | undying
        | {
            "id": known.extension.id,
            "name": known.extension.name,
            "description": known.extension.description,
            "schema": known.extension.schema_,
            "version": known.extension.version,
            "extension_types": ["property-extension"],
        }
    )
    for level, id_ in known.tlp.markings.items():
        yield {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": id_,
            "created": known.tlp.created,
            "name": f"TLP:{level.upper()}",
            "extensions": {known.tlp.extension: {"extension_type": "property-extension", "tlp_2_0": level}},
        }
