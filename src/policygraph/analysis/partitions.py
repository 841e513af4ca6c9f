"""
How alike two partitions of the same things are, and how firmly things stay together over many.

A partition is a list of group numbers, one for each thing, in one order of things.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Partition = Sequence[int] | np.ndarray


def adjusted_rand(one: Partition, other: Partition) -> float:
    """
    Return the adjusted Rand index: 1 for equal partitions, about 0 for unrelated ones (Hubert and Arabie 1985).
    """
    table = _table(one, other)
    pairs, rows, columns = _pairs(table), _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    total = _pairs(np.array([len(one)]))
    expected = rows * columns / total if total else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((pairs - expected) / (most - expected))


def variation_of_information(one: Partition, other: Partition) -> float:
    """
    Return the variation of information in bits: 0 for equal partitions, at most log2 of the number of things
    (Meilă 2007).
    """
    table = _table(one, other) / max(len(one), 1)
    joint = _entropy(table.ravel())
    return max(0.0, 2 * joint - _entropy(table.sum(axis=1)) - _entropy(table.sum(axis=0)))


def held_together(group: Sequence[int], partitions: Sequence[Partition]) -> float:
    """
    Return the share of the pairs of a group that are in one group of a partition too, on average over *partitions*.
    """
    pairs = _pairs(np.array([len(group)]))
    if not pairs:
        return 1.0
    kept = [_pairs(np.unique(np.asarray(p)[list(group)], return_counts=True)[1]) / pairs for p in partitions]
    return float(np.mean(kept))


def agreement(partitions: Sequence[Partition]) -> tuple[float, float]:
    """
    Return the mean adjusted Rand index and the mean variation of information over all pairs of partitions.
    """
    # Made arrays once, not once for each pair.
    pairs = list(combinations(map(np.asarray, partitions), 2))
    if not pairs:
        return 1.0, 0.0
    return (
        float(np.mean([adjusted_rand(*pair) for pair in pairs])),
        float(np.mean([variation_of_information(*pair) for pair in pairs])),
    )


def assigned(groups: Iterable[Iterable[int]], size: int) -> tuple[int, ...]:
    """
    Return the group number of each thing from 0 to *size*: groups in order of their first thing.
    """
    found = [0] * size
    for number, group in enumerate(sorted(map(sorted, groups))):
        for thing in group:
            found[thing] = number
    return tuple(found)


def _table(one: Partition, other: Partition) -> np.ndarray:
    rows, columns = (np.unique(np.asarray(p), return_inverse=True)[1] for p in (one, other))
    table = np.zeros((rows.max(initial=-1) + 1, columns.max(initial=-1) + 1))
    np.add.at(table, (rows, columns), 1)
    return table


def _pairs(counts: np.ndarray) -> float:
    return float((counts * (counts - 1) / 2).sum())


def _entropy(shares: np.ndarray) -> float:
    known = shares[shares > 0]
    return float(-(known * np.log2(known)).sum())
