"""Where things stand in a picture, and how they look: all is placed, nothing on top of another, colours can be told."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kg.export.pages.layout import Thing, layout
from kg.export.pages.looks import looks
from kg.model import Entity
from kg.vocabulary import vocabulary

PLACES = looks().places
graphs = st.integers(1, 40).flatmap(
    lambda n: st.tuples(
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 240)), min_size=n, max_size=n),
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=60),
    )
)


@given(graphs)
def test_every_thing_has_a_place_of_its_own(graph: tuple[list[tuple[int, int]], list[tuple[int, int]]]) -> None:
    things = [Thing(str(at), lane, width) for at, (lane, width) in enumerate(graph[0])]
    links = [(str(a), str(b)) for a, b in graph[1]]
    placed = layout(things, links, PLACES)
    assert placed.keys() == {thing.id for thing in things}
    assert placed == layout(things, links, PLACES)
    for a, b in combinations(placed.values(), 2):
        assert abs(a[0] - b[0]) > 1 or abs(a[1] - b[1]) > 1


def test_who_acts_stands_left_of_what_happened_and_that_left_of_whom_it_hit() -> None:
    lanes = {"actor": 1, "rival": 1, "attack": 2, "victim": 3}
    links = [("attack", "actor"), ("attack", "rival"), ("attack", "victim")]
    placed = layout([Thing(id_, lane, 80) for id_, lane in lanes.items()], links, PLACES)
    assert placed["actor"][0] == placed["rival"][0] < placed["attack"][0] < placed["victim"][0]
    assert abs(placed["attack"][1] - (placed["actor"][1] + placed["rival"][1]) / 2) < 1, (
        "in the middle of what it is linked to"
    )
    assert [placed[id_][2] for id_ in lanes] == [-1, -1, 0, 1], "labels stand where no link runs"


def test_a_great_group_is_laid_out_by_forces_and_keeps_its_lanes() -> None:
    hubs = [Thing(f"hub{n}", 1, 80) for n in range(5)]
    leaves = [Thing(f"leaf{n}", 3, 80) for n in range(400)]
    links = [(f"hub{n % 5}", f"leaf{n}") for n in range(400)] + [(f"hub{n}", f"hub{n + 1}") for n in range(4)]
    placed = layout([*hubs, *leaves], links, PLACES)
    assert placed == layout([*hubs, *leaves], links, PLACES)
    near = sorted(min(abs(a[0] - b[0]) + abs(a[1] - b[1]) for b in placed.values() if b is not a) for a in placed.values())
    assert near[len(near) // 10] > 12, "nine of ten have room around them"


def test_kinds_differ_in_shape_or_colour_and_every_type_has_one() -> None:
    known = looks()
    assert {type_ for kind in known.kinds for type_ in kind.types} == vocabulary().types.keys()
    assert known.kind_of(Entity(id="1", type="Balloon", name="a type that somebody added")) is known.kinds[-1]
    pairs = [(kind.shape, kind.colour) for kind in known.kinds]
    assert len(set(pairs)) == len(pairs)
    roles = {role for type_ in vocabulary().types.values() for role in type_.roles}
    assert {role for kind in known.kinds for role in kind.roles} == roles


def test_text_stands_out_from_its_ground_in_both_themes() -> None:
    for theme in (looks().themes.light, looks().themes.dark):
        for ground in ("paper", "sheet"):
            for ink, least in (("ink", 7.0), ("soft", 5.0), ("doubt", 4.5), ("focus", 4.5)):
                assert contrast(theme[ink], theme[ground]) >= least, (ink, ground)
            for kind in looks().kinds:
                assert contrast(theme[kind.colour], theme[ground]) >= 2.4, kind.name
        assert contrast(theme["ink"], theme["mark"]) >= 7


def contrast(a: str, b: str) -> float:
    """The contrast of two colours (WCAG 2.2): 1 is none, 21 is black on white."""
    bright, dim = sorted((luminance(a), luminance(b)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
