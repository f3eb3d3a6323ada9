"""Loaders: the formats that can be loaded."""

from __future__ import annotations

from collections.abc import Sequence

from kg.cli.render.page import Page
from kg.loading import LoaderInfo


def render(page: Page, rows: Sequence[LoaderInfo]) -> None:
    """A row a loader."""
    page.table(("loader", "reads", "yields", "about"), [[r.name, r.format, ", ".join(r.yields), r.doc] for r in rows])
