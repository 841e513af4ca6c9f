"""
What NetworkX is told of the backend when it is imported: its name, and which functions it has.

NetworkX loads this with every import of its own, so nothing heavy is imported here.
"""

from __future__ import annotations

from typing import Any

NAME = "policygraph"
# What the extra installs.
NEEDED = ("scipy", "networkit")
# Below this many nodes NetworkX itself answers soon enough, and small results stay the same to the last bit.
SMALLEST = 5000

FUNCTIONS = {
    "articulation_points": "Hopcroft and Tarjan by networkit; equal as a set, in the order of the nodes.",
    "betweenness_centrality": "Brandes by breadth-first levels; with k, the same sources for the same seed; equal to "
    "about 1e-12.",
    "biconnected_components": "Hopcroft and Tarjan by networkit; equal as a set of sets.",
    "bridges": "Hopcroft and Tarjan by networkit; equal as a set of pairs, each in the order of the nodes.",
    "connected_components": "scipy; the same sets in the same order.",
    "constraint": "Sparse rows of the asked nodes only.",
    "core_number": "networkit; equal.",
    "degree_assortativity_coefficient": "Correlation over the edges; without weights.",
    "degree_centrality": "Equal.",
    "effective_size": "Sparse rows of the asked nodes only.",
    "in_degree_centrality": "Equal.",
    "is_connected": "Equal.",
    "louvain_communities": "Louvain by networkit from an order of the nodes that the seed gives: other groups than "
    "NetworkX finds, as good by modularity to within 0.02; the same seed gives the same groups. Undirected graphs.",
    "modularity": "Sums over arrays.",
    "number_connected_components": "Equal.",
    "number_weakly_connected_components": "Equal.",
    "out_degree_centrality": "Equal.",
    "pagerank": "NetworkX's own power iteration, without building its matrix anew for each call.",
    "weakly_connected_components": "scipy; the same sets in the same order.",
}


def get_info() -> dict[str, Any]:
    """
    Return what NetworkX asks a backend for (entry point ``networkx.backend_info``).
    """
    return {
        "backend_name": NAME,
        "project": "policygraph",
        "package": "policygraph",
        "short_summary": "Measures of graphs with up to millions of nodes by numpy, scipy and networkit.",
        "functions": {name: {"additional_docs": how} for name, how in FUNCTIONS.items()},
        "default_config": {"smallest": SMALLEST},
    }
