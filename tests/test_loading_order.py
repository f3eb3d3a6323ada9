"""The same reports and decisions, loaded in any order, in any steps: the same graph."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

from claims_by_hand import Case, Report, decision
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_confidence_properties import ACTORS, PUBLISHERS, VICTIMS, cases
from test_views import look

from kg.ledger import Ledger
from kg.model import Decision

INCIDENTS = tuple(
    f"{v.lower()}/{when}" for v in VICTIMS for when in ("2025-04", "2024-04", "2023-04", "by-2025-05", "undated")
)
TOLD_APART = ("same", "different")


@st.composite
def decided_cases(draw: st.DrawFn) -> Case:
    """Reports with analysts' decisions on names, incidents, claims, documents and sources, and decisions undone."""
    case = draw(cases())
    for i in range(draw(st.integers(1, 5))):
        at = f"2025-07-0{i + 1}T10:00:00Z"
        kind = draw(st.sampled_from(["names", "incidents", "misread", "withdraw", "reliability", "undo"]))
        if kind in ("names", "incidents"):
            pair = st.lists(st.sampled_from(ACTORS if kind == "names" else INCIDENTS), min_size=2, max_size=2, unique=True)
            case.decisions.append(decision(draw(st.sampled_from(TOLD_APART)), *draw(pair), at=at))
        elif kind == "misread":
            case.decisions.append(decision("misread", draw(st.sampled_from(case.claims)).id, at=at))
        elif kind == "withdraw":
            case.decisions.append(decision("withdraw", draw(st.sampled_from(case.reports)).document.id, at=at))
        elif kind == "reliability":
            named = draw(st.sampled_from([p for p in PUBLISHERS if p]))
            case.decisions.append(decision("reliability", named, draw(st.sampled_from("ABCDEF")), at=at))
        elif case.decisions:
            case.decisions.append(decision("undo", draw(st.sampled_from(case.decisions)).id, at=at))
    return case


def graph_of(case: Case, steps: list[Report | Decision], looking: bool) -> Any:
    """All that a view holds of a ledger to which these were added one by one; `looking` asks for a view after each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kg.db"
        with Ledger(path, create=True) as ledger:
            for step in steps:
                if isinstance(step, Decision):
                    ledger.add_decision(step)
                else:
                    source = case.sources.get(step.document.publisher or "")
                    ledger.add(step.document, source, [step.reading])
                if looking:
                    look(path).close()
        seen = look(path)
        found = (
            seen.entities.items(),
            seen.propositions.items(),
            [seen.account(id_) for id_ in seen.propositions],
            [(id_, seen.dropped(id_)) for id_ in seen.claims],
            seen.orphaned,
            sorted(seen.graph.edges(data="confidence", keys=True)),
        )
        seen.close()
        return found


@given(decided_cases(), st.randoms(), st.booleans())
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_loading_and_deciding_changes_nothing(case: Case, chance: random.Random, looking: bool) -> None:
    steps: list[Report | Decision] = [*case.reports, *case.decisions]
    before = graph_of(case, steps, looking=False)
    chance.shuffle(steps)
    assert graph_of(case, steps, looking) == before
