"""STIX, as OASIS's own library reads it, after OASIS's own validator has found nothing wrong."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import stix2
from read_back.common import Row
from stix2validator import ValidationOptions, validate_file

from kg.export._stix.settings import settings
from kg.questions.testimony import said_by

# What the standard advises (SHOULD) and this export does otherwise: ids that are the same in every export are UUIDv5, not
# UUIDv4 (103); an incident is attributed to somebody and has an impact (202); a place that is no country is a region with a
# name of its own (223); of a page no hash of its bytes is known (302).
OTHERWISE = "103,202,223,302"


def rows(path: Path) -> list[Row]:
    found = validate_file(str(path), ValidationOptions(version="2.1", strict=True, disabled=OTHERWISE, enforce_refs=True))
    assert found.is_valid, [str(e) for r in found.object_results for e in r.errors or ()]
    objects = {o["id"]: o for o in stix2.parse(path.read_text(encoding="utf-8")).objects}
    said: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for thing in objects.values():
        told = ours(thing)
        if told.get("kind") == "claim":
            said[told["proposition"]].append(told["claim"])
    return [
        _row(objects, thing, said[ours(thing)["proposition"]])
        for thing in objects.values()
        if thing["type"] == "relationship"
    ]


def ours(thing: Any) -> dict[str, Any]:
    """What our extension says of an object."""
    return dict(thing.get("extensions", {}).get(settings().extension.id, {}))


def _row(objects: dict[str, Any], edge: Any, said: list[dict[str, Any]]) -> Row:
    from kg.model import Claim

    claims = [Claim.model_validate({**claim, "content_id": "x"}) for claim in said]
    return Row(
        objects[edge["source_ref"]]["name"],
        ours(edge)["relation"],
        objects[edge["target_ref"]]["name"],
        edge["confidence"],
        ours(edge)["status"],
        ours(edge)["claimed"],
        frozenset(claim.stance for claim in claims if claim.stance in ours(edge)["stances"]),
        frozenset(map(said_by, claims)),
        frozenset(claim.quotes[0] for claim in claims),
    )
