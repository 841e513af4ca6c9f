"""
What is missing: where regions have nothing for an instrument or a target group, and how much of what lacks a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis.cells import tabulated
from .drawing import Picture
from .heat import Cell, above, across, heat
from .sentences import counts, cut, figured, framed, paired, without
from .stacks import Part, stacked
from .style import WIDE, anchor, answers, margin, name, within
from .words import GAPS, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..analysis.finding import Finding
    from ..analysis.reading import Reading
    from ..ontology import Both

CELLS = "gaps.cells"
# So many regions and concepts have room.
REGIONS, CONCEPTS = 16, 18
ROOM, COLUMN, DOWN = 150, 30, 24
# From so many on, that there is none is worth a frame.
EXPECTED = 1.0
# Each finding with the figures of how many lack something, and of how many.
LACKING = (
    ("growth.years", "undated_documents", "all_documents", "undated_documents"),
    ("gaps.documents", "found", "all_documents", ""),
    ("growth.years", "undated_programmes", "all_programmes", "undated_programmes"),
    ("gaps.programmes", "found", "all_programmes", ""),
)


def pictures(reading: Reading, findings: Mapping[str, Finding]) -> Iterator[Picture]:
    """
    Yield what is missing in all, and the tables of regions by instruments and by target groups.
    """
    shares = list(_shares(findings))
    if shares and "gaps.programmes" in findings:
        yield _missing(shares, findings["gaps.programmes"])
    finding = findings.get(CELLS)
    if finding and finding.rows:
        for axis in ("instrument", "target"):
            found = _table(within(reading, finding), finding, axis)
            if found:
                yield found


def _shares(findings: Mapping[str, Finding]) -> Iterator[tuple[Both, int, int, str]]:
    """
    Yield what may be missing, of how many things it is, of how many in all, and where these are listed.
    """
    for key, lacking, every, words in LACKING:
        finding = findings.get(key)
        figures = {figure.key: figure.value for figure in finding.figures} if finding else {}
        missing, whole = figures.get(lacking), figures.get(every)
        if finding and isinstance(missing, int) and isinstance(whole, int) and whole:
            listed = anchor(finding, 0) if finding.rows and not words else ""
            yield GAPS[words] if words else finding.about.question, missing, whole, listed


def _missing(shares: list[tuple[Both, int, int, str]], finding: Finding) -> Picture:
    names = [words for words, *_ in shares]
    parts = [[Part(missing, "missing", to), Part(whole - missing, "rest")] for _, missing, whole, to in shares]
    return stacked("gaps.shares", finding.key, names, parts, [("missing", GAPS["missing"]), ("rest", GAPS["rest"])])


def _table(reading: Reading, finding: Finding, axis: str) -> Picture | None:
    table = tabulated(reading, ("region", axis))
    if not table.counts.size:
        return None
    asked = {
        (row["region"].id, row["concept"].id): (number, row["expected"]) for number, row in enumerate(answers(finding))
    }
    regions, concepts = table.axes
    sums = table.counts.sum(axis=1).tolist(), table.counts.sum(axis=0).tolist()
    rows = sorted(range(len(regions)), key=lambda n: (-sums[0][n], regions[n].id))[:REGIONS]
    columns = sorted(range(len(concepts)), key=lambda n: (-sums[1][n], concepts[n].id))[:CONCEPTS]
    cells = []
    for down, row in enumerate(rows):
        for right, column in enumerate(columns):
            things = regions[row], concepts[column]
            known = asked.get((things[0].id, things[1].id))
            pair = paired(name(things[0]), name(things[1]))
            cells.append(_cell(down, right, int(table.counts[row, column]), pair, known, finding))
    names, heads = [name(regions[row]) for row in rows], [name(concepts[column]) for column in columns]
    left = margin(names, ROOM)
    title, words = TITLES[f"gaps.{axis}"]
    side = across(heads, WIDE - left, COLUMN)
    words = framed(words, len(finding.rows)) if _more(finding) else words
    words = cut(words, (len(rows), len(regions)), (len(columns), len(concepts)))
    return Picture(
        key=f"gaps.{axis}",
        finding=finding.key,
        title=title,
        words=words,
        width=WIDE - left - 10,
        height=DOWN * len(rows),
        margins=(left, above(heads), 10, 8),
        layers=heat(cells, names, heads, room=left - 16, side=(side, DOWN)),
    )


def _more(finding: Finding) -> bool:
    """
    Whether empty cells that should hold something are missing from the finding, because not all were worked out.
    """
    return finding.total > len(finding.rows) and answers(finding)[-1]["expected"] >= EXPECTED


def _cell(row: int, column: int, count: int, pair: Both, known: tuple[int, float] | None, finding: Finding) -> Cell:
    """
    Return a cell; an empty one that should hold something leads to its row in the finding.
    """
    if count or known is None or known[1] < EXPECTED:
        return Cell(row, column, count, counts(pair, [(GAPS["count"], count)]))
    number, expected = known
    told = counts(without(pair), [(GAPS["expected"], figured(expected))])
    return Cell(row, column, 0, told, anchor(finding, number))
