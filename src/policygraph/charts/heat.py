"""
A table as a heat map: the darker a cell, the more it holds, with the number on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from .drawing import MARK, Mark
from .style import BESIDE, colour, fitted, layer, pixels, shade, texts, wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..ontology import Both
    from .drawing import Layer
    from .style import Data

# Names of columns run upwards at this angle; so much of their length they are tall and wide, and no longer than that.
SLANT, RISE, RUN = -50, 0.77, 0.65
LONGEST = 150
ASKED = "#B03A4A"


@dataclass(frozen=True, slots=True)
class Cell:
    """
    A cell of a heat map: its row and column, its number, what is told of it, and where it leads.

    An empty cell that leads somewhere has a frame; any other need not be there.
    """

    row: int
    column: int
    value: float = 0
    told: Both = ("", "")
    anchor: str = ""


def heat(
    cells: Sequence[Cell], names: Sequence[Both], heads: Sequence[Both], *, room: float, side: tuple[float, float]
) -> tuple[Layer, ...]:
    """
    Return the layers of a heat map, *side* the width and height of a cell, *room* that of the names of its rows.

    Names of columns stand above it, slanting, in the room that `above` and `across` leave them.
    """
    step, down = side
    most = max((cell.value for cell in cells), default=0) or 1
    full = [_field(cell, side, cell.value / most) for cell in cells if cell.value]
    asked = [_field(cell, side, 0) for cell in cells if not cell.value and cell.anchor]
    numbers = [
        {"x": (cell.column + 0.5) * step, "y": (cell.row + 0.5) * down, "ink": shade(cell.value / most)[1]}
        | {MARK: Mark((f"{cell.value:g}",) * 2, upon=True)}
        for cell in cells
        if cell.value
    ]
    corners = {"x": pixels("x"), "y": pixels("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    stands = [{"x": -BESIDE, "y": (row + 0.5) * down, MARK: _short(words, room)} for row, words in enumerate(names)]
    return (
        layer("rule", _grid(len(names), len(heads), side), {"stroke": "#DDDDDD"}, **corners),
        layer("rect", full, fill=colour(), **corners),
        layer("rect", asked, {"fill": "#FFFFFF", "strokeWidth": 2}, stroke=colour(), **corners),
        texts(numbers, "center", 11, color=colour("ink")),
        _heads(heads, step),
        texts(stands, "right"),
    )


def _field(cell: Cell, side: tuple[float, float], share: float) -> Data:
    """
    Return the field of one cell, whose colour is that of its edge where it is empty.
    """
    left, top = cell.column * side[0], cell.row * side[1]
    paint = shade(share)[0] if cell.value else ASKED
    place = {"x": left + 1, "x2": left + side[0] - 1, "y": top + 1, "y2": top + side[1] - 1}
    return {**place, "colour": paint, MARK: Mark(told=cell.told, anchor=cell.anchor)}


def _grid(rows: int, columns: int, side: tuple[float, float]) -> list[Data]:
    """
    Return the lines between the cells.
    """
    width, height = columns * side[0], rows * side[1]
    upright = [{"x": n * side[0], "x2": n * side[0], "y": 0, "y2": height} for n in range(columns + 1)]
    return upright + [{"x": 0, "x2": width, "y": n * side[1], "y2": n * side[1]} for n in range(rows + 1)]


def above(heads: Sequence[Both]) -> int:
    """
    Return how much room in pixels the slanting names of columns need above the field.
    """
    return ceil(_length(heads) * RISE) + BESIDE + 10


def across(heads: Sequence[Both], room: float, most: int) -> int:
    """
    Return how wide a column may be, at most *most*, so that all of them and their slanting names have *room*.
    """
    return max(1, min(most, int((room - _length(heads) * RUN - BESIDE) / len(heads))))


def _length(heads: Sequence[Both]) -> float:
    return min(LONGEST, max((wide(text) for words in heads for text in words), default=0.0))


def _heads(heads: Sequence[Both], step: float) -> Layer:
    rows = [
        {"x": (number + 0.5) * step, "y": -BESIDE, MARK: _short(words, LONGEST)} for number, words in enumerate(heads)
    ]
    head = texts(rows, "left")
    return {**head, "mark": {**head["mark"], "angle": SLANT}}


def _short(words: Both, room: float) -> Mark:
    short = fitted(words, room)
    return Mark(short, words if short != words else ("", ""))
