"""
What everything leans on, as bars: what leans on a thing directly, and in all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .drawing import MARK, Mark, Picture
from .sentences import counts, first
from .style import (
    BESIDE,
    DARK,
    LIGHT,
    MOST,
    ROW,
    WIDE,
    anchor,
    answers,
    beside,
    caption,
    counted,
    key_to,
    layer,
    listed,
    margin,
    name,
    upon,
)
from .words import LEANING, THINGS, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..analysis.finding import Finding
    from ..analysis.reading import Reading

FINDING = "leaning.supports"


def pictures(_reading: Reading, findings: Mapping[str, Finding]) -> Iterator[Picture]:
    """
    Yield the bars of what others lean on.
    """
    finding = findings.get(FINDING)
    if finding and finding.rows:
        yield _supports(finding)


def _supports(finding: Finding) -> Picture:
    shown = answers(finding)[:MOST]
    names = [name(row["thing"]) for row in shown]
    anchors = [anchor(finding, number) for number, _ in enumerate(shown)]
    rows = []
    for number, row in enumerate(shown):
        told = counts(names[number], [(words, row[key]) for key, words in LEANING.items()])
        says = Mark(told=told, anchor=anchors[number])
        rows.append({"n": number, "direct": row["direct"], "whole": row["in_all"], MARK: says})
    left, height = margin(names), ROW * len(shown)
    title, words = TITLES["leaning.bars"]
    return Picture(
        key="leaning.bars",
        finding=finding.key,
        title=title,
        words=first(words, len(shown), finding.total),
        width=WIDE - left - 20,
        height=height,
        margins=(left, 34, 20, 44),
        layers=(
            layer("bar", rows, {"fill": LIGHT}, y=listed(), x=counted("whole")),
            layer("bar", upon(rows), {"fill": DARK, "height": {"band": 0.45}}, y=listed(), x=counted("direct")),
            beside(names, left - 2 * BESIDE, anchors=anchors),
            *key_to([(DARK, LEANING["direct"]), (LIGHT, LEANING["in_all"])], -18),
            caption(THINGS, 0, height + 34),
        ),
    )
