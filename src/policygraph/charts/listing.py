"""
The frame of a chart whose rows are a list: names at the left, a key above, and below it what the axis counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .drawing import Picture
from .sentences import first
from .style import BESIDE, ROW, WIDE, beside, caption, key_to, margin
from .words import TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..ontology import Both
    from .drawing import Layer

# How much narrower than the page the field and the names beside it are; room above for the key, below for the axis.
RIGHT, ABOVE, BELOW = 20, 34, 44
LONGEST = 300


def listing(
    key: str,
    finding: str,
    names: Sequence[Both],
    layers: Sequence[Layer],
    *,
    axis: Both,
    colours: Sequence[tuple[str, Both]],
    total: int = 0,
    anchors: Sequence[str] = (),
    longest: int = LONGEST,
) -> Picture:
    """
    Return a picture of a list.

    Args:
        key: The chart's key, by which `TITLES` has its title and words.
        finding: The key of the finding that it shows.
        names: What the rows are called; cut to *longest* pixels.
        layers: What stands in the field, rows by their number.
        axis: What is counted.
        colours: What the colours mean.
        total: How many rows there are in all, where only the first may be drawn.
        anchors: Where the names lead.
        longest: The room for names, in pixels.
    """
    left, height = margin(names, longest), ROW * len(names)
    title, words = TITLES[key]
    return Picture(
        key=key,
        finding=finding,
        title=title,
        words=first(words, len(names), total),
        width=field(names, longest),
        height=height,
        margins=(left, ABOVE, RIGHT, BELOW),
        layers=(
            *layers,
            beside(names, left - 2 * BESIDE, anchors=anchors),
            *key_to(colours, -18),
            caption(axis, 0, height + 34),
        ),
    )


def field(names: Sequence[Both], longest: int = LONGEST) -> int:
    """
    Return the width of the field beside some names, in pixels.
    """
    return WIDE - margin(names, longest) - RIGHT
