"""
Charts of an analysis: pictures in SVG with Chinese and with English words, each mark a link to the row it stands for.

Vega-Lite draws them, without a script in the page and without a network. Nothing is measured here: every number is a
row of a finding, or a count of what was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import bridging, cascade, cooperation, gaps, growth, leaning, overview
from .drawing import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..analysis.finding import Finding
    from ..analysis.reading import Reading
    from ..ontology import Both
    from .drawing import Picture

CHAPTERS = (overview, bridging, leaning, cooperation, cascade, growth, gaps)


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A chart: its key, the finding under which it stands (none, for the overview), its heading, how to read it, and the
    picture in Chinese and in English, each one whole SVG element.

    Marks that stand for row *n* of a finding, from 0, link to ``#key.n`` of the same page.
    """

    key: str
    finding: str
    title: Both
    words: Both
    svg: Both


def charts(reading: Reading, findings: Sequence[Finding]) -> tuple[Chart, ...]:
    """
    Return the charts of findings, the same bytes each time; what has no rows has no chart.

    Args:
        reading: What the findings were made of, before it was narrowed.
        findings: Any of those that `questions.ask` returns.

    About 1 s for all of them, most of it for the start of Vega.
    """
    return tuple(
        Chart(picture.key, picture.finding, picture.title, picture.words, drawn(picture))
        for picture in pictures(reading, findings)
    )


def pictures(reading: Reading, findings: Sequence[Finding]) -> Iterator[Picture]:
    """
    Yield the charts before they are drawn, in the order of the questions.
    """
    known = {finding.key: finding for finding in findings}
    for chapter in CHAPTERS:
        yield from chapter.pictures(reading, known)
