"""What the generated pages of docs/ share: a page is written, or compared with what it should be."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def cell(text: str) -> str:
    """Text in a cell of a table."""
    return text.strip().replace("|", "\\|")


def write_or_check(page: Path, text: str, source: str, about: str | None) -> int:
    """Write the page; with `--check` only say whether it is in step with its source (1: it is not)."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only compare")
    if not parser.parse_args().check:
        page.write_text(text, encoding="utf-8")
        return 0
    if page.exists() and page.read_text(encoding="utf-8") == text:
        return 0
    print(f"docs/{page.name} is not in step with {source}: run make golden", file=sys.stderr)
    return 1
