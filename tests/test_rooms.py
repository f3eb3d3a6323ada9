"""One direction, no way back: a room imports only from rooms above it and from the foundation."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOUNDATION = ("errors", "resources", "model", "vocabulary", "reference")
FLOW = (
    "loading",
    "reading",
    "ledger",
    "identity",
    "belief",
    "graph",
    "view",
    "questions",
    "cypher",
    "export",
    "workspace",
    "cli",
)
ALONE = {"ledger": {"errors", "model"}}  # rooms that know less than their place would allow
DOORS = {"__init__", "__main__"}  # kg.open and python -m kg lead in from outside


def imports(source: str, package: str) -> Iterator[tuple[int, str]]:
    """Line and dotted name of each module of `kg` that the source imports, for types alone as well."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.split(".")[0] == "kg")
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "kg":
                yield from ((node.lineno, f"kg.{alias.name}") for alias in node.names)
            elif module.startswith("kg."):
                yield node.lineno, module


def room(module: str) -> str:
    """`kg.cli.path` is in the room `cli`; names of the package itself are in none."""
    part = module.partition(".")[2].partition(".")[0]
    return "" if part in ("__version__", "open") else part


def allowed(here: str) -> set[str]:
    """The rooms that a room may import from, itself among them."""
    if here in FOUNDATION:
        return set(FOUNDATION)
    known = ALONE.get(here) or {*FOUNDATION, *FLOW[: FLOW.index(here)]}
    return known | {here}


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted(p for p in (ROOT / "kg").rglob("*.py") if "_shipped" not in p.parts)


def home(path: Path) -> str:
    """The room that a file stands in."""
    parts = path.relative_to(ROOT / "kg").parts
    return parts[0] if len(parts) > 1 else path.stem


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_from_rooms_above_it(path: Path) -> None:
    here = home(path)
    if here in DOORS:
        return
    assert here in (*FOUNDATION, *FLOW), f"{here} is a room without a place: put it into FLOW"
    package = ".".join(path.relative_to(ROOT).parts[:-1])
    for line, module in imports(path.read_text(encoding="utf-8"), package):
        assert room(module) in {"", *allowed(here)}, f"{path.relative_to(ROOT)}:{line}: {here} must not know {module}"


@pytest.mark.parametrize("path", sorted((ROOT / "loaders").glob("*.py")), ids=lambda p: p.name)
def test_a_loader_knows_the_foundation_and_no_room(path: Path) -> None:
    for line, module in imports(path.read_text(encoding="utf-8"), ""):
        assert room(module) in (*FOUNDATION, "loading"), f"{path.name}:{line}: a loader must not know {module}"


def test_no_loader_folder_is_a_package() -> None:
    assert not [p for kind in ("loaders", "schema", "queries") for p in (ROOT / kind).rglob("__init__.py")]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import kg.view", ["kg.view"]),
        ("def f():\n    from kg.cli import main", ["kg.cli"]),
        ("from kg import errors, open", ["kg.errors", "kg.open"]),
        ("from ..view import View", ["kg.view"]),
        ("from . import store", ["kg.ledger"]),
        ("import kgb", []),
    ],
)
def test_every_way_to_import_is_seen(source: str, found: list[str]) -> None:
    assert [module for _, module in imports(source, "kg.ledger")] == found
