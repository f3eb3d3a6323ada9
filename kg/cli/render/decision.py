"""A decision that was just added."""

from __future__ import annotations

from kg.cli.render.page import Page, Part, clean
from kg.model import Decision


def render(page: Page, d: Decision) -> None:
    """What was decided, and how it is taken back."""
    page.wrapped(Part(f"{d.act} {', '.join(map(clean, d.targets))}: {clean(d.why)} ({clean(d.by)})", "title"), hang=2)
    page.line(Part(f"decision {d.id}; `kg undo {d.id}` takes it back", "dim"))
