"""The typed API: `kg.open(path)` gives the workspace of a ledger. In: paths, names, options. Out: results of questions.

A few lines a method: each glues rooms together and decides nothing itself. The ledger's file is created by the first load;
whatever asks for it before is answered with a `LedgerError`. Longer than other files: the whole API is read on one page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from typing import BinaryIO, Unpack

    from kg.cypher.of_view import ViewLayers
    from kg.cypher.protocol import Cell, Engine, Table
    from kg.cypher.push import PushReport
    from kg.loading import LoaderInfo
    from kg.model import Act, Decision, Marking, Tombstone
    from kg.questions.brief import BriefResult
    from kg.questions.claims import ClaimRow
    from kg.questions.compare import CompareResult
    from kg.questions.decisions import DecisionRow
    from kg.questions.diff import DiffResult
    from kg.questions.evaluate import EvaluateResult
    from kg.questions.explain import ExplainResult
    from kg.questions.history import HistoryResult
    from kg.questions.path import PathResult, Via
    from kg.questions.query import QueryResult
    from kg.questions.robust import RobustResult
    from kg.questions.show import ShowResult
    from kg.questions.sources import SourceRow
    from kg.questions.status import StatusResult
    from kg.questions.timeline import TimelineResult
    from kg.view import View
    from kg.view.part import Selection
    from kg.workspace.adding import Added, Statement
    from kg.workspace.filling import LoadReport, Progress, Said
    from kg.workspace.handing import Handed


class Seen(TypedDict, total=False):
    """How a ledger is looked at: as reported by a date, by a reader cleared to a TLP level, without some sources."""

    as_of: str | None
    include_undated: bool
    tlp: Marking | None
    without: tuple[str, ...]


class Workspace:
    """The ledger at `path`, looked at as the options say; each question may be given others."""

    def __init__(self, path: str | Path = "kg.db", **options: Unpack[Seen]) -> None:
        self.path_to_ledger = Path(path)
        self.options = options

    def __repr__(self) -> str:
        return f"Workspace({str(self.path_to_ledger)!r})"

    def view(self, **options: Unpack[Seen]) -> View:
        """The graph as computed from the claims: entities, propositions, `graph` (a networkx.MultiDiGraph).

        Raises `UnknownName` where `without` names no publisher, document or speaker.
        """
        from kg.ledger import Ledger
        from kg.view import ViewOptions, view

        chosen = self.options.copy()
        chosen.update(options)
        with Ledger(self.path_to_ledger) as ledger:
            if chosen.get("without"):
                from kg.workspace.leaving_out import check

                check(ledger, chosen["without"], chosen.get("tlp"))
            return view(ledger, ViewOptions(**chosen))

    def load(
        self,
        paths: Sequence[str | Path],
        *,
        jobs: int = 1,
        reread: bool = False,
        dry_run: bool = False,
        progress: Progress | None = None,
        **said: Unpack[Said],
    ) -> LoadReport:
        """Load files and folders, each document in one transaction; what was refused is in the report, not raised.

        `said` (`source`, `published`, `reliability`, `marking`, `mapping`) holds for files that do not say it themselves.
        With `reread`, what an older version of the reader has read is read again; with `dry_run`, nothing is read or
        written, and the report is of what would be.
        """
        from kg.ledger import Ledger
        from kg.workspace.filling import fill, origin, rehearse

        files = [Path(p) for p in paths]
        if dry_run:
            return rehearse(self.path_to_ledger, files, origin(said), progress=progress)
        with Ledger(self.path_to_ledger, create=True) as ledger:
            return fill(ledger, files, origin(said), jobs=jobs, reread=reread, progress=progress)

    def path(
        self,
        source: str,
        target: str,
        k: int = 5,
        *,
        min_confidence: int = 0,
        via: Via = "relations",
        **options: Unpack[Seen],
    ) -> PathResult:
        """The k best paths between two names, with their doubt."""
        from kg.questions.path import path

        return path(self.view(**options), source, target, k=k, min_confidence=min_confidence, via=via)

    def explain(
        self, subject: str, relation: str | None = None, object_: str | None = None, **options: Unpack[Seen]
    ) -> ExplainResult:
        """How the confidence of a claim's or proposition's id, or of (subject, relation, object), comes about."""
        from kg.questions.explain import explain

        return explain(self.view(**options), subject, relation, object_)

    def compare(self, name: str, **options: Unpack[Seen]) -> CompareResult:
        """Rival and compatible attributions of an incident, or of all incidents of a victim."""
        from kg.questions.compare import compare

        return compare(self.view(**options), name)

    def robust(self, name: str, **options: Unpack[Seen]) -> RobustResult:
        """The fewest origins whose loss would put the attributions of an incident, or of a victim's, in another order."""
        from kg.questions.robust import robust

        return robust(self.view(**options), name)

    def show(self, name: str, **options: Unpack[Seen]) -> ShowResult:
        """One entity: its names and why they are one, and what is said of it."""
        from kg.questions.show import show

        return show(self.view(**options), name)

    def history(self, name: str, **options: Unpack[Seen]) -> HistoryResult:
        """What was known of an entity when, and what changed it."""
        from kg.questions.history import history

        return history(self.view(**options), lambda day: self._as_of(day, options), name)

    def brief(self, name: str, **options: Unpack[Seen]) -> BriefResult:
        """A short assessment of an entity, every sentence with its claims."""
        from kg.questions.brief import brief

        return brief(self.view(**options), name)

    def timeline(self, name: str, **options: Unpack[Seen]) -> TimelineResult:
        """Who said what of an entity when, by origin."""
        from kg.questions.timeline import timeline

        return timeline(self.view(**options), name)

    def diff(self, earlier: str, later: str, **options: Unpack[Seen]) -> DiffResult:
        """What changed between two dates, and what changed it."""
        from kg.questions.diff import diff

        return diff(self._as_of(earlier, options), self._as_of(later, options), earlier, later)

    def _as_of(self, day: str, options: Seen) -> View:
        dated = options.copy()
        dated["as_of"] = day
        return self.view(**dated)

    def status(self, **options: Unpack[Seen]) -> StatusResult:
        """What the ledger holds, and what of it is unverified or disputed."""
        from kg.questions.status import status

        return status(self.view(**options))

    def claims(
        self,
        *,
        about: str | None = None,
        relation: str | None = None,
        stance: str | None = None,
        status: str | None = None,
        **options: Unpack[Seen],
    ) -> Iterator[ClaimRow]:
        """Claims, by document and place in the text, each with its proposition's confidence and status."""
        from kg.questions.claims import Filter, claims

        return claims(self.view(**options), Filter(about, relation, stance, status))

    def layers(self, **options: Unpack[Seen]) -> ViewLayers:
        """The graph as engines hold it: nodes and edges of the relation layer and of the claim layer."""
        from kg.cypher.of_view import layers_of
        from kg.ledger import Ledger

        with Ledger(self.path_to_ledger) as ledger:
            return layers_of(self.view(**options), ledger)

    def engine(self, name: str = "embedded", **options: Unpack[Seen]) -> Engine:
        """An engine to ask in Cypher, a context manager: `embedded` or `neo4j`."""
        from kg.cypher import open_engine

        return open_engine(name, self.layers(**options))

    def cypher(
        self,
        text: str,
        parameters: Mapping[str, Cell] | None = None,
        *,
        engine: str = "embedded",
        limit: int | None = None,
        timeout: float | None = None,
        **options: Unpack[Seen],
    ) -> Table:
        """The rows of a read query in Cypher; a query that would write is refused before it runs."""
        with self.engine(engine, **options) as opened:
            return opened.run(text, parameters, limit=limit, timeout=timeout)

    def query(
        self,
        name: str,
        parameters: Mapping[str, object] | None = None,
        *,
        engine: str = "embedded",
        limit: int | None = None,
        timeout: float | None = None,
        **options: Unpack[Seen],
    ) -> QueryResult:
        """The answer of a named query of `queries/`."""
        from kg.questions.query import query

        with self.engine(engine, **options) as opened:
            return query(opened, name, parameters, limit=limit, timeout=timeout)

    def push(
        self, *, force: bool = False, progress: Callable[[str, int, int], None] | None = None, **options: Unpack[Seen]
    ) -> PushReport:
        """Make the Neo4j that `NEO4J_URI` names hold just this graph."""
        from kg.cypher.connection import address
        from kg.cypher.push import push

        return push(self.layers(**options), address(), force=force, progress=progress)

    def export(
        self, format_: str, target: str | Path | BinaryIO, selection: Selection | None = None, **options: Unpack[Seen]
    ) -> Handed:
        """Write the view, what is wanted of it, or the whole ledger, in a format of `kg.export.formats()`."""
        from kg.workspace.handing import export

        return export(self, format_, Path(target) if isinstance(target, str) else target, selection, options)

    def page(self, question: str, result: object, target: str | Path, **options: Unpack[Seen]) -> None:
        """Write the result of a question (`path`, `compare`, `timeline`) as a page for a browser."""
        from kg.workspace.handing import page

        page(self.view(**options), question, result, Path(target))

    def evaluate(self, gold: str | Path, *, texts: str | Path | None = None) -> EvaluateResult:
        """The reader's score against annotated reports: of what the ledger holds, or of `texts`, read anew."""
        from kg.workspace.scoring import evaluate

        return evaluate(self.path_to_ledger, Path(gold), Path(texts) if texts else None)

    def sources(self) -> list[SourceRow]:
        """Publishers, how reliable they are held to be, how much comes from each, and what of it was disputed later."""
        from kg.ledger import Ledger
        from kg.questions.sources import sources

        with Ledger(self.path_to_ledger) as ledger:
            return sources(ledger.sources(), ledger.headings(), self.view())

    @staticmethod
    def loaders() -> list[LoaderInfo]:
        """The formats that can be loaded."""
        from kg.loading import loaders

        return loaders()

    def add(self, said: Statement, *, by: str) -> Added:
        """Add an analyst's own claim (`kg.workspace.adding.Statement`), with the words or the record that it rests on."""
        from kg.workspace.adding import add

        return add(self, said, by)

    def decide(self, act: Act, *targets: str, why: str, by: str) -> Decision:
        """Add an analyst's act to the ledger; targets are names or ids, as a reader gives them."""
        from kg.workspace.deciding import decide

        return decide(self, act, targets, why=why, by=by)

    def decisions(self) -> list[DecisionRow]:
        """All decisions, and which of them hold."""
        from kg.ledger import Ledger
        from kg.questions.decisions import decisions

        with Ledger(self.path_to_ledger) as ledger:
            return decisions(ledger.decisions())

    def erase(self, document: str, *, why: str, by: str) -> Tombstone:
        """Remove a document's text and quotes for good; a tombstone stays."""
        from kg.ledger import Ledger
        from kg.workspace.deciding import document_id

        with Ledger(self.path_to_ledger) as ledger:
            return ledger.erase(document_id(ledger.headings(), document), why, by)
