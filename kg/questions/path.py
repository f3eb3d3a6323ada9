"""Paths between two entities, each with its doubt. In: a view, two names. Out: ranked paths, step by step.

Paths run over the relation layer: parallel edges collapse to the strongest, a step costs -log(max(c, 1) / 100) where c is
its confidence, and the k * 5 cheapest simple paths are ranked anew by joint confidence. That is the product of the steps'
confidences, except that steps whose strongest support is of one origin count once, with the least of them: they are right
or wrong together, and nothing independent of it was added by telling them apart. A relation that may be walked one way
only is walked that way from either end of the question, so that a path does not depend on which end is asked first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from kg.errors import UsageError
from kg.model import band
from kg.questions.bearing import bearing
from kg.questions.shortest import cheapest_paths
from kg.questions.testimony import Named, as_named, named, sentence, testimony
from kg.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from kg.model import Account, Proposition
    from kg.view import View

Via = Literal["relations", "context"]
KINDS = ("attribution", "association", "context")  # a path is of the weakest kind among its steps
_EXAMINED = 5  # times k: cheapest paths among which joint confidence chooses
_SCALE = 1_000_000  # costs are whole millionths, exact in any order


@dataclass(frozen=True)
class Parallel:
    """A weaker proposition that joins the same two ends as a step."""

    proposition: str
    relation: str
    confidence: int


@dataclass(frozen=True)
class Step:
    """One step: the proposition it rests on, how firmly, in whose words, and what else joins its ends."""

    source: Named
    target: Named
    relation: str
    forward: bool  # whether the proposition runs from source to target
    sentence: str
    proposition: str
    confidence: int
    band: str
    status: str
    claimed: bool
    stance: str
    stances: tuple[str, ...]
    speaker: str
    speaker_kind: str
    quote: str
    document: str
    publisher: str | None
    published: str | None
    origins: tuple[str, ...]
    weakest: bool = False
    counted_with: int | None = None  # the earlier step (from 1) with which it counts once, as both are of one origin
    parallel: tuple[Parallel, ...] = ()


@dataclass(frozen=True)
class Left:
    """What is left of a path when one source is taken away; `broken` is the step (from 1) that then rests on nothing."""

    source: str
    confidence: int
    band: str
    broken: int | None


@dataclass(frozen=True)
class Path:
    """One path: its rank (from 1), kind and joint confidence (0-100), its steps, and what is left without each source."""

    rank: int
    kind: str
    confidence: int
    band: str
    steps: tuple[Step, ...]
    without: tuple[Left, ...] = ()
    others: int = 0  # sources that bear less on it, and were not taken away


@dataclass(frozen=True)
class PathResult:
    """The k best paths between two entities."""

    source: Named
    target: Named
    k: int
    via: Via
    min_confidence: int
    paths: tuple[Path, ...]


@dataclass(frozen=True)
class _Layer:
    """What a search walks on: costs by node and neighbour, and the propositions between two ends, strongest first."""

    costs: Mapping[str, Mapping[str, int]]
    between: Mapping[tuple[str, str], Sequence[tuple[int, str, str]]]  # (-confidence, proposition, relation)
    one_way: bool


@dataclass(frozen=True)
class _Candidate:
    """A way as it is ranked: its nodes, what lies between each two, the strongest of that, its kind, joint confidence."""

    way: tuple[str, ...]
    between: Sequence[Sequence[tuple[int, str, str]]]
    strongest: tuple[Proposition, ...]
    kind: str
    confidence: int


def path(view: View, source: str, target: str, *, k: int = 5, min_confidence: int = 0, via: Via = "relations") -> PathResult:
    """The k best simple paths from `source` to `target`, names as a reader gives them.

    Raises `UnknownName`, `AmbiguousName`, and `UsageError` where both names mean one entity. No path: an empty result.
    """
    a, b = view.find(source), view.find(target)
    if a.id == b.id:
        raise UsageError(f"{source!r} and {target!r} are one: {a.name}", remedy=f"`kg show {a.name!r}` says why")
    layer = _layer(view, {a.id, b.id}, via, min_confidence)
    kinds = {name: relation.path_kind for name, relation in vocabulary().relations.items()}
    candidates = [_candidate(view, layer, *way, kinds) for way in _ways(layer, a.id, b.id, k * _EXAMINED)]
    candidates.sort(key=lambda c: (-c.confidence, KINDS.index(c.kind), len(c.way), [p.id for p in c.strongest]))
    best = tuple(_path(view, c, rank) for rank, c in enumerate(candidates[:k], start=1))
    return PathResult(as_named(a), as_named(b), k, via, min_confidence, best)


def _layer(view: View, ends: set[str], via: Via, least: int) -> _Layer:
    """The edges that may be walked; who carries no path is entered only as an end of the question."""
    words = vocabulary()
    rules = {name: "both" if via == "context" else relation.path for name, relation in words.relations.items()}
    shut = set() if via == "context" else _shut(view, words) - ends
    costs: dict[str, dict[str, int]] = {}
    between: dict[tuple[str, str], list[tuple[int, str, str]]] = {}
    one_way = False
    for proposition, subject, object_, relation, confidence in view.edges():
        rule = rules[relation]
        if rule == "none" or confidence < least or subject in shut or object_ in shut or subject == object_:
            continue
        cost = _cost(confidence)
        one_way = one_way or rule != "both"
        for a, b, passable in ((subject, object_, "forward"), (object_, subject, "backward")):
            if rule in (passable, "both"):
                between.setdefault((a, b), []).append((-confidence, proposition, relation))
                steps = costs.setdefault(a, {})
                steps[b] = min(cost, steps.get(b, cost))
    return _Layer(costs, between, one_way)


def _cost(confidence: int) -> int:
    # One millionth more for each step: of paths that cost the same, the shorter is better.
    return round(-math.log(max(confidence, 1) / 100) * _SCALE) + 1


def _shut(view: View, words: Vocabulary) -> set[str]:
    """Entities that carry no path: locations, sectors, techniques, and organisations that look into many incidents."""
    return {
        entity
        for entity, type_, roles in view.kinds()
        if not (kind := words.types[type_]).in_paths or set(roles) & set(kind.roles_out_of_paths)
    }


def _ways(layer: _Layer, a: str, b: str, count: int) -> list[tuple[tuple[str, ...], bool]]:
    """The cheapest ways from a to b, each with whether it was walked from b."""
    ways = [(cost, False, way) for cost, way in cheapest_paths(layer.costs, a, b, count)]
    if layer.one_way:
        known = {way for _, _, way in ways}
        turned = [(cost, way[::-1]) for cost, way in cheapest_paths(layer.costs, b, a, count)]
        ways += [(cost, True, way) for cost, way in turned if way not in known]
    return [(way, from_b) for _, from_b, way in sorted(ways)[:count]]


def _candidate(view: View, layer: _Layer, way: tuple[str, ...], from_b: bool, kinds: Mapping[str, str]) -> _Candidate:
    between = [sorted(layer.between[(b, a) if from_b else (a, b)]) for a, b in pairwise(way)]
    strongest = tuple(view.propositions[step[0][1]] for step in between)
    kind = max((kinds[p.relation] for p in strongest), key=KINDS.index)
    return _Candidate(way, between, strongest, kind, joint_confidence((p.confidence, _origin(p)) for p in strongest))


def _origin(p: Proposition) -> str:
    """The key of its strongest origin; of none, the proposition itself."""
    return p.origins[0] if p.origins else p.id


def _path(view: View, found: _Candidate, rank: int) -> Path:
    steps = [_step(view, *ends, between) for ends, between in zip(pairwise(found.way), found.between, strict=True)]
    weakest = min(range(len(steps)), key=lambda i: steps[i].confidence)
    seen: dict[str, int] = {}
    for at, (step, p) in enumerate(zip(steps, found.strongest, strict=True)):
        steps[at] = replace(step, weakest=at == weakest, counted_with=seen.get(_origin(p)))
        seen.setdefault(_origin(p), at + 1)
    left, others = _left(view, [p.id for p in found.strongest])
    return Path(rank, found.kind, found.confidence, band(found.confidence), tuple(steps), left, others)


def joint_confidence(steps: Iterable[tuple[int, str]]) -> int:
    """The joint confidence (0-100) of steps (confidence, origin): those of one origin count once, with their least."""
    least: dict[str, int] = {}
    for confidence, origin in steps:
        least[origin] = min(confidence, least.get(origin, confidence))
    return round(100 * math.prod(c / 100 for c in least.values()))


def _step(view: View, a: str, b: str, between: Sequence[tuple[int, str, str]]) -> Step:
    p = view.propositions[between[0][1]]
    told = testimony(view, p.principal_claim or p.claim_ids[0])
    return Step(
        source=named(view, a),
        target=named(view, b),
        relation=p.relation,
        forward=p.subject == a,
        sentence=sentence(view, p),
        proposition=p.id,
        confidence=p.confidence,
        band=band(p.confidence),
        status=str(p.status),
        claimed=p.claimed,
        stance=told.stance,
        stances=p.stances,
        speaker=told.speaker,
        speaker_kind=told.speaker_kind,
        quote=told.quote,
        document=told.document,
        publisher=told.publisher,
        published=told.published,
        origins=p.origins,
        parallel=tuple(Parallel(id_, relation, -c) for c, id_, relation in between[1:]),
    )


def _left(view: View, propositions: Sequence[str]) -> tuple[tuple[Left, ...], int]:
    """What is left of a path without each source that bears most on it, most harmful first; how many others there are."""
    sources, others = bearing(view, propositions)
    left = []
    for source in sources:
        accounts = [view.account(p, without=source.key) for p in propositions]
        broken = next((at for at, account in enumerate(accounts, start=1) if account.confidence == 0), None)
        joint = joint_confidence((account.confidence, _strongest(account)) for account in accounts)
        left.append(Left(source.name, joint, band(joint), broken))
    return tuple(sorted(left, key=lambda entry: (entry.confidence, entry.source))), others


def _strongest(account: Account) -> str:
    """The key of the strongest origin that an account counts; of none, the proposition itself."""
    return next((line.origin for line in account.lines if line.kind == "origin" and line.origin), account.proposition)
