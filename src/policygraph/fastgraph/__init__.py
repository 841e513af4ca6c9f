"""
A NetworkX backend for graphs that are too large for NetworkX: the same calls, the same results, on arrays.

Callers go on writing ``nx.pagerank(graph)``. Where ``policygraph[fast]`` is installed, ``backend="policygraph"`` or
`preferred` sends the call here: the graph becomes arrays once (NetworkX keeps them with it) and numpy, scipy and
networkit do the work. Nothing is approximated that NetworkX computes exactly. Whatever is not done here, and every
graph with fewer than `info.SMALLEST` nodes unless a backend is named, stays with NetworkX.

Our own rooms ask for arrays with `quickest` instead, which leaves everybody's NetworkX configuration alone.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from .info import NAME, NEEDED, SMALLEST

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    import networkx as nx

__all__ = ["betweenness_of", "preferred", "quickest"]


def quickest(graph: nx.Graph[Any], weight: str | None = None) -> nx.Graph[Any]:
    """
    Return *graph* as arrays if it is large enough to gain from them and ``policygraph[fast]`` is there; else itself.

    NetworkX's functions take either; those of `info.FUNCTIONS` give the same for both but Louvain, whose groups differ
    and are as good. The arrays hold the edges and, if named, one attribute (1 where an edge lacks it), nothing else of
    the graph. Linear in nodes and edges; no configuration is changed and nothing is kept with the graph.
    """
    import networkx as nx

    if len(graph) < SMALLEST or NAME not in nx.config.backends or not all(map(find_spec, NEEDED)):
        return graph
    from .arrays import convert_from_nx

    arrays: Any = convert_from_nx(graph, edge_attrs={weight: 1} if weight else None)
    return arrays  # type: ignore[no-any-return]


def betweenness_of(graph: nx.Graph[Any], most: int, seed: int) -> Mapping[Hashable, float]:
    """
    Return each node's betweenness as NetworkX has it, estimated from *most* sources in graphs with more nodes.

    Equal to NetworkX's to about 1e-12, at every size and without any extra; see `betweenness.betweenness_centrality`.
    """
    import networkx as nx

    from .arrays import convert_from_nx
    from .betweenness import betweenness_centrality

    sources = most if len(graph) > most else None
    try:
        return betweenness_centrality(convert_from_nx(graph), k=sources, seed=seed)
    except NotImplementedError:
        return nx.betweenness_centrality(graph, k=sources, seed=seed)


@contextmanager
def preferred() -> Iterator[None]:
    """
    Within this context NetworkX sends here what it may; where the backend is not registered, nothing changes.

    The configuration of NetworkX that this changes, and restores, is that of the whole process, all its threads. Its
    warning that it reuses a converted graph is silenced meanwhile: do not write into a graph's own dictionaries between
    two calls (its methods are safe).
    """
    import networkx as nx

    if NAME not in nx.config.backends:
        yield
        return
    silenced = nx.config.warnings_to_ignore | {"cache"}
    with nx.config(backend_priority=[NAME], warnings_to_ignore=silenced):
        yield
