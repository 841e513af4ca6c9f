"""
A graph as arrays: for each node the nodes that its edges lead to, one after the other (compressed sparse rows).

This is what NetworkX hands to the backend instead of its dictionaries. It cannot be changed. Weights that are not
positive numbers are refused, so that NetworkX itself deals with them.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int32]
LARGEST = np.iinfo(np.int32).max


class Arrays:
    """
    A graph of `nodes` in their NetworkX order; a node's place in them is its number.

    The edges of node i lead to ``ends[start[i]:start[i + 1]]``. An undirected edge stands with both its nodes, a
    self loop once. Parallel edges stand once, with their number in `parallel` (None: there are none).
    """

    __networkx_backend__ = "policygraph"

    def __init__(
        self,
        nodes: Sequence[Hashable],
        start: Places,
        ends: Places,
        parallel: Places | None = None,
        *,
        directed: bool,
        multigraph: bool = False,
        weights: dict[str, Numbers] | None = None,
        made: dict[Any, Any] | None = None,
    ) -> None:
        self.nodes = nodes
        self.start = start
        self.ends = ends
        self.parallel = parallel
        self.directed = directed
        self.multigraph = multigraph
        # One number an edge, parallel edges one after the other.
        self.weights = weights or {}
        # What was computed once of the structure and serves several measures.
        self.made = {} if made is None else made

    def is_directed(self) -> bool:
        """
        Whether edges have a direction.
        """
        return self.directed

    def is_multigraph(self) -> bool:
        """
        Whether two nodes may have several edges.
        """
        return self.multigraph

    def number_of_nodes(self) -> int:
        """
        Return the number of nodes.
        """
        return len(self.nodes)

    def __len__(self) -> int:
        return len(self.nodes)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.nodes)

    def __contains__(self, node: object) -> bool:
        return node in self.places

    def once(self, key: object, make: Callable[[], Any]) -> Any:
        """
        Return what *make* returns, computed when it is first asked for under *key*.
        """
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def structural(self) -> dict[Any, Any]:
        """
        Return what was computed and holds for the same edges with other weights; keys with a weight are tuples.
        """
        return {key: value for key, value in self.made.items() if not isinstance(key, tuple)}

    @property
    def places(self) -> dict[Hashable, int]:
        """
        The number of each node.
        """
        found: dict[Hashable, int] = self.once("places", lambda: {n: i for i, n in enumerate(self.nodes)})
        return found

    @property
    def origins(self) -> Places:
        """
        Where each of `ends` comes from.
        """
        numbers = np.arange(len(self), dtype=np.int32)
        found: Places = self.once("origins", lambda: np.repeat(numbers, np.diff(self.start)))
        return found

    def named(self, values: NDArray[Any]) -> dict[Hashable, Any]:
        """
        Return one value a node, by node, as Python's own numbers.
        """
        # To fill a copy takes half as long as to build the dictionary anew.
        found: dict[Hashable, Any] = self.places.copy()
        found.update(zip(self.nodes, values.tolist(), strict=True))
        return found

    def refuse_self_loops(self) -> None:
        """
        Leave a graph with self loops to NetworkX.
        """
        if self.once("self loops", lambda: bool((self.origins == self.ends).any())):
            raise NotImplementedError("graphs with self loops are left to NetworkX")

    def weighing(self, weight: object, of_parallel: np.ufunc = np.add) -> Numbers:
        """
        Return one weight for each of `ends`, of parallel edges their sum or what *of_parallel* makes of them.

        A weight that no edge has counts as 1, as in NetworkX; a function is refused.
        """
        if weight is not None and not isinstance(weight, str):
            raise NotImplementedError("a weight must be the name of an attribute")
        if weight is None or weight not in self.weights:
            if self.parallel is None or of_parallel is not np.add:
                return np.ones(len(self.ends))
            return self.parallel.astype(float)
        given = self.weights[weight]
        if self.parallel is None:
            return given
        first = np.cumsum(self.parallel) - self.parallel
        return np.asarray(of_parallel.reduceat(given, first)) if len(first) else given

    def matrix(self, weight: object = None) -> Any:
        """
        Return the adjacency matrix (scipy, compressed rows); parallel edges add up.
        """
        return self.once(("matrix", weight), lambda: self.sparse(self.weighing(weight)))

    def sparse(self, values: Numbers) -> Any:
        """
        Return a matrix with *values* where this graph has edges.
        """
        from scipy.sparse import csr_array

        # A copy: scipy sorts a matrix in its place, and these arrays belong together.
        return csr_array((values, self.ends, self.start), shape=(len(self), len(self)), copy=True)

    def plain(self) -> Arrays:
        """
        Return the simple undirected graph: no directions, parallel edges, self loops or weights.
        """
        if not self.directed and self.parallel is None and not (self.origins == self.ends).any():
            return Arrays(self.nodes, self.start, self.ends, directed=False, made=self.structural())
        kept = self.origins != self.ends
        one, other = self.origins[kept], self.ends[kept]
        both = from_edges(self.nodes, np.r_[one, other], np.r_[other, one])
        return Arrays(self.nodes, both.start, both.ends, directed=False, made={"places": self.places})


def from_edges(nodes: Sequence[Hashable], origins: NDArray[Any], ends: NDArray[Any]) -> Arrays:
    """
    Return a directed multigraph from the numbers of the nodes that each edge leaves and reaches.

    So a graph of millions of edges needs no dictionaries at all. O(m log m).

    Raises:
        ValueError: A number is no node's, or there are more than 2,147,483,647 edges.
    """
    count = len(nodes)
    if len(origins) > LARGEST or (len(ends) and min(origins.min(), ends.min()) < 0):
        raise ValueError("a node's number is negative, or the edges are too many")
    if len(ends) and max(origins.max(), ends.max()) >= count:
        raise ValueError(f"an edge has no node among the {count}")
    codes = origins.astype(np.int64) * count + ends
    codes, parallel = np.unique(codes, return_counts=True)
    start = np.searchsorted(codes, np.arange(count + 1, dtype=np.int64) * count).astype(np.int32)
    several = parallel.astype(np.int32) if (parallel > 1).any() else None
    return Arrays(nodes, start, (codes % max(count, 1)).astype(np.int32), several, directed=True, multigraph=True)


def convert_from_nx(
    graph: nx.Graph[Any], *, edge_attrs: dict[str, float] | None = None, **_preserved: object
) -> Arrays:
    """
    Return *graph* as arrays, with the edge attributes that the call needs; linear in nodes and edges.

    If the same graph has been converted before for other attributes, its structure is taken from there.
    """
    before = (getattr(graph, "__networkx_cache__", None) or {}).get("backends", {}).get("policygraph", {})
    found = next((known for known in before.values() if isinstance(known, Arrays)), None) or _structure(graph)
    weights = {name: given for name, rest in (edge_attrs or {}).items() for given in _attribute(graph, name, rest)}
    return Arrays(
        found.nodes,
        found.start,
        found.ends,
        found.parallel,
        directed=found.directed,
        multigraph=found.multigraph,
        weights=weights,
        made=found.structural(),
    )


def _structure(graph: nx.Graph[Any]) -> Arrays:
    nodes = list(graph)
    place = {node: number for number, node in enumerate(nodes)}
    around = _around(graph)
    start = np.zeros(len(nodes) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, around.values()), dtype=np.int64, count=len(nodes)), out=start[1:])
    if start[-1] > LARGEST:
        raise NotImplementedError("a graph with so many edges is left to NetworkX")
    reached: Iterator[Any] = chain.from_iterable(around.values())
    if nodes != list(range(len(nodes))):
        # Nodes that are numbered already need not be looked up.
        reached = map(place.__getitem__, reached)
    ends = np.fromiter(reached, dtype=np.int32, count=int(start[-1]))
    parallel = None
    if graph.is_multigraph():
        keys = map(len, chain.from_iterable(others.values() for others in around.values()))
        parallel = np.fromiter(keys, dtype=np.int32, count=len(ends))
        parallel = parallel if (parallel > 1).any() else None
    made = {"places": place}
    directed, several = graph.is_directed(), graph.is_multigraph()
    return Arrays(nodes, start.astype(np.int32), ends, parallel, directed=directed, multigraph=several, made=made)


def _around(graph: nx.Graph[Any]) -> Mapping[Any, Mapping[Any, Any]]:
    # The dictionaries themselves: NetworkX's own views of them are some ten times slower to walk.
    found: Mapping[Any, Mapping[Any, Any]] = graph._adj  # type: ignore[attr-defined]
    return found


def _attribute(graph: nx.Graph[Any], name: str, rest: float) -> Iterable[Numbers]:
    # All edges in the order of the arrays; nothing if no edge has the attribute, which is then 1 everywhere.
    told: Iterable[dict[str, Any]] = chain.from_iterable(others.values() for others in _around(graph).values())
    if graph.is_multigraph():
        told = chain.from_iterable(several.values() for several in told)
    found = [about.get(name, rest) for about in told]
    if not all(issubclass(kind, int | float | np.number) for kind in set(map(type, found))):
        raise NotImplementedError(f"the weight {name!r} is not a number everywhere")
    values = np.array(found, dtype=float)
    if not (np.isfinite(values).all() and (values > 0).all()):
        raise NotImplementedError(f"the weight {name!r} is not positive everywhere")
    if rest != 1 or (values != 1).any():
        yield values


def convert_to_nx(graph: object) -> object:
    """
    Return a NetworkX graph with the same nodes and edges; without weights. Anything else comes back as it is.
    """
    import networkx as nx

    if not isinstance(graph, Arrays):
        return graph
    kind = {
        (False, False): nx.Graph,
        (True, False): nx.DiGraph,
        (False, True): nx.MultiGraph,
        (True, True): nx.MultiDiGraph,
    }[graph.directed, graph.multigraph]
    made: nx.Graph[Any] = kind()
    made.add_nodes_from(graph.nodes)
    kept = slice(None) if graph.directed else np.flatnonzero(graph.origins <= graph.ends)
    number = np.ones(len(graph.ends), dtype=np.int32) if graph.parallel is None else graph.parallel
    pairs = zip(graph.origins[kept].tolist(), graph.ends[kept].tolist(), number[kept].tolist(), strict=True)
    nodes = graph.nodes
    made.add_edges_from((nodes[one], nodes[other]) for one, other, times in pairs for _ in range(times))
    return made
