"""Short forms: which names the documents themselves hold to be one.

In: nodes with the forms that documents introduce ("Harrow and Vale Group plc" as "H&V"). Out: pairs to join. A form that
stands for names which agree ("M&S" for two spellings of one firm) joins them; one that stands for names which do not
("NCSC" for the British centre and the Dutch one) joins nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.identity.nodes import Node, Nodes

Same = Callable[[Node, Node], bool]


def agree(a: str, b: str) -> bool:
    """Whether one normal name can be a shorter way to write the other.

    Its words begin words of the other, in order ("co op" and "co operative group"), or it is the other's initials.
    """
    short, long = sorted((a.split(), b.split()), key=lambda words: (len(words), sum(map(len, words)), words))
    place = 0
    for word in short:
        while place < len(long) and not (long[place].startswith(word) or word.startswith(long[place])):
            place += 1
        if place == len(long):
            return _initials(short, long)
        place += 1
    return True


def _initials(short: list[str], long: list[str]) -> bool:
    """Whether a single word is made of first letters of the other's words, in order, the first included."""
    if len(short) != 1 or len(long) < 2 or not short[0].startswith(long[0][:1]):
        return False
    letters = iter(word[0] for word in long)
    return all(letter in letters for letter in short[0])


def form_joins(nodes: Nodes, stay_local: frozenset[str], same: Same) -> Iterator[tuple[Node, Node, str]]:
    """Pairs of nodes that documents name by one form, each with its reason."""
    for form in sorted(nodes.forms):
        full = sorted(nodes.forms[form] - {form})
        if form.type in stay_local or not full:
            continue
        groups = _groups(full, same)
        for group in groups:
            if _all_agree(group, same):
                yield from ((group[0], n, f"both are called {_shown(nodes, form)!r} in reports") for n in group[1:])
        if len(groups) == 1 and _all_agree(groups[0], same):
            for name in full:
                count = len(nodes.introduced[name, form])
                where = "a report calls" if count == 1 else f"{count} reports call"
                yield name, form, f"{where} {_shown(nodes, name)!r} {_shown(nodes, form)!r}"


def _groups(names: list[Node], same: Same) -> list[list[Node]]:
    """Names that agree, directly or through others."""
    groups: list[list[Node]] = []
    for name in names:
        near = [g for g in groups if any(_one(name, other, same) for other in g)]
        groups = [g for g in groups if g not in near] + [sorted(sum(near, [name]))]
    return groups


def _all_agree(names: list[Node], same: Same) -> bool:
    return all(_one(a, b, same) for i, a in enumerate(names) for b in names[i + 1 :])


def _one(a: Node, b: Node, same: Same) -> bool:
    return agree(a.name, b.name) or same(a, b)


def _shown(nodes: Nodes, node: Node) -> str:
    """The node as it is written most often."""
    written = nodes.surfaces.get(node)
    return min(written, key=lambda s: (-len(written[s]), s)) if written else node.name
