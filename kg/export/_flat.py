"""Attributes as columns, for formats whose cells hold one value. In: nodes or edges. Out: columns with types, and cells.

Of a list the items stand side by side with " | " between them; a bar within an item becomes a broken one. What is absent
or an empty list has no cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

Value: TypeAlias = str | int | float | bool
_BETWEEN, _BROKEN = " | ", "¦"
_KINDS: tuple[type, ...] = (bool, int, float, str)  # a column that holds several kinds takes the last


def flat(attributes: Mapping[str, Any], *without: str) -> dict[str, Value]:
    """Attributes as cells, without some."""
    kept = ((key, value) for key, value in attributes.items() if key not in without)
    return {key: _cell(value) for key, value in kept if value not in (None, [], {})}


def columns(rows: Iterable[Mapping[str, Value]]) -> dict[str, type]:
    """Each column of the rows and its kind, in the order in which they appear."""
    found: dict[str, type] = {}
    for row in rows:
        for key, value in row.items():
            kind = type(value)
            held = found.setdefault(key, kind)
            if held is not kind:
                found[key] = max(held, kind, key=_KINDS.index) if {held, kind} == {int, float} else str
    return found


def _cell(value: Any) -> Value:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return _BETWEEN.join(str(item).replace("|", _BROKEN) for item in value)
    if isinstance(value, Mapping):
        return _BETWEEN.join(f"{k}: {v}".replace("|", _BROKEN) for k, v in sorted(value.items()))
    return str(value)
