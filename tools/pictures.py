"""The pictures of README: pages of the samples in a real browser. In: `samples/`. Out: `docs/pictures/*.png`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import kg
from tools.browser import browser, resize

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DOUBTED = "return 'p-' + picture.links.filter((l) => l.claimed).sort((a, b) => a.confidence - b.confidence)[0].id"


def main() -> None:
    """Take both pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, browser() as driver:
        folder = Path(name)
        workspace = kg.open(folder / "samples.db")
        workspace.load([ROOT / "samples"])
        workspace.export("html", folder / "graph.html")
        victim = next(e for e in workspace.view().entities.values() if "victim" in e.roles)
        workspace.page("compare", workspace.compare(victim.name), folder / "compare.html")
        _open(driver, folder / "graph.html", (1180, 640))
        driver.execute_script("select(arguments[0])", driver.execute_script(DOUBTED))
        _take(driver, "graph.png")
        _open(driver, folder / "compare.html", (900, 640))
        _take(driver, "compare.png")


def _open(driver: Any, page: Path, size: tuple[int, int]) -> None:
    resize(driver, *size)
    driver.get(page.as_uri())


def _take(driver: Any, name: str) -> None:
    driver.execute_async_script("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))")
    driver.save_screenshot(str(PICTURES / name))


if __name__ == "__main__":
    main()
