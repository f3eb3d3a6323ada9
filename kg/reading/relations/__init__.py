"""The rules that read claims from a tree, a file a family of relations. Each file has `find(context)`, which gives Drafts.

`RULES` runs them in the order in which they help each other: aliases and attacks first, since they tell who is one and
who was hit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.reading.drafts import Context, Draft
from kg.reading.relations import (
    aliases,
    attacks,
    attributions,
    authorities,
    employees,
    investigations,
    items,
    links,
    members,
    offices,
    services,
    sponsors,
    thefts,
    tools,
    victims,
)

Rule = Callable[[Context], Iterator[Draft]]
RULES: tuple[Rule, ...] = (
    offices.find,
    employees.find,
    aliases.find,
    attacks.find,
    attributions.find,
    victims.find,
    items.find,
    links.find,
    members.find,
    sponsors.find,
    tools.find,
    services.find,
    thefts.find,
    investigations.find,
    authorities.find,
)
