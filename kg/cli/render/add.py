"""A claim that was just added, and what it did."""

from __future__ import annotations

from kg.cli.render.page import Page, Part, clean
from kg.workspace.adding import Added


def render(page: Page, added: Added) -> None:
    """What it says, where that stood and stands, and how it is taken back."""
    page.wrapped(Part(clean(added.sentence), "title"), hang=2)
    before = "nothing" if added.before is None else str(added.before)
    page.line(Part(f"{before} → {added.confidence} {added.band}", added.band), f" · {added.status}")
    what = "claim" if added.new else "was there already: claim"
    page.line(Part(f"{what} {added.claim}; `kg misread {added.claim}` takes it out", "dim"))
