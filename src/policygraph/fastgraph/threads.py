"""
Handing a graph to networkit, and running it so that its results do not depend on the machine.

networkit numbers its threads for the whole process and its random numbers depend on them; so it gets one thread while
it works for us, and the old number again afterwards.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .arrays import Arrays


@contextmanager
def one_thread() -> Iterator[None]:
    """
    Let networkit use one thread within this context.
    """
    import networkit

    before = networkit.getMaxNumberOfThreads()
    networkit.setNumberOfThreads(1)
    try:
        yield
    finally:
        networkit.setNumberOfThreads(before)


def graph_of(graph: Arrays) -> Any:
    """
    Return networkit's own undirected graph, without self loops and weights; linear, and made once.

    In a directed graph, two opposite links become parallel ones.
    """
    return graph.once("networkit", lambda: _made(graph))


def _made(graph: Arrays) -> Any:
    import networkit

    kept = graph.origins != graph.ends if graph.directed else graph.origins < graph.ends
    # networkit reads the numbers as they lie in memory: they must be 64 bits wide.
    pairs = graph.origins[kept].astype(np.int64), graph.ends[kept].astype(np.int64)
    return networkit.GraphFromCoo(pairs, n=len(graph))
