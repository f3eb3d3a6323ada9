"""The graph for those who ask in Cypher: an embedded engine or Neo4j. In: a view's layers. Out: tables of plain cells.

An engine is a file in `kg/cypher/engines/` that defines `open_engine`; nothing outside that file asks which one it is.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.cypher.layers import Layers
    from kg.cypher.protocol import Engine

__all__ = ["engine_names", "open_engine"]


def engine_names() -> tuple[str, ...]:
    """The engines there are, by the names of their files."""
    folder = Path(__file__).parent / "engines"
    return tuple(sorted(p.stem for p in folder.glob("*.py") if not p.stem.startswith("_")))


def open_engine(name: str, layers: Layers) -> Engine:
    """An engine that answers queries over the graph of `layers`; use it as a context manager."""
    if name not in engine_names():
        raise UsageError(f"no engine is called {name!r}", remedy=f"one of {', '.join(engine_names())}")
    opened: Engine = import_module(f"kg.cypher.engines.{name}").open_engine(layers)
    return opened
