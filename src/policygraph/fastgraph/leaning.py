"""
What others lean on: PageRank, and links in and out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from .arrays import Arrays, Numbers


def pagerank(
    graph: Arrays,
    alpha: float = 0.85,
    personalization: Mapping[Hashable, float] | None = None,
    max_iter: int = 100,
    tol: float = 1.0e-6,
    nstart: Mapping[Hashable, float] | None = None,
    weight: object = "weight",
    dangling: Mapping[Hashable, float] | None = None,
) -> dict[Hashable, float]:
    """
    Return each node's PageRank (Page, Brin, Motwani and Winograd, 1999) by NetworkX's own power iteration.

    It stops where NetworkX stops, so values are equal to about 1e-15; both are exact to *tol* only.

    Raises:
        PowerIterationFailedConvergence: *max_iter* steps were not enough.
        ZeroDivisionError: *personalization* gives no node of the graph a value.
    """
    count = len(graph)
    if not count:
        return {}
    step, hanging = graph.once(("pagerank", weight), lambda: _step(graph, weight))
    even = np.full(count, 1 / count)
    wish = even if personalization is None else _spread(graph, personalization, refuse_nothing=True)
    rest = wish if dangling is None else _spread(graph, dangling)
    ranks = even if nstart is None else _spread(graph, nstart)
    for _ in range(max_iter):
        last = ranks
        ranks = alpha * (step @ last + last[hanging].sum() * rest) + (1 - alpha) * wish
        if np.absolute(ranks - last).sum() < count * tol:
            return graph.named(ranks)
    raise nx.PowerIterationFailedConvergence(max_iter)


def _step(graph: Arrays, weight: object) -> tuple[Any, Any]:
    # The shares that each node gives to those it links to, as rows of the receivers; and who gives none.
    weights = graph.weighing(weight)
    given = np.bincount(graph.origins, weights=weights, minlength=len(graph))
    shares = graph.sparse(weights / given[graph.origins])
    return shares.T.tocsr(), np.flatnonzero(given == 0)


def _spread(graph: Arrays, wished: Mapping[Hashable, float], *, refuse_nothing: bool = False) -> Numbers:
    values = np.array([wished.get(node, 0) for node in graph.nodes], dtype=float)
    if refuse_nothing and values.sum() == 0:
        raise ZeroDivisionError
    return np.asarray(values / values.sum())


def out_degree_centrality(graph: Arrays) -> dict[Hashable, float]:
    """
    Return the links out of each node, as a share of all other nodes; linear.
    """
    return _share(graph, degrees(graph, "out"))


def in_degree_centrality(graph: Arrays) -> dict[Hashable, float]:
    """
    Return the links into each node, as a share of all other nodes; linear.
    """
    return _share(graph, degrees(graph, "in"))


def degree_centrality(graph: Arrays) -> dict[Hashable, float]:
    """
    Return the links of each node, as a share of all other nodes; linear.
    """
    return _share(graph, degrees(graph, "both"))


def _share(graph: Arrays, found: Numbers) -> dict[Hashable, float]:
    return graph.named(found * (1 / (len(graph) - 1))) if len(graph) > 1 else dict.fromkeys(graph.nodes, 1)


def degrees(graph: Arrays, which: str, weight: object = None) -> Numbers:
    """
    Return the number or weight of each node's links: "out", "in" or "both".

    Parallel edges count each. A self loop counts twice in "both", as in NetworkX.
    """
    weights = graph.weighing(weight)
    out: Numbers = np.bincount(graph.origins, weights=weights, minlength=len(graph)).astype(float)
    if which == "out" and graph.directed:
        return out
    if graph.directed:
        into: Numbers = np.bincount(graph.ends, weights=weights, minlength=len(graph)).astype(float)
        return into if which == "in" else out + into
    loops = graph.origins == graph.ends
    return np.asarray(out + np.bincount(graph.origins[loops], weights=weights[loops], minlength=len(graph)))
