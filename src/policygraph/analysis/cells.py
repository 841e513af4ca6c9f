"""
Where the table of regions, instruments and target groups is empty though its margins would let one expect something.

What is missing here is missing from the sources that were read, and may well exist: it is a list of things to look up,
not of failings. What is missing of single documents and programmes stands in the room `gaps`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from .reading import PLACES
from .sharing import INSTRUMENT, PLACED, TARGET, USERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..entities import Entity
    from .reading import Reading

AXES = {"instrument": INSTRUMENT, "target": TARGET}
BY = {link: axis for axis, link in AXES.items()}


@dataclass(frozen=True, slots=True)
class Table:
    """
    How many documents, programmes and platforms there are in each cell: one axis of `counts` for each list of `axes`.

    `items` is how many were counted: those that are linked with something on every axis.
    """

    axes: tuple[tuple[Entity, ...], ...]
    counts: np.ndarray
    items: int


@dataclass(frozen=True, slots=True)
class Cell:
    """
    A cell of a table that is empty: its coordinates, how many it would hold if rows and columns had nothing to do with
    each other, and how likely it would then be empty.
    """

    things: tuple[Entity, ...]
    expected: float
    chance: float


def tabulated(reading: Reading, axes: Sequence[str]) -> Table:
    """
    Return how many documents, programmes and platforms there are by ``region``, ``instrument`` and ``target``.

    One counts in every region, for every instrument and for every target group that it is linked with, once in each
    cell; what is for a narrower group or by a narrower instrument is also for the broader ones. One that lacks any of
    *axes* counts nowhere. Linear in links, and in the cells of the table.
    """
    found: dict[str, dict[str, set[str]]] = {axis: {} for axis in axes}
    for fact in reading.links:
        value = str(fact.value)
        axis = "region" if fact.predicate in PLACED else BY.get(fact.predicate, "")
        fits = axis != "region" or reading.things[value].kind in PLACES
        if axis in found and fits and reading.things[fact.subject].kind in USERS:
            found[axis].setdefault(fact.subject, set()).update((value, *reading.broader.get(value, ())))
    items = sorted(set.intersection(*(set(known) for known in found.values())))
    used = [sorted({v for item in items for v in known[item]}) for known in found.values()]
    lists = [tuple(sorted((reading.things[v] for v in values), key=lambda e: e.id)) for values in used]
    numbers = [{entity.iri: number for number, entity in enumerate(entities)} for entities in lists]
    counts = np.zeros([len(entities) for entities in lists], dtype=int)
    for item in items:
        places = [[number[v] for v in known[item]] for number, known in zip(numbers, found.values(), strict=True)]
        counts[np.ix_(*places)] += 1
    return Table(tuple(lists), counts, len(items))


def empty(table: Table) -> list[Cell]:
    """
    Return the empty cells of a table of two axes, those first where something would be most expected.

    Expected is row sum times column sum over the total; the chance of an empty cell is that of a Poisson count, e to
    the power of minus that. Few cells of a small table are surely empty for a reason.
    """
    counts, total = table.counts, table.counts.sum()
    if not total:
        return []
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / total
    across, down = table.axes
    found = [
        Cell((across[row], down[column]), float(expected[row, column]), exp(-expected[row, column]))
        for row, column in np.argwhere(counts == 0).tolist()
    ]
    return sorted(found, key=lambda cell: (-round(cell.expected, 9), [entity.id for entity in cell.things]))
