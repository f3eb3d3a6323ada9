"""Annotated reports. In: JSON Lines, one report a line with its entities and claims. Out: `GoldDocument`s, checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError

_NEEDED = ("relation", "subject", "object", "required", "stance", "speaker", "speaker_kind", "evidence")


@dataclass(frozen=True)
class GoldDocument:
    """One annotated report: its file name without ending, and its claims as the annotators wrote them."""

    doc: str
    claims: tuple[dict[str, Any], ...]


def read_gold(path: Path) -> list[GoldDocument]:
    """All reports of a file. Raises `KgError` with file and line where one is not as it must be."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(
            f"cannot be read: {error}", place=str(path), remedy="name a JSON Lines file of annotated reports"
        ) from error
    reports = list(_reports(path, lines))
    if not reports:
        raise KgError("holds no annotated report", place=str(path), remedy="one JSON object a line: doc, entities, claims")
    return reports


def _reports(path: Path, lines: list[str]) -> Iterator[GoldDocument]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            data = json.loads(line)
            doc, claims = data["doc"], data["claims"]
            missing = [key for claim in claims for key in _NEEDED if key not in claim]
        except (ValueError, KeyError, TypeError) as error:
            raise KgError(f"not an annotated report: {error!r}", place=place, remedy="needs doc and claims") from error
        if missing:
            raise KgError(f"a claim lacks {missing[0]!r}", place=place, remedy=f"each claim needs {', '.join(_NEEDED)}")
        yield GoldDocument(stem(doc), tuple(claims))


def stem(name: str) -> str:
    """The file name by which reports and documents are matched: without folder and without `.txt`."""
    return name.rsplit("/", 1)[-1].removesuffix(".txt")
