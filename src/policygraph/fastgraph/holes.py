"""
Structural holes: whether a node's neighbours know each other anyway (Burt, 1992 and 2004).

Only the rows of the asked nodes are computed, a few at a time, so that no matrix of all pairs arises. Graphs with self
loops, for which NetworkX's own two ways disagree, are left to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from .arrays import Arrays, Numbers

# How many products of two links are held at once.
AT_ONCE = 20_000_000


def constraint(graph: Arrays, nodes: Iterable[Hashable] | None = None, weight: object = None) -> dict[Hashable, float]:
    """
    Return how far each node's links lead back to the same people; not a number for a node without links.

    O(sum of the neighbours' links) a node.
    """
    mutual = _mutual(graph, nodes is None, weight)
    shares = _divided(mutual, mutual.sum(axis=1))

    def measured(rows: Any) -> Numbers:
        some = shares[rows]
        direct_and_not = some + (some @ shares).multiply(_ones(some))
        return np.asarray(direct_and_not.power(2).sum(axis=1))

    return _by_node(graph, nodes, mutual, measured)


def effective_size(
    graph: Arrays, nodes: Iterable[Hashable] | None = None, weight: object = None
) -> dict[Hashable, float]:
    """
    Return each node's number of neighbours less what is redundant in them; not a number for a node without links.

    O(sum of the neighbours' links) a node. Asked for all nodes, it gives what NetworkX gives when they are named one
    by one, which is the definition; NetworkX's own short cut divides by the strongest link of the wrong node.
    """
    if graph.parallel is not None and not graph.directed:
        raise NotImplementedError("parallel edges, which NetworkX counts each here, are left to it")
    nodes = graph.nodes if nodes is None else nodes
    mutual = _mutual(graph, False, weight)
    shares = _divided(mutual, mutual.sum(axis=1))
    strength = _divided(mutual, mutual.max(axis=1).toarray() if mutual.nnz else np.zeros(len(graph)))
    back = strength.T.tocsr()

    def measured(rows: Any) -> Numbers:
        some = shares[rows]
        redundant = (some @ back).multiply(_ones(some)).sum(axis=1)
        return np.asarray(np.diff(some.indptr) - redundant)

    return _by_node(graph, nodes, mutual, measured)


def _mutual(graph: Arrays, everywhere: bool, weight: object) -> Any:
    # Parallel edges add up where NetworkX takes the matrix (all nodes), and count once where it looks them up.
    graph.refuse_self_loops()
    if graph.multigraph and weight is not None and not everywhere:
        raise NotImplementedError("parallel edges with weights are left to NetworkX")

    def made() -> Any:
        way = graph.sparse(graph.weighing(weight) if everywhere else graph.weighing(weight, np.minimum))
        both = (way + way.T).tocsr()
        # Its index is shared below, so it must not be sorted later.
        both.sort_indices()
        return both

    return graph.once(("mutual", everywhere, weight), made)


def _divided(matrix: Any, by: Numbers) -> Any:
    from scipy.sparse import csr_array

    by = np.repeat(np.asarray(by).ravel(), np.diff(matrix.indptr))
    return csr_array((matrix.data / by, matrix.indices, matrix.indptr), shape=matrix.shape)


def _ones(matrix: Any) -> Any:
    from scipy.sparse import csr_array

    return csr_array((np.ones(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape)


def _by_node(graph: Arrays, nodes: Iterable[Hashable] | None, mutual: Any, measured: Any) -> dict[Hashable, float]:
    asked = list(graph.nodes if nodes is None else nodes)
    numbers = np.array([graph.places[node] for node in asked], dtype=np.int64)
    values = np.full(len(asked), np.nan)
    # Asked for by name, a node of a directed graph that links to none has no value in NetworkX, asked for all it has.
    linked = np.diff(mutual.indptr if nodes is None else graph.start)[numbers] > 0
    for some in _chunks(mutual, numbers, np.flatnonzero(linked)):
        values[some] = measured(numbers[some])
    return dict(zip(asked, values.tolist(), strict=True))


def _chunks(mutual: Any, numbers: Any, kept: Any) -> Iterator[Any]:
    work = (mutual.indptr[1:] - mutual.indptr[:-1]).astype(float)
    ahead = np.cumsum(np.add.reduceat(np.r_[work[mutual.indices], 0.0], mutual.indptr[:-1])[numbers[kept]])
    cuts = np.flatnonzero(np.diff(ahead // AT_ONCE)) + 1
    return (some for some in np.split(kept, cuts) if len(some))
