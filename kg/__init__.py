"""Claims from threat reports, and a graph that keeps their doubt. `kg.open(path)` gives the workspace of a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.workspace import Workspace

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(path: str | Path = "kg.db") -> Workspace:  # noqa: A001 (kg.open reads as gzip.open does)
    """Open the ledger at `path`; it is created by the first load."""
    from kg.workspace import Workspace

    return Workspace(path)
