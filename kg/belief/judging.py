"""Analysts' words on propositions: which proposition a decision means, and whose word counts.

In: decisions in force, propositions by their ends, older ids of entities. Out: decisions by proposition. Of one analyst's
words on one proposition the latest counts; analysts who disagree are both shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.belief.propositions import proposition_id
from kg.belief.weighing import Ends
from kg.identity.decided import in_force
from kg.model import Decision


def on_propositions(
    decisions: Iterable[Decision], ends: Mapping[str, Ends], redirects: Mapping[str, str]
) -> tuple[dict[str, list[Decision]], tuple[Decision, ...]]:
    """`confirm` and `dispute` by proposition; and those that mean none of these."""
    latest: dict[tuple[str, str], Decision] = {}
    orphaned = []
    for decision in in_force(decisions):
        if decision.act not in ("confirm", "dispute"):
            continue
        meant = _meant(decision, ends, redirects)
        if meant is None:
            orphaned.append(decision)
        else:
            latest[meant, decision.by] = decision
    found: dict[str, list[Decision]] = defaultdict(list)
    for (proposition, _), decision in sorted(latest.items(), key=lambda item: (item[1].at, item[1].id)):
        found[proposition].append(decision)
    return dict(found), tuple(orphaned)


def _meant(decision: Decision, ends: Mapping[str, Ends], redirects: Mapping[str, str]) -> str | None:
    """By id; by what was seen, where entities have got other ids since; by subject, relation and object."""
    if decision.targets and decision.targets[0] in ends:
        return decision.targets[0]
    saw = decision.saw.get("proposition", decision.saw)
    told = (saw.get("subject"), saw.get("relation"), saw.get("object")) if isinstance(saw, dict) else (None,) * 3
    for subject, relation, object_ in (told, decision.targets if len(decision.targets) == 3 else (None,) * 3):
        if subject and relation:
            now = (redirects.get(str(subject), str(subject)), redirects.get(str(object_), str(object_)) if object_ else None)
            for a, b in (now, now[::-1]):
                if a and (id_ := proposition_id(Ends(a, str(relation), b))) in ends:
                    return id_
    return None
