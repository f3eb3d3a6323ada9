"""The words of the graph: labels, relationship types, properties."""

from __future__ import annotations

from kg.cli.render.page import Page, Part
from kg.cypher.listing import Listing


def render(page: Page, result: Listing) -> None:
    """Three tables."""
    page.line(Part("Labels", "title"))
    page.table(("label", "layer", "of", "description"), [(x.label, x.layer, x.of, x.description) for x in result.labels])
    page.line()
    page.line(Part("Relationship types", "title"))
    for line in result.types:
        page.line(Part(line.type, "title"), f"  layer {line.layer}, path: {line.path}")
        page.wrapped(line.description, margin="    ")
        page.wrapped(f"from {', '.join(line.source)} to {', '.join(line.target)}", margin="    ", hang=2)
    page.line()
    page.line(Part("Properties", "title"))
    page.table(("on", "property", "type", "description"), [(x.on, x.name, x.type, x.description) for x in result.properties])
