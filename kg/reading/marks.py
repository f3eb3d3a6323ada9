"""A sentence with its names as numbered marks, for patterns over the order of names and words.

"X, also known as Y (Z)" becomes "<0>, also known as <1> (<2>)": what a pattern finds does not depend on the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.reading.names import Mention, Name

if TYPE_CHECKING:
    from kg.reading.parsed import Tree

MARK = r"<(\d+)>"
ANY = r"<\d+>"
LIST = rf"{ANY}(?:(?:,? and |,? or |, ?|/| / |; )(?:the |its )?{ANY})*"


@dataclass(frozen=True)
class Marked:
    """The marked text, and the mention that each mark stands for."""

    text: str
    mentions: tuple[Mention, ...]

    def names(self, piece: str) -> list[Name]:
        """The names whose marks stand in a piece of the text."""
        found = [self.mentions[int(n)].name for n in re.findall(MARK, piece)]
        return [n for n in found if n is not None]

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches of a pattern, also overlapping ones."""
        position = 0
        while match := pattern.search(self.text, position):
            yield match
            position = match.start() + 1


def marked(tree: Tree) -> Marked:
    """A tree's sentence with marks, without its reporting aside; quotation marks around a name are left out."""
    if tree.marked is None:
        tree.marked = _marked(tree)
    return tree.marked


def _marked(tree: Tree) -> Marked:
    mentions: list[Mention] = []
    pieces: list[str] = []
    for start, end in [(0, tree.hole[0]), (tree.hole[1], len(tree.text))] if tree.hole else [(0, len(tree.text))]:
        position = start
        for mention in tree.mentions:
            a, b = mention.start - tree.sentence.start, mention.end - tree.sentence.start
            if a >= position and b <= end:
                pieces += [tree.text[position:a], f"<{len(mentions)}>"]
                mentions.append(mention)
                position = b
        pieces.append(tree.text[position:end])
    text = re.sub(r"\]\([^)\s]*\)|[\[\]*]", "", "".join(pieces))  # Markdown's links and stars
    text = re.sub(r"\s+", " ", text)
    text = re.sub(rf"[\"“”‘'’]({ANY})[\"“”'’]|[\"“”]({ANY}),[\"”]", lambda m: m.group(1) or m.group(2) + ",", text)
    return Marked(text, tuple(mentions))
