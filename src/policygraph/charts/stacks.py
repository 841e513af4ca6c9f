"""
Bars that consist of parts, one bar below the other, each part with its number where there is room for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..webpage import COLOURS
from .drawing import MARK, Mark, Picture
from .sentences import counts
from .style import (
    DARK,
    GREY,
    LIGHT,
    PALE,
    ROW,
    WIDE,
    beside,
    caption,
    colour,
    counted,
    key_to,
    layer,
    listed,
    margin,
    texts,
    wide,
)
from .words import STACKS, TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..ontology import Both
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
    left, height = margin(names), ROW * len(names)
    width = WIDE - left - 20
    most = max(sum(part.count for part in bar) for bar in bars) or 1
    called = dict(sorts)
    pieces, numbers = _pieces(names, bars, called, width / most)
    title, words = TITLES[key]
    field = {"scale": {"domain": [0, most], "nice": False}}
    return Picture(
        key=key,
        finding=finding,
        title=title,
        words=words,
        width=width,
        height=height,
        margins=(left, 34, 20, 44),
        layers=(
            layer(
                "bar",
                pieces,
                {"stroke": GREY, "strokeWidth": 0.5},
                y=listed(),
                x=counted("begin", **field),
                x2={"field": "end"},
                fill=colour(),
            ),
            texts(numbers, "center", 11, y=listed(), x=counted("middle", **field), color=colour()),
            beside(names, left - 16),
            *key_to([(SHADES[sort][0], called[sort]) for sort, _ in sorts], -18),
            caption(STACKS["axis"], 0, height + 34),
        ),
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
