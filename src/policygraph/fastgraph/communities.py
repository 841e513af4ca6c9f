"""
Which groups a graph falls into, and how much denser they are than chance would make them.

Louvain only: networkit's Leiden found groups of lower modularity when we compared them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import networkx as nx
import numpy as np
from networkx.algorithms.community.quality import NotAPartition

from .cohesion import groups
from .leaning import degrees
from .threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable

    from .arrays import Arrays, Places

THRESHOLD = 1e-07
# How often each node is looked at on one level, at most. Going on until nothing moves takes twice as long and gains
# 0.0001 to 0.0003 of modularity.
ROUNDS = 12


def louvain_communities(
    graph: Arrays,
    weight: object = "weight",
    resolution: float = 1,
    threshold: float = THRESHOLD,
    max_level: int | None = None,
    seed: Any = None,
) -> list[set[Hashable]]:
    """
    Return groups of high modularity (Blondel and others, 2008), in the order of their first nodes.

    Louvain tries nodes one after the other and its groups depend on their order, which *seed* decides here. The same
    seed gives the same groups, on every machine; they are others than NetworkX's. About O(m) a level.
    """
    if graph.directed or max_level is not None or threshold != THRESHOLD:
        raise NotImplementedError("groups of directed graphs, and those of one level, are left to NetworkX")
    graph.refuse_self_loops()
    if not len(graph.ends):
        return [{node} for node in graph.nodes]
    rng = nx.utils.create_py_random_state(seed)
    return groups(graph, _grouped(graph, _order(len(graph), rng.getrandbits(64)), weight, resolution))


def _order(count: int, seed: int) -> Any:
    # Neighbouring nodes stay together, by tens or hundreds: a third faster than any order, and the groups are as good.
    size = max(1, min(256, count // 1000))
    blocks = np.random.default_rng(seed).permutation(-(-count // size))
    shuffled = (blocks[:, None] * size + np.arange(size)).ravel()
    order = np.empty(count, dtype=np.int64)
    order[shuffled[shuffled < count]] = np.arange(count)
    return order


def _grouped(graph: Arrays, order: Any, weight: object, resolution: float) -> Places:
    import networkit

    once = graph.origins < graph.ends
    pairs = order[graph.origins[once]].astype(np.int64), order[graph.ends[once]].astype(np.int64)
    weights = graph.weighing(weight)[once]
    weighted = bool((weights != 1).any())
    with one_thread():
        found = networkit.GraphFromCoo((weights, pairs) if weighted else pairs, n=len(graph), weighted=weighted)
        method = networkit.community.PLM(found, refine=False, gamma=resolution, par="none", maxIter=ROUNDS)
        labels = np.array(method.run().getPartition().getVector())
    return np.asarray(labels[order])


def modularity(
    graph: Arrays,
    communities: Iterable[Collection[Hashable]],
    weight: object = "weight",
    resolution: float = 1,
) -> float:
    """
    Return how much more of the links lie within *communities* than chance would put there (Newman, 2010).

    Raises:
        NotAPartition: Some node is in none of them, or in several, or is none of the graph's.
        ZeroDivisionError: The graph has no links.
    """
    communities = list(communities)
    labels = _labels(graph, communities)
    weights = graph.weighing(weight)
    within = float(weights[labels[graph.origins] == labels[graph.ends]].sum())
    if not graph.directed:
        loops = graph.origins == graph.ends
        within += float(weights[loops].sum())
    out, into = (np.bincount(labels, weights=degrees(graph, way, weight)) for way in ("out", "in"))
    total = float(out.sum())
    return within / total - resolution * float((out * into).sum()) / total**2


def _labels(graph: Arrays, communities: list[Collection[Hashable]]) -> Places:
    labels = np.full(len(graph), -1, dtype=np.int32)
    places = graph.places
    total = 0
    for number, community in enumerate(communities):
        found = [places.get(node, -1) for node in community]
        total += len(found)
        if -1 in found:
            raise NotAPartition(cast("Any", graph), communities)
        labels[found] = number
    if total != len(graph) or (labels < 0).any():
        raise NotAPartition(cast("Any", graph), communities)
    return labels
