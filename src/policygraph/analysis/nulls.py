"""
Could chance have done it? Networks and tables redrawn at random with every degree kept, and how far a number lies off.

Seeds are fixed: the same graph gives the same draws. What cannot be redrawn (a star, fewer than four things) gives no
draws, and then no number is called significant or not.
"""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEED = 2024
# So the smallest p is 0.01. Fewer than 19 could not even reach 0.05: then there are none.
DRAWS, FEWEST = 99, 19
# Steps in all draws together, about three seconds; a step is one link looked at from one thing.
EFFORT = 2_000_000
# Swaps for each link before the first draw, and between draws (Milo et al. 2003 use 100 in all; here over all draws).
FIRST, BETWEEN = 10, 2
# A sum of the same numbers in another order is no difference.
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Chance:
    """
    A number beside what chance gives: how many draws, their mean and standard deviation, z, and the empirical p.

    `p` is the share of draws, the observed one counted among them, that are as large or larger: it is never below
    1 / (draws + 1). `z` is None where all draws are equal.
    """

    draws: int
    mean: float
    deviation: float
    z: float | None
    p: float


def chance(observed: float, drawn: Sequence[float]) -> Chance | None:
    """
    Return how an observed number compares with those of random draws; None without draws.
    """
    if not drawn:
        return None
    mean, deviation = fmean(drawn), pstdev(drawn)
    z = (observed - mean) / deviation if deviation > TINY else None
    larger = sum(value >= observed - TINY for value in drawn)
    return Chance(len(drawn), mean, deviation, z, (larger + 1) / (len(drawn) + 1))


def affordable(draws: int, steps: int) -> int:
    """
    Return how many of *draws* to make where each takes so many steps: fewer on a larger graph, and none on a large one.
    """
    most = min(draws, EFFORT // max(steps, 1))
    return most if most >= FEWEST else 0


def rewired(graph: nx.Graph[int], draws: int = DRAWS, *, seed: int = SEED) -> Sequence[nx.Graph[int]]:
    """
    Return at most *draws* random graphs with the degrees of *graph*, simple and undirected; all connected if it is.

    A Markov chain of double edge swaps (Gkantsidis et al. 2003, by NetworkX): 10 a link first, then 2 a link between
    draws. The graphs cannot be changed, and weights are not kept. The last graph's are kept for the next question that
    compares the same one with chance.
    """
    return _drawn(tuple(graph), tuple(graph.edges()), draws, seed)


@lru_cache(maxsize=1)
def _drawn(nodes: tuple[int, ...], links: tuple[tuple[int, int], ...], draws: int, seed: int) -> list[nx.Graph[int]]:
    chain: nx.Graph[int] = nx.Graph()
    chain.add_nodes_from(nodes)
    chain.add_edges_from(links)
    found: list[nx.Graph[int]] = []
    if draws < 1 or len(links) < 2 or len(nodes) < 4:
        return found
    connected = nx.is_connected(chain)
    numbers = random.Random(seed)  # noqa: S311 (no secret)
    for number in range(draws):
        try:
            _swap(chain, len(links) * (BETWEEN if number else FIRST), numbers.randrange(2**32), connected=connected)
        except nx.NetworkXException:
            break
        # Louvain sees neighbours in their order, which NetworkX's own copies do not keep.
        found.append(nx.freeze(deepcopy(chain)))
    return found


def _swap(chain: nx.Graph[int], swaps: int, seed: int, *, connected: bool) -> None:
    if connected:
        nx.connected_double_edge_swap(chain, nswap=swaps, seed=seed)
    else:
        nx.double_edge_swap(chain, nswap=swaps, max_tries=swaps * 100, seed=seed)


def traded(table: Sequence[frozenset[int]], draws: int = DRAWS, *, seed: int = SEED) -> Iterator[list[frozenset[int]]]:
    """
    Yield *draws* random tables of who shares what: every row keeps its size, and everybody the number of their rows.

    The curveball algorithm (Strona et al. 2014): two rows put what only one of them has together and deal it out anew.
    Five trades a row first, then one a row. Nothing is yielded where no trade could change anything.
    """
    rows = [set(row) for row in table]
    if len(rows) < 2 or not any(rows[0] ^ row for row in rows):
        return
    numbers = random.Random(seed)  # noqa: S311 (no secret)
    for number in range(draws):
        for _ in range(len(rows) * (1 if number else 5)):
            one, other = numbers.sample(range(len(rows)), 2)
            _trade(rows, one, other, numbers)
        yield [frozenset(row) for row in rows]


def _trade(rows: list[set[int]], one: int, other: int, numbers: random.Random) -> None:
    mine, theirs = sorted(rows[one] - rows[other]), sorted(rows[other] - rows[one])
    dealt = mine + theirs
    numbers.shuffle(dealt)
    both = rows[one] & rows[other]
    rows[one], rows[other] = both | set(islice(dealt, len(mine))), both | set(dealt[len(mine) :])
