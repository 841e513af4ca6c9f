"""
Bars that consist of parts, one bar below the other, each part with its number where there is room for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..webpage import COLOURS
from .drawing import MARK, Mark
from .listing import field, listing
from .sentences import counts
from .style import (
    DARK,
    GREY,
    LIGHT,
    PALE,
    colour,
    counted,
    layer,
    listed,
    texts,
    wide,
)
from .words import STACKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..ontology import Both
    from .drawing import Picture
    from .style import Data

# Colours of parts with that of the number on them; neighbours differ in grey too.
SHADES = {
    **{"stated": (DARK, "#FFFFFF"), "inferred": (LIGHT, "#222222"), "planned": (COLOURS[1], "#222222")},
    **{"proposed": (COLOURS[3], "#222222"), "missing": (DARK, "#FFFFFF")},
    **{"rest": (PALE, "#222222"), "day": (DARK, "#FFFFFF"), "month": (COLOURS[2], "#222222")},
    **{"year": (LIGHT, "#222222"), "vague": (COLOURS[3], "#222222"), "none": (PALE, "#222222")},
}


@dataclass(frozen=True, slots=True)
class Part:
    """
    A part of a bar: its length, what it is (a key of `SHADES`), and where it leads.
    """

    count: int
    sort: str
    anchor: str = ""


def stacked(
    key: str, finding: str, names: Sequence[Both], bars: Sequence[Sequence[Part]], sorts: Sequence[tuple[str, Both]]
) -> Picture:
    """
    Return a picture of bars with their *names*; *sorts* are the parts in order, with what each is called.
    """
    most = max(sum(part.count for part in bar) for bar in bars) or 1
    called = dict(sorts)
    pieces, numbers = _pieces(names, bars, called, field(names) / most)
    scale = {"scale": {"domain": [0, most], "nice": False}}
    return listing(
        key,
        finding,
        names,
        (
            layer(
                "bar",
                pieces,
                {"stroke": GREY, "strokeWidth": 0.5},
                y=listed(),
                x=counted("begin", **scale),
                x2={"field": "end"},
                fill=colour(),
            ),
            texts(numbers, "center", 11, y=listed(), x=counted("middle", **scale), color=colour()),
        ),
        axis=STACKS["axis"],
        colours=[(SHADES[sort][0], called[sort]) for sort, _ in sorts],
    )


def _pieces(
    names: Sequence[Both], bars: Sequence[Sequence[Part]], called: Mapping[str, Both], unit: float
) -> tuple[list[Data], list[Data]]:
    """
    Return the parts that hold anything, and the numbers on those that are wide enough; *unit* is how wide one is.
    """
    pieces: list[Data] = []
    numbers: list[Data] = []
    for n, bar in enumerate(bars):
        end = 0
        for part in filter(lambda part: part.count, bar):
            begin, end = end, end + part.count
            fill, ink = SHADES[part.sort]
            says = Mark(told=counts(names[n], [(called[part.sort], part.count)]), anchor=part.anchor)
            pieces.append({"n": n, "begin": begin, "end": end, "colour": fill, MARK: says})
            if wide(f"{part.count}", 11) + 4 < part.count * unit:
                number = Mark((f"{part.count}",) * 2, upon=True)
                numbers.append({"n": n, "middle": (begin + end) / 2, "colour": ink, MARK: number})
    return pieces, numbers
