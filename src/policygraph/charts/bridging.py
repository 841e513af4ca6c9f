"""
Who bridges: the largest part of the network of those who act, and how far each lies beyond what chance gives.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import networkx as nx

from ..analysis.networks import acting, collapsed
from ..webpage import COLOURS
from .drawing import MARK, Mark, Picture
from .listing import listing
from .network import Line, Node, drawing, placed
from .sentences import counts, figured, first
from .style import (
    DARK,
    GREY,
    LIGHT,
    MOST,
    ROW,
    WIDE,
    anchor,
    answers,
    counted,
    fitted,
    key_to,
    layer,
    listed,
    name,
    upon,
    within,
)
from .words import BRIDGING, OTHERS, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from ..analysis.finding import Finding
    from ..analysis.reading import Reading
    from ..ontology import Both
    from .drawing import Layer
    from .style import Data

FINDING, GROUPS = "bridging.brokers", "groups.communities"
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "triangle-right", "triangle-left")
# So many things have room in one picture.
THINGS = 150
SMALLEST, LARGEST = 4.0, 22.0
# About 19 in 20 draws lie so many standard deviations around their mean.
SPREAD = 2
# How wide the name of a group's first member may be, and how many groups stand in a line.
ROOM, ABREAST = 150, 3


def pictures(reading: Reading, findings: Mapping[str, Finding]) -> Iterator[Picture]:
    """
    Yield the network of those who act, and what chance would give each of them.
    """
    finding = findings.get(FINDING)
    if finding and finding.rows:
        yield _network(within(reading, finding), finding, findings.get(GROUPS))
        if any(row["expected"] is not None for row in answers(finding)):
            yield _chance(finding)


def _network(reading: Reading, finding: Finding, groups: Finding | None) -> Picture:
    shown = {row["thing"].id: row for row in answers(finding)[:THINGS]}
    simple = collapsed(acting(reading).subgraph(shown))
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(simple)
    for thing, row in shown.items():
        network.add_node(thing, label=row["thing"].label)
    members = enumerate(answers(groups) if groups else ())
    group = {member.id: number for number, row in members for member in row["members"]}
    most = max(row["betweenness"] for row in shown.values()) or 1
    nodes = {
        thing: _node(row, most, group.get(thing), anchor(finding, number))
        for number, (thing, row) in enumerate(shown.items())
    }
    lines = [Line((start, end)) for start, end in sorted(simple.edges())]
    places, height = placed(network, nodes)
    key, top = _key(groups, group.keys() & shown.keys()) if groups else ((), 0)
    title, words = TITLES["bridging.network"]
    return Picture(
        key="bridging.network",
        finding=finding.key,
        title=title,
        words=first(words, len(shown), finding.total),
        width=WIDE,
        height=height,
        margins=(0, top, 0, 0),
        layers=(*drawing(nodes, lines, places, height), *key),
    )


def _node(row: Data, most: float, group: int | None, to: str) -> Node:
    value, shown = row["betweenness"], name(row["thing"])
    told = counts(shown, [(BRIDGING["betweenness"], figured(value)), (BRIDGING["links"], row["links"])])
    radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(value / most)
    paint = GREY if group is None else COLOURS[group % len(COLOURS)]
    return Node(shown, radius, paint, told, to, SHAPES[(group or 0) % len(SHAPES)])


def _key(groups: Finding, shown: Set[str]) -> tuple[tuple[Layer, ...], int]:
    """
    Return which colour and shape a group has, told by its first member and its size, and the room that this takes.
    """
    entries: list[tuple[str, Both]] = []
    shapes = []
    for number, row in enumerate(answers(groups)[: len(SHAPES)]):
        if any(member.id in shown for member in row["members"]):
            zh, en = fitted(name(row["members"][0]), ROOM)
            entries.append((COLOURS[number], (OTHERS[0].format(zh, row["size"]), OTHERS[1].format(en, row["size"]))))
            shapes.append(SHAPES[number])
    lines = -(-len(entries) // ABREAST)
    return key_to(entries, -ROW * lines + 4, shapes=shapes), ROW * lines + 10


def _chance(finding: Finding) -> Picture:
    shown = answers(finding)[:MOST]
    names = [name(row["thing"]) for row in shown]
    anchors = [anchor(finding, number) for number, _ in enumerate(shown)]
    dots = [_dot(number, row, anchors[number]) for number, row in enumerate(shown)]
    draws = [row for row in dots if "low" in row]
    value = counted("value", axis={"format": ".2f"})
    span = {"x": counted("low", axis={"format": ".2f"}), "x2": {"field": "high"}}
    tick = {"stroke": GREY, "thickness": 2, "size": 12}
    return listing(
        "bridging.chance",
        finding.key,
        names,
        (
            layer("bar", draws, {"fill": LIGHT, "height": {"band": 0.6}}, y=listed(), **span),
            layer("tick", upon(draws), tick, y=listed(), x=counted("mean", axis={"format": ".2f"})),
            layer("point", dots, {"filled": True, "size": 70, "opacity": 1, "fill": DARK}, y=listed(), x=value),
        ),
        axis=BRIDGING["axis"],
        colours=[(DARK, BRIDGING["betweenness"]), (LIGHT, BRIDGING["draws"])],
        total=finding.total,
        anchors=anchors,
    )


def _dot(number: int, row: Data, to: str) -> Data:
    """
    Return the betweenness of a thing and, where that was tried, the mean of the draws and how far they spread.
    """
    value, mean, z = row["betweenness"], row["expected"], row["z"]
    about: list[tuple[Both, str]] = [(BRIDGING["betweenness"], figured(value))]
    dot: Data = {"n": number, "value": value}
    if mean is not None and z:
        spread = SPREAD * abs((value - mean) / z)
        dot |= {"mean": mean, "low": max(0.0, mean - spread), "high": mean + spread}
        about += [(BRIDGING["mean"], figured(mean)), (BRIDGING["z"], f"{z:.1f}")]
    return {**dot, MARK: Mark(told=counts(name(row["thing"]), about), anchor=to)}
