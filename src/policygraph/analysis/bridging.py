"""
Who bridges: betweenness, structural holes, articulation points, bridges.

Asked of the network of those who act, without links of place: that two things lie in one district does not make the
district a broker. All measures see the simple, undirected graph: a second link between the same two things adds
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any

import networkx as nx

from ..fastgraph import betweenness_of, quickest
from .networks import collapsed, largest, numbered
from .nulls import DRAWS, SEED, Chance, affordable, chance, rewired

if TYPE_CHECKING:
    from collections.abc import Mapping

# Above so many things betweenness is estimated from as many of them, drawn at random (Brandes and Pich 2007).
PIVOTS = 2000


@dataclass(frozen=True, slots=True)
class Broker:
    """
    How much a thing lies between others: its links, betweenness (a share of pairs), effective size and constraint.
    """

    node: str
    links: int
    betweenness: float
    effective_size: float
    constraint: float
    chance: Chance | None


@dataclass(frozen=True, slots=True)
class Joint:
    """
    A thing without which its component falls apart: into how many parts, and how many things leave the largest part.
    """

    node: str
    parts: int
    cut_off: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """
    Two things whose link alone holds their component together, and how many things stand on its smaller side.
    """

    ends: tuple[str, str]
    cut_off: int


def brokers(graph: nx.Graph[str], *, limit: int | None = None, draws: int = DRAWS) -> list[Broker]:
    """
    Return the things of the largest component by betweenness, highest first, ties by id.

    Args:
        graph: Any multigraph; it is collapsed first.
        limit: For how many the structural holes are computed and returned; None is all.
        draws: How many graphs of the same degrees each betweenness is compared with at most; fewer where that is slow.

    Betweenness (Freeman 1977; Brandes 2001) is the share of all pairs of others on whose shortest ways a thing lies.
    Effective size and constraint are those of Burt (1992), unweighted. Things times links, and that again a draw.
    """
    part = largest(collapsed(graph))
    names = list(part)
    simple = numbered(part)
    shares = betweenness_of(simple, PIVOTS, SEED)
    steps = len(simple) * simple.number_of_edges()
    drawn = [betweenness_of(other, PIVOTS, SEED) for other in rewired(simple, affordable(draws, steps))]
    best = sorted(simple, key=lambda node: (-round(shares[node], 12), names[node]))[:limit]
    around = {node: frozenset(others) for node, others in simple.adj.items()}
    return [
        Broker(
            names[node],
            len(simple[node]),
            shares[node],
            *holes(around, node),
            chance(shares[node], [other[node] for other in drawn]),
        )
        for node in best
        if simple[node]
    ]


def holes(around: Mapping[int, frozenset[int]], node: int) -> tuple[float, float]:
    """
    Return the effective size and the constraint of a node that has neighbours, by the neighbours *around* each node.

    Without weights both need only the neighbours that a node shares with each of its own: effective size is how many it
    has less how many of the others one of them knows on average (Borgatti 1997), constraint the sum of the squared
    shares of its links that lead to each of them directly or through another (Burt 1992). NetworkX adds them up for any
    weights, some hundred times slower. O(sum of the neighbours' links).
    """
    own = around[node]
    shared = [own & around[other] for other in own]
    redundant = sum(map(len, shared)) / len(own)
    ways = (1 + fsum(1 / len(around[between]) for between in known) for known in shared)
    return len(own) - redundant, fsum((way / len(own)) ** 2 for way in ways)


def joints(graph: nx.Graph[str]) -> list[Joint]:
    """
    Return the articulation points (Hopcroft and Tarjan 1973), those first that cut off most things; linear.
    """
    simple = collapsed(graph)
    found = []
    for node, branches in _branches(simple).items():
        sizes = sorted(branches.values())
        found.append(Joint(node, len(sizes), sum(sizes[:-1])))
    return sorted(found, key=lambda joint: (-joint.cut_off, -joint.parts, joint.node))


def bridges(graph: nx.Graph[str]) -> list[Bridge]:
    """
    Return the links that alone hold two parts together (Tarjan 1974), the evenest cuts first; linear.
    """
    simple = collapsed(graph)
    branches = _branches(simple)
    quick = quickest(simple)
    size = {node: len(part) for part in nx.connected_components(quick) for node in part}
    found = []
    pairs: Any = nx.bridges(quick)  # its stubs take nodes for edges
    for one, other in sorted(pairs):
        pair = frozenset((one, other))
        # Beyond an end that joins nothing else, it stands alone.
        far = branches[one][pair] if one in branches else size[one] - 1
        ends = (one, other) if one < other else (other, one)
        found.append(Bridge(ends, min(far, size[one] - far)))
    return sorted(found, key=lambda bridge: (-bridge.cut_off, bridge.ends))


def _branches(simple: nx.Graph[str]) -> dict[str, dict[frozenset[str], int]]:
    """
    Return, for each articulation point, how many things lie beyond it through each of the blocks that meet in it.

    Sizes are summed up over the tree of blocks and articulation points (Harary 1969), from its leaves to its root.
    """
    parts: Any = nx.biconnected_components(quickest(simple))  # sets of nodes, though its stubs say otherwise
    blocks: list[frozenset[str]] = sorted((frozenset(part) for part in parts), key=sorted)
    joined: dict[str, list[frozenset[str]]] = {}
    for block in blocks:
        for node in block:
            joined.setdefault(node, []).append(block)
    joined = {node: known for node, known in sorted(joined.items()) if len(known) > 1}
    tree: nx.Graph[str | frozenset[str]] = nx.Graph()
    tree.add_nodes_from(blocks)
    tree.add_edges_from((node, block) for node, known in joined.items() for block in known)
    found: dict[str, dict[frozenset[str], int]] = {node: {} for node in joined}
    own = {item: 1 if isinstance(item, str) else sum(node not in joined for node in item) for item in tree}
    for part in nx.connected_components(tree):
        root = min((item for item in part if isinstance(item, frozenset)), key=sorted)
        downward = list(nx.dfs_edges(tree, root))
        below = {item: own[item] for item in part}
        for item, child in reversed(downward):
            below[item] += below[child]
        for item, child in downward:
            if isinstance(child, str) and isinstance(item, frozenset):
                found[child][item] = below[root] - below[child]
            elif isinstance(item, str) and isinstance(child, frozenset):
                found[item][child] = below[child]
    return found
