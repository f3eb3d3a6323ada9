"""Tags: what they say of how sure, how reliable and how restricted something is, and which clusters they name.

In: the tags of an event, attribute or relation. Out: a `Tags`. A likelihood below even speaks against what it is a tag of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.loading.misp.contents import Item, items, text
from kg.loading.misp.settings import MispSettings
from kg.loading.records import stance_of, strictest
from kg.loading.settings import settings as loading_settings
from kg.model import Marking, Reliability, Stance


@dataclass(frozen=True)
class Tags:
    """What tags say. `stated` and `stance` are None where none says how sure something is."""

    marking: Marking | None = None
    stated: int | None = None
    stance: Stance | None = None
    reliability: Reliability | None = None
    clusters: tuple[tuple[str, str, str], ...] = ()  # galaxy, value, and the word for the relationship or ""

    def over(self, wider: Tags) -> Tags:
        """These tags, with those of what they stand in where they do not say; the stricter marking holds."""
        own = self if self.stance else wider
        marking = strictest((self.marking, wider.marking)) if self.marking or wider.marking else None
        return Tags(marking, own.stated, own.stance, self.reliability or wider.reliability, self.clusters)

    def firmly(self, otherwise: Stance = Stance.ASSERTED) -> tuple[Stance, int | None]:
        """Stance and number of what bears the tags; `otherwise` where they do not say."""
        return (self.stance, self.stated) if self.stance else (otherwise, None)


_NONE = Tags()


def tags_of(item: Item, known: MispSettings, *keys: str) -> Tags:
    """The tags of an item, from `Tag` or `tags`; of several that say how sure, the most cautious counts."""
    if not any(item.get(key) for key in keys or ("Tag",)):
        return _NONE
    named = [(text(t, "name"), text(t, "relationship_type")) for key in keys or ("Tag",) for t in items(item, key)]
    for key in keys:
        value = item.get(key)
        named += [(t, "") for t in value if isinstance(t, str)] if isinstance(value, list) else []
    sure = [found for name, _ in named if (found := _certainty(name, known))]
    stated, stance = min(sure, default=(None, None), key=lambda s: (s[1] is not Stance.NEGATED, s[0] or 0))
    rated = sorted(m[1].upper() for name, _ in named if (m := known.reliability.match(name.casefold())))
    clusters = tuple((m["galaxy"], m["value"], word) for name, word in named if (m := known.tag.match(name)))
    marking = _marking((name for name, _ in named), known)
    return Tags(marking, stated, stance, rated[-1] if rated else None, clusters)  # type: ignore[arg-type]


def _certainty(name: str, known: MispSettings) -> tuple[int | None, Stance] | None:
    number = known.certainty_number.match(name)
    if number and int(number[1]) <= 100:
        return int(number[1]), stance_of(int(number[1]), known.stances)
    found = known.certainty.get(name.casefold())
    return (found.stated, found.stance or stance_of(found.stated, known.stances)) if found else None


def _marking(names: Iterable[str], known: MispSettings) -> Marking | None:
    """The strictest TLP level among the tags; a level that nobody knows may be a strict one."""
    levels = [match["level"] for name in names if (match := known.tlp.match(name.casefold()))]
    if not levels:
        return None
    words = loading_settings().markings
    meant = [words.get(level, level) for level in levels if level not in known.unmarked_levels]
    return strictest(Marking(level) if level in list(Marking) else Marking.RED for level in meant)
