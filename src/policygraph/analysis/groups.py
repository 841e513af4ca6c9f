"""
Which groups form: communities by Louvain, how stable they are, and whether a random network would have as clear ones.

Louvain depends on the order in which it looks at things, so one run proves nothing: it runs with many seeds, and what
is reported is the best of them together with how far all agree. Only the largest component is divided: what is not
linked at all is apart anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from ..fastgraph import quickest
from .networks import collapsed, largest, numbered
from .nulls import DRAWS, Chance, affordable, chance, rewired
from .partitions import agreement, assigned, held_together

if TYPE_CHECKING:
    from .partitions import Partition

SEEDS = 20
# How often Louvain looks at a link, roughly.
STEPS = 100


@dataclass(frozen=True, slots=True)
class Group:
    """
    Things that are linked more among themselves than with others: members (those with most links within first), links
    within and to others, and the share of its pairs that other runs leave together too.
    """

    members: tuple[str, ...]
    inside: int
    outside: int
    stability: float


@dataclass(frozen=True, slots=True)
class Division:
    """
    A network divided: its groups, largest first, modularity with what chance gives, and how far the runs agree.

    `rand` is the mean adjusted Rand index of all pairs of runs, `information` their mean variation of information in
    bits; `counts` the least and the most groups that a run found.
    """

    groups: tuple[Group, ...]
    things: int
    links: int
    modularity: float
    chance: Chance | None
    rand: float
    information: float
    runs: int
    counts: tuple[int, int]


def division(graph: nx.Graph[str], *, seeds: int = SEEDS, draws: int = DRAWS) -> Division:
    """
    Divide the largest component of a network into groups.

    Args:
        graph: Any multigraph; it is collapsed first, and every link counts one.
        seeds: How many runs of Louvain (Blondel et al. 2008) are compared, at least one; the best by modularity is
            kept, of equal ones the first.
        draws: How many graphs of the same degrees are divided too, at most: modularity is high in sparse random graphs
            as well (Guimerà et al. 2004).

    With ``policygraph[fast]``, networks of thousands of things are divided by networkit's Louvain: other groups than
    NetworkX finds, as good by modularity, the same for the same seeds.
    """
    part = largest(collapsed(graph))
    names = list(part)
    simple = numbered(part)
    if not simple.number_of_edges():
        return Division((), len(simple), 0, 0.0, None, 1.0, 0.0, seeds, (0, 0))
    quick = quickest(simple)
    runs = [_louvain(quick, seed) for seed in range(seeds)]
    scores = [_modularity(quick, run) for run in runs]
    best = max(range(len(runs)), key=lambda number: (round(scores[number], 12), -number))
    most = affordable(draws, simple.number_of_edges() * STEPS)
    drawn = [_modularity(other, _louvain(other, 0)) for other in rewired(simple, most)]
    rand, information = agreement(runs)
    counts = [max(run) + 1 for run in runs]
    return Division(
        groups=_groups(simple, names, runs, best),
        things=len(simple),
        links=simple.number_of_edges(),
        modularity=scores[best],
        chance=chance(scores[best], drawn),
        rand=rand,
        information=information,
        runs=len(runs),
        counts=(min(counts), max(counts)),
    )


def _louvain(simple: nx.Graph[int], seed: int) -> tuple[int, ...]:
    return assigned(nx.community.louvain_communities(simple, weight=None, seed=seed), len(simple))


def _modularity(simple: nx.Graph[int], partition: Partition) -> float:
    return float(nx.community.modularity(simple, _members(partition), weight=None))


def _members(partition: Partition) -> list[set[int]]:
    found: dict[int, set[int]] = {}
    for thing, group in enumerate(partition):
        found.setdefault(group, set()).add(thing)
    return list(found.values())


def _groups(simple: nx.Graph[int], names: list[str], runs: list[tuple[int, ...]], best: int) -> tuple[Group, ...]:
    others = [np.array(run) for number, run in enumerate(runs) if number != best]
    found = []
    for members in _members(runs[best]):
        within = {node: sum(other in members for other in simple[node]) for node in members}
        inside, ends = sum(within.values()) // 2, sum(len(simple[node]) for node in members)
        ordered = sorted(members, key=lambda node: (-within[node], names[node]))
        stability = held_together(ordered, others) if others else 1.0
        found.append(Group(tuple(names[node] for node in ordered), inside, ends - 2 * inside, stability))
    return tuple(sorted(found, key=lambda group: (-len(group.members), group.members)))
