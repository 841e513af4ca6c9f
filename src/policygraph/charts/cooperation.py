"""
How tightly regions cooperate: what each two share as a heat map, and as a network.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import networkx as nx

from .drawing import Picture
from .heat import Cell, above, across, heat
from .network import Line, Node, drawing, placed
from .sentences import counts, first, paired
from .style import DARK, ROW, WIDE, anchor, answers, margin, name
from .words import TIES, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..analysis.finding import Finding
    from ..analysis.reading import Reading
    from ..entities import Entity
    from ..ontology import Both
    from .style import Data

FINDING = "cooperation.pairs"
# So many regions have room for a column each, and so many pairs for a line each.
REGIONS, PAIRS = 24, 60
SIDE = 40
RADIUS, THICKEST = 8, 9
ROOM = 130


def pictures(_reading: Reading, findings: Mapping[str, Finding]) -> Iterator[Picture]:
    """
    Yield the table of regions and the network of regions.
    """
    finding = findings.get(FINDING)
    if finding and finding.rows:
        yield _matrix(finding)
        yield _network(finding)


def _matrix(finding: Finding) -> Picture:
    shown, every = _ordered(finding)
    place = {region.id: number for number, region in enumerate(shown)}
    cells = []
    for number, pair in enumerate(answers(finding)):
        ends = [place.get(pair["thing"].id), place.get(pair["other"].id)]
        for row, column in (ends, reversed(ends)):
            if row is not None and column is not None:
                cells.append(Cell(row, column, pair["count"], _told(pair), anchor(finding, number)))
    names = [name(region) for region in shown]
    left, top = margin(names, ROOM), above(names)
    side = across(names, WIDE - left, SIDE)
    down = min(side, ROW + 4)
    title, words = TITLES["cooperation.matrix"]
    return Picture(
        key="cooperation.matrix",
        finding=finding.key,
        title=title,
        words=first(words, len(shown), every),
        width=WIDE - left - 20,
        height=down * len(shown),
        margins=(left, top, 20, 10),
        layers=heat(cells, names, names, room=ROOM, side=(side, down)),
    )


def _ordered(finding: Finding) -> tuple[list[Entity], int]:
    """
    Return as many regions as there is room for, those that share most first, each followed by those with whom it shares
    most, and how many there are.
    """
    graph: nx.Graph[str] = nx.Graph()
    things: dict[str, Entity] = {}
    for pair in answers(finding):
        one, other = pair["thing"], pair["other"]
        things |= {one.id: one, other.id: other}
        graph.add_edge(one.id, other.id, weight=pair["count"])
    strength = dict(graph.degree(weight="weight"))
    found: list[str] = []
    while len(found) < min(REGIONS, len(graph)):
        rest = [thing for thing in sorted(graph) if thing not in found]
        ties = {
            thing: sum(graph[thing][done]["weight"] for done in found if graph.has_edge(thing, done)) for thing in rest
        }
        found.append(max(rest, key=lambda thing: (ties[thing], strength[thing])))
    return [things[thing] for thing in found], len(graph)


def _network(finding: Finding) -> Picture:
    shown = answers(finding)[:PAIRS]
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    strength: Counter[str] = Counter()
    things: dict[str, Entity] = {}
    for pair in shown:
        for end in (pair["thing"], pair["other"]):
            things[end.id] = end
            strength[end.id] += pair["count"]
            network.add_node(end.id, label=end.label)
        network.add_edge(pair["thing"].id, pair["other"].id)
    order = sorted(things, key=lambda thing: (-strength[thing], thing))
    nodes = {thing: Node(name(things[thing]), RADIUS, DARK, name(things[thing])) for thing in order}
    most = max(pair["count"] for pair in shown)
    lines = [_line(pair, most, anchor(finding, number)) for number, pair in enumerate(shown)]
    places, height = placed(network, nodes)
    title, words = TITLES["cooperation.network"]
    return Picture(
        key="cooperation.network",
        finding=finding.key,
        title=title,
        words=first(words, len(shown), finding.total),
        width=WIDE,
        height=height,
        margins=(0, 0, 0, 0),
        layers=drawing(nodes, lines, places, height),
    )


def _line(pair: Data, most: int, to: str) -> Line:
    ends, count = (pair["thing"].id, pair["other"].id), pair["count"]
    return Line(ends, round(1 + THICKEST * count / most, 1), _told(pair), to, f"{count}")


def _told(pair: Data) -> Both:
    """
    Return what two regions share, by kind.
    """
    return counts(paired(name(pair["thing"]), name(pair["other"])), [(words, pair[key]) for key, words in TIES.items()])
