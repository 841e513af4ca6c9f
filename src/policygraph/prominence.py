"""
How large each thing of a network is drawn, by a measure of the reader's choice, and which groups its colours show.

The same network gives the same answer on every run: things are numbered in order of their ids before anything random
is drawn. Nothing is judged here: a measure says how a thing stands in this picture, not in the world.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .analysis.leaning import pagerank
from .analysis.networks import directed
from .fastgraph import betweenness_of, quickest

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx


MEASURES: dict[str, tuple[str, str]] = {
    "degree": ("联系数", "links"),
    "pagerank": ("PageRank", "PageRank"),
    "betweenness": ("中介中心性", "betweenness"),
}
# Above so many things betweenness is estimated from the paths of so many of them.
SAMPLED = 500
SEED = 1
DIGITS = 12


def measured(graph: nx.MultiDiGraph[str], measure: str) -> dict[str, float]:
    """
    Return the measure of each thing, one of `MEASURES`.

    Degree counts every link. PageRank (Brin and Page, 1998) follows links from subject to value, parallel ones counted.
    Betweenness (Freeman, 1977; computed as by Brandes, 2001) is the share of shortest ways between two others that pass
    through a thing, in whatever direction links point; above 500 things it is estimated from the ways that start at 500
    of them, which is linear in links for each.
    """
    if measure == "degree":
        return {thing: float(graph.degree(thing)) for thing in sorted(graph)}
    if measure == "pagerank":
        return dict(pagerank(directed(graph)))
    names = sorted(graph)
    index = {thing: number for number, thing in enumerate(names)}
    found = betweenness_of(_simple(graph, index), SAMPLED, SEED)
    # Sums of the same numbers in another order differ in their last digits; the picture must not.
    return {thing: round(float(found[number]), DIGITS) for number, thing in enumerate(names)}


def communities(graph: nx.MultiDiGraph[str]) -> list[list[str]]:
    """
    Return groups of things with more links among them than to others, the largest first; what has no link is in none.

    Louvain's method (Blondel, Guillaume, Lambiotte and Lefebvre, 2008) with one fixed seed: other seeds may draw the
    borders elsewhere, and so does ``policygraph[fast]`` in networks of thousands of things, equally well by modularity.
    Roughly linear in links.
    """
    import networkx as nx

    names = sorted(graph)
    simple = _simple(graph, {thing: number for number, thing in enumerate(names)})
    linked: nx.Graph[int] = nx.Graph()
    linked.add_nodes_from(sorted(number for number in simple if simple.degree(number)))
    linked.add_edges_from(sorted(simple.edges(data=True), key=lambda edge: edge[:2]))
    if not linked:
        return []
    found = nx.community.louvain_communities(quickest(linked, "weight"), weight="weight", seed=SEED)
    return sorted((sorted(names[number] for number in group) for group in found), key=lambda g: (-len(g), g))


def _simple(graph: nx.MultiDiGraph[str], index: Mapping[str, int]) -> nx.Graph[int]:
    """
    Return the network without directions, parallel links (their number is the weight) and links to oneself.
    """
    import networkx as nx

    counts: dict[tuple[int, int], int] = {}
    for start, end in graph.edges():
        if start != end:
            one, other = index[start], index[end]
            pair = (min(one, other), max(one, other))
            counts[pair] = counts.get(pair, 0) + 1
    simple: nx.Graph[int] = nx.Graph()
    simple.add_nodes_from(range(len(index)))
    simple.add_weighted_edges_from((*pair, weight) for pair, weight in sorted(counts.items()))
    return simple
