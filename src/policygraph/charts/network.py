"""
A network as a picture: where its things stand, how its lines run, and which names there is room for.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from ..layout import layout
from .drawing import MARK, Mark
from .style import GREY, WIDE, colour, fitted, layer, number, pixels, texts, wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from ..ontology import Both
    from .drawing import Layer
    from .style import Data

    Point = tuple[float, float]
    Box = tuple[float, float, float, float]
    Align = Literal["center", "left", "right"]

MARGIN = 24
TALLEST, SHORTEST = 640, 120
# Small networks are not blown up by more than this.
LARGER = 1.3
NAMED, ROOM, HIGH = 11, 150, 14
CORNERS = ("x", "y", "x2", "y2")


@dataclass(frozen=True, slots=True)
class Node:
    """
    A thing in a picture: its name, its radius in pixels, its colour and shape, what is told of it, where it leads.
    """

    name: Both
    radius: float
    colour: str
    told: Both
    anchor: str = ""
    shape: str = "circle"


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line between two things: its width in pixels, what is told of it, where it leads, and a number to stand on it.
    """

    ends: tuple[str, str]
    thick: float = 1.0
    told: Both = ("", "")
    anchor: str = ""
    count: str = ""


def placed(network: nx.MultiDiGraph[str], nodes: Mapping[str, Node]) -> tuple[dict[str, Point], int]:
    """
    Return where each thing stands in a picture of full width, and how high the picture is.
    """
    found = layout(network, {thing: node.radius for thing, node in nodes.items()})
    low = [min(place[axis] for place in found.values()) for axis in (0, 1)]
    size = [max(max(place[axis] for place in found.values()) - low[axis], 1) for axis in (0, 1)]
    across = min(LARGER, (WIDE - 2 * MARGIN) / size[0])
    down = min(LARGER, max(across, SHORTEST / size[1]), TALLEST / size[1])
    left = (WIDE - size[0] * across) / 2
    places = {
        thing: (round(left + (x - low[0]) * across, 1), round(MARGIN + (y - low[1]) * down, 1))
        for thing, (x, y) in found.items()
    }
    return places, round(size[1] * down) + 2 * MARGIN


def drawing(
    nodes: Mapping[str, Node], lines: Sequence[Line], places: Mapping[str, Point], height: int
) -> tuple[Layer, ...]:
    """
    Return the layers of a network: lines, things, and as many names as there is room for, of the first nodes first.
    """
    ends = [
        dict(zip(CORNERS, (*places[line.ends[0]], *places[line.ends[1]]), strict=True))
        | {"thick": line.thick, MARK: Mark(told=line.told, anchor=line.anchor)}
        for line in lines
    ]
    dots = [
        {"x": places[thing][0], "y": places[thing][1], "area": round(4 * node.radius**2, 1), "shape": node.shape}
        | {"colour": node.colour, MARK: Mark(told=node.told, anchor=node.anchor)}
        for thing, node in nodes.items()
    ]
    corners = {"x": pixels("x"), "y": pixels("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    place = {"x": pixels("x"), "y": pixels("y")}
    look = {"filled": True, "opacity": 1, "stroke": "#FFFFFF", "strokeWidth": 1}
    kinds = {"size": number("area"), "fill": colour(), "shape": colour("shape")}
    return (
        layer("rule", ends, {"stroke": GREY, "strokeOpacity": 0.55}, **corners, strokeWidth=number("thick")),
        layer("point", dots, look, **place, **kinds),
        *_texts(_names(nodes, lines, places, height)),
    )


def _texts(names: Iterable[tuple[Box, Align, Mark]]) -> Iterator[Layer]:
    """
    Yield the layers of names: each begins, has its middle or ends where its thing is, and is edged with white.
    """
    rows: dict[Align, list[Data]] = {"center": [], "left": [], "right": []}
    for box, align, says in names:
        x = {"center": (box[0] + box[2]) / 2, "left": box[0] + 1, "right": box[2] - 1}[align]
        rows[align].append({"x": x, "y": (box[1] + box[3]) / 2, MARK: says})
    for align, some in rows.items():
        named = texts(some, align, NAMED)
        yield {**named, "mark": {**named["mark"], "stroke": "#FFFFFF", "strokeWidth": 3}}


def _names(
    nodes: Mapping[str, Node], lines: Sequence[Line], places: Mapping[str, Point], height: int
) -> Iterator[tuple[Box, Align, Mark]]:
    """
    Yield the texts that there is room for, each with its box: on no other, on no thing, and within the picture.
    """
    field = (0.0, 0.0, float(WIDE), float(height))
    taken = [_centred(places[thing], 2 * node.radius, 2 * node.radius) for thing, node in nodes.items()]
    for line in lines:
        (x, y), (other_x, other_y) = (places[end] for end in line.ends)
        box = _centred(((x + other_x) / 2, (y + other_y) / 2), wide(line.count, NAMED) + 4, HIGH - 2)
        if line.count and not any(_touch(box, other) for other in taken):
            taken.append(box)
            yield box, "center", Mark((line.count, line.count), anchor=line.anchor)
    for thing, node in nodes.items():
        short = fitted(node.name, ROOM, NAMED)
        room = max(wide(text, NAMED) for text in short) + 2
        ways = ((_centred(middle, room, HIGH), align) for middle, align in _around(places[thing], node.radius, room))
        free = (way for way in ways if _inside(way[0], field) and not any(_touch(way[0], other) for other in taken))
        for box, align in islice(free, 1):
            taken.append(box)
            # What is told of the thing is told where it stands.
            yield box, align, Mark(short, anchor=node.anchor)


def _around(place: Point, radius: float, room: float) -> Iterator[tuple[Point, Align]]:
    """
    Yield where a name may stand by its thing, the best place first, and which part of it is nearest.
    """
    (x, y), off, side = place, radius + HIGH / 2 + 1, radius + room / 2 + 2
    yield from (((x, y + off), "center"), ((x, y - off), "center"), ((x + side, y), "left"), ((x - side, y), "right"))
    yield from (((x + room / 2, y + up * off), "left") for up in (1, -1))
    yield from (((x - room / 2, y + up * off), "right") for up in (1, -1))


def _centred(middle: Point, width: float, height: float) -> Box:
    x, y = middle
    return round(x - width / 2, 1), round(y - height / 2, 1), round(x + width / 2, 1), round(y + height / 2, 1)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _inside(box: Box, field: Box) -> bool:
    return box[0] >= field[0] and box[1] >= field[1] and box[2] <= field[2] and box[3] <= field[3]
