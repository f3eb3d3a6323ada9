"""`kg misread`: an analyst's act, added to the ledger; the next view is computed with it."""

from __future__ import annotations

from kg.cli.decision import decision

SECTION = "Decide"
command = decision("misread", ("CLAIM",), "This claim is not what the text says: it counts no longer.")
