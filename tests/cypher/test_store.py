"""The embedded engine's caches: built aside, shared, rebuilt when damaged; and what is said where it cannot run."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.cypher import jvm, open_engine, store
from kg.cypher.protocol import EngineError
from kg.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.cypher.layers import Node, PlainLayers

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
COUNT = "MATCH (n) WHERE n.kg_version IS NOT NULL RETURN count(n) AS n"


@dataclass(frozen=True)
class Counting:
    """Layers that remember how often they were read."""

    inner: PlainLayers
    reads: list[int]

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    def nodes(self) -> Iterator[Node]:
        self.reads.append(1)
        return self.inner.nodes()


@pytest.fixture
def layers(small: PlainLayers, tmp_path: Path) -> Counting:
    return Counting(replace(small, home=tmp_path / "kg.db.cypher"), [])


def count(layers: object) -> object:
    with open_engine("embedded", layers) as engine:  # type: ignore[arg-type]
        return engine.run(COUNT).rows[0][0]


def cache(layers: Counting) -> Path:
    assert layers.inner.home is not None
    (found,) = [p for p in layers.inner.home.iterdir() if not p.name.startswith(".")]
    return found


def test_loaded_once_and_then_opened(layers: Counting) -> None:
    assert [count(layers), count(layers)] == [len(layers.inner.all_nodes)] * 2
    assert layers.reads == [1]


def test_two_open_at_once(layers: Counting) -> None:
    with open_engine("embedded", layers) as one, open_engine("embedded", layers) as two:  # type: ignore[arg-type]
        assert one.run(COUNT).rows == two.run(COUNT).rows


def test_another_view_has_a_cache_of_its_own(layers: Counting) -> None:
    count(layers)
    less = replace(layers.inner, key="less", all_nodes=layers.inner.all_nodes[:1], all_edges=())
    assert count(less) == 1
    assert count(layers) == len(layers.inner.all_nodes)
    assert layers.reads == [1]


@pytest.mark.parametrize("how", ["cut", "overwritten", "removed", "no list", "list of nothing"])
def test_a_damaged_one_is_built_anew(how: str, layers: Counting) -> None:
    count(layers)
    victim = max((cache(layers) / "graph").glob("Entity*Organization*.bucket"), key=lambda p: p.stat().st_size)
    if how == "cut":
        victim.write_bytes(victim.read_bytes()[:100])
    elif how == "overwritten":
        victim.write_bytes(os.urandom(victim.stat().st_size))
    elif how == "removed":
        victim.unlink()
    elif how == "no list":
        (cache(layers) / "kg.json").unlink()
    else:
        (cache(layers) / "kg.json").write_text("[]")
    assert count(layers) == len(layers.inner.all_nodes)
    assert layers.reads == [1, 1]
    assert count(layers) == len(layers.inner.all_nodes)
    assert layers.reads == [1, 1]


def test_a_build_that_fails_leaves_nothing(layers: Counting) -> None:
    broken = replace(layers.inner, all_nodes=layers.inner.all_nodes[1:])  # edges without their ends
    with pytest.raises(KeyError):
        count(broken)
    assert broken.home is not None and list(broken.home.iterdir()) == []


def test_old_ones_make_room(layers: Counting) -> None:
    for number in range(store.KEPT + 3):
        count(replace(layers.inner, key=f"k{number}", all_nodes=layers.inner.all_nodes[:1], all_edges=()))
    assert layers.inner.home is not None
    assert len(list(layers.inner.home.iterdir())) == store.KEPT


def test_a_folder_that_cannot_be_written_to_is_no_hindrance(
    layers: Counting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.tempfile, "tempdir", str(tmp_path))  # type: ignore[attr-defined]
    (tmp_path / "file").write_text("")
    for home in (tmp_path / "file" / "below", None):
        assert count(replace(layers.inner, home=home)) == len(layers.inner.all_nodes)
        assert list(tmp_path.glob("kg-cypher-*")) == [], "what cannot be kept beside the ledger is not kept elsewhere"


AT_ONCE = """
import sys
from dataclasses import replace
from pathlib import Path
from kg.cypher import open_engine
from busy_graph import Busy

layers = replace(Busy(7, 14).layers(), home=Path(sys.argv[1]))
with open_engine("embedded", layers) as engine:
    print(engine.run("MATCH (n) WHERE n.kg_version IS NOT NULL RETURN count(n) AS n").rows[0][0])
"""


def test_two_processes_at_once_both_get_an_answer(busy: PlainLayers, tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", AT_ONCE, str(tmp_path / "cache")]
    running = [
        subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert (out.strip(), err, process.returncode) == (str(len(busy.all_nodes)), "", 0)
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_nothing_is_printed_and_nothing_left_in_the_folder_one_stands_in(tmp_path: Path) -> None:
    command = [sys.executable, "-c", AT_ONCE, str(tmp_path / "cache")]
    (tmp_path / "here").mkdir()
    done = subprocess.run(
        command,
        cwd=tmp_path / "here",
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "" and done.stdout.count("\n") == 1
    assert list((tmp_path / "here").iterdir()) == []


LEFT_OPEN = """
import sys
from pathlib import Path
from kg.cypher import open_engine
from kg.cypher.layers import PlainLayers

home = Path(sys.argv[1]) if len(sys.argv) > 1 else None
engine = open_engine("embedded", PlainLayers((), (), key="none", state="s", home=home))
engine.run("RETURN 1 AS x")
raise KeyError("and not closed")
"""


@pytest.mark.parametrize("kept", [True, False])
def test_one_that_is_left_open_does_not_hold_up_the_end(kept: bool, tmp_path: Path) -> None:
    command = [sys.executable, "-c", LEFT_OPEN, *([str(tmp_path / "cache")] if kept else [])]
    environment = {**ENVIRONMENT, "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=25, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "KeyError: 'and not closed'"
    assert list(tmp_path.glob("kg-cypher-*")) == []


def test_a_missing_extra_is_answered_with_what_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jvm.importlib.util, "find_spec", lambda _: None)  # type: ignore[attr-defined]
    with pytest.raises(MissingExtra) as error:
        jvm._package()
    assert error.value.remedy == "pip install 'threat-kg[cypher]'"


def test_a_system_too_old_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jvm.platform, "libc_ver", lambda: ("glibc", "2.31"))  # type: ignore[attr-defined]
    with pytest.raises(EngineError, match=r"needs glibc 2\.34 or newer, this system has 2\.31"):
        jvm._check_glibc()


@pytest.mark.parametrize("version", [("glibc", "2.34"), ("glibc", "2.39.1"), ("", "")])
def test_a_system_new_enough_or_unknown_is_tried(version: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jvm.platform, "libc_ver", lambda: version)  # type: ignore[attr-defined]
    jvm._check_glibc()


def test_an_engine_that_there_is_not(layers: Counting) -> None:
    with pytest.raises(UsageError, match="embedded, neo4j"):
        open_engine("oracle", layers)  # type: ignore[arg-type]
