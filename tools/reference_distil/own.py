"""Our own lists as records: organisations with their roles, and countries."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from kg.reference import Fact, Record
from kg.reference.facts import country, extractor
from kg.vocabulary import load_schema


class Organization(BaseModel):
    """One organisation: name, other names, roles, home country by ISO code."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    names: tuple[str, ...] = ()
    roles: tuple[str, ...]
    country: str | None = None


class Organizations(BaseModel):
    """`schema/reference/organizations.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    organizations: tuple[Organization, ...]


def own_records() -> Iterator[Record]:
    """Records of the lists that are written here, not distilled."""
    for one in load_schema(Organizations, "reference", "organizations.yaml").organizations:
        place = country(one.country) if one.country else None
        yield Record(
            id=f"organizations/{one.name}",
            list="organizations",
            type="",
            types=("Organization",),
            name=one.name,
            aliases=one.names,
            country=place,
            origin=(Fact(place, "country of the organisation"),) if place else (),
            roles=one.roles,
        )
    for place_ in extractor().all_countries:
        ids = {"iso3166": place_.iso} if place_.iso else {}
        yield Record(f"countries/{place_.name}", "countries", "", ("Location",), place_.name, place_.names, external_ids=ids)
