"""Deciding: an act and what a reader calls its targets in, a `Decision` with ids or names and what it saw out.

Nothing is decided about what is not there: a target that is unknown or may be several things is refused, with candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from kg.errors import AmbiguousName, NothingFound, UnknownSource, UsageError
from kg.ledger import Ledger
from kg.model import Decision, Reliability
from kg.questions.claims import file_name
from kg.questions.explain import by_prefix, proposition_between, proposition_of

if TYPE_CHECKING:
    from kg.model import Act, Heading
    from kg.workspace import Workspace

_SEEN = 50  # claims on each of two names that a decision keeps: whether all are hidden tells how secret it is
Found = tuple[tuple[str, ...], dict[str, Any]]  # targets, and what was seen of them


def decide(workspace: Workspace, act: Act, targets: Sequence[str], *, why: str, by: str) -> Decision:
    """Add an act to the ledger. Raises `UsageError` without a reason or an analyst, and for targets that do not fit."""
    if not why.strip() or not by.strip():
        raise UsageError("a decision needs a reason and an analyst", remedy="give --why, and --by or KG_ANALYST")
    ids, saw = _RESOLVE[act](workspace, targets)
    decision = Decision(act=act, targets=ids, by=by, at=now(), why=why, saw=saw)
    with Ledger(workspace.path_to_ledger) as ledger:
        ledger.add_decision(decision)
    return decision


def now() -> str:
    """The time of a decision."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def document_id(headings: Iterable[Heading], name: str) -> str:
    """The id of the document that a reader calls by its id, address, title or file name."""
    all_ = {h.id: h for h in headings}
    hits = by_prefix(all_, name) or [h.id for h in all_.values() if name in (h.address, h.title, file_name(h))]
    if not hits:
        raise NothingFound(f"no document is called {name!r}", remedy="give its id, address, title or file name")
    if len(hits) > 1:
        raise AmbiguousName(name, [f"{id_} {all_[id_].label} ({all_[id_].published or 'undated'})" for id_ in hits])
    return hits[0]


def _misread(workspace: Workspace, targets: Sequence[str]) -> Found:
    claims = workspace.view().claims
    found = by_prefix(claims, targets[0])
    if len(found) != 1:
        raise NothingFound(
            f"{len(found)} claims have an id that begins with {targets[0]!r}", remedy="`kg claims` lists the ids"
        )
    return (found[0],), {"claim": claims[found[0]].model_dump(mode="json")}


def _withdraw(workspace: Workspace, targets: Sequence[str]) -> Found:
    with Ledger(workspace.path_to_ledger) as ledger:
        headings, sources = ledger.headings(), ledger.sources()
    publishers = {h.publisher for h in headings if h.publisher} | set(sources)
    publisher = _publisher(targets[0], publishers)
    return (publisher or document_id(headings, targets[0]),), {}


def _settle(workspace: Workspace, targets: Sequence[str]) -> Found:
    view = workspace.view()
    if len(targets) == 1:
        proposition, _ = proposition_of(view, targets[0])
    else:
        proposition, _ = proposition_between(view, targets[0], targets[1], targets[2] if len(targets) > 2 else None)
    return (proposition.id,), {"proposition": proposition.model_dump(mode="json")}


def _names(workspace: Workspace, targets: Sequence[str]) -> Found:
    view = workspace.view()
    told: dict[str, list[str]] = {}
    for name in targets:
        try:
            entity = view.find(name)
        except AmbiguousName:  # telling homonyms apart, or joining them, is what this is for
            continue
        told[name] = sorted({c for p in view.of(entity.id) for c in p.claim_ids})[:_SEEN]
    return tuple(targets), {"told": told}


def _reliability(workspace: Workspace, targets: Sequence[str]) -> Found:
    name, grade = targets
    if grade.upper() not in get_args(Reliability):
        raise UsageError(f"no reliability is called {grade!r}", remedy=f"one of {', '.join(get_args(Reliability))}")
    with Ledger(workspace.path_to_ledger) as ledger:
        voices = {h.publisher for h in ledger.headings() if h.publisher} | set(ledger.sources())
        voices |= {s.name for claim in ledger.claims() for s in claim.speakers if s.name}
    rated = _publisher(name, voices)
    if rated is None:
        raise UnknownSource(name, get_close_matches(name, sorted(voices), n=5))
    return (rated, grade.upper()), {}


def _undo(workspace: Workspace, targets: Sequence[str]) -> Found:
    with Ledger(workspace.path_to_ledger) as ledger:
        found = by_prefix((d.id for d in ledger.decisions()), targets[0])
    if len(found) != 1:
        raise NothingFound(
            f"{len(found)} decisions have an id that begins with {targets[0]!r}", remedy="`kg decisions` lists them"
        )
    return (found[0],), {}


def _publisher(name: str, known: Iterable[str]) -> str | None:
    """The publisher of this name, however its letters are cased."""
    return next((p for p in sorted(known) if p.casefold() == name.casefold()), None)


_RESOLVE: dict[str, Callable[[Workspace, Sequence[str]], Found]] = {
    "misread": _misread,
    "withdraw": _withdraw,
    "dispute": _settle,
    "confirm": _settle,
    "same": _names,
    "different": _names,
    "reliability": _reliability,
    "undo": _undo,
}
