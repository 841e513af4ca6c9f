"""
What NetworkX calls (entry point ``networkx.backends``): the functions by their NetworkX names, and when to use them.

Arguments that a function does not take raise NotImplementedError, after which NetworkX does the work itself, unless the
caller named this backend.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import networkx as nx

from .arrays import convert_from_nx, convert_to_nx
from .betweenness import betweenness_centrality
from .cohesion import (
    articulation_points,
    biconnected_components,
    bridges,
    connected_components,
    core_number,
    is_connected,
    number_connected_components,
    number_weakly_connected_components,
    weakly_connected_components,
)
from .communities import louvain_communities, modularity
from .holes import constraint, effective_size
from .info import NAME, NEEDED, SMALLEST
from .leaning import degree_centrality, in_degree_centrality, out_degree_centrality, pagerank
from .mixing import degree_assortativity_coefficient

__all__ = [
    "articulation_points",
    "betweenness_centrality",
    "biconnected_components",
    "bridges",
    "can_run",
    "connected_components",
    "constraint",
    "convert_from_nx",
    "convert_to_nx",
    "core_number",
    "degree_assortativity_coefficient",
    "degree_centrality",
    "effective_size",
    "in_degree_centrality",
    "is_connected",
    "louvain_communities",
    "modularity",
    "number_connected_components",
    "number_weakly_connected_components",
    "out_degree_centrality",
    "pagerank",
    "should_run",
    "weakly_connected_components",
]


def can_run(_name: str, _args: tuple[Any, ...], _kwargs: dict[str, Any]) -> bool | str:
    """
    Return whether the libraries are there, else in words which one is not.
    """
    missing = [library for library in NEEDED if find_spec(library) is None]
    return f"{missing[0]} is not installed: pip install 'policygraph[fast]'" if missing else True


def should_run(_name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
    """
    Return whether the graph is large enough for another library to be worth it, else in words that it is not.
    """
    graph = args[0] if args else kwargs.get("G", ())
    smallest = int(getattr(nx.config.backends[NAME], "smallest", SMALLEST))
    return True if len(graph) >= smallest else f"the graph has fewer than {smallest} nodes"
