"""Documents of a bundle: which claim is told in which. Sayings with their objects in, sayings by `Cover` out.

A report tells what it lists, on its date. What no report lists is told by who made it, on the day it was made; where that
would make too many documents, as in a list that grew for years, in the month.
"""

from __future__ import annotations

from collections import defaultdict

from kg.loading.records import Cover, Records, Saying, strictest
from kg.loading.stix.bundle import Bundle, Object, day_of, version
from kg.loading.stix.settings import StixSettings
from kg.model import Marking, Origin

_DAY, _MONTH = len("2025-06-12"), len("2025-06")


class Covers:
    """Puts what is said into documents."""

    def __init__(self, bundle: Bundle, origin: Origin, file_name: str, known: StixSettings) -> None:
        self._bundle, self._origin, self._file = bundle, origin, file_name
        self._most_days = known.documents.most_days
        self.told: set[str] = set()  # reports in which something is said
        self._in: dict[str, list[Object]] = defaultdict(list)
        self._loose: dict[tuple[str | None, Marking], list[tuple[str | None, Saying]]] = defaultdict(list)
        for kind in sorted(known.reports):
            for report in bundle.of_type(kind):
                for ref in dict.fromkeys(report.get("object_refs") or ()):
                    self._in[ref].append(report)

    def put(self, records: Records, saying: Saying, item: Object, *ends: Object | None) -> None:
        """A saying of one object into every report that lists it; else it waits for `rest`."""
        marking = self._bundle.marking(item, *ends)
        reports = self._in.get(item["id"], ())
        for report in reports:
            self.told.add(report["id"])
            records.say(self.of_report(report, marking), saying)
        if not reports:
            maker = self._bundle.maker(item) or self._origin.publisher
            day = day_of(item, "created") or self._origin.published
            self._loose[maker, self._strict(marking)].append((day, saying))

    def rest(self, records: Records) -> None:
        """What is in no report, by maker, marking and date."""
        for (maker, marking), said in self._loose.items():
            length = _DAY if len({day for day, _ in said}) <= self._most_days else _MONTH
            for day, saying in said:
                cover = Cover(publisher=maker, published=day and day[:length], marking=marking, record=self._file)
                records.say(cover, saying)

    def of_report(self, report: Object, marking: Marking = Marking.CLEAR, part: str = "") -> Cover:
        """A report as a document; what in it is more restricted than itself, or a `part`, is a document of its own."""
        whole = Cover(
            publisher=self._bundle.maker(report) or self._origin.publisher,
            published=day_of(report, "published", "created") or self._origin.published,
            title=report.get("name") or report.get("abstract") or None,
            address=f"{report['id']}#{part}" if part else report["id"],
            retrieved=version(report) or None,
            marking=self._strict(self._bundle.marking(report)),
            record=self._file,
        )
        return whole.restricted(marking)

    def _strict(self, marking: Marking) -> Marking:
        return strictest((marking, self._origin.marking))
