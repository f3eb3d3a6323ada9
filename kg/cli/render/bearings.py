"""What tells attributions apart: origins down, attributions across, in each cell what is left without the origin."""

from __future__ import annotations

from collections.abc import Sequence

from kg.cli.render.page import Cell, Page, Part, clean
from kg.cli.render.parts import counted, heading
from kg.questions.verdict import Bearing

_ACROSS = 5  # attributions, the best supported


def render_bearings(page: Page, bearings: Sequence[Bearing], others: int) -> None:
    """The table, the most telling origin first."""
    if not bearings:
        return
    heading(page, "Without an origin: what is left of each, and how far that tells them apart")
    actors = [clean(e.actor) for e in bearings[0].effects[:_ACROSS]]
    columns = range(1, len(actors) + 3)
    page.table(
        ("origin", "claims", *actors, "tells apart"), [_row(b) for b in bearings], right=tuple(columns), whole=tuple(columns)
    )
    if others:
        page.line(Part(f"  {counted(others, 'other origin')} bear less", "dim"))


def _row(bearing: Bearing) -> list[Cell]:
    cells = [f"{e.confidence} ({e.change:+d})" if e.change else str(e.confidence) for e in bearing.effects[:_ACROSS]]
    return [Part(clean(bearing.origin), "title"), str(len(bearing.claims)), *cells, counted(bearing.diagnosticity, "point")]
