"""A document that was erased."""

from __future__ import annotations

from kg.cli.render.page import Page, Part
from kg.model import Tombstone


def render(page: Page, stone: Tombstone) -> None:
    """What is left."""
    page.line(Part(f"Erased document {stone.document_id}", "title"), f" by {stone.by}: {stone.why}")
    page.line("Exports, backups and copies of the file are yours to erase.")
