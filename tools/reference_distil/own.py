"""Our own lists as records: organisations with their roles, and countries."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from kg.reference import Fact, Record
from kg.reference.facts import country, places
from kg.vocabulary import load_schema


class Organization(BaseModel):
    """One organisation: name, other names, roles, home country by ISO code."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    names: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()  # those of its names that are ordinary words or other names, too
    roles: tuple[str, ...]
    country: str | None = None


class Organizations(BaseModel):
    """`schema/reference/organizations.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    organizations: tuple[Organization, ...]


def own_records() -> Iterator[tuple[Record, frozenset[str]]]:
    """Records of the lists that are written here, each with those of its names that are ordinary words, too."""
    for one in load_schema(Organizations, "reference", "organizations.yaml").organizations:
        place = country(one.country) if one.country else None
        record = Record(
            id=f"organizations/{one.name}",
            list="organizations",
            type="Organization",
            types=("Organization",),
            name=one.name,
            aliases=one.names,
            country=place,
            origin=(Fact(place, "country of the organisation"),) if place else (),
            roles=one.roles,
        )
        yield record, one.words
    for land in places():
        ids = {"iso3166": land.iso} if land.iso else {}
        id_ = f"countries/{land.name}"
        yield Record(id_, "countries", "Location", ("Location",), land.name, land.names, external_ids=ids), land.words
