"""Exports, over all formats: found by being there, the same bytes for the same view, whole files or none."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import hand_ledger
import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.errors import KgError, UsageError
from kg.export import format_of, formats
from kg.view.part import Selection
from kg.workspace import Workspace

OF_VIEWS = [name for name in formats() if format_of(name).takes != "ledger"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return kg.open(hand_ledger.write(tmp_path_factory.mktemp("exports") / "kg.db"))


def content(path: Path) -> dict[str, bytes]:
    """Every file at or below a path."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return {str(p.relative_to(path)): p.read_bytes() for p in files}


@pytest.mark.parametrize("name", formats())
def test_a_format_says_what_it_is_and_what_it_loses(name: str) -> None:
    format_ = format_of(name)
    assert format_.takes in ("view", "layers", "ledger")
    assert format_.writes in ("file", "folder")
    assert format_.about.endswith(".")
    assert all(words and not words.endswith(".") for words in format_.loses)
    assert isinstance(format_.loses, tuple)


@pytest.mark.parametrize("name", formats())
def test_one_view_is_one_file(workspace: Workspace, name: str, tmp_path: Path) -> None:
    handed = [workspace.export(name, tmp_path / part) for part in ("a", "b")]
    assert handed[0] == handed[1]
    assert handed[0].things > 0
    assert content(tmp_path / "a") == content(tmp_path / "b") != {}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("name", OF_VIEWS)
def test_what_is_not_wanted_is_not_in_the_file(workspace: Workspace, name: str, tmp_path: Path) -> None:
    workspace.export(name, tmp_path / "all")
    workspace.export(name, tmp_path / "some", Selection(about="Rustfall", hops=1))
    for part, there in (("all", True), ("some", False)):
        written = b"".join(content(tmp_path / part).values())
        assert b"Rustfall" in written
        assert (b"Ferrymill" in written) is there


@pytest.mark.parametrize("name", [n for n in formats() if format_of(n).writes == "folder"])
def test_a_folder_may_be_a_zip(workspace: Workspace, name: str, tmp_path: Path) -> None:
    workspace.export(name, tmp_path / "folder")
    for target in ("a.zip", "b.zip"):
        workspace.export(name, tmp_path / target)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {n: archive.read(n) for n in archive.namelist()} == content(tmp_path / "folder")


@pytest.mark.parametrize("name", [n for n in formats() if format_of(n).writes == "folder"])
def test_a_folder_that_holds_something_is_left_alone(workspace: Workspace, name: str, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(UsageError, match="not an empty folder"):
        workspace.export(name, tmp_path)
    assert content(tmp_path) == {"mine.txt": b"x"}


@pytest.mark.parametrize("name", formats())
def test_what_cannot_be_written_is_said(workspace: Workspace, name: str, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="the folder does not exist"):
        workspace.export(name, tmp_path / "none" / "file")


def test_the_whole_ledger_takes_no_selection(workspace: Workspace, tmp_path: Path) -> None:
    for given in ({"selection": Selection(min_confidence=3)}, {"as_of": "2025"}):
        with pytest.raises(UsageError, match="the whole ledger"):
            workspace.export("ledger", tmp_path / "a", **given)  # type: ignore[arg-type]


def kg_export(workspace: Workspace, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["export", *arguments, "--ledger", str(workspace.path_to_ledger)])
    return result.exit_code, result.stdout, result.stderr


def test_the_list_names_every_format(workspace: Workspace) -> None:
    code, out, _ = kg_export(workspace, "--list", "--format", "json")
    assert code == 0
    assert [row["name"] for row in json.loads(out)] == formats()


def test_what_is_lost_is_said_on_stderr(workspace: Workspace, tmp_path: Path) -> None:
    for name in formats():
        code, out, err = kg_export(workspace, name, "-o", str(tmp_path / name))
        assert code == 0, err
        assert out == ""
        assert all(words in err for words in format_of(name).loses)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["graphml"], 2, "name a format and a file"),
        (["parchment", "-o", "x"], 2, "no export format 'parchment'"),
        (["graphml", "-o", "x", "--hops", "1"], 2, "--about"),
        (["graphml", "-o", "x", "--about", "Nobody at all"], 1, "no entity"),
        (["graphml", "-o", "x", "--status", "likely"], 2, "one of withdrawn, confirmed"),
        (["graphml", "-o", "x", "--min-confidence", "101"], 2, "0<=x<=100"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    workspace: Workspace, arguments: list[str], code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found, _, err = kg_export(workspace, *arguments)
    assert (found, list(tmp_path.iterdir())) == (code, [])
    assert words in err


def test_a_date_leaves_undated_documents_out_and_says_so(workspace: Workspace, tmp_path: Path) -> None:
    _, _, err = kg_export(workspace, "graphml", "-o", str(tmp_path / "a"), "--as-of", "2025-05-06")
    assert "1 undated document left out" in err


def test_the_page_of_all_formats_is_in_step() -> None:
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-m", "tools.exports_page", "--check"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", formats())
def test_a_stream_is_written_as_a_file_is(workspace: Workspace, name: str, tmp_path: Path) -> None:
    target = tmp_path / ("a.zip" if format_of(name).writes == "folder" else "a")
    workspace.export(name, target)
    stream = io.BytesIO()
    workspace.export(name, stream)
    assert stream.getvalue() == target.read_bytes()


def test_stdout_may_be_a_file_and_a_link_stays_one(workspace: Workspace, tmp_path: Path) -> None:
    workspace.export("dot", tmp_path / "a")
    (tmp_path / "link").symlink_to(tmp_path / "b")
    workspace.export("dot", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    command = [sys.executable, "-m", "kg", "export", "dot", "--ledger", str(workspace.path_to_ledger), "-o", "-"]
    with (tmp_path / "out").open("wb") as stream:
        subprocess.run(command, stdout=stream, stderr=subprocess.DEVNULL, check=True)
    assert len({(tmp_path / p).read_bytes() for p in ("a", "b", "out")}) == 1
