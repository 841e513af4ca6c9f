"""
What everything leans on: PageRank and reach in the network of dependence, and which documents others cite.

An edge of that network runs from what depends to what it depends on: who made it, who runs it, what it rests on or is
part of. The more leans on a thing, and the more leans on what leans on it, the higher it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from .networks import directed

if TYPE_CHECKING:
    from collections.abc import Mapping

DAMPING = 0.85
ENOUGH = 1e-12
MOST = 1000


@dataclass(frozen=True, slots=True)
class Support:
    """
    How much leans on a thing: its PageRank (all add up to 1), how many lean on it directly, and over any number of
    steps.
    """

    node: str
    rank: float
    direct: int
    reach: int


@dataclass(frozen=True, slots=True)
class Cited:
    """
    A document that others rest on, carry out or cite: how many do, and by how many links.
    """

    node: str
    documents: int
    links: int


def supports(graph: nx.MultiDiGraph[str], *, limit: int | None = None) -> list[Support]:
    """
    Return what others lean on by PageRank, highest first, ties by id; what nothing leans on is left out.

    PageRank (Page et al. 1999) with damping 0.85, parallel links adding to the weight of one. Linear in links, a
    hundred times or so; reach is one search for each thing returned.
    """
    simple = directed(graph)
    shares = pagerank(simple)
    leant_on = [node for node in simple if simple.in_degree(node)]
    best = sorted(leant_on, key=lambda node: (-round(shares[node], 12), node))[:limit]
    return [Support(node, shares[node], simple.in_degree(node), len(nx.ancestors(simple, node))) for node in best]


def pagerank(simple: nx.DiGraph[str]) -> Mapping[str, float]:
    """
    Return the PageRank of each thing, to within 1e-12 in all.

    NetworkX's own needs SciPy, which nothing else here does; a test holds this against `networkx.google_matrix`.
    """
    nodes = list(simple)
    index = {node: number for number, node in enumerate(nodes)}
    links = list(simple.edges(data="weight", default=1))
    starts = np.array([index[start] for start, _, _ in links], dtype=np.int64)
    ends = np.array([index[end] for _, end, _ in links], dtype=np.int64)
    weights = np.array([weight for *_, weight in links], dtype=float)
    count = len(nodes)
    given = np.bincount(starts, weights, minlength=count)
    idle = given == 0
    passed = weights / given[starts] if count else weights
    rank = np.full(count, 1 / max(count, 1))
    for _ in range(MOST):
        flow = np.bincount(ends, rank[starts] * passed, minlength=count)
        fresh = DAMPING * (flow + rank[idle].sum() / max(count, 1)) + (1 - DAMPING) / max(count, 1)
        change, rank = np.abs(fresh - rank).sum(), fresh
        if change < ENOUGH:
            break
    return dict(zip(nodes, rank.tolist(), strict=True))


def cited(graph: nx.MultiDiGraph[str]) -> list[Cited]:
    """
    Return the documents that others refer to, the most cited first, ties by id.
    """
    simple = directed(graph)
    found = [Cited(node, simple.in_degree(node), graph.in_degree(node)) for node in simple if simple.in_degree(node)]
    return sorted(found, key=lambda one: (-one.documents, -one.links, one.node))
