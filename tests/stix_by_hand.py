"""STIX objects made by hand: short calls in, objects as a bundle has them out."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from kg.loading import Loaded, load
from kg.model import Claim, Omission, Refusal

Object = dict[str, Any]
WHEN = "2025-05-06T10:00:00.000Z"


def made(kind: str, name: str | None = None, **more: Any) -> Object:
    """An object of a type; equal calls give equal ids."""
    text = json.dumps([kind, name, more], sort_keys=True, default=str)
    item = {"type": kind, "spec_version": "2.1", "id": f"{kind}--{uuid.uuid5(uuid.NAMESPACE_OID, text)}"}
    return item | {"created": WHEN, "modified": WHEN} | ({"name": name} if name else {}) | more


def related(source: Object, word: str, target: Object, **more: Any) -> Object:
    """A relationship."""
    return made("relationship", relationship_type=word, source_ref=source["id"], target_ref=target["id"], **more)


def identity(name: str, **more: Any) -> Object:
    """An organisation, unless another class is given."""
    return made("identity", name, **{"identity_class": "organization"} | more)


def bundle(*objects: Any) -> Object:
    """A bundle of objects."""
    return {"type": "bundle", "id": f"bundle--{uuid.uuid5(uuid.NAMESPACE_OID, 'bundle')}", "objects": list(objects)}


class Found:
    """What a load of one file gave."""

    def __init__(self, path: Path) -> None:
        things = list(load([path]))
        self.documents = [t for t in things if isinstance(t, Loaded)]
        self.refused = [t for t in things if isinstance(t, Refusal)]
        self.omitted = {(t.what, t.why): t.count for t in things if isinstance(t, Omission)}

    @property
    def claims(self) -> list[Claim]:
        """All claims, in order."""
        return [c for d in self.documents for r in d.readings for c in r.claims]

    @property
    def said(self) -> list[str]:
        """All claims in short: subject relation object, stance where it is not asserted."""
        return sorted(short(c) for c in self.claims)


def short(claim: Claim) -> str:
    """A claim in a few words."""
    end = f" {claim.object.name}" if claim.object else ""
    stance = "" if claim.stance == "asserted" else f" [{claim.stance}]"
    return f"{claim.subject.name} {claim.relation}{end}{stance}"


def loaded(folder: Path, *objects: Any) -> Found:
    """What loading a bundle of these objects gives."""
    path = folder / "made.json"
    path.write_text(json.dumps(bundle(*objects)))
    return Found(path)
