"""`kg dispute`: an analyst's act, added to the ledger; the next view is computed with it."""

from __future__ import annotations

from kg.cli.decision import decision

SECTION = "Decide"
command = decision(
    "dispute", ("PROPOSITION", "[RELATION]", "[OBJECT]"), "You hold this to be doubtful. An id, or SUBJECT RELATION OBJECT."
)
