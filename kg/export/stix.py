"""STIX 2.1 for OpenCTI, MISP and whatever takes it; `kg load` reads it back with the same claims, status and confidence.

In: the layers of a view. Out: a bundle. Propositions are relationships with their confidence; each claim is a note or an
opinion, with who says it and in which words; documents are reports. What STIX has no word for stands in our extension
(schema/stix.yaml).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from kg.export._json import encoded
from kg.export._stix.bundle import Bundle

if TYPE_CHECKING:
    from kg.cypher.of_view import ViewLayers

TAKES, WRITES = "layers", "file"
LOSES = (
    "texts of documents but for what is quoted; claims that are withdrawn or held to be misread",
    "ids of what has no name outside of one text, such as a campaign that is only described (they change on the way back)",
    "of a part of the graph: claims outside of it (loaded back, confidence follows from those inside alone)",
)


def write(layers: ViewLayers, stream: BinaryIO) -> int:
    """Write the bundle; how many objects it holds."""
    bundle = Bundle(layers)
    stream.write(b'{"type":"bundle","id":"%s","objects":[' % bundle.maker.id_of("bundle", layers.key).encode())
    count = 0
    for count, made in enumerate(bundle.objects(), 1):
        stream.write((b",\n" if count > 1 else b"\n") + encoded(made))
    stream.write(b"\n]}\n")
    return count
