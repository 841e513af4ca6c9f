"""
Betweenness: how often a node lies on the shortest paths between two others.

Paths are counted by breadth-first levels (Brandes, 2001), whole levels at once and in small graphs from many sources at
once. Only graphs too large for that gain from scipy, which may be missing. Paths by weight are left to NetworkX,
and so are graphs in which a path may be longer than `DEEPEST` links: there, levels are too thin to gain anything.
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    from .arrays import Arrays, Numbers, Places

    Cells = NDArray[np.int64]

DEEPEST = 400
# So many nodes and links are followed at once: from several sources in a small graph, from one in a large one.
AT_ONCE = 200_000
# Sums are made in so many shares, whatever the number of threads: the same bits on every machine.
SHARES = 4
# From so many of all edges on, multiplying the whole matrix is faster than following the edges of a level.
WHOLE = 1 / 8


def betweenness_centrality(
    graph: Arrays,
    k: int | None = None,
    normalized: bool = True,
    weight: object = None,
    endpoints: bool = False,
    seed: Any = None,
) -> dict[Hashable, float]:
    """
    Return each node's betweenness, exact or, with *k*, estimated from *k* sources drawn as NetworkX draws them.

    O(number of sources × edges). With k sources, a node's normalised value is off by more than e with a probability
    of at most 2·exp(-2·k·e²) (Hoeffding, 1963; Brandes and Pich, 2007): by 0.14 at k = 100 and 95 %. That is the
    worst case; the error is commonly far smaller. With the same seed, values equal NetworkX's to about 1e-12.
    """
    if weight is not None:
        raise NotImplementedError("betweenness by weight is left to NetworkX")
    count = len(graph)
    k = None if k == count else k
    sources = list(range(count)) if k is None else _drawn(graph, k, seed)
    values = _summed(graph, sources, endpoints)
    return graph.named(_rescaled(values, graph, None if k is None else sources, normalized, endpoints))


def _drawn(graph: Arrays, k: int, seed: Any) -> list[int]:
    rng = nx.utils.create_py_random_state(seed)
    drawn: list[int] = rng.sample(range(len(graph)), k)
    return drawn


def _summed(graph: Arrays, sources: list[int], endpoints: bool) -> Numbers:
    size = max(1, AT_ONCE // max(1, len(graph) + len(graph.ends)))
    parts = [np.array(sources[first : first + size], dtype=np.int64) for first in range(0, len(sources), size)]
    matrices = _matrices(graph) if size == 1 else None

    def share(first: int) -> Numbers:
        total = np.zeros(len(graph))
        for part in parts[first::SHARES]:
            total += _passed(graph, matrices, part, endpoints)
        return total

    if len(parts) <= SHARES:
        # Threads would take longer to start than the work takes.
        return np.asarray(sum(map(share, range(SHARES)), np.zeros(len(graph))))
    with ThreadPoolExecutor(min(SHARES, os.cpu_count() or 1)) as threads:
        return np.asarray(sum(threads.map(share, range(SHARES)), np.zeros(len(graph))))


def _matrices(graph: Arrays) -> tuple[Any, Any] | None:
    if find_spec("scipy") is None:
        return None
    matrix = graph.sparse(np.ones(len(graph.ends)))
    return matrix, matrix.T


def _passed(graph: Arrays, matrices: tuple[Any, Any] | None, sources: Cells, endpoints: bool) -> Numbers:
    """
    Return how many shortest paths from *sources* pass through each node, or end there too if *endpoints*.
    """
    count = len(graph)
    paths, levels = _levels(graph, matrices, sources)
    passed = np.zeros(len(paths))
    for nearer, origins, ends in reversed(levels):
        if ends is None and matrices:
            # The level is taken as a whole: `origins` holds its nodes.
            shares = np.zeros(count)
            shares[origins] = (1 + passed[origins]) / paths[origins]
            passed[nearer] = paths[nearer] * (matrices[0] @ shares)[nearer]
        else:
            shares = (1 + passed[ends]) / paths[ends]
            passed[nearer] = paths[nearer] * np.bincount(origins, weights=shares, minlength=len(nearer))
    passed[_cells(sources, count)] = 0
    total: Numbers = passed.reshape(-1, count).sum(axis=0)
    if endpoints:
        reached = (paths > 0).reshape(-1, count)
        total += reached.sum(axis=0)
        np.add.at(total, sources, reached.sum(axis=1) - 2)
    return total


def _cells(sources: Cells, count: int) -> Cells:
    # Each source has a row of all nodes; a node of it is one cell of the table.
    return np.asarray(np.arange(len(sources)) * count + sources)


def _levels(
    graph: Arrays, matrices: tuple[Any, Any] | None, sources: Cells
) -> tuple[Numbers, list[tuple[Cells, Cells, Cells | None]]]:
    """
    Return the number of shortest paths to each cell, and the steps from one level of cells to the next.

    A step holds the cells of the nearer level and the links between the two levels: positions in the nearer level,
    and cells. Where the matrix was multiplied as a whole, it holds the nodes of the farther level and None.
    """
    count = len(graph)
    level = _cells(sources, count)
    paths = np.zeros(len(sources) * count)
    paths[level] = 1
    seen = paths > 0
    place = np.empty(len(paths), dtype=np.int64)
    steps: list[tuple[Cells, Cells, Cells | None]] = []
    while len(level):
        if len(steps) > DEEPEST:
            raise NotImplementedError("graphs with so long paths are left to NetworkX")
        nodes = level % count
        begins = graph.start[nodes]
        counts = graph.start[nodes + 1] - begins
        if matrices and counts.sum() > WHOLE * len(graph.ends):
            here = np.zeros(count)
            here[level] = paths[level]
            found = matrices[1] @ here
            found[seen] = 0
            farther = np.flatnonzero(found)
            paths[farther] = found[farther]
            steps.append((level, farther, None))
        else:
            origins, ends = _followed(graph, begins, counts)
            ends += np.repeat(level - nodes, counts)
            fresh = np.flatnonzero(~seen[ends])
            origins, ends = origins[fresh], ends[fresh]
            farther = _once(ends, place)
            paths[farther] = np.bincount(place[ends], weights=paths[level][origins], minlength=len(farther))
            steps.append((level, origins, ends))
        seen[farther] = True
        level = farther
    return paths, steps


def _once(cells: Cells, place: Cells) -> Cells:
    # Each cell once, without sorting: the last that wrote its number stays. `place` then holds their positions.
    numbers = np.arange(len(cells))
    place[cells] = numbers
    found: Cells = cells[place[cells] == numbers]
    place[found] = np.arange(len(found))
    return found


def _followed(graph: Arrays, begins: Places, counts: Places) -> tuple[Cells, Cells]:
    # All edges that leave a level: the position of their node in the level, and their end.
    before = np.cumsum(counts) - counts
    edges = np.repeat(begins - before, counts) + np.arange(counts.sum())
    return np.repeat(np.arange(len(counts)), counts), graph.ends[edges].astype(np.int64)


def _rescaled(values: Numbers, graph: Arrays, sources: list[int] | None, normalized: bool, endpoints: bool) -> Numbers:
    """
    Scale sums over ordered pairs as NetworkX does: a drawn source cannot be its own target, others can.
    """
    others = len(graph) if endpoints else len(graph) - 1
    if others < 2:
        return values
    used = others if sources is None else len(sources)
    ways = 1 if graph.directed else 2

    def scale(used: int) -> float:
        return 1 / (used * (others - 1)) if normalized else others / (used * ways)

    factors = np.full(len(graph), scale(used))
    if sources is not None and not endpoints:
        # One source alone says nothing of itself.
        factors[sources] = scale(used - 1) if used > 1 else math.nan
    return np.asarray(values * factors)
