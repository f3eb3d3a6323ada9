"""The types and roles of names that the rules ask for: each set once, under the name of what it is used for.

Types are those of the vocabulary, and two of the reader's own: `UNKNOWN`, left to the relation whose slot the name fills,
and `PRODUCT`, software and the like, which fills no slot. Roles are those of an Organization.
"""

from __future__ import annotations

UNKNOWN = "unknown"
PRODUCT = "Product"

# types
ACTORS = frozenset({"ThreatGroup"})
PEOPLE = frozenset({"Person"})
ACTORS_AND_PEOPLE = ACTORS | PEOPLE
BRANDS = frozenset({"ThreatGroup", "Malware"})  # a ransomware and those who run it often share a name
TOOLS = frozenset({"Malware", "Tool"})
ALIASED = ACTORS | TOOLS  # what has aliases
USED = TOOLS | {"Vulnerability"}
ATTRIBUTED = frozenset({"Malware", "Campaign"})  # what is attributed under its own name, not as an attack on somebody
ORGANIZATIONS = frozenset({"Organization"})
BODIES = ORGANIZATIONS | {UNKNOWN}  # what is or may be an organisation
STATES_AND_BODIES = BODIES | {"Location"}

# roles
AUTHORITIES = frozenset({"government", "law-enforcement", "regulator"})
REPORTERS = frozenset({"media", "security-vendor"})  # who tell of the incidents of others
OUTSIDERS = REPORTERS | {"law-enforcement", "regulator"}  # who have to do with the incidents of others
RESPONDERS = AUTHORITIES | {"security-vendor"}  # whom a victim turns to
