"""The ledger: an append-only SQLite file of documents, readings, claims and decisions. The only truth of a workspace.

In: models that were validated when they were made. Out: the same models, whole. Knows the model and the errors alone.
"""

from __future__ import annotations

from kg.ledger.rows import version_rank
from kg.ledger.store import Ledger

__all__ = ["Ledger", "version_rank"]
