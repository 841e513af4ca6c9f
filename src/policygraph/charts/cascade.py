"""
How far policy travels: chains of documents over the levels of government, and how many months lay between levels.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..analysis.cascade import level_of
from ..analysis.headings import ORDERS, level_words
from ..standing import Level
from ..webpage import COLOURS
from .drawing import MARK, SIZE, Mark, Picture
from .listing import listing
from .sentences import apart, counts, descended, first, spanned
from .style import (
    DARK,
    GREY,
    LIGHT,
    MOST,
    PALE,
    WIDE,
    anchor,
    answers,
    colour,
    counted,
    fitted,
    layer,
    listed,
    name,
    pixels,
    texts,
    within,
    wrapped,
)
from .words import CASCADE, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..analysis.finding import Finding
    from ..analysis.reading import Reading
    from ..entities import Entity
    from .drawing import Layer
    from .style import Data

CHAINS, LAGS = "cascade.chains", "cascade.descents"
# So many chains have room in one picture, and so many steps of each.
SHOWN, STEPS = 12, 8
LINES, LINE = 4, 16
HEAD, SPACE, EDGE = 20, 16, 8
# How long an arrow is where there are few columns, and where there are many.
ARROW, SHORT, FEW = 44, 24, 3
# Names of a topic and two places are long.
NAMES = 350
PAINT = {"down": DARK, "up": COLOURS[1], "open": LIGHT}
WAYS = {words: PAINT[order] for order, words in ORDERS.items()}


def pictures(reading: Reading, findings: Mapping[str, Finding]) -> Iterator[Picture]:
    """
    Yield the chains of documents, and the lags between levels.
    """
    chains, lags = findings.get(CHAINS), findings.get(LAGS)
    if chains and chains.rows:
        yield _chains(within(reading, chains), chains)
    if lags and any(map(_known, answers(lags))):
        yield _lags(lags)


def _chains(reading: Reading, finding: Finding) -> Picture:
    shown = answers(finding)[:SHOWN]
    known = [[level_of(reading, document.iri) for document in row["chain"][:STEPS]] for row in shown]
    order = [*Level, None]
    levels = sorted({level for chain in known for level in chain}, key=order.index)
    gap = ARROW if len(levels) <= FEW else SHORT
    step = (WIDE - 8 + gap) / len(levels)
    named = [name(document) for row in shown for document in row["chain"][:STEPS]]
    lines_of = [wrapped(text, step - gap - 2 * EDGE, LINES) for words in named for text in words]
    size = step - gap, LINE * max(map(len, lines_of)) + 10
    boxes: list[Data] = []
    lines: list[Data] = []
    heads: list[Data] = []
    words: list[Data] = []
    top = 0.0
    for number, (row, chain) in enumerate(zip(shown, known, strict=True)):
        to = anchor(finding, number)
        heads.append(
            {"x": 0, "y": top + HEAD / 2, MARK: Mark(apart(row["depth"], row["months"], STEPS - 1), anchor=to)}
        )
        places = _places([levels.index(level) for level in chain], step, top + HEAD, size)
        for document, place in zip(row["chain"], places, strict=False):
            boxes.append({**place, MARK: Mark(told=name(document), anchor=to)})
            words += _lines(document, place, to)
        lines += [_arrow(one, other) for one, other in pairwise(places)]
        top = max(place["y2"] for place in places) + SPACE
    columns = [
        {"x": step * number, "y": -14, MARK: Mark(fitted((level_words(level).zh, level_words(level).en), step - 6))}
        for number, level in enumerate(levels)
    ]
    title, about = TITLES["cascade.chains"]
    return Picture(
        key="cascade.chains",
        finding=finding.key,
        title=title,
        words=first(about, len(shown), finding.total),
        width=WIDE - 8,
        height=round(top),
        margins=(4, 30, 4, 4),
        layers=_boxed(boxes, lines, words, heads, columns),
    )


def _boxed(
    boxes: Sequence[Data], lines: Sequence[Data], words: Sequence[Data], heads: Sequence[Data], columns: Sequence[Data]
) -> tuple[Layer, ...]:
    corners = {"x": pixels("x"), "y": pixels("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    tips = [{"x": line["x2"], "y": line["y2"], "shape": line["tip"]} for line in lines]
    look = {"filled": True, "fill": DARK, "size": 70, "opacity": 1}
    bold = texts(columns)
    return (
        {**bold, "mark": {**bold["mark"], "fontWeight": "bold"}},
        layer("rule", lines, {"stroke": DARK, "strokeWidth": 1.5}, **corners),
        layer("point", tips, look, x=pixels("x"), y=pixels("y"), shape=colour("shape")),
        layer("rect", boxes, {"fill": PALE, "stroke": GREY, "strokeWidth": 0.8, "cornerRadius": 4}, **corners),
        texts(words),
        texts(heads, size=SIZE - 1),
    )


def _places(columns: Sequence[int], step: float, top: float, size: tuple[float, float]) -> list[Data]:
    """
    Return the boxes of a chain: to the right for each level down, and below where it is of the same level or above.
    """
    found: list[Data] = []
    for number, column in enumerate(columns):
        if number and column <= columns[number - 1]:
            top += size[1] + SHORT
        left = step * column
        found.append({"x": left, "y": top, "x2": left + size[0], "y2": top + size[1]})
    return found


def _arrow(one: Data, other: Data) -> Data:
    """
    Return the arrow from a document to the one that carries it out.
    """
    if other["y"] == one["y"]:
        middle = (one["y"] + one["y2"]) / 2
        return {"x": one["x2"], "y": middle, "x2": other["x"] - 5, "y2": middle, "tip": "triangle-right"}
    start, end = ((box["x"] + box["x2"]) / 2 for box in (one, other))
    return {"x": start, "y": one["y2"], "x2": end, "y2": other["y"] - 5, "tip": "triangle-down"}


def _lines(document: Entity, place: Data, to: str) -> list[Data]:
    """
    Return the name of a document in as many lines as its box has.
    """
    room = place["x2"] - place["x"] - 2 * EDGE
    parts = [wrapped(text, room, LINES) for text in name(document)]
    count = max(map(len, parts))
    rows = []
    for number in range(count):
        zh, en = (part[number] if number < len(part) else "" for part in parts)
        y = place["y"] + 5 + (number + 0.5) * LINE
        rows.append({"x": place["x"] + EDGE, "y": y, MARK: Mark((zh, en), name(document), to)})
    return rows


def _known(row: Data) -> bool:
    span = row["months"]
    return span is not None and span.low is not None and span.high is not None


def _lags(finding: Finding) -> Picture:
    known = [(number, row) for number, row in enumerate(answers(finding)) if _known(row)]
    shown = known[:MOST]
    names = [descended(*(name(row[key]) for key in ("topic", "upper", "lower"))) for _, row in shown]
    anchors = [anchor(finding, number) for number, _ in shown]
    bars = []
    for place, (_, row) in enumerate(shown):
        span, order = row["months"], (row["order"].zh, row["order"].en)
        told = counts(names[place], [(CASCADE["months"], spanned(span)), (CASCADE["first"], order)])
        says = Mark(told=told, anchor=anchors[place])
        bars.append({"n": place, "low": span.low, "high": span.high, "colour": WAYS[order], MARK: says})
    used = {bar["colour"] for bar in bars}
    zero = {"field": "zero", "type": "quantitative"}
    return listing(
        "cascade.lags",
        finding.key,
        names,
        (
            layer("rule", [{"zero": 0}], {"stroke": "#222222", "strokeWidth": 1}, x=zero),
            layer(
                "bar",
                bars,
                {"strokeWidth": 2, "height": {"band": 0.7}},
                y=listed(),
                x=counted("low"),
                x2={"field": "high"},
                fill=colour(),
                stroke=colour(),
            ),
        ),
        axis=CASCADE["axis"],
        colours=[(shade, CASCADE[order]) for order, shade in PAINT.items() if shade in used],
        total=finding.total,
        anchors=anchors,
        longest=NAMES,
    )
