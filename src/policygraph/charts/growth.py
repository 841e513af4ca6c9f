"""
How it grew, year by year: what began, and what was in force, as a band from what is certain to what is possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .drawing import MARK, Mark, Picture
from .sentences import counts, last, spanned
from .style import DARK, GREY, LIGHT, WIDE, anchor, answers, counted, key_to, layer, texts
from .words import GROWTH, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..analysis.finding import Finding
    from ..analysis.reading import Reading
    from .style import Data

FINDING = "growth.years"
# The columns of what began and of what was in force.
KINDS = {
    "growth.documents": ("documents_begun", "documents_held"),
    "growth.programmes": ("programmes_begun", "programmes_held"),
}
TALL, LEFT = 230, 44
# So many years have room for a bar each, and so many for a number below each.
YEARS, NUMBERED = 60, 18


def pictures(_reading: Reading, findings: Mapping[str, Finding]) -> Iterator[Picture]:
    """
    Yield for documents and for programmes what began in each year, and what was in force at its end.
    """
    finding = findings.get(FINDING)
    if finding and finding.rows:
        for key, columns in KINDS.items():
            yield _years(finding, key, *columns)


def _years(finding: Finding, key: str, begun: str, held: str) -> Picture:
    rows, numbers = _rows(finding, begun, held)
    title, words = TITLES[key]
    year = {"field": "year", "type": "ordinal", "axis": None, "sort": None, "scale": {"paddingInner": 0.35}}
    band = {"y": counted("low"), "y2": {"field": "high"}}
    step = (WIDE - LEFT - 16) // len(rows)
    bare = [{name: value for name, value in row.items() if name != MARK} for row in rows]
    vague = [row for row in bare if row["begun"] != row["most"]]
    return Picture(
        key=key,
        finding=finding.key,
        title=title,
        words=last(words, len(rows), len(finding.rows)),
        width=WIDE - LEFT - 16,
        height=TALL,
        margins=(LEFT, 34, 16, 30),
        layers=(
            layer("area", bare, {"fill": LIGHT, "opacity": 0.55}, x=year, **band),
            layer("line", bare, {"stroke": GREY, "strokeWidth": 1}, x=year, y=counted("low")),
            layer("line", bare, {"stroke": GREY, "strokeWidth": 1, "strokeDash": [4, 3]}, x=year, y=counted("high")),
            layer("bar", bare, {"fill": DARK}, x=year, y=counted("begun")),
            layer("rule", vague, {"stroke": DARK, "strokeWidth": 2}, x=year, y=counted("begun"), y2={"field": "most"}),
            # Over the whole height and unseen, so that a year without anything can be asked too.
            layer("rule", rows, {"stroke": "#FFFFFF", "strokeOpacity": 0, "strokeWidth": step}, x=year),
            texts(numbers, "center", 11, x=year, y={"value": TALL + 14}),
            *key_to([(DARK, GROWTH["begun"]), (LIGHT, GROWTH["held"])], -18),
        ),
    )


def _rows(finding: Finding, begun: str, held: str) -> tuple[list[Data], list[Data]]:
    """
    Return the bars and bands of the last years, and the years that are written below them.
    """
    start = max(0, len(finding.rows) - YEARS)
    every = -(-(len(finding.rows) - start) // NUMBERED)
    rows, numbers = [], []
    for number, row in enumerate(answers(finding)[start:], start):
        year, new, force = f"{row['year']}", row[begun], row[held]
        told = counts((year, year), [(GROWTH["begun"], spanned(new)), (GROWTH["held"], spanned(force))])
        says = Mark(told=told, anchor=anchor(finding, number))
        span = {"low": force.low, "high": force.high, "begun": new.low, "most": new.high}
        rows.append({"year": year, **span, MARK: says})
        if (len(finding.rows) - 1 - number) % every == 0:
            numbers.append({"year": year, MARK: Mark((year, year), anchor=anchor(finding, number))})
    return rows, numbers
