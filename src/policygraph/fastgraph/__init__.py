"""
A NetworkX backend for graphs that are too large for NetworkX: the same calls, the same results, on arrays.

Callers go on writing ``nx.pagerank(graph)``. Where ``policygraph[fast]`` is installed, ``backend="policygraph"`` or
`preferred` sends the call here: the graph becomes arrays once (NetworkX keeps them with it) and numpy, scipy and
networkit do the work. Nothing is approximated that NetworkX computes exactly. Whatever is not done here, and every
graph with fewer than `info.SMALLEST` nodes unless a backend is named, stays with NetworkX.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from .info import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["preferred"]


@contextmanager
def preferred() -> Iterator[None]:
    """
    Within this context NetworkX sends here what it may; where the backend is not registered, nothing changes.

    NetworkX's warning that it reuses a converted graph is silenced meanwhile: do not write into a graph's own
    dictionaries between two calls (its methods are safe).
    """
    import networkx as nx

    if NAME not in nx.config.backends:
        yield
        return
    silenced = nx.config.warnings_to_ignore | {"cache"}
    with nx.config(backend_priority=[NAME], warnings_to_ignore=silenced):
        yield
