"""Plain cells. In: an engine's values, and parameters. Out: null, boolean, number, string, list or map.

Temporal values become ISO strings. Text that no encoding can carry (lone surrogates) gets U+FFFD in its place, on the way
in and for parameters alike, so that both engines hold and compare the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, cast

from kg.cypher.protocol import Cell
from kg.errors import UsageError

_INT64 = range(-(2**63), 2**63)


def clean(text: str) -> str:
    """The text as UTF-8 can carry it: each lone surrogate becomes U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def parameter(value: object, place: str) -> Cell:
    """A value as both engines take it; `UsageError` names the parameter if they do not."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if value in _INT64:
            return int(value)
        raise UsageError(f"{value} does not fit into 64 bits", place=place)
    if isinstance(value, float):
        if math.isfinite(value):
            return float(value)
        raise UsageError(f"{value} is not a number that JSON knows", place=place)
    if isinstance(value, str):
        return clean(str(value))
    if isinstance(value, list | tuple):
        return [parameter(item, place) for item in value]
    if isinstance(value, Mapping):
        return {clean(str(key)): parameter(item, place) for key, item in value.items()}
    raise UsageError(
        f"{type(value).__name__} cannot be a parameter", place=place, remedy="text, number, boolean, list or map"
    )


def moment(text: str) -> str:
    """A date, time or both in the one ISO form that all engines share; any other text as it is."""
    for kind in (date, time, datetime):
        try:
            return kind.fromisoformat(text).isoformat()
        except ValueError:
            continue
    return text


def cell(value: Any, foreign: Callable[[Any], Cell]) -> Cell:
    """An engine's value as a cell; `foreign` turns what is the engine's own (nodes, paths, durations) into one."""
    kind = type(value)  # exact types: an engine's nodes are mappings and its durations tuples, too
    if value is None or kind in (bool, int, str):
        return cast("Cell", value)
    if kind is float:
        return float(value) if math.isfinite(value) else None  # JSON has no NaN
    if kind is Decimal:
        return float(value)
    if kind in (datetime, date, time):
        return str(value.isoformat())
    if kind in (list, tuple):
        return [cell(item, foreign) for item in value]
    if kind in (set, frozenset):
        return sorted((cell(item, foreign) for item in value), key=str)
    if kind is dict:
        return {str(key): cell(item, foreign) for key, item in value.items()}
    return foreign(value)
