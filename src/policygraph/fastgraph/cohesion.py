"""
What holds a graph together: components, the nodes and links without which one falls apart, and k-cores.

Numbers of parallel edges count where they do in NetworkX: a link that exists twice is no bridge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from .threads import graph_of, one_thread

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from .arrays import Arrays, Places


def connected_components(graph: Arrays) -> Iterator[set[Hashable]]:
    """
    Return the components of an undirected graph, in the order of their first nodes; linear.
    """
    return iter(groups(graph, _components(graph)[1]))


def number_connected_components(graph: Arrays) -> int:
    """
    Return how many components an undirected graph has; linear.
    """
    return _components(graph)[0]


def is_connected(graph: Arrays) -> bool:
    """
    Return whether an undirected graph is one component; linear.
    """
    if not len(graph):
        raise nx.NetworkXPointlessConcept("Connectivity is undefined for the null graph.")
    return _components(graph)[0] == 1


# Both names stand for the same thing: directions do not count.
weakly_connected_components = connected_components
number_weakly_connected_components = number_connected_components


def _components(graph: Arrays) -> tuple[int, Places]:
    from scipy.sparse.csgraph import connected_components as label

    if not len(graph):
        return 0, np.zeros(0, dtype=np.int32)

    def made() -> tuple[int, Places]:
        count, labels = label(graph.matrix(), directed=graph.directed, connection="weak")
        return int(count), labels

    found: tuple[int, Places] = graph.once("components", made)
    return found


def groups(graph: Arrays, labels: Places) -> list[set[Hashable]]:
    """
    Return the nodes of each label as a set, in the order of the sets' first nodes.
    """
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    bounds = [0, *cuts.tolist(), len(order)]
    if not len(order):
        return []
    first = np.argsort(order[bounds[:-1]])
    numbers, nodes = order.tolist(), graph.nodes
    return [{nodes[i] for i in numbers[bounds[g] : bounds[g + 1]]} for g in first]


def articulation_points(graph: Arrays) -> Iterator[Hashable]:
    """
    Return the nodes without which their component falls apart, in the order of the nodes; linear.
    """
    everyone = np.array([number for block in _blocks(graph) for number in block], dtype=np.int64)
    numbers, counts = np.unique(everyone, return_counts=True)
    return iter([graph.nodes[i] for i in numbers[counts > 1].tolist()])


def biconnected_components(graph: Arrays) -> Iterator[set[Hashable]]:
    """
    Return the sets of nodes that stay linked whichever one of them is taken away; linear.
    """
    graph.refuse_self_loops()
    nodes = graph.nodes
    return iter([{nodes[i] for i in block} for block in _blocks(graph)])


def bridges(graph: Arrays, root: Hashable | None = None) -> Iterator[tuple[Hashable, Hashable]]:
    """
    Return the links without which their component falls apart, each in the order of its nodes; linear.
    """
    if root is not None:
        raise NotImplementedError("bridges of one component only are left to NetworkX")
    pairs = np.array([sorted(block) for block in _blocks(graph) if len(block) == 2]).reshape(-1, 2)
    pairs = pairs[np.lexsort(pairs.T[::-1])]
    if graph.parallel is not None:
        twice = graph.parallel > 1
        codes = graph.origins[twice].astype(np.int64) * len(graph) + graph.ends[twice]
        pairs = pairs[~np.isin(pairs[:, 0] * len(graph) + pairs[:, 1], codes)]
    nodes = graph.nodes
    return iter([(nodes[one], nodes[other]) for one, other in pairs.tolist()])


def _blocks(graph: Arrays) -> list[list[int]]:
    import networkit

    def made() -> list[list[int]]:
        if not len(graph.ends):
            return []
        with one_thread():
            found = networkit.components.BiconnectedComponents(graph_of(graph)).run().getComponents()
        # An isolated node is a block to networkit and none to NetworkX.
        return [block for block in found if len(block) > 1]

    blocks: list[list[int]] = graph.once("blocks", made)
    return blocks


def core_number(graph: Arrays) -> dict[Hashable, int]:
    """
    Return for each node the largest k of whose k-core it is part; linear.

    In a directed graph, links in and out both count (Batagelj and Zaversnik, 2003).
    """
    import networkit

    if graph.parallel is not None:
        raise NotImplementedError("k-cores of graphs with parallel edges are left to NetworkX")
    graph.refuse_self_loops()
    if not len(graph.ends):
        return dict.fromkeys(graph.nodes, 0)
    with one_thread():
        scores: Any = networkit.centrality.CoreDecomposition(graph_of(graph)).run().scores()
    return graph.named(np.array(scores).astype(np.int64))
