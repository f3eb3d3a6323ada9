"""Loading: files, folders and archives in; documents with their source and readings out, or a refusal that says why.

The loaders themselves are files of `loaders/`, found by path. Reading is done by a callable that is handed in, since the
reader stands below this room; nothing here writes to a ledger.
"""

from __future__ import annotations

from kg.loading.flow import Loaded, load
from kg.loading.registry import LoaderInfo, loaders

__all__ = ["Loaded", "LoaderInfo", "load", "loaders"]
