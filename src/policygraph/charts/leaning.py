"""
What everything leans on, as bars: what leans on a thing directly, and in all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .drawing import MARK, Mark, Picture
from .listing import listing
from .sentences import counts
from .style import (
    DARK,
    LIGHT,
    MOST,
    anchor,
    answers,
    counted,
    layer,
    listed,
    name,
    upon,
)
from .words import LEANING, THINGS

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
    return listing(
        "leaning.bars",
        finding.key,
        names,
        (
            layer("bar", rows, {"fill": LIGHT}, y=listed(), x=counted("whole")),
            layer("bar", upon(rows), {"fill": DARK, "height": {"band": 0.45}}, y=listed(), x=counted("direct")),
        ),
        axis=THINGS,
        colours=[(DARK, LEANING["direct"]), (LIGHT, LEANING["in_all"])],
        total=finding.total,
        anchors=anchors,
    )
