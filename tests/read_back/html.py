"""The page, by a parser of HTML: what the picture is drawn from, and the claims that stand beside it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from lxml import html
from read_back.common import Row


def rows(path: Path) -> list[Row]:
    page = html.fromstring(path.read_bytes().decode())
    picture = json.loads(page.get_element_by_id("data").text)
    names = [meant(node[1]) for node in picture["nodes"]]
    return [_row(page, picture, names, link) for link in picture["links"] if link[2] is not None]


def _row(page: html.HtmlElement, picture: dict[str, list[str]], names: list[str], link: list[int]) -> Row:
    id_, subject, object_, confidence, status, relation, _ = link
    entry = page.get_element_by_id(f"p-{id_}")
    standing = entry.find_class("standing")[0].text_content()
    assert standing.startswith(f"{confidence} ") and picture["statuses"][status] in standing
    claimed = picture["statuses"][status] in picture["claimed"]
    assert claimed is ("claimed link" in standing)
    return Row(
        names[subject],
        picture["relations"][relation],
        names[object_],
        confidence,
        picture["statuses"][status],
        claimed,
        *(texts(entry, kind) for kind in ("stance", "speaker")),
        frozenset(text.strip().removeprefix("“").removesuffix("”") for text in texts(entry, "quote")),
    )


def texts(entry: html.HtmlElement, kind: str) -> frozenset[str]:
    return frozenset(meant(found.text_content()) for found in entry.find_class(kind))


def meant(text: str) -> str:
    """What no page may obey is written as its number."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
