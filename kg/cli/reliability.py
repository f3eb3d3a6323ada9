"""`kg reliability`: an analyst's act, added to the ledger; the next view is computed with it."""

from __future__ import annotations

from kg.cli.decision import decision

SECTION = "Decide"
command = decision("reliability", ("SOURCE", "A-F"), "How reliable a publisher is (Admiralty code, F: cannot be judged).")
