"""Every file is read back by another tool's library, and holds what the view does: the doubt, who says it, in which words.

`tests/read_back/NAME.py` reads the format NAME: `rows(path)` gives its edges. A format without such a file fails here.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import hand_ledger
import pytest
import read_back.dot
from claims_by_hand import Case, group, speakers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_back.common import Row

import kg
from kg.export import format_of, formats
from kg.export._cells import defused, meant
from kg.export._told import said_of
from kg.view import View
from kg.workspace import Workspace

OF_VIEWS = [name for name in formats() if format_of(name).takes != "ledger"]
NAMED_LIKE_CODE = [
    "=cmd()|'/c calc'!A1",
    "+1+1",
    "@SUM(A1:A9)",
    "＝1+1",
    "'=quoted",
    '"; DROP TABLE x; --"',
    "]]><script>alert(1)</script>",
    "<b>&amp;&#x41;</b>",
    "%%{init: {'theme':'dark'}}%%",
    "n0 --> n1; click n0 call x()",
    "back\\slash\\n and \\",
    "end",
    "`tick` #35; #quot;",
    "ελληνικά 中文 \U0001f577 e\u0301",
    "\u202ereversed\u2066",
]


def reader(name: str) -> Callable[[Path], list[Row]]:
    """What reads a format back."""
    return importlib.import_module(f"read_back.{name.replace('-', '_')}").rows  # type: ignore[no-any-return]


def expected(view: View) -> list[Row]:
    """The edges of a view."""
    return [
        Row(
            view.entities[p.subject].name,
            p.relation,
            view.entities[str(p.object)].name,
            p.confidence,
            str(p.status),
            p.claimed,
            frozenset(p.stances),
            frozenset(t.speaker for t in said_of(view, p)),
            frozenset(t.quote for t in said_of(view, p)),
        )
        for p in view.propositions.values()
        if p.is_edge
    ]


def order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda r: (r.subject, r.relation, r.object))


def brought_back(workspace: Workspace, name: str, folder: Path) -> list[Row]:
    target = folder / f"{name}.out"
    workspace.export(name, target)
    return order(reader(name)(target))


@pytest.fixture(scope="module")
def affair(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return kg.open(hand_ledger.write(tmp_path_factory.mktemp("affair") / "kg.db"))


@pytest.mark.parametrize("name", OF_VIEWS)
def test_another_tool_reads_what_the_view_holds(affair: Workspace, name: str, tmp_path: Path) -> None:
    found = brought_back(affair, name, tmp_path)
    assert found == order(expected(affair.view()))
    rumour = next(row for row in found if row.object == "Paper Moon")
    assert rumour.claimed
    assert "no named speaker (has been linked to)" in rumour.speakers


def hostile(name: str, words: str) -> Case:
    """A report in which a name, an unnamed speaker's words and a quote are what somebody chose to write."""
    case = Case()
    text = f"{proper(name)} attacked Northmark. {proper(words)} say so."
    report = case.report(text, words.strip() or None, "2025-05-01", title=words)
    report.hit("Northmark")
    report.blame("Northmark", group(proper(name)), stance="hedged", by=speakers(f"({words})"))
    return case


def proper(text: str) -> str:
    """Text without halves of character pairs, which the model keeps out of names and quotes, but not of titles."""
    return text.encode("utf-8", "replace").decode()


def shown(text: str) -> str:
    """Text with what some formats cannot write left out, so that what they can is compared."""
    gone = dict.fromkeys(map(ord, "|¦?\ufffd\\"))
    return "".join("".join(c for c in text if c.isprintable()).translate(gone).split())


def shown_row(row: Row) -> Row:
    lists = {name: frozenset(map(shown, getattr(row, name))) for name in ("speakers", "quotes")}
    return Row(**{**row.__dict__, "subject": shown(row.subject), "object": shown(row.object), **lists})


def written(case: Case, path: Path) -> Workspace:
    from kg.ledger import Ledger

    with Ledger(path, create=True) as ledger:
        for report in case.reports:
            ledger.add(report.document, None, [report.reading])
    return kg.open(path)


@pytest.mark.parametrize("name", OF_VIEWS)
def test_names_like_code_are_names(name: str, tmp_path: Path) -> None:
    for number, hostile_name in enumerate(NAMED_LIKE_CODE):
        workspace = written(hostile(hostile_name, hostile_name), tmp_path / f"{number}.db")
        folder = tmp_path / str(number)
        folder.mkdir()
        found = brought_back(workspace, name, folder)
        assert list(map(shown_row, found)) == list(map(shown_row, order(expected(workspace.view()))))


ANY = st.text(st.characters(exclude_categories=[]), min_size=1, max_size=12).filter(lambda t: t.strip())


@pytest.mark.parametrize("name", OF_VIEWS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(called=ANY, words=ANY)
def test_any_text_is_written_so_that_others_can_read_it(
    name: str, called: str, words: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    workspace = written(hostile(called, words), folder / "kg.db")
    found = brought_back(workspace, name, folder)
    assert list(map(shown_row, found)) == list(map(shown_row, order(expected(workspace.view()))))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_cell_is_run_and_each_says_what_was_meant(text: str) -> None:
    cell = str(defused(text))
    assert cell.lstrip()[:1] not in ("=", "+", "-", "@", "\t") or cell.lstrip()[:1] == ""
    assert meant(cell) == text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", [name for name in NAMED_LIKE_CODE if name[0] in "=+@＝'"] + ["\t=1", " -1", "\r\n@A1"])
def test_formulas_are_defused(text: str) -> None:
    assert str(defused(text)).startswith("'")


def test_pictures_show_doubt(affair: Workspace, tmp_path: Path) -> None:
    """A claimed link is dashed and thin; what is drawn of it is what is meant."""
    for name in ("gexf", "dot"):
        affair.export(name, tmp_path / name)
    viz = {"viz": "http://gexf.net/1.3/viz"}
    lines = ElementTree.parse(tmp_path / "gexf").iterfind(".//{http://gexf.net/1.3}edge")
    dashed = {line.get("id"): line.find("viz:shape[@value='dashed']", viz) is not None for line in lines}
    drawn = {line["id"]: line for line in read_back.dot.drawn(tmp_path / "dot")["edges"]}
    for p in (p for p in affair.view().propositions.values() if p.is_edge):
        assert dashed[p.id] is p.claimed
        assert (drawn[p.id].get("style") == "dashed") is p.claimed
        assert float(drawn[p.id]["penwidth"]) == pytest.approx(0.6 + 3.4 * p.confidence / 100, abs=0.01)
        (words,) = [step["text"] for step in drawn[p.id]["_ldraw_"] if step["op"] == "T"]
        assert str(p.status) in words
