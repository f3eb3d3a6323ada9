"""Citations: an address in; the one who published what stands there, out.

Who is cited is known by the site, the same as the publisher of that very page where it is loaded as well: what a list or an
event repeats from a page is of one origin with the page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from kg.loading.settings import schema_file

_WITHIN = re.compile(r"https?://.*?(https?://.*)", re.IGNORECASE)
_WWW = re.compile(r"^www\d*\.")


class Hosts(BaseModel):
    """Hosts that are not what they seem: `schema/records/citations.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shared_hosts: frozenset[str]
    archives: frozenset[str]
    no_authors: frozenset[str]


def hosts() -> Hosts:
    """The hosts as the schema has them now."""
    return schema_file(Hosts, "records/citations.yaml")


@lru_cache(maxsize=20_000)
def site(address: str, known: Hosts) -> str | None:
    """The site that published what stands at an address; where anybody may publish, with the part that tells who."""
    try:
        parts = urlsplit(address)
        within = _WITHIN.match(address) if parts.hostname in known.archives else None
        parts = urlsplit(within[1]) if within else parts
        host = _WWW.sub("", parts.hostname or "")
    except ValueError:  # an address that is none tells nothing
        return None
    first = parts.path.strip("/").partition("/")[0]
    return f"{host}/{first}" if host in known.shared_hosts and first else host or None
