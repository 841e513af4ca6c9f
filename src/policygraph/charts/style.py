"""
One look for all charts: colours, and how much room words take.

Widths are estimated, never measured, so that a picture is the same wherever it is made.
"""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, Any

from ..analysis.reading import narrowed
from ..webpage import COLOURS
from .drawing import MARK, SIZE, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..analysis.finding import Finding
    from ..analysis.reading import Reading
    from ..entities import Entity
    from ..ontology import Both
    from .drawing import Layer

    Data = dict[str, Any]

# The whole width of a picture in pixels: what a page of A4 holds.
WIDE = 760
ROW = 22
# Dark and light differ in grey as well; what is not certain is always the light one.
DARK, LIGHT, PALE, GREY = COLOURS[0], COLOURS[5], "#EEF1F6", "#888888"
# Half a row between the field and what stands beside it.
BESIDE = 8
# What a sign takes before its words in a key.
SIGN = 18
# How many rows a list of bars has at most.
MOST = 25
MORE = "…"
# What stays on one line: Latin letters up to a blank, or one other character.
PIECES = re.compile("[^\\s\u2e80-\uffff]+\\s*|.", re.DOTALL)


def name(thing: Entity) -> Both:
    """
    Return the name of a thing for a chart, where there is no room for both.
    """
    return thing.label, thing.english or thing.label


def wide(text: str, size: float = SIZE) -> float:
    """
    Return about how wide a text is in pixels: 1 em a Chinese character, 0.56 em a Latin one.
    """
    return size * sum(1.0 if sign > "\u2e7f" or sign in "“”‘’—…" else 0.56 for sign in text)


def fitted(words: Both, room: float, size: float = SIZE) -> Both:
    """
    Return words that take no more than *room* pixels, the end of longer ones cut off.
    """
    return _fitted(words[0], room, size), _fitted(words[1], room, size)


def _fitted(text: str, room: float, size: float) -> str:
    if wide(text, size) <= room:
        return text
    kept = len(text)
    while kept and wide(text[:kept].rstrip() + MORE, size) > room:
        kept -= 1
    return text[:kept].rstrip() + MORE


def wrapped(text: str, room: float, lines: int) -> list[str]:
    """
    Return a text in at most so many lines of *room* pixels, broken between Latin words or any Chinese characters.
    """
    pieces, found = PIECES.findall(text), [""]
    while pieces:
        piece = pieces.pop(0)
        if found[-1] and wide((found[-1] + piece).rstrip()) > room:
            if len(found) == lines:
                found[-1] += piece + "".join(pieces)
                break
            found.append("")
        found[-1] += piece if found[-1] else piece.lstrip()
    return [_fitted(line.strip(), room, SIZE) for line in found]


def margin(names: Iterable[Both], most: int = 300) -> int:
    """
    Return the room in pixels that the longest of some names needs beside a field, in either language.
    """
    return BESIDE * 2 + ceil(min(most, max((wide(text) for words in names for text in words), default=0.0)))


def within(reading: Reading, finding: Finding) -> Reading:
    """
    Return what a finding was made of: the reading, narrowed as it was for the finding.
    """
    scope = finding.scope
    return narrowed(
        reading,
        on=scope.on,
        possible=scope.possible,
        inferred=scope.inferred,
        needs=scope.needs,
        proposed=scope.proposed,
    )


def answers(finding: Finding) -> list[Data]:
    """
    Return the rows of a finding, each cell by the key of its column.
    """
    keys = [column.key for column in finding.headings]
    return [dict(zip(keys, row.cells, strict=True)) for row in finding.rows]


def anchor(finding: Finding, row: int) -> str:
    """
    Return where a row of a finding stands in the report.
    """
    return f"{finding.key}.{row}"


def layer(shape: str, rows: Sequence[Data], look: Data | None = None, /, **encoding: Any) -> Layer:
    """
    Return a Vega-Lite layer: marks of one shape, one for each row.
    """
    return {"data": {"values": list(rows)}, "mark": {"type": shape, **(look or {})}, "encoding": encoding}


def texts(rows: Sequence[Data], align: str = "left", size: float = SIZE, **encoding: Any) -> Layer:
    """
    Return a layer of texts; by default a row's ``x`` and ``y`` are pixels on the field.
    """
    where = {"x": pixels("x"), "y": pixels("y"), **encoding}
    return layer("text", rows, {"align": align, "fontSize": size}, **where)


def upon(rows: Sequence[Data]) -> list[Data]:
    """
    Return rows whose marks lie upon others, which are pointed at in their place.
    """
    return [{**row, MARK: Mark(upon=True)} for row in rows]


def pixels(field: str) -> Data:
    """
    Return an encoding for places that are given in pixels.
    """
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def number(field: str) -> Data:
    """
    Return an encoding for sizes that are given in pixels.
    """
    return {"field": field, "type": "quantitative", "scale": None}


def colour(field: str = "colour") -> Data:
    """
    Return an encoding for colours that are given as such.
    """
    return {"field": field, "type": "nominal", "scale": None}


def counted(field: str, **more: Any) -> Data:
    """
    Return an encoding for numbers on a scale that begins with zero, whole numbers on its axis.
    """
    return {"field": field, "type": "quantitative", "stack": None, "axis": {"format": "d", "tickMinStep": 1}, **more}


def listed(field: str = "n", **scale: Any) -> Data:
    """
    Return an encoding for rows of a list, one below the other in the order of their numbers.
    """
    look = {"paddingInner": 0.3, "paddingOuter": 0.15, **scale}
    return {"field": field, "type": "ordinal", "axis": None, "sort": None, "scale": look}


def beside(names: Sequence[Both], room: float, *, told: Sequence[Both] = (), anchors: Sequence[str] = ()) -> Layer:
    """
    Return the names of a list's rows at the left of the field, cut to *room* pixels, the whole name told on hovering.
    """
    rows = []
    for number, words in enumerate(names):
        short = fitted(words, room)
        more = told[number] if told else (words if short != words else ("", ""))
        said = Mark(short, more, anchors[number] if anchors else "")
        rows.append({"x": -BESIDE, "y": (number + 0.5) * ROW, MARK: said})
    return texts(rows, align="right")


def caption(words: Both, x: float, y: float, align: str = "left") -> Layer:
    """
    Return one line that tells what an axis counts.
    """
    return texts([{"x": x, "y": y, MARK: Mark(words)}], align=align, size=SIZE - 1)


def key_to(
    entries: Sequence[tuple[str, Both]], y: float, *, room: float = WIDE, shapes: Sequence[str] = ()
) -> tuple[Layer, ...]:
    """
    Return coloured signs, each with what it stands for, side by side at the height *y*, in lines as wide as *room*.
    """
    signs: list[Data] = []
    names: list[Data] = []
    x = 0.0
    for place, (paint, words) in enumerate(entries):
        across = SIGN + max(map(wide, words)) + SIGN
        if x and x + across > room:
            x, y = 0.0, y + ROW - 2
        signs.append({"x": x + 6, "y": y, "colour": paint, "shape": shapes[place] if shapes else "square"})
        names.append({"x": x + SIGN, "y": y, MARK: Mark(words)})
        x += across
    look = {"size": 110, "filled": True, "opacity": 1, "stroke": GREY, "strokeWidth": 0.5}
    place_of = {"x": pixels("x"), "y": pixels("y")}
    return layer("point", signs, look, **place_of, fill=colour(), shape=colour("shape")), texts(names)


def shade(share: float) -> tuple[str, str]:
    """
    Return the colour of a cell that holds this share of the most, from 0 to 1, and that of the number on it.
    """
    # By its square root, so that few can be told from none.
    weight = max(0.0, min(1.0, share)) ** 0.5
    low, high = (0xE3, 0xEC, 0xF7), (0x33, 0x22, 0x88)
    red, green, blue = (round(one + (other - one) * weight) for one, other in zip(low, high, strict=True))
    return f"#{red:02X}{green:02X}{blue:02X}", "#FFFFFF" if weight > 0.5 else "#222222"
