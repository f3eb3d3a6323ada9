"""Paths as strips: each step drawn as firmly as it is supported, its evidence below. In: a view, paths. Out: a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.export.pages import page
from kg.export.pages.said import said

if TYPE_CHECKING:
    from kg.questions.path import PathResult
    from kg.view import View


def page_of(view: View, result: PathResult) -> bytes:
    """The page of all paths."""
    from kg.export.pages.looks import looks

    steps = [step for path in result.paths for step in path.steps]
    entities = {end.id: view.entities[end.id] for step in steps for end in (step.source, step.target)}
    return page(
        "path",
        f"{result.source.name} → {result.target.name}",
        result=result,
        kinds={id_: looks().kind_of(entity) for id_, entity in entities.items()},
        accounts={step.proposition: said(view, view.propositions[step.proposition]) for step in steps},
    )
