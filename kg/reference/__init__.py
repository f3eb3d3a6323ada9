"""What public lists record of actors, malware, tools and well-known organisations, and how names are compared.

In: `schema/reference/` (distilled by `make reference` from public lists, each with its licence) and `schema/names.yaml`.
Out: `reference()` to look a name up in, `normal()` to compare names by. `kg.reference.facts` reads the same facts
(sectors, countries, activities) from any text.
"""

from kg.reference.names import normal, tight
from kg.reference.records import Fact, Name, Record, Reference, reference, thing_label

__all__ = ["Fact", "Name", "Record", "Reference", "normal", "reference", "thing_label", "tight"]
