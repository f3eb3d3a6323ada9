"""What an order rests on: the order, the losses that would change it, what each origin bears."""

from __future__ import annotations

from collections.abc import Iterable

from kg.cli.render.bearings import render_bearings
from kg.cli.render.page import Page, Part, clean
from kg.cli.render.parts import counted, entity
from kg.questions.robust import Loss, Robustness, RobustResult
from kg.questions.verdict import Standing, Swap

_SHOWN = 5  # losses of one size


def render(page: Page, result: RobustResult) -> None:
    """All incidents of the name."""
    for at, incident in enumerate(result.incidents):
        if at:
            page.line()
        _incident(page, incident)


def _incident(page: Page, incident: Robustness) -> None:
    page.line(*entity(incident.incident))
    if len(incident.order) < 2:
        page.line("Fewer than two are held responsible: there is no order to change.")
        return
    page.wrapped(_in_order(incident.order), margin="  the order  ", once=True)
    if not incident.losses:
        page.line(Part("  It stands whichever of these origins are taken away.", "good"))
    else:
        size = counted(len(incident.losses[0].origins), "origin")
        known = "the fewest that do" if incident.smallest else "fewer may do, not every set was tried"
        page.line(Part(f"  It changes when {size} would be lost ({known}):", "doubt"))
    for loss in incident.losses[:_SHOWN]:
        _loss(page, loss)
    if len(incident.losses) > _SHOWN:
        page.line(Part(f"    and {len(incident.losses) - _SHOWN} more (--format json lists all)", "dim"))
    render_bearings(page, incident.bearings, incident.others)


def _loss(page: Page, loss: Loss) -> None:
    page.wrapped(Part(f"without {' and '.join(map(clean, loss.origins))}: {_swapped(loss.swaps)}", "title"), margin="    ")
    page.wrapped(Part(_in_order(loss.order), "dim"), margin="      then ", once=True)


def _swapped(swaps: Iterable[Swap]) -> str:
    return "; ".join(f"{clean(s.above)} above {clean(s.below)}" for s in swaps)


def _in_order(order: Iterable[Standing]) -> str:
    return " > ".join(f"{clean(s.actor.name)} {s.confidence}" for s in order)
